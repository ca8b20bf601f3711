"""Drift that is made by hand, and what the command says of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest

from lineage_cli.start import main
from tests.lineage_cli.declared_stack import NAME, SHARED, DeclaredStack

OTHER_CLAIM = {
    "cdk-sagemaker-lineage:claim:0123456789abcdef:0123456789abcdef": "Other/Data by r at 2026-11-26"
}


def found(capsys: pytest.CaptureFixture[str], code: int) -> list[dict[str, Any]]:
    """Run the command and return its findings, but for what it cannot compare."""
    assert main(["drift", NAME, "--json"]) == code
    document = json.loads(capsys.readouterr().out)
    assert document["drift"] is (code == 1)
    return [each for each in document["findings"] if each["kind"] != "not_compared"]


def told(findings: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    members = ("logical_id", "kind", "member", "declared", "actual")
    return [tuple(each[member] for member in members) for each in findings]


def test_there_is_no_drift_after_a_deployment(
    declared: DeclaredStack, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["drift", NAME]) == 0

    printed = capsys.readouterr().out
    assert printed.startswith("Declared: no drift, 1 members not compared\n")
    assert (
        "not compared: Model model: Properties.secret (in SageMaker hidden): because"
        " CloudFormation does not tell the value of Secret" in printed
    )


Drift = Callable[[DeclaredStack], Any]
DIFFERENT = ("Data", "different")

DRIFTS: dict[str, tuple[Drift, list[tuple[Any, ...]]]] = {
    "a name": (
        lambda stack: stack.sagemaker.update_artifact(
            ArtifactArn=stack.data, ArtifactName="renamed"
        ),
        [(*DIFFERENT, "ArtifactName", "data", "renamed")],
    ),
    "a property": (
        lambda stack: stack.sagemaker.update_artifact(
            ArtifactArn=stack.data, Properties={"rows": "11", "stage": "is-prod"}
        ),
        [(*DIFFERENT, "Properties.rows", "10", "11")],
    ),
    "a property that is gone": (
        lambda stack: stack.sagemaker.update_artifact(
            ArtifactArn=stack.data, PropertiesToRemove=["stage"]
        ),
        [(*DIFFERENT, "Properties.stage", "is-prod", None)],
    ),
    "a tag": (
        lambda stack: stack.tag(stack.data, {"team": "web"}),
        [(*DIFFERENT, "Tags.team", "ml", "web")],
    ),
    "a type": (
        lambda stack: stack.recreate_data(ArtifactType="Table"),
        [(*DIFFERENT, "ArtifactType", "DataSet", "Table")],
    ),
    "a mark": (
        lambda stack: stack.sagemaker.delete_tags(
            ResourceArn=stack.data, TagKeys=["cdk-sagemaker-lineage:managed"]
        ),
        [("Data", "missing", "mark", "created or adopted", None)],
    ),
    "an association's type": (
        lambda stack: (
            stack.sagemaker.delete_association(SourceArn=stack.data, DestinationArn=stack.model),
            stack.sagemaker.add_association(
                SourceArn=stack.data, DestinationArn=stack.model, AssociationType="Produced"
            ),
        ),
        [("Edge", "different", "AssociationType", "ContributedTo", "Produced")],
    ),
    "an association that is gone": (
        lambda stack: stack.sagemaker.delete_association(
            SourceArn=stack.data, DestinationArn=stack.model
        ),
        [("Edge", "missing", None, None, None)],
    ),
    "an artifact that is gone": (
        lambda stack: stack.delete(stack.model),
        [("Model", "missing", None, None, None), ("Edge", "missing", None, None, None)],
    ),
}


@pytest.mark.parametrize(("make", "expected"), DRIFTS.values(), ids=DRIFTS.keys())
def test_drift_is_found_member_by_member(
    declared: DeclaredStack,
    capsys: pytest.CaptureFixture[str],
    make: Drift,
    expected: list[tuple[Any, ...]],
) -> None:
    make(declared)

    findings = found(capsys, 1)

    assert told(findings) == expected
    assert all(each["remark"] for each in findings)


def test_a_claim_and_a_record_that_are_gone(
    declared: DeclaredStack, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = declared.own_claim(declared.data)
    declared.sagemaker.delete_tags(ResourceArn=declared.data, TagKeys=[claim])
    declared.delete(declared.record)

    assert told(found(capsys, 1)) == [
        ("Data", "missing", "claim", claim, None),
        ("Edge", "missing", "record", declared.record, None),
    ]


def test_metadata_properties_are_kept_since_creation(
    declared: DeclaredStack, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after a deployment of another commit: no deployment changes them."""
    declared.recreate_data(MetadataProperties={"CommitId": "def"})

    assert told(found(capsys, 0)) == [("Data", "kept", "MetadataProperties.CommitId", "abc", "def")]


def test_metadata_properties_of_an_artifact_that_nobody_claims(
    declared: DeclaredStack, capsys: pytest.CaptureFixture[str]
) -> None:
    declared.delete(declared.data)
    declared.create_data(MetadataProperties={"CommitId": "def"})

    assert (*DIFFERENT, "MetadataProperties.CommitId", "abc", "def") in told(found(capsys, 1))


def test_what_others_added_is_shown_and_is_no_drift(
    declared: DeclaredStack, capsys: pytest.CaptureFixture[str]
) -> None:
    declared.sagemaker.update_artifact(
        ArtifactArn=declared.data, Properties={"rows": "10", "stage": "is-prod", "auc": "0.9"}
    )
    declared.tag(declared.data, {"mine": "x", **OTHER_CLAIM})
    other = declared.sagemaker.create_artifact(
        ArtifactName="report", ArtifactType="Report", Source={"SourceUri": "s3://bucket/report"}
    )["ArtifactArn"]
    declared.sagemaker.add_association(
        SourceArn=declared.model, DestinationArn=other, AssociationType="DerivedFrom"
    )

    findings = found(capsys, 0)

    assert told(findings) == [
        ("Data", "beside", "Properties.auc", None, "0.9"),
        ("Data", "beside", "Tags.mine", None, "x"),
        ("Data", "beside", "claim", None, "Other/Data"),
        ("Model", "beside", None, None, None),
    ]
    assert findings[-1]["subject"] == "association report DerivedFrom model"


def test_a_stack_that_is_not_there(
    session: boto3.Session, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["drift", "Nowhere"]) == 2
    assert "error: there is no stack Nowhere in us-east-1" in capsys.readouterr().err


def test_each_resource_that_declares_an_artifact_is_compared(
    session: boto3.Session, capsys: pytest.CaptureFixture[str]
) -> None:
    shared = DeclaredStack(session, SHARED)
    shared.create()
    assert main(["drift", SHARED]) == 0
    assert "claim" not in capsys.readouterr().out
    shared.tag(shared.data, {"team": "web"})

    assert main(["drift", SHARED, "--json", "--output=drift.json"]) == 1

    findings = json.loads(capsys.readouterr().out)["findings"]
    drifted = {each["logical_id"]: each["member"] for each in findings if each["drift"]}
    assert drifted == {"Data": "Tags.team", "Renamed": "Tags.team"}
    graph = json.loads(Path("drift.json").read_text())
    (data,) = [each for each in graph["vertices"] if each["name"] == "data"]
    assert [each["logical_id"] for each in data["declared_by"]] == ["Renamed", "Data"]
