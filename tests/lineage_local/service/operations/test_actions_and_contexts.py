from typing import Any

import pytest

from tests.lineage_local.service.wire import Call, Fail

SOURCE = {"SourceUri": "arn:aws:sagemaker:::job", "SourceType": "ARN", "SourceId": "7"}
KINDS = pytest.mark.parametrize("kind", ["Action", "Context"])


def create(call: Call, kind: str, name: str = "step", **members: object) -> str:
    required = {f"{kind}Name": name, "Source": SOURCE, f"{kind}Type": "Training"}
    arn: str = call(f"Create{kind}", **{**required, **members})[f"{kind}Arn"]
    return arn


@KINDS
def test_describe_returns_everything_that_was_declared(kind: str, call: Call) -> None:
    declared: dict[str, Any] = {"Description": "a step", "Properties": {"key": "value"}}
    if kind == "Action":
        declared |= {"Status": "InProgress", "MetadataProperties": {"CommitId": "c0ffee"}}

    arn = create(call, kind, **declared)

    described = call(f"Describe{kind}", **{f"{kind}Name": "step"})
    assert arn == f"arn:aws:sagemaker:eu-central-1:111122223333:{kind.lower()}/step"
    assert described == call(f"Describe{kind}", **{f"{kind}Name": arn})
    assert {name: described[name] for name in declared} == declared
    assert described[f"{kind}Name"] == "step"
    assert described[f"{kind}Type"] == "Training"
    assert described["Source"] == SOURCE


@KINDS
def test_update_changes_description_and_properties(kind: str, call: Call) -> None:
    arn = create(call, kind, Description="old", Properties={"kept": "1", "gone": "1"})
    changes: dict[str, Any] = {"Description": "new", "Properties": {"added": "2"}}
    status = {"Status": "Completed"} if kind == "Action" else {}

    response = call(
        f"Update{kind}",
        **{f"{kind}Name": "step", "PropertiesToRemove": ["gone"], **changes, **status},
    )

    described = call(f"Describe{kind}", **{f"{kind}Name": "step"})
    assert response == {f"{kind}Arn": arn}
    assert described["Description"] == "new"
    assert described["Properties"] == {"kept": "1", "added": "2"}
    assert status.items() <= described.items()


@KINDS
def test_a_name_in_use_is_refused(kind: str, call: Call, fail: Fail) -> None:
    create(call, kind)
    members = {f"{kind}Name": "step", "Source": SOURCE, f"{kind}Type": "Other"}

    message = fail("ValidationException", f"Create{kind}", **members)

    assert message == f"{kind} 'step' already exists"


@KINDS
def test_delete_frees_the_name(kind: str, call: Call, fail: Fail) -> None:
    arn = create(call, kind)

    response = call(f"Delete{kind}", **{f"{kind}Name": "step"})

    assert response == {f"{kind}Arn": arn}
    fail("ResourceNotFound", f"Describe{kind}", **{f"{kind}Name": "step"})
    assert create(call, kind) == arn


@KINDS
@pytest.mark.parametrize("verb", ["Describe", "Update", "Delete"])
def test_one_that_does_not_exist(kind: str, verb: str, fail: Fail) -> None:
    message = fail("ResourceNotFound", f"{verb}{kind}", **{f"{kind}Name": "none"})

    assert message.startswith(f"{kind} ")


def test_an_action_is_no_context(call: Call, fail: Fail) -> None:
    artifact = call("CreateArtifact", Source={"SourceUri": "s3://b/k"}, ArtifactType="Model")
    create(call, "Action")

    fail("ResourceNotFound", "DescribeContext", ContextName="step")
    fail("ResourceNotFound", "DescribeAction", ActionName=artifact["ArtifactArn"])


def test_the_name_of_a_context_can_hold_an_underscore(call: Call) -> None:
    assert create(call, "Context", "my_context").endswith(":context/my_context")
