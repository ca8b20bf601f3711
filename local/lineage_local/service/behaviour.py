"""What public facts leave open about the service, and what an account can have changed."""

from dataclasses import dataclass, fields
from typing import Literal

# As long as the SageMaker SDK waits for lineage (``serve/utils/lineage_constants.py``).
LONGEST_LAG_SECONDS = 120.0

Duplicate = Literal["raise", "return"]
Identity = Literal["uri_and_types", "uri"]
ExistsCode = Literal[
    "ValidationException", "ConflictException", "ResourceInUse", "ResourceAlreadyExists"
]
ErrorTexts = Literal["own", "other"]


@dataclass(frozen=True)
class Behaviour:
    """What public facts leave open, and the quotas that an account can change.

    Each default is the likelier reading. Code that calls the service must work under the others,
    too. A lag is in seconds, 0 to 120.

    Parameters
    ----------
    merge_properties
        Whether an update merges its Properties into those that are there. For: the request has
        PropertiesToRemove, and the SageMaker SDK sends both. Against: the model says "overwrites"
        (UpdateArtifact, Properties).
    refuse_delete_with_associations
        Whether an entity with associations cannot be deleted; if it can, its associations are
        deleted with it. For: the SDK removes the associations first (``lineage/artifact.py``,
        ``delete``). Against: no reference has such an error.
    duplicate_source
        What a second CreateArtifact on the same source does: raise an error, or return the ARN of
        the artifact that is there, unchanged. For raise: the SDK catches the error
        (``serve/utils/lineage_utils.py``). For return: "reuses an existing one" (developer guide,
        lineage entities), of what SageMaker creates by itself.
    duplicate_association
        The same for a second AddAssociation of a source and a destination. For raise: the SDK
        catches the error (same module). For return: the reference names no error for it.
    exists_code
        The code of the error for what exists already: an artifact, association, action or context.
        For ValidationException: the SDK catches it (same module). Against: the model names no
        error for it, but has ConflictException and ResourceInUse elsewhere.
    identity
        What identifies an artifact: its URI with its source types, or the URI alone. For both
        together: the SDK picks among the artifacts of one URI by their types (same module). For
        the URI alone: "only one artifact with a unique SourceUri" (developer guide, lineage
        entities).
    unique_names
        Whether CreateArtifact and UpdateArtifact refuse the ArtifactName of another artifact. For:
        "must be unique to your account in an AWS Region" (API reference), and a commit of the SDK
        that makes a name unique (223cc786c). Against: the SDK gives one name to many artifacts
        (``sm-fs-fe-raw-data`` of the feature processor, ``foo`` in its integration tests).
    list_lag_seconds
        How far the list calls and QueryLineage lag behind the writes. The SDK looks up to 120
        seconds for artifacts that SageMaker makes (``serve/utils/lineage_constants.py``).
    describe_lag_seconds
        How late the Describe calls show what was created, updated or deleted. Nothing says that
        they are late, and nothing that they are not.
    create_tag_lag_seconds
        How late ListTags shows tags that were given in a Create. Not published.
    add_tag_lag_seconds
        How late ListTags shows tags of AddTags. The SDK's integration tests wait 1 and 5 seconds
        (``sagemaker/lineage``, test_artifact and test_association), and Terraform's provider has
        waiters for SageMaker's tags (terraform-provider-aws, 15572).
    delete_tag_lag_seconds
        How late ListTags shows that DeleteTags removed a tag. Same sources.
    iam_tag_lag_seconds
        How late the condition ``aws:ResourceTag`` sees a tag that was added or removed, in
        whichever way; it does not depend on ListTags. Not published.
    tag_cleanup_lag_seconds
        How long after its deletion the tags of an artifact, action or context still show on one
        that is created in its place, which has the same ARN. Its own tags win. Nothing says that
        tags are kept with the resource rather than by ARN.
    empty_members
        Whether Describe and List respond with empty lists, maps and structures, such as
        ``"Properties": {}``, where nothing was given. For: the recorded responses in the SDK's unit
        tests (``lineage/test_query.py``: Properties, SourceTypes, CreatedBy). Against: they have no
        MetadataProperties, and the model requires none of them.
    duplicate_vertices
        Whether QueryLineage responds with each vertex and edge twice. For: the SDK drops duplicates
        (commit a5c442370). Against: the reference says nothing of it.
    whole_seconds
        Whether the times of what is created or updated are in whole seconds. For: the recorded
        contexts in the same unit tests, of 1608225384.0. Against: the artifacts there, of
        1608224704.149.
    error_texts
        The words of the errors that this service words itself, since none is published: two
        wordings, so that nobody depends on one.
    requests_per_second
        How many calls the service takes, all operations together, before it throttles; a burst
        may have the calls of one second. None: any number. The real limits are low
        (amazon-sagemaker-examples, issue 2247) and unknown.
    quota
        Artifacts in one account and region that SageMaker has not made by itself
        (sagemaker-experiments, pull request 194; amazon-sagemaker-examples,
        sagemaker-lineage.ipynb, Caveats).
    action_quota
        Actions in one account and region (same notebook).
    context_quota
        Contexts in one account and region (same notebook; developer guide, Feature Processor
        quotas).
    association_quota
        Associations in one account and region (same two).

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
    duplicate_source: Duplicate = "raise"
    duplicate_association: Duplicate = "raise"
    exists_code: ExistsCode = "ValidationException"
    identity: Identity = "uri_and_types"
    unique_names: bool = False
    list_lag_seconds: float = 0.0
    describe_lag_seconds: float = 0.0
    create_tag_lag_seconds: float = 0.0
    add_tag_lag_seconds: float = 0.0
    delete_tag_lag_seconds: float = 0.0
    iam_tag_lag_seconds: float = 0.0
    tag_cleanup_lag_seconds: float = 0.0
    empty_members: bool = True
    duplicate_vertices: bool = False
    whole_seconds: bool = False
    error_texts: ErrorTexts = "own"
    requests_per_second: float | None = None
    quota: int = 6000
    action_quota: int = 3000
    context_quota: int = 500
    association_quota: int = 6000

    def __post_init__(self) -> None:
        for name in [each.name for each in fields(self) if each.name.endswith("_lag_seconds")]:
            if not 0 <= (lag := getattr(self, name)) <= LONGEST_LAG_SECONDS:
                raise ValueError(f"{name} is {lag}, 0 to {LONGEST_LAG_SECONDS} is allowed")
        if self.requests_per_second is not None and self.requests_per_second <= 0:
            raise ValueError(
                f"requests_per_second is {self.requests_per_second}, more than 0 is allowed"
            )
