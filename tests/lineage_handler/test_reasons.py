"""What a user reads in the stack's events when SageMaker, or the function, cannot do it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from lineage_handler import answer as answer_module
from lineage_handler import lineage, patience
from lineage_local.service import Behaviour, Fault, LineageService

from .cloudformation import ResourceFailed, Stack
from .conftest import NewStack
from .test_association import association, make_ends
from .test_lifecycle import EVERYTHING, declaration

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@dataclass
class Scene:
    """What a case can prepare before the stack is deployed."""

    stack: Stack
    new_stack: NewStack
    service: LineageService
    sagemaker: SageMakerClient
    monkeypatch: pytest.MonkeyPatch


def nothing(_: Scene) -> None:
    """Prepare nothing."""


def made_by_a_job(scene: Scene) -> None:
    scene.sagemaker.create_artifact(Source=EVERYTHING["Source"], ArtifactType="DataSet")


def declared_by_another_stack(scene: Scene) -> None:
    scene.new_stack("Other").create("Data", EVERYTHING)


def shared_with_another_stack(scene: Scene) -> None:
    scene.stack.create("Data", EVERYTHING)
    scene.new_stack("Other").create("Data", declaration(OnExisting="ADOPT"))


def joined_by_a_job(scene: Scene) -> None:
    data, model = make_ends(scene.sagemaker)
    scene.sagemaker.add_association(
        SourceArn=data, DestinationArn=model, AssociationType="Produced"
    )


def joined_by_another_stack(scene: Scene) -> None:
    scene.new_stack("Other").create("Edge", association(*make_ends(scene.sagemaker)))


def no_quota(scene: Scene) -> None:
    scene.service.reset(Behaviour(quota=0))


def denied(scene: Scene) -> None:
    scene.service.faults.add(Fault("access_denied", "CreateArtifact", times=99))


def throttled(scene: Scene) -> None:
    scene.service.faults.add(Fault("throttle", "CreateArtifact", times=999))
    scene.monkeypatch.setattr(patience, "_RESERVE_SECONDS", 0.5)
    scene.monkeypatch.setattr(answer_module, "_ANSWER_SECONDS", 0.1)
    scene.stack.timeout_seconds = 1.0


def broken(scene: Scene) -> None:
    scene.service.faults.add(Fault("error", "CreateArtifact", times=999))
    scene.monkeypatch.setattr(patience, "_RESERVE_SECONDS", 0.5)
    scene.monkeypatch.setattr(answer_module, "_ANSWER_SECONDS", 0.1)
    scene.stack.timeout_seconds = 1.0


def slow(scene: Scene) -> None:
    scene.service.faults.add(Fault(delay_seconds=1.0))
    scene.monkeypatch.setattr(answer_module, "_ANSWER_SECONDS", 0.3)
    scene.stack.timeout_seconds = 0.6


def unreachable(scene: Scene) -> None:
    scene.monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", "http://127.0.0.1:9")
    lineage.sagemaker_client.cache_clear()


@dataclass
class Refused:
    """A deployment that fails, and its reason."""

    reason: str
    prepare: Callable[[Scene], None] = nothing
    changes: dict[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> dict[str, dict[str, Any]]:
        return {"Data": declaration(**self.changes)}


class RefusedAssociation(Refused):
    """A deployment of an association that fails."""

    @property
    def template(self) -> dict[str, dict[str, Any]]:
        members = association(DATA, MODEL, **self.changes)
        return {"Edge": {key: value for key, value in members.items() if value is not None}}


ARN = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/1912b60f36301efedb6114e8120a6b93"
DATA = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/d2fb9f9d7696aa416ac6cee8a11e44bc"
MODEL = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/205b705fa130ecc91e5ec833db4a3e46"
ENDS = f"association from {DATA} to {MODEL}"
CORRECT = "correct the declaration"
OWN_WAYS_OUT = (
    "to share it, set on_existing=OnExisting.ADOPT (an artifact that was adopted is never deleted),"
    " or refer to it with Artifact.from_artifact_arn; to have one of your own, declare another"
    " source"
)
TAKEN = f"the source s3://bucket/data.csv has an artifact already: {ARN}, held by"
UNCHANGEABLE = (
    f"{ARN} differs from the declaration in Source, ArtifactType or MetadataProperties, which"
    " SageMaker cannot change, and it cannot be made anew, because"
)
TIME_UP = (
    "SageMaker kept refusing until the function's time was up: deploy again, or give"
    " LineageProvider a longer timeout"
)


def constraint(value: str, member: str, rule: str) -> str:
    return (
        "CreateArtifact: ValidationException: 1 validation error detected: Value"
        f" {value} at '{member}' failed to satisfy constraint: {rule}; {CORRECT}"
    )


TABLE = {
    "a name that turns out not to be one": Refused(
        constraint(
            "'churn 7'",
            "artifactName",
            "Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}",
        ),
        changes={"ArtifactName": "churn 7"},
    ),
    "a source that turns out to be empty": Refused(
        f"Parameter validation failed:\nInvalid length for parameter Source.SourceUri, value: 0,"
        f" valid min length: 1; {CORRECT}",
        changes={"Source": {"SourceUri": ""}},
    ),
    "a list where a property's value should be": Refused(
        "Parameter validation failed:\nInvalid type for parameter Properties.rows, value: ['1'],"
        f" type: <class 'list'>, valid types: <class 'str'>; {CORRECT}",
        changes={"Properties": {"rows": ["1"]}},
    ),
    "a resource without Source, written by hand": Refused(
        "the resource's properties are not those of an artifact (KeyError: 'Source'): Source with"
        " SourceUri, and ArtifactType, are required; declare the artifact with the Artifact"
        " construct",
        changes={"Source": None},
    ),
    "a source that SageMaker made an artifact for": Refused(
        f"{TAKEN} no stack (SageMaker or another tool made it); {OWN_WAYS_OUT}",
        made_by_a_job,
    ),
    "a source that another stack declares": Refused(
        f"{TAKEN} Other/Data; {OWN_WAYS_OUT}", declared_by_another_stack
    ),
    "an adoption with another ArtifactType": Refused(
        f"{ARN} cannot be adopted: its ArtifactType is 'DataSet', the declared one 'Model', and"
        " SageMaker cannot change it; declare artifact_type='DataSet'",
        made_by_a_job,
        {"OnExisting": "ADOPT", "ArtifactType": "Model"},
    ),
    "an adoption with other MetadataProperties": Refused(
        f"{UNCHANGEABLE} this library did not make it: declare what the artifact has, or delete it"
        " by hand and deploy again",
        made_by_a_job,
        {"OnExisting": "ADOPT"},
    ),
    "other metadata for an artifact that another stack shares": Refused(
        f"{UNCHANGEABLE} Other/Data claims it too: declare the same in every stack, or declare it"
        " in one and use Artifact.from_artifact_arn in the others",
        shared_with_another_stack,
        {"MetadataProperties": {"CommitId": "def456"}},
    ),
    "one artifact more than the account's quota": Refused(
        "CreateArtifact: ResourceLimitExceeded: The account-level service limit 'Total number of"
        " Artifacts allowed, excluding those automatically created by SageMaker' is 0 Artifacts,"
        " with current utilization of 0 Artifacts and a request delta of 1 Artifacts. Please"
        " contact AWS support to request an increase for this limit.; delete what nobody needs, or"
        " ask for a higher quota in Service Quotas, then deploy again",
        no_quota,
    ),
    "a role that may not": Refused(
        "CreateArtifact: AccessDeniedException: Access is denied; allow this to the function's"
        " role: a role of your own, a permissions boundary or a service control policy is in the"
        " way",
        denied,
    ),
    "throttling to the end": Refused(
        f"CreateArtifact: ThrottlingException: Rate exceeded; {TIME_UP}", throttled
    ),
    "errors of SageMaker's own to the end": Refused(
        f"CreateArtifact: InternalFailure: An internal failure occurred; {TIME_UP}", broken
    ),
    "a function whose time runs out": Refused(
        "the function's time was up before SageMaker had done everything; deploy again, or give"
        " LineageProvider a longer timeout",
        slow,
    ),
    "a function in a VPC without a way to SageMaker": Refused(
        'Could not connect to the endpoint URL: "http://127.0.0.1:9/"; the function cannot reach'
        " SageMaker's API: in a VPC it needs an interface endpoint for sagemaker.api, or a NAT"
        " gateway; elsewhere, check that the region has SageMaker",
        unreachable,
    ),
    "an association without DestinationArn, written by hand": RefusedAssociation(
        "the resource's properties are not those of an association (KeyError: 'DestinationArn'):"
        " SourceArn and DestinationArn are required; declare the association with the Association"
        " construct",
        changes={"DestinationArn": None},
    ),
    "an association with an end that is not there": RefusedAssociation(
        f"AddAssociation: ResourceNotFound: Lineage entity '{DATA}' does not exist; both ends of an"
        " association must be there, in the stack's account and region: declare them, or correct"
        " their ARNs",
    ),
    "an association that SageMaker made": RefusedAssociation(
        f"the Produced {ENDS} is there already: SageMaker or another tool made it; to have it"
        " declared here, set on_existing=OnExisting.ADOPT (an association that was adopted is never"
        " deleted), or do not declare it",
        joined_by_a_job,
    ),
    "an adoption of an association of another type": RefusedAssociation(
        f"the Produced {ENDS} cannot be adopted as ContributedTo: SageMaker cannot change the type"
        " of an association; declare association_type='Produced'",
        joined_by_a_job,
        {"OnExisting": "ADOPT"},
    ),
    "an association that another stack declares": RefusedAssociation(
        f"the ContributedTo {ENDS} is declared already, by Other/Edge as ContributedTo; to share"
        " it, set on_existing=OnExisting.ADOPT, or declare it in one stack only",
        joined_by_another_stack,
    ),
    "an association that another stack declares with another type": RefusedAssociation(
        f"the SameAs {ENDS} is declared with another type, by Other/Edge as ContributedTo, and two"
        " entities can have one association only: declare the same type everywhere, or declare it"
        " in one stack only",
        joined_by_another_stack,
        {"OnExisting": "ADOPT", "AssociationType": "SameAs"},
    ),
}


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE.keys())
def test_reason_says_what_is_wrong_and_the_way_out(
    stack: Stack,
    new_stack: NewStack,
    service: LineageService,
    sagemaker: SageMakerClient,
    monkeypatch: pytest.MonkeyPatch,
    case: Refused,
) -> None:
    case.prepare(Scene(stack, new_stack, service, sagemaker, monkeypatch))
    with pytest.raises(ResourceFailed) as failed:
        stack.deploy(case.template)
    assert str(failed.value) == case.reason
