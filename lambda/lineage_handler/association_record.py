"""The record of an association: an artifact that says who owns it.

An association carries no tags, so who declares one is written on an artifact of its own, with mark
and claims like any other. The record is made before the association and deleted after it, and its
ARN is the physical id. Each claim also says which type its resource declares.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from .declaration import Edge, Source
from .goal import Goal
from .lineage import Artifact
from .ownership import ADOPTED, CREATED, MARK, PREFIX, TAG_VALUE_LIMIT, Claim
from .request import AssociationRequest

_ASSOCIATION = PREFIX + "association"
_TYPE = " as "

ADOPTED_ASSOCIATION = {_ASSOCIATION: ADOPTED}
"""The tag of a record whose association was there before, and so is never deleted."""


def source_of(edge: Edge) -> Source:
    """Give the source of an association's record, made of the association's identity."""
    identity = json.dumps(edge.ends)
    return Source(f"{PREFIX}//association/{hashlib.sha256(identity.encode()).hexdigest()}")


def goal_of(request: AssociationRequest) -> Goal:
    """Say what the record is to be."""
    edge = request.declared.edge
    record = Artifact(
        arn="",
        source=source_of(edge),
        artifact_type="AssociationRecord",
        artifact_name=None,
        properties={"SourceArn": edge.source_arn, "DestinationArn": edge.destination_arn},
        metadata_properties={},
    )
    return Goal(record, {MARK: CREATED} | claim_tag(request))


def claim_tag(request: AssociationRequest) -> dict[str, str]:
    """Give the tag by which a resource claims an association of the type that it declares."""
    declared_type = request.declared.edge.association_type
    suffix = f"{_TYPE}{declared_type}" if declared_type else ""
    holder = request.claim.holder[: TAG_VALUE_LIMIT - len(suffix)]
    return {request.claim.key: holder + suffix}


def declared_type(claim: Claim) -> str | None:
    """Tell which type the resource of a claim declares."""
    _, separator, association_type = claim.holder.rpartition(_TYPE)
    return association_type if separator else None


def is_adopted(tags: Mapping[str, str]) -> bool:
    """Whether a record says that its association was there before."""
    return tags.items() >= ADOPTED_ASSOCIATION.items()
