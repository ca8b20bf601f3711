"""The rules of the service that its model does not state.

Each names its source. "Assumption" marks what no public text settles: it is changed here and
nowhere else when more is known.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from lineage_local.service.behaviour import Behaviour, Identity
from lineage_local.service.protocol.errors import limit_exceeded, validation_error
from lineage_local.service.protocol.service_model import structure

# Default of MaxResults in the API reference of every lineage list call.
LIST_PAGE = 10

# Assumption: the reference names only the maxima, and the SDK reads one page only.
QUERY_PAGE = 50
QUERY_DEPTH = 10

# Developer guide, cross-account lineage tracking: the group that every account has.
LINEAGE_GROUP = "sagemaker-default-lineage-group"

# Developer guide, tags: 50 on a resource; keys with this prefix are reserved.
TAG_LIMIT = 50
RESERVED_TAG_PREFIX = "aws:"

# What can be the source or destination of an association without being stored by the service: the
# type that lists and queries show (assumption; for those of jobs see `trial_components`) and the
# model's lineage type (none for experiments).
UNSTORED_ENTITIES: dict[str, tuple[str, str | None]] = {
    "experiment": ("Experiment", None),
    "experiment-trial-component": ("TrialComponent", "TrialComponent"),
}

# The model's limit for one request; assumption: it holds for the merged result too.
PROPERTY_LIMIT: int = structure("CreateArtifactRequest").members["Properties"].metadata["max"]


def artifact_id(source: Mapping[str, Any], identity: Identity = "uri_and_types") -> str:
    """Return the last part of an artifact's ARN: 32 hexadecimal digits, a hash of its source.

    The source is the identity of an artifact (service authorization reference). It is the same
    in every account: to the SDK, artifacts of one id in two accounts are the same artifact.
    Assumptions: the order of the source types does not matter, and the hash is MD5, which has the
    length of the ids.

    Parameters
    ----------
    source
        The ``Source`` of the API.
    identity
        What identifies an artifact, see `Behaviour`.

    Examples
    --------
    >>> artifact_id({"SourceUri": "s3://bucket/key"})
    'eb0d0604a9d55ae1099888e966107dd4'
    """
    types = set()
    if identity == "uri_and_types":
        types = {(item["SourceIdType"], item["Value"]) for item in source.get("SourceTypes", [])}
    content = json.dumps([source["SourceUri"], sorted(types)])
    return hashlib.md5(content.encode(), usedforsecurity=False).hexdigest()


def check_quota(what: str, limit: int, used: int) -> None:
    """Refuse a create when the quota is used up.

    The message names the limit and the present use (sagemaker-experiments, pull request 194).

    Raises
    ------
    ServiceError
        ``ResourceLimitExceeded``.
    """
    if used >= limit:
        raise limit_exceeded(
            f"The account-level service limit 'Total number of {what} allowed, excluding those "
            f"automatically created by SageMaker' is {limit} {what}, with current utilization of "
            f"{used} {what} and a request delta of 1 {what}. Please contact AWS support to request "
            f"an increase for this limit."
        )


def updated_properties(
    behaviour: Behaviour, current: Mapping[str, str], changes: Mapping[str, Any]
) -> dict[str, str]:
    """Return an entity's properties after an update.

    Assumption: removals come first, so a key that is both removed and set is set.

    Raises
    ------
    ServiceError
        ``ValidationException`` if more than 30 result.
    """
    properties = dict(current)
    for key in changes.get("PropertiesToRemove", []):
        properties.pop(key, None)
    if "Properties" in changes:
        kept = properties if behaviour.merge_properties else {}
        properties = {**kept, **changes["Properties"]}
    if len(properties) > PROPERTY_LIMIT:
        raise validation_error(
            f"{len(properties)} properties, at most {PROPERTY_LIMIT} are allowed"
        )
    return properties


def merged_tags(current: Mapping[str, str], tags: list[Mapping[str, str]]) -> dict[str, str]:
    """Return a resource's tags after some are added ("adds or overwrites", API reference).

    Assumption: reserved keys, a key given twice and more than 50 tags are a ValidationException,
    as AddTags has no error of its own.

    Raises
    ------
    ServiceError
        ``ValidationException``.
    """
    added = {tag["Key"]: tag["Value"] for tag in tags}
    if len(added) < len(tags):
        raise validation_error("Tag keys must be unique: a key is given twice")
    for key in added:
        if key.lower().startswith(RESERVED_TAG_PREFIX):
            raise validation_error(f"Tag keys starting with 'aws:' are reserved: {key!r}")
    merged = {**current, **added}
    if len(merged) > TAG_LIMIT:
        raise validation_error(f"{len(merged)} tags, at most {TAG_LIMIT} are allowed on a resource")
    return merged
