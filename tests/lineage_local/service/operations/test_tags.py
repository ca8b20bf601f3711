import pytest

from tests.lineage_local.service.wire import Call, Fail

ARN = "arn:aws:sagemaker:eu-central-1:111122223333:artifact/none"


def tag(key: str, value: str = "") -> dict[str, str]:
    return {"Key": key, "Value": value}


@pytest.fixture
def arn(call: Call) -> str:
    created = call(
        "CreateArtifact",
        Source={"SourceUri": "s3://bucket/key"},
        ArtifactType="DataSet",
        Tags=[tag("team", "a"), tag("stage", "test")],
    )
    arn: str = created["ArtifactArn"]
    return arn


def test_tags_given_on_create_are_listed(arn: str, call: Call) -> None:
    assert call("ListTags", ResourceArn=arn) == {"Tags": [tag("team", "a"), tag("stage", "test")]}


def test_add_tags_adds_and_overwrites(arn: str, call: Call) -> None:
    response = call("AddTags", ResourceArn=arn, Tags=[tag("team", "b"), tag("owner")])

    assert response["Tags"] == [tag("team", "b"), tag("stage", "test"), tag("owner")]
    assert call("ListTags", ResourceArn=arn)["Tags"] == response["Tags"]


def test_delete_tags_removes_what_is_there(arn: str, call: Call) -> None:
    assert call("DeleteTags", ResourceArn=arn, TagKeys=["team", "never-there"]) == {}

    assert call("ListTags", ResourceArn=arn)["Tags"] == [tag("stage", "test")]


@pytest.mark.parametrize("kind", ["Action", "Context"])
def test_actions_and_contexts_have_tags_too(kind: str, call: Call) -> None:
    members = {f"{kind}Name": "x", "Source": {"SourceUri": "u"}, f"{kind}Type": "t"}
    arn = call(f"Create{kind}", Tags=[tag("a")], **members)[f"{kind}Arn"]

    call("AddTags", ResourceArn=arn, Tags=[tag("b")])

    assert call("ListTags", ResourceArn=arn)["Tags"] == [tag("a"), tag("b")]


def test_a_resource_holds_50_tags(arn: str, call: Call, fail: Fail) -> None:
    call("AddTags", ResourceArn=arn, Tags=[tag(str(number)) for number in range(48)])

    message = fail("ValidationException", "AddTags", ResourceArn=arn, Tags=[tag("one-more")])

    assert message == "51 tags, at most 50 are allowed on a resource"
    call("AddTags", ResourceArn=arn, Tags=[tag("team", "overwritten")])
    assert len(call("ListTags", ResourceArn=arn)["Tags"]) == 50


@pytest.mark.parametrize("key", ["aws:cloudformation:stack-id", "AWS:x"])
def test_reserved_keys_are_refused(key: str, arn: str, fail: Fail) -> None:
    message = fail("ValidationException", "AddTags", ResourceArn=arn, Tags=[tag(key)])

    assert message == f"Tag keys starting with 'aws:' are reserved: {key!r}"


def test_a_key_given_twice_is_refused(arn: str, fail: Fail) -> None:
    fail("ValidationException", "AddTags", ResourceArn=arn, Tags=[tag("a", "1"), tag("a", "2")])


@pytest.mark.parametrize(
    ("operation", "members"),
    [("AddTags", {"Tags": [tag("a")]}), ("DeleteTags", {"TagKeys": ["a"]}), ("ListTags", {})],
)
def test_a_resource_that_does_not_exist(
    operation: str, members: dict[str, object], fail: Fail
) -> None:
    message = fail("ValidationException", operation, ResourceArn=ARN, **members)

    assert message == f"Could not find resource '{ARN}'"


def test_list_tags_refuses_a_forged_token(arn: str, fail: Fail) -> None:
    fail("ValidationException", "ListTags", ResourceArn=arn, NextToken="forged")
