from typing import Any

import pytest

from tests.lineage_local.service.wire import Call, Fail

TRIAL = "arn:aws:sagemaker:eu-central-1:111122223333:experiment-trial-component/job"
EXPERIMENT = "arn:aws:sagemaker:eu-central-1:111122223333:experiment/exp"


@pytest.fixture
def arns(call: Call) -> dict[str, str]:
    """The ARNs of an artifact, an action and a context, by kind."""
    arns = {}
    for kind in ["Artifact", "Action", "Context"]:
        members = {
            f"{kind}Name": kind.lower(),
            "Source": {"SourceUri": f"u/{kind}"},
            f"{kind}Type": f"{kind}T",
        }
        arns[kind] = call(f"Create{kind}", **members)[f"{kind}Arn"]
    return arns


def pair(source: str, destination: str) -> dict[str, str]:
    return {"SourceArn": source, "DestinationArn": destination}


def listed(call: Call, **filters: object) -> list[dict[str, Any]]:
    summaries: list[dict[str, Any]] = call("ListAssociations", **filters)["AssociationSummaries"]
    return summaries


def test_an_association_is_listed_with_its_source_and_destination(
    arns: dict[str, str], call: Call
) -> None:
    association = pair(arns["Artifact"], arns["Context"])

    assert call("AddAssociation", **association, AssociationType="ContributedTo") == association

    (summary,) = listed(call)
    assert summary.pop("CreationTime")
    assert summary.pop("CreatedBy")
    assert summary == {
        **association,
        "AssociationType": "ContributedTo",
        "SourceType": "ArtifactT",
        "SourceName": "artifact",
        "DestinationType": "ContextT",
        "DestinationName": "context",
    }


def test_the_type_is_optional(arns: dict[str, str], call: Call) -> None:
    call("AddAssociation", **pair(arns["Artifact"], arns["Context"]))

    assert "AssociationType" not in listed(call)[0]


def test_a_pair_can_be_associated_once_in_each_direction(
    arns: dict[str, str], call: Call, fail: Fail
) -> None:
    association = pair(arns["Artifact"], arns["Action"])
    call("AddAssociation", **association, AssociationType="ContributedTo")

    message = fail("ValidationException", "AddAssociation", **association, AssociationType="SameAs")

    assert message.endswith("already exists")
    call("AddAssociation", **pair(arns["Action"], arns["Artifact"]))
    assert len(listed(call)) == 2


@pytest.mark.parametrize("other", [TRIAL, EXPERIMENT])
def test_experiments_and_trial_components_can_be_associated(
    other: str, arns: dict[str, str], call: Call
) -> None:
    call("AddAssociation", **pair(other, arns["Artifact"]))

    assert listed(call)[0]["SourceName"] == other.rpartition("/")[2]


@pytest.mark.parametrize(
    "unknown",
    [
        "arn:aws:sagemaker:eu-central-1:111122223333:artifact/none",
        "arn:aws:sagemaker:eu-central-1:111122223333:context/none",
        "arn:aws:sagemaker:us-east-1:111122223333:experiment/other-region",
        "arn:aws:sagemaker:eu-central-1:999999999999:experiment-trial-component/other-account",
    ],
)
def test_unknown_entities_are_refused(
    unknown: str, arns: dict[str, str], call: Call, fail: Fail
) -> None:
    fail("ResourceNotFound", "AddAssociation", **pair(unknown, arns["Artifact"]))
    fail("ResourceNotFound", "AddAssociation", **pair(arns["Artifact"], unknown))

    assert listed(call) == []


def test_delete_removes_one_direction(arns: dict[str, str], call: Call, fail: Fail) -> None:
    there, back = (
        pair(arns["Artifact"], arns["Action"]),
        pair(arns["Action"], arns["Artifact"]),
    )
    call("AddAssociation", **there)
    call("AddAssociation", **back)

    assert call("DeleteAssociation", **there) == there

    assert [summary["SourceArn"] for summary in listed(call)] == [arns["Action"]]
    fail("ResourceNotFound", "DeleteAssociation", **there)


@pytest.mark.parametrize("kind", ["Artifact", "Action", "Context"])
@pytest.mark.parametrize("member", ["SourceArn", "DestinationArn"])
def test_an_associated_entity_cannot_be_deleted(
    kind: str, member: str, arns: dict[str, str], call: Call, fail: Fail
) -> None:
    association = {**pair(TRIAL, TRIAL), member: arns[kind]}
    identity = {"ArtifactArn": arns[kind]} if kind == "Artifact" else {f"{kind}Name": kind.lower()}
    call("AddAssociation", **association)

    message = fail("ValidationException", f"Delete{kind}", **identity)

    assert "it has associations" in message
    call("DeleteAssociation", **association)
    call(f"Delete{kind}", **identity)


def test_each_filter(arns: dict[str, str], call: Call) -> None:
    call("AddAssociation", **pair(arns["Artifact"], arns["Action"]), AssociationType="Produced")
    call("AddAssociation", **pair(arns["Action"], arns["Context"]), AssociationType="SameAs")

    for name, value in {
        "SourceArn": arns["Action"],
        "DestinationArn": arns["Context"],
        "SourceType": "ActionT",
        "DestinationType": "ContextT",
        "AssociationType": "SameAs",
    }.items():
        assert [association["SourceArn"] for association in listed(call, **{name: value})] == [
            arns["Action"]
        ]
    none = "arn:aws:sagemaker:eu-central-1:111122223333:artifact/none"
    assert listed(call, SourceArn=none) == []
    assert listed(call, CreatedAfter=4102444800) == []
    assert listed(call, CreatedBefore=0) == []
    assert len(listed(call, CreatedAfter=0, CreatedBefore=4102444800)) == 2


@pytest.mark.parametrize(
    ("sort_by", "source_kinds"),
    [
        ("CreationTime", ["Context", "Artifact", "Action"]),
        ("SourceArn", ["Action", "Artifact", "Context"]),
        ("SourceType", ["Action", "Artifact", "Context"]),
        ("DestinationArn", ["Context", "Artifact", "Action"]),
        ("DestinationType", ["Context", "Artifact", "Action"]),
    ],
)
def test_each_order(
    sort_by: str, source_kinds: list[str], arns: dict[str, str], call: Call
) -> None:
    for source, destination in [
        ("Context", "Action"),
        ("Artifact", "Artifact"),
        ("Action", "Context"),
    ]:
        call("AddAssociation", **pair(arns[source], arns[destination]))
    expected = [arns[kind] for kind in source_kinds]

    ascending = listed(call, SortBy=sort_by, SortOrder="Ascending")
    descending = listed(call, SortBy=sort_by)

    assert [association["SourceArn"] for association in ascending] == expected
    assert [association["SourceArn"] for association in descending] == expected[::-1]
