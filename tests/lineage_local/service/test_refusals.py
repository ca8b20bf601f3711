"""What is refused because of what is there already, or is not, in every reading."""

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from lineage_local.service import Behaviour, LineageService
from lineage_local.service.behaviour import ExistsCode
from tests.lineage_local.service.wire import (
    ACCOUNT,
    REGION,
    Call,
    Connect,
    Fail,
    check_response,
)

ARTIFACT: dict[str, Any] = {"Source": {"SourceUri": "s3://bucket/key"}, "ArtifactType": "T"}
ACTION = {"ActionName": "a", "ActionType": "T", "Source": {"SourceUri": "u"}}
CONTEXT = {"ContextName": "c", "ContextType": "T", "Source": {"SourceUri": "u"}}
GONE = "arn:aws:sagemaker:eu-central-1:111122223333:artifact/gone"


def create(call: Call, uri: str, **members: object) -> str:
    created = call("CreateArtifact", Source={"SourceUri": uri}, ArtifactType="T", **members)
    arn: str = created["ArtifactArn"]
    return arn


@pytest.fixture
def _any_code(connect: Connect) -> Iterator[None]:
    """Let the service respond with codes that the model does not name for an operation."""
    events = connect(ACCOUNT, REGION).meta.events
    events.unregister("after-call.sagemaker", check_response)
    yield
    events.register("after-call.sagemaker", check_response)


@pytest.mark.usefixtures("_any_code")
@pytest.mark.parametrize("code", get_args(ExistsCode))
def test_the_code_for_what_exists(
    code: ExistsCode, service: LineageService, call: Call, fail: Fail
) -> None:
    service.reset(Behaviour(exists_code=code))
    source = call("CreateArtifact", **ARTIFACT)["ArtifactArn"]
    destination = call("CreateAction", **ACTION)["ActionArn"]
    call("CreateContext", **CONTEXT)
    ends = {"SourceArn": source, "DestinationArn": destination}
    call("AddAssociation", **ends)

    fail(code, "CreateArtifact", **ARTIFACT)
    fail(code, "CreateAction", **ACTION)
    fail(code, "CreateContext", **CONTEXT)
    fail(code, "AddAssociation", **ends)
    fail("ValidationException", "DeleteArtifact", ArtifactArn=source)


def test_a_second_association_can_return_the_first(
    service: LineageService, call: Call, fail: Fail
) -> None:
    arn = call("CreateArtifact", **ARTIFACT)["ArtifactArn"]
    ends = {"SourceArn": arn, "DestinationArn": arn}
    call("AddAssociation", AssociationType="Produced", **ends)

    fail("ValidationException", "AddAssociation", AssociationType="DerivedFrom", **ends)
    service.behaviour = Behaviour(duplicate_association="return", association_quota=1)
    assert call("AddAssociation", AssociationType="DerivedFrom", **ends) == ends

    (only,) = call("ListAssociations")["AssociationSummaries"]
    assert only["AssociationType"] == "Produced"


def test_names_of_artifacts_can_be_unique(service: LineageService, call: Call, fail: Fail) -> None:
    service.reset(Behaviour(unique_names=True))
    first, second = create(call, "a", ArtifactName="a"), create(call, "b")
    third = {"Source": {"SourceUri": "c"}, "ArtifactType": "T"}
    call("CreateAction", **{**ACTION, "ActionName": "free"})

    message = fail("ValidationException", "CreateArtifact", ArtifactName="a", **third)
    assert message == "ArtifactName 'a' is in use by another artifact"
    fail("ValidationException", "UpdateArtifact", ArtifactArn=second, ArtifactName="a")
    assert len(call("ListArtifacts")["ArtifactSummaries"]) == 2

    call("UpdateArtifact", ArtifactArn=first, ArtifactName="a")
    call("UpdateArtifact", ArtifactArn=second, ArtifactName="free")
    call("CreateArtifact", **third)
    call("DeleteArtifact", ArtifactArn=first)
    call("UpdateArtifact", ArtifactArn=second, ArtifactName="a")


def test_names_need_not_be_unique(call: Call) -> None:
    create(call, "a", ArtifactName="a")
    create(call, "b", ArtifactName="a")


def test_every_error_has_other_words(service: LineageService, call: Call, fail: Fail) -> None:
    first, second = create(call, "s3://bucket/key", ArtifactName="a"), create(call, "b")
    call("CreateContext", **CONTEXT)
    ends = {"SourceArn": first, "DestinationArn": second}
    call("AddAssociation", **ends)
    refused: list[tuple[str, str, dict[str, Any]]] = [
        ("ValidationException", "CreateArtifact", ARTIFACT),
        ("ValidationException", "CreateContext", CONTEXT),
        ("ValidationException", "AddAssociation", ends),
        ("ValidationException", "UpdateArtifact", {"ArtifactArn": second, "ArtifactName": "a"}),
        ("ValidationException", "DeleteArtifact", {"ArtifactArn": first}),
        ("ValidationException", "ListTags", {"ResourceArn": GONE}),
        ("ResourceNotFound", "DescribeArtifact", {"ArtifactArn": GONE}),
        ("ResourceNotFound", "AddAssociation", {**ends, "SourceArn": GONE}),
        ("ResourceNotFound", "DeleteAssociation", {**ends, "SourceArn": GONE}),
        ("ResourceNotFound", "QueryLineage", {"StartArns": [GONE]}),
        ("ResourceNotFound", "DescribeLineageGroup", {"LineageGroupName": "other"}),
    ]

    service.behaviour = Behaviour(unique_names=True)
    own = [fail(code, operation, **members) for code, operation, members in refused]
    service.behaviour = Behaviour(unique_names=True, error_texts="other")
    other = [fail(code, operation, **members) for code, operation, members in refused]

    words = ("exist", "in use", "associations", "Could not find")
    assert all(any(word in message for word in words) for message in own)
    assert not any(any(word in message for word in words) for message in other)
