"""Deployments that the function refuses, and what a user reads then.

``docs/errors.md`` is made of this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.lineage_handler.declarations import NEW_VERSION, declaration
from tests.lineage_handler.simulator.resources import Properties

from . import situations
from .situations import ARN, DATA, EDGE, MODEL, Situation

ADOPT = {"OnExisting": "ADOPT"}


@dataclass
class RefusedDeployment:
    """A deployment that fails, its reason, and what was there before."""

    reason: str
    template: Mapping[str, Properties]
    before: Callable[[Situation], None] = situations.nothing


def data(
    reason: str, before: Callable[[Situation], None] = situations.nothing, **changes: Any
) -> RefusedDeployment:
    """Return the refusal of an artifact."""
    return RefusedDeployment(reason, {"Data": declaration(**changes)}, before)


def edge(
    reason: str, before: Callable[[Situation], None] = situations.nothing, **changes: Any
) -> RefusedDeployment:
    """Return the refusal of an association."""
    properties = {key: value for key, value in (EDGE | changes).items() if value is not None}
    return RefusedDeployment(reason, {"Edge": properties}, before)


CORRECT = "correct the declaration"
ADOPTION = (
    "to share it, set on_existing=OnExisting.ADOPT (it is deleted with its last holder, and only if"
    " this library created it), or declare it once"
)
TAKEN = (
    f"the source s3://bucket/data.csv (S3ETag 0123, S3Version v1) has an artifact already: {ARN},"
    " held by"
)
ELSEWHERE = (
    f"{ADOPTION} and use Artifact.from_artifact_arn elsewhere; to have an artifact of your own,"
    " declare another source"
)
TYPE = (
    f"{ARN} has the ArtifactType 'DataSet', declared is 'Model', and SageMaker cannot change it:"
    " declare artifact_type='DataSet', or another source; or, if this stack has created it, remove"
    " it in one deployment and declare it again in the next"
)
TIME_UP = (
    "SageMaker kept refusing until the function's time was up: deploy again, or give"
    " LineageProvider a longer timeout"
)
ENTITIES = f"association from {DATA} to {MODEL}"
ONE_TYPE = (
    "and SageMaker has one association from one entity to another: declare the same type"
    " everywhere, or declare it once; another name and another type of one construct take two"
    " deployments"
)

ARTIFACTS = {
    "a name that turns out not to be one": data(
        "CreateArtifact: ValidationException: 1 validation error detected: Value 'churn 7' at"
        " 'artifactName' failed to satisfy constraint: Member must satisfy regular expression"
        f" pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){{0,119}}; {CORRECT}",
        ArtifactName="churn 7",
    ),
    "a source that turns out to be empty": data(
        "Parameter validation failed:\nInvalid length for parameter Source.SourceUri, value: 0,"
        f" valid min length: 1; {CORRECT}",
        Source={"SourceUri": ""},
    ),
    "a list where a property's value should be": data(
        "Parameter validation failed:\nInvalid type for parameter Properties.rows, value: ['1'],"
        f" type: <class 'list'>, valid types: <class 'str'>; {CORRECT}",
        Properties={"rows": ["1"]},
    ),
    "a resource without Source, written by hand": data(
        "the resource's properties are not those of an artifact (KeyError: 'Source'): Source with"
        " SourceUri, and ArtifactType, are required; declare the artifact with the Artifact"
        " construct",
        Source=None,
    ),
    "a source that SageMaker created an artifact for": data(
        f"{TAKEN} no stack (SageMaker or another tool made it); {ELSEWHERE}",
        situations.made_by_a_job,
    ),
    "a source that another stack declares": data(
        f"{TAKEN} Other/Data; {ELSEWHERE}", situations.declared_by_another_stack
    ),
    "a source whose artifact the same resource has retained": data(
        f"{TAKEN} Stack/Data since an earlier Create: it was retained, or that one was not rolled"
        f" back; {ELSEWHERE}",
        situations.retained,
    ),
    "a source that is kept for records": data(
        "the source 'cdk-sagemaker-lineage://mine' begins with 'cdk-sagemaker-lineage://', which is"
        " kept for the records of associations; declare another source",
        Source={"SourceUri": "cdk-sagemaker-lineage://mine"},
    ),
    "the ArtifactType of records": data(
        "the ArtifactType 'AssociationRecord' is kept for the records of associations; declare"
        " another one",
        ArtifactType="AssociationRecord",
    ),
    "a tag that would say who owns the artifact": data(
        "the key of tag 'CDK-SageMaker-Lineage:managed' begins with 'cdk-sagemaker-lineage:', which"
        " is kept for the tags that say who owns the artifact; choose another key",
        Tags=[{"Key": "CDK-SageMaker-Lineage:managed", "Value": "created"}],
    ),
    "more tags than an artifact can have, beside those of four stacks": data(
        "the artifact would have 51 tags, and SageMaker allows 50: 45 are declared or others', and"
        " 6 say who owns it, one for each resource that declares it (Other0/Data, Other1/Data,"
        " Other2/Data, Other3/Data, Stack/Data); declare fewer tags, or let fewer stacks share the"
        " artifact (a rename needs one more while it lasts)",
        situations.shared_by_four_stacks,
        Tags=situations.MANY_TAGS,
        **ADOPT,
    ),
    "another ArtifactType": data(TYPE, situations.deployed, ArtifactType="Model"),
    "an adoption with another ArtifactType": data(
        TYPE, situations.made_by_a_job, ArtifactType="Model", **ADOPT
    ),
    "a conflict that does not pass, beside another version of the source": data(
        "CreateArtifact: ConflictException: There was a conflict; somebody else is changing the"
        f" same entity: deploy again; on the same URI there is {ARN}, whose source is"
        " s3://bucket/data.csv (S3ETag 0123, S3Version v1); SageMaker may have one artifact for all"
        " contents of a URI: declare another",
        situations.refused_beside_another_version,
        Source=NEW_VERSION,
    ),
    "an artifact that somebody deletes at this very moment": data(
        f"{ARN} was deleted while it was being declared; deploy again", situations.deleted_meanwhile
    ),
    "one artifact more than the account's quota": data(
        "CreateArtifact: ResourceLimitExceeded: The account-level service limit 'Total number of"
        " Artifacts allowed, excluding those automatically created by SageMaker' is 0 Artifacts,"
        " with current utilization of 0 Artifacts and a request delta of 1 Artifacts. Please"
        " contact AWS support to request an increase for this limit; delete what nobody needs, or"
        " ask for a higher quota in Service Quotas, then deploy again",
        situations.no_quota,
    ),
    "a role that may not": data(
        "CreateArtifact: AccessDeniedException: Access is denied; allow this to the function's"
        " role: a role of your own, a permissions boundary or a service control policy is in the"
        " way",
        situations.denied,
    ),
    "throttling to the end": data(
        f"CreateArtifact: ThrottlingException: Rate exceeded; {TIME_UP}", situations.throttled
    ),
    "errors of SageMaker's own to the end": data(
        f"CreateArtifact: InternalFailure: An internal failure occurred; {TIME_UP}",
        situations.failing,
    ),
    "a function whose time runs out": data(
        "the function's time was up before SageMaker had done everything; deploy again, or give"
        " LineageProvider a longer timeout",
        situations.slow,
    ),
    "a function in a VPC without a way to SageMaker": data(
        'Could not connect to the endpoint URL: "http://127.0.0.1:9/"; the function cannot reach'
        " SageMaker's API: in a VPC it needs an interface endpoint for sagemaker.api, or a NAT"
        " gateway; elsewhere, check that the region has SageMaker",
        situations.unreachable,
    ),
}

ASSOCIATIONS = {
    "an association without DestinationArn, written by hand": edge(
        "the resource's properties are not those of an association (KeyError: 'DestinationArn'):"
        " SourceArn and DestinationArn are required; declare the association with the Association"
        " construct",
        DestinationArn=None,
    ),
    "an association with an entity that is not there": edge(
        f"AddAssociation: ResourceNotFound: Lineage entity '{DATA}' does not exist; both entities"
        " of an association must be there, in the stack's account and region: declare them, or"
        " correct their ARNs",
    ),
    "an association that SageMaker added": edge(
        f"the Produced {ENTITIES} is there already: SageMaker or another tool made it; to have it"
        " declared here, set on_existing=OnExisting.ADOPT (an association that was adopted is never"
        " deleted), or do not declare it",
        situations.associated_by_a_job,
    ),
    "an adoption of an association of another type": edge(
        f"the Produced {ENTITIES} cannot be adopted as ContributedTo: SageMaker cannot change the"
        " type of an association; declare association_type='Produced'",
        situations.associated_by_a_job,
        **ADOPT,
    ),
    "an association that another stack declares": edge(
        f"the ContributedTo {ENTITIES} is declared already, held by Other/Edge; {ADOPTION}",
        situations.associated_by_another_stack,
    ),
    "an association that another stack declares with another type": edge(
        f"the SameAs {ENTITIES} is declared with another type, by Other/Edge as ContributedTo,"
        f" {ONE_TYPE}",
        situations.associated_by_another_stack,
        AssociationType="SameAs",
        **ADOPT,
    ),
    "another name and another type of one association": RefusedDeployment(
        f"the SameAs {ENTITIES} is declared with another type, by Stack/Edge as ContributedTo,"
        f" {ONE_TYPE}",
        {"Renamed": EDGE | {"AssociationType": "SameAs"}},
        situations.associated,
    ),
}

TABLE = ARTIFACTS | ASSOCIATIONS
