"""The record of an association: an artifact that says who declares it.

An association carries no tags, so its claims are on an artifact of its own, with a mark like any
other. The record is created before the association and deleted after it, and its ARN is the
physical id. Each claim also says which type its resource declares.
"""

import hashlib
import json
from collections.abc import Mapping

from ..ownership.claims import ADOPTED, PREFIX
from ..ownership.reserved import RECORD_SCHEME, RECORD_TYPE
from ..sagemaker.model import ArtifactMembers, AssociationMembers, Source

ADOPTED_ASSOCIATION = {PREFIX + "association": ADOPTED}
"""The tag of a record whose association was there before, and so is never deleted."""


def record_of(association: AssociationMembers) -> ArtifactMembers:
    """Return the record of an association; its source is the association's identity."""
    entities = json.dumps([association.source_arn, association.destination_arn])
    identity = hashlib.sha256(entities.encode()).hexdigest()
    return ArtifactMembers(
        source=Source(f"{RECORD_SCHEME}association/{identity}"),
        artifact_type=RECORD_TYPE,
        artifact_name=None,
        properties=association.entities,
        metadata_properties={},
    )


def is_adopted(tags: Mapping[str, str]) -> bool:
    """Return whether a record says that its association was there before."""
    return tags.items() >= ADOPTED_ASSOCIATION.items()
