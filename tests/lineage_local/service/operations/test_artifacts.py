import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_local.service.wire import Call, Fail

SOURCE = {"SourceUri": "s3://bucket/data.csv"}
TYPED_SOURCE = {
    "SourceUri": "s3://bucket/data.csv",
    "SourceTypes": [
        {"SourceIdType": "S3Version", "Value": "3"},
        {"SourceIdType": "S3ETag", "Value": "abc"},
    ],
}


def create(call: Call, **members: object) -> str:
    members = {"Source": SOURCE, "ArtifactType": "DataSet", **members}
    arn: str = call("CreateArtifact", **members)["ArtifactArn"]
    return arn


def test_describe_returns_everything_that_was_declared(call: Call) -> None:
    declared = {
        "ArtifactName": "training-data",
        "Source": TYPED_SOURCE,
        "ArtifactType": "DataSet",
        "Properties": {"rows": "1000", "": "empty key"},
        "MetadataProperties": {
            "CommitId": "c0ffee",
            "Repository": "https://example.com/repo",
            "GeneratedBy": "pipeline",
            "ProjectId": "p-1",
        },
    }

    described = call("DescribeArtifact", ArtifactArn=create(call, **declared))

    assert {name: described[name] for name in declared} == declared
    assert described["CreationTime"] == described["LastModifiedTime"]
    assert described["CreatedBy"]["IamIdentity"]["Arn"] == "arn:aws:iam::111122223333:root"
    assert described["LineageGroupArn"].endswith(":lineage-group/sagemaker-default-lineage-group")


def test_what_was_not_declared_is_absent_or_empty(call: Call) -> None:
    described = call("DescribeArtifact", ArtifactArn=create(call))

    assert "ArtifactName" not in described
    assert (described["Properties"], described["MetadataProperties"]) == ({}, {})


def test_the_arn_is_a_hash_of_the_source(call: Call) -> None:
    arn = create(call)
    other = create(call, Source=TYPED_SOURCE)

    prefix, _, identifier = arn.rpartition("/")
    assert prefix == "arn:aws:sagemaker:eu-central-1:111122223333:artifact"
    assert len(identifier) == 32
    assert other != arn
    call("DeleteArtifact", ArtifactArn=arn)
    assert create(call, ArtifactType="Model", ArtifactName="other") == arn


def test_a_second_artifact_on_a_source_is_refused(call: Call, fail: Fail) -> None:
    create(call, Source=TYPED_SOURCE)
    swapped = {**TYPED_SOURCE, "SourceTypes": TYPED_SOURCE["SourceTypes"][::-1]}

    message = fail("ValidationException", "CreateArtifact", Source=swapped, ArtifactType="Model")

    assert message == "An artifact with this source already exists"


def test_two_artifacts_can_have_one_name(call: Call) -> None:
    create(call, ArtifactName="raw")

    assert create(call, ArtifactName="raw", Source=TYPED_SOURCE)


def test_update_changes_name_and_merges_properties(call: Call) -> None:
    arn = create(call, ArtifactName="old", Properties={"kept": "1", "changed": "1", "gone": "1"})

    response = call(
        "UpdateArtifact",
        ArtifactArn=arn,
        ArtifactName="new",
        Properties={"changed": "2", "added": "2"},
        PropertiesToRemove=["gone", "never-there"],
    )

    described = call("DescribeArtifact", ArtifactArn=arn)
    assert response == {"ArtifactArn": arn}
    assert described["ArtifactName"] == "new"
    assert described["Properties"] == {"kept": "1", "changed": "2", "added": "2"}
    assert described["LastModifiedTime"] >= described["CreationTime"]
    assert described["ArtifactType"] == "DataSet"
    assert described["Source"] == {**SOURCE, "SourceTypes": []}


def test_update_sets_properties_of_an_artifact_that_had_none(call: Call) -> None:
    arn = create(call)

    call("UpdateArtifact", ArtifactArn=arn, Properties={"added": "1"})

    assert call("DescribeArtifact", ArtifactArn=arn)["Properties"] == {"added": "1"}


def test_an_update_to_more_than_30_properties_is_refused(call: Call, fail: Fail) -> None:
    arn = create(call, Properties={str(number): "" for number in range(30)})

    message = fail("ValidationException", "UpdateArtifact", ArtifactArn=arn, Properties={"x": ""})

    assert message == "31 properties, at most 30 are allowed"
    assert "x" not in call("DescribeArtifact", ArtifactArn=arn)["Properties"]


@pytest.mark.parametrize("by", ["ArtifactArn", "Source"])
def test_delete_by_arn_or_source(by: str, call: Call, fail: Fail) -> None:
    arn = create(call)

    response = call("DeleteArtifact", **{by: {"ArtifactArn": arn, "Source": SOURCE}[by]})

    assert response == {"ArtifactArn": arn}
    fail("ResourceNotFound", "DescribeArtifact", ArtifactArn=arn)
    assert call("ListArtifacts")["ArtifactSummaries"] == []


@pytest.mark.parametrize("given", [[], ["ArtifactArn", "Source"]])
def test_delete_takes_either_arn_or_source(given: list[str], call: Call, fail: Fail) -> None:
    both = {"ArtifactArn": create(call), "Source": SOURCE}
    members = {name: both[name] for name in given}

    message = fail("ValidationException", "DeleteArtifact", **members)

    assert message == "Either ArtifactArn or Source must be specified"


@pytest.mark.parametrize("operation", ["DescribeArtifact", "UpdateArtifact", "DeleteArtifact"])
def test_an_artifact_that_does_not_exist(operation: str, fail: Fail) -> None:
    arn = "arn:aws:sagemaker:eu-central-1:111122223333:artifact/none"

    message = fail("ResourceNotFound", operation, ArtifactArn=arn)

    assert message == f"Artifact '{arn}' does not exist"


def test_delete_by_a_source_that_no_artifact_has(fail: Fail) -> None:
    fail("ResourceNotFound", "DeleteArtifact", Source=SOURCE)


def test_the_source_types_can_be_no_part_of_the_identity(
    service: LineageService, call: Call, fail: Fail
) -> None:
    arn = create(call)
    service.reset(Behaviour(identity="uri"))

    assert create(call, Source=TYPED_SOURCE) == arn

    fail("ValidationException", "CreateArtifact", Source=SOURCE, ArtifactType="Model")
    assert call("DescribeArtifact", ArtifactArn=arn)["Source"] == TYPED_SOURCE
    call("DeleteArtifact", Source=SOURCE)
    assert call("ListArtifacts")["ArtifactSummaries"] == []
