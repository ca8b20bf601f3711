import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_local.service.wire import Call, Fail

KINDS = pytest.mark.parametrize("kind", ["Artifact", "Action", "Context"])
FAR_FUTURE = 4102444800


def create(call: Call, kind: str, name: str, type_: str = "T") -> None:
    source = {"SourceUri": f"s3://{name}"}
    call(f"Create{kind}", **{f"{kind}Name": name, "Source": source, f"{kind}Type": type_})


def names(call: Call, kind: str, **request: object) -> list[str]:
    response = call(f"List{kind}s", **request)
    return [summary[f"{kind}Name"] for summary in response[f"{kind}Summaries"]]


@KINDS
def test_the_newest_comes_first(kind: str, call: Call) -> None:
    for name in ["b", "c", "a"]:
        create(call, kind, name)

    assert names(call, kind) == ["a", "c", "b"]
    assert names(call, kind, SortBy="CreationTime", SortOrder="Ascending") == ["b", "c", "a"]


@pytest.mark.parametrize("kind", ["Action", "Context"])
def test_order_by_name(kind: str, call: Call) -> None:
    for name in ["b", "c", "a"]:
        create(call, kind, name)

    assert names(call, kind, SortBy="Name", SortOrder="Ascending") == ["a", "b", "c"]
    assert names(call, kind, SortBy="Name") == ["c", "b", "a"]


@KINDS
def test_each_filter(kind: str, call: Call) -> None:
    create(call, kind, "first", "DataSet")
    create(call, kind, "second", "Model")
    create(call, {"Artifact": "Action"}.get(kind, "Artifact"), "other-kind", "Model")

    assert names(call, kind, SourceUri="s3://first") == ["first"]
    assert names(call, kind, SourceUri="s3://f") == []
    assert names(call, kind, **{f"{kind}Type": "Model"}) == ["second"]
    assert names(call, kind, CreatedAfter=FAR_FUTURE) == []
    assert names(call, kind, CreatedBefore=0) == []
    assert names(call, kind, CreatedAfter=0, CreatedBefore=FAR_FUTURE) == ["second", "first"]


@KINDS
def test_the_time_filters_are_inclusive(kind: str, call: Call) -> None:
    create(call, kind, "only")
    (summary,) = call(f"List{kind}s")[f"{kind}Summaries"]
    moment = summary["CreationTime"].timestamp()

    # botocore sends whole seconds; the wire carries fractions too.
    assert names(call, kind, CreatedAfter=int(moment)) == ["only"]
    assert names(call, kind, CreatedBefore=int(moment) + 1) == ["only"]
    assert names(call, kind, CreatedBefore=int(moment) - 1) == []


def test_an_entity_with_associations_is_not_deleted(call: Call, fail: Fail) -> None:
    first, second, third = (artifact(call, uri) for uri in "abc")
    call("AddAssociation", SourceArn=first, DestinationArn=second)
    call("AddAssociation", SourceArn=second, DestinationArn=third)

    message = fail("ValidationException", "DeleteArtifact", ArtifactArn=second)

    assert message.startswith(f"Artifact '{second}' cannot be deleted: it has associations")
    assert len(call("ListAssociations")["AssociationSummaries"]) == 2


def test_a_delete_can_delete_the_associations_too(service: LineageService, call: Call) -> None:
    service.reset(Behaviour(refuse_delete_with_associations=False))
    first, second, third = (artifact(call, uri) for uri in "abc")
    call("AddAssociation", SourceArn=first, DestinationArn=second)
    call("AddAssociation", SourceArn=second, DestinationArn=third)
    call("AddAssociation", SourceArn=first, DestinationArn=third)

    call("DeleteArtifact", ArtifactArn=second)

    (left,) = call("ListAssociations")["AssociationSummaries"]
    assert (left["SourceArn"], left["DestinationArn"]) == (first, third)


def test_nothing_is_created_when_its_tags_are_refused(call: Call, fail: Fail) -> None:
    tags = [{"Key": "aws:x", "Value": ""}]
    source = {"SourceUri": "s3://bucket/key"}

    fail("ValidationException", "CreateArtifact", Source=source, ArtifactType="T", Tags=tags)

    assert call("ListArtifacts")["ArtifactSummaries"] == []


def artifact(call: Call, uri: str) -> str:
    created = call("CreateArtifact", Source={"SourceUri": uri}, ArtifactType="T")
    arn: str = created["ArtifactArn"]
    return arn
