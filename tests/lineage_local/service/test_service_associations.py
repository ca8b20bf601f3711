from typing import Any

import pytest

from tests.lineage_local.service.wire import Call, Fail

TRIAL = "arn:aws:sagemaker:eu-central-1:111122223333:experiment-trial-component/job"
EXPERIMENT = "arn:aws:sagemaker:eu-central-1:111122223333:experiment/exp"


@pytest.fixture
def ends(call: Call) -> dict[str, str]:
    """Give the ARNs of an artifact, an action and a context, by kind."""
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


def test_an_association_is_listed_with_both_ends(ends: dict[str, str], call: Call) -> None:
    edge = pair(ends["Artifact"], ends["Context"])

    assert call("AddAssociation", **edge, AssociationType="ContributedTo") == edge

    (summary,) = listed(call)
    assert summary.pop("CreationTime")
    assert summary.pop("CreatedBy")
    assert summary == {
        **edge,
        "AssociationType": "ContributedTo",
        "SourceType": "ArtifactT",
        "SourceName": "artifact",
        "DestinationType": "ContextT",
        "DestinationName": "context",
    }


def test_the_type_is_optional(ends: dict[str, str], call: Call) -> None:
    call("AddAssociation", **pair(ends["Artifact"], ends["Context"]))

    assert "AssociationType" not in listed(call)[0]


def test_a_pair_can_be_associated_once_in_each_direction(
    ends: dict[str, str], call: Call, fail: Fail
) -> None:
    edge = pair(ends["Artifact"], ends["Action"])
    call("AddAssociation", **edge, AssociationType="ContributedTo")

    message = fail("ValidationException", "AddAssociation", **edge, AssociationType="SameAs")

    assert message.endswith("already exists")
    call("AddAssociation", **pair(ends["Action"], ends["Artifact"]))
    assert len(listed(call)) == 2


@pytest.mark.parametrize("other", [TRIAL, EXPERIMENT])
def test_experiments_and_trial_components_can_be_ends(
    other: str, ends: dict[str, str], call: Call
) -> None:
    call("AddAssociation", **pair(other, ends["Artifact"]))

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
def test_unknown_ends_are_refused(
    unknown: str, ends: dict[str, str], call: Call, fail: Fail
) -> None:
    fail("ResourceNotFound", "AddAssociation", **pair(unknown, ends["Artifact"]))
    fail("ResourceNotFound", "AddAssociation", **pair(ends["Artifact"], unknown))

    assert listed(call) == []


def test_delete_removes_one_direction(ends: dict[str, str], call: Call, fail: Fail) -> None:
    there, back = (
        pair(ends["Artifact"], ends["Action"]),
        pair(ends["Action"], ends["Artifact"]),
    )
    call("AddAssociation", **there)
    call("AddAssociation", **back)

    assert call("DeleteAssociation", **there) == there

    assert [summary["SourceArn"] for summary in listed(call)] == [ends["Action"]]
    fail("ResourceNotFound", "DeleteAssociation", **there)


@pytest.mark.parametrize("kind", ["Artifact", "Action", "Context"])
@pytest.mark.parametrize("end", ["SourceArn", "DestinationArn"])
def test_an_associated_entity_cannot_be_deleted(
    kind: str, end: str, ends: dict[str, str], call: Call, fail: Fail
) -> None:
    edge = {**pair(TRIAL, TRIAL), end: ends[kind]}
    identity = {"ArtifactArn": ends[kind]} if kind == "Artifact" else {f"{kind}Name": kind.lower()}
    call("AddAssociation", **edge)

    message = fail("ValidationException", f"Delete{kind}", **identity)

    assert "it has associations" in message
    call("DeleteAssociation", **edge)
    call(f"Delete{kind}", **identity)


def test_each_filter(ends: dict[str, str], call: Call) -> None:
    call("AddAssociation", **pair(ends["Artifact"], ends["Action"]), AssociationType="Produced")
    call("AddAssociation", **pair(ends["Action"], ends["Context"]), AssociationType="SameAs")

    for name, value in {
        "SourceArn": ends["Action"],
        "DestinationArn": ends["Context"],
        "SourceType": "ActionT",
        "DestinationType": "ContextT",
        "AssociationType": "SameAs",
    }.items():
        assert [edge["SourceArn"] for edge in listed(call, **{name: value})] == [ends["Action"]]
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
    sort_by: str, source_kinds: list[str], ends: dict[str, str], call: Call
) -> None:
    for source, destination in [
        ("Context", "Action"),
        ("Artifact", "Artifact"),
        ("Action", "Context"),
    ]:
        call("AddAssociation", **pair(ends[source], ends[destination]))
    expected = [ends[kind] for kind in source_kinds]

    ascending = listed(call, SortBy=sort_by, SortOrder="Ascending")
    descending = listed(call, SortBy=sort_by)

    assert [edge["SourceArn"] for edge in ascending] == expected
    assert [edge["SourceArn"] for edge in descending] == expected[::-1]
