"""The rules of the service that its model does not state.

Each names its source. "Assumption" marks what no public text settles: it is changed here and
nowhere else when more is known.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lineage_local.service.protocol.errors import ServiceError, limit_exceeded, validation_error
from lineage_local.service.protocol.service_model import structure
from lineage_local.service.store import LONGEST_LAG_SECONDS

Identity = Literal["uri_and_types", "uri"]


@dataclass(frozen=True)
class Behaviour:
    """What public facts leave open, and the quotas that an account can change.

    Parameters
    ----------
    merge_properties
        Whether an update merges its Properties into those that are there. The model says
        "overwrites", yet it has PropertiesToRemove, and the SageMaker SDK sends both.
    refuse_delete_with_associations
        Whether an entity with associations cannot be deleted (the SDK removes the associations
        first). If not, its associations are deleted with it.
    duplicate_source
        What a second CreateArtifact on the same source does: raise a ValidationException, as the
        SDK expects, or return the ARN of the artifact that is there, unchanged.
    identity
        What identifies an artifact: its URI with its source types, as the SDK has it, which picks
        among the artifacts of one URI by their types (``serve/utils/lineage_utils.py``), or its
        URI alone ("only one artifact with a unique SourceUri", developer guide, lineage entities).
    list_lag_seconds
        How far the list calls and QueryLineage lag behind the writes, at most 60.
    tag_lag_seconds
        How far ListTags lags behind the writes, at most 60; a new entity has no tags until then.
    requests_per_second
        How many calls the service takes, all operations together, before it throttles; a burst
        may have the calls of one second. The real limits are low (amazon-sagemaker-examples,
        issue 2247) and unknown.
    quota
        Artifacts in one account and region (sagemaker-experiments, pull request 194).
    action_quota
        Actions in one account and region (assumption).
    context_quota
        Contexts in one account and region (developer guide, Feature Processor quotas).
    association_quota
        Associations in one account and region (same page).

    Raises
    ------
    ValueError
        If a lag is too long, or a number too small.

    Examples
    --------
    >>> Behaviour(merge_properties=False, quota=2)
    """

    merge_properties: bool = True
    refuse_delete_with_associations: bool = True
    duplicate_source: Literal["raise", "return"] = "raise"
    identity: Identity = "uri_and_types"
    list_lag_seconds: float = 0.0
    tag_lag_seconds: float = 0.0
    requests_per_second: float | None = None
    quota: int = 6000
    action_quota: int = 3000
    context_quota: int = 500
    association_quota: int = 6000

    def __post_init__(self) -> None:
        for name in ("list_lag_seconds", "tag_lag_seconds"):
            if not 0 <= (lag := getattr(self, name)) <= LONGEST_LAG_SECONDS:
                raise ValueError(f"{name} is {lag}, 0 to {LONGEST_LAG_SECONDS} is allowed")
        if self.requests_per_second is not None and self.requests_per_second <= 0:
            raise ValueError(
                f"requests_per_second is {self.requests_per_second}, more than 0 is allowed"
            )


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
# type that lists and queries show (assumption) and the model's lineage type (none for experiments).
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


def already_exists(what: str) -> ServiceError:
    """Return the error for an entity or association that exists.

    A ValidationException, which the SDK takes to mean just that
    (``serve/utils/lineage_utils.py``). Assumption: the message does not name the ARN.
    """
    return validation_error(f"{what} already exists")


def has_associations(what: str) -> ServiceError:
    """Return the error for the delete of an entity that has associations (assumption)."""
    return validation_error(f"{what} cannot be deleted: it has associations, delete them first")


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


def no_such_resource(arn: str) -> ServiceError:
    """Return the error of the tag operations for an ARN that does not exist.

    Assumption: a ValidationException, as none of the three has an error of its own.
    """
    return validation_error(f"Could not find resource {arn!r}")
