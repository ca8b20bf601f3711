"""The members of what SageMaker has, under the names of a declaration's members."""

from collections.abc import Mapping
from typing import Any, Final

from ..model import EntityKind
from ..readers.claims import PREFIX
from ..readers.templates.members import source_types

_MAPS = ("Properties", "MetadataProperties")
_RESERVED = (PREFIX, "aws:")
# Members that are declared or given by SageMaker, as the request of a create has them.
_TEXTS: Final = ("Name", "Type")
_OTHERS: Final = ("Status", "Description")


def actual_members(
    kind: EntityKind, described: Mapping[str, Any], tags: Mapping[str, str]
) -> dict[str, str]:
    """Return the members of an artifact, action or context.

    Parameters
    ----------
    kind
        Its kind.
    described
        What SageMaker's Describe call returns; what was not given may be empty or absent.
    tags
        Its tags; those of this library and of AWS are no members.
    """
    names = [*(f"{kind.member_prefix}{text}" for text in _TEXTS), *_OTHERS]
    members = {name: str(described[name]) for name in names if described.get(name)}
    source = described.get("Source") or {}
    members |= {
        f"Source.{name}": str(value)
        for name, value in source.items()
        if value and name != "SourceTypes"
    }
    if source.get("SourceTypes"):
        members["Source.SourceTypes"] = source_types(source["SourceTypes"])
    for name in _MAPS:
        members |= {f"{name}.{key}": value for key, value in (described.get(name) or {}).items()}
    members |= {
        f"Tags.{key}": value for key, value in tags.items() if not key.startswith(_RESERVED)
    }
    return members
