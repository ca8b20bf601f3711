"""Entities as SageMaker describes them."""

from dataclasses import replace
from typing import Any, Final

from ..model import EntityKind, LineageEntity

DESCRIBED_KINDS: Final = (EntityKind.ARTIFACT, EntityKind.ACTION, EntityKind.CONTEXT)
"""The kinds of entities that the lineage API describes."""


def with_members(entity: LineageEntity, description: dict[str, Any]) -> LineageEntity:
    """Return the entity with the members that SageMaker describes."""
    prefix = entity.kind.member_prefix
    return replace(
        entity,
        name=description.get(f"{prefix}Name") or entity.name,
        type=description.get(f"{prefix}Type") or entity.type,
        source_uri=description["Source"]["SourceUri"],
        properties=description.get("Properties", {}),
    )
