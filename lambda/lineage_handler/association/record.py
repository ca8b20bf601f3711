"""The record of an association: an artifact that says who declares it.

An association carries no tags, so its claims are on an artifact of its own, with a mark like any
other. The record is created before the association and deleted after it, and its ARN is the
physical id. Each claim also says which type its resource declares.
"""

import hashlib
import json
from collections.abc import Mapping

from ..ownership.claims import ADOPTED, PREFIX
from ..sagemaker.model import ArtifactMembers, AssociationMembers, Source

ADOPTED_ASSOCIATION = {PREFIX + "association": ADOPTED}
"""The tag of a record whose association was there before, and so is never deleted."""


def record_of(association: AssociationMembers) -> ArtifactMembers:
    """Return the record of an association; its source is the association's identity."""
    identity = json.dumps([association.source_arn, association.destination_arn])
    return ArtifactMembers(
        source=Source(f"{PREFIX}//association/{hashlib.sha256(identity.encode()).hexdigest()}"),
        artifact_type="AssociationRecord",
        artifact_name=None,
        properties=association.entities,
        metadata_properties={},
    )


def is_adopted(tags: Mapping[str, str]) -> bool:
    """Return whether a record says that its association was there before."""
    return tags.items() >= ADOPTED_ASSOCIATION.items()
