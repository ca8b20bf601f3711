"""Deploy, update, replace, rename, roll back and destroy, through the cdk CLI."""

from __future__ import annotations

from typing import Any

import pytest

from .deployment import DeployedStacks, changed_lines

DATA: dict[str, Any] = {
    "source": "s3://bucket/data.csv",
    "artifact_type": "DataSet",
    "artifact_name": "data",
    "properties": {"rows": "1000", "owner": "ml"},
    "metadata_properties": {"commit_id": "abc123"},
    "tags": {"team": "ml"},
}


def other(name: str, **changes: Any) -> dict[str, Any]:
    return DATA | {"source": f"s3://bucket/{name}", "artifact_name": name} | changes


def test_change_in_place_then_replacement_then_destroy(deployment: DeployedStacks) -> None:
    arn = deployment.deploy({"Life": {"Data": DATA}})["DataArn"]
    # What has not changed is not looked at.
    deployment.set_faults({"outcome": "access_denied", "times": 1000})
    assert deployment.deploy({"Life": {"Data": DATA}})["DataArn"] == arn
    deployment.set_faults()

    changed = DATA | {
        "artifact_name": "renamed",
        "properties": {"rows": "2000", "proprietor": "ml"},
        "tags": {"team": "data"},
    }
    _, diff = deployment.run("diff", {"Life": {"Data": changed}})
    assert changed_lines(diff) == [
        "[~] Custom::SageMakerArtifact Data Data666C94C7",
        "[~] ArtifactName",
        "[-] data",
        "[+] renamed",
        "[~] Properties",
        "[-] Removed: .owner",
        "[+] Added: .proprietor",
        "[~] .rows:",
        "[-] 1000",
        "[+] 2000",
        "[~] Tags",
        '[-]     "Value": "ml"',
        '[+]     "Value": "data"',
    ]
    assert deployment.deploy({"Life": {"Data": changed}})["DataArn"] == arn
    assert deployment.described(arn) == {
        "ArtifactName": "renamed",
        "Source": {"SourceUri": "s3://bucket/data.csv"},
        "ArtifactType": "DataSet",
        "Properties": {"rows": "2000", "proprietor": "ml"},
        "MetadataProperties": {"CommitId": "abc123"},
    }
    assert deployment.tags(arn) == {"team": "data"}

    moved = changed | {"source": "s3://bucket/moved.csv"}
    _, diff = deployment.run("diff", {"Life": {"Data": moved}})
    assert changed_lines(diff) == [
        "[~] Custom::SageMakerArtifact Data Data666C94C7",
        "[~] Source",
        "[~] .SourceUri:",
        "[-] s3://bucket/data.csv",
        "[+] s3://bucket/moved.csv",
    ]
    new_arn = deployment.deploy({"Life": {"Data": moved}})["DataArn"]
    assert new_arn != arn
    assert deployment.artifacts() == {"s3://bucket/moved.csv": new_arn}

    deployment.destroy({"Life": {}})
    assert deployment.artifacts() == {}


def test_new_commit_leaves_metadata_and_associations_as_they_are(
    deployment: DeployedStacks,
) -> None:
    stacks = {"Commit": {"Data": DATA, "Model": other("model", artifact_type="Model")}}
    arns = deployment.deploy(stacks)
    deployment.aws(
        "sagemaker", "add-association", "--association-type=ContributedTo",
        f"--source-arn={arns['DataArn']}", f"--destination-arn={arns['ModelArn']}",
    )  # fmt: skip
    before, created = deployment.described(arns["DataArn"]), deployment.created(arns["DataArn"])
    associations = deployment.aws("sagemaker", "list-associations")["AssociationSummaries"]
    stacks["Commit"]["Data"] = DATA | {"metadata_properties": {"commit_id": "def456"}}
    assert deployment.deploy(stacks) == arns
    assert deployment.described(arns["DataArn"]) == before
    assert deployment.created(arns["DataArn"]) == created
    assert before["MetadataProperties"] == {"CommitId": "abc123"}
    assert deployment.aws("sagemaker", "list-associations")["AssociationSummaries"] == associations
    deployment.destroy({"Commit": {}})
    assert deployment.artifacts() == {}


def test_another_type_is_refused(deployment: DeployedStacks) -> None:
    arn = deployment.deploy({"Type": {"Data": DATA}})["DataArn"]
    before = deployment.described(arn)
    retyped = {"Type": {"Data": DATA | {"artifact_type": "Model"}}}
    code, _ = deployment.run("deploy", retyped, "--require-approval=never")
    assert code != 0
    (reason,) = [reason for reason in deployment.reasons("Type") if arn in reason]
    assert "SageMaker cannot change it" in reason
    assert deployment.stack("Type")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert deployment.described(arn) == before
    deployment.destroy({"Type": {}})
    assert deployment.artifacts() == {}


def test_renamed_construct(deployment: DeployedStacks) -> None:
    arn = deployment.deploy({"Rename": {"Old": DATA}})["OldArn"]
    assert deployment.deploy({"Rename": {"New": DATA}}) == {"NewArn": arn}
    assert deployment.holders(arn) == {"Rename/New"}
    deployment.destroy({"Rename": {}})
    assert deployment.artifacts() == {}


def test_renamed_construct_rolled_back(deployment: DeployedStacks) -> None:
    arn = deployment.deploy({"Back": {"Old": DATA}})["OldArn"]
    before, created = deployment.described(arn), deployment.created(arn)
    new = DATA | {"artifact_name": "new", "metadata_properties": {"commit_id": "def456"}}
    code, _ = deployment.run(
        "deploy", {"Back": {"New": new, "!": other("refused")}}, "--require-approval=never"
    )
    assert code != 0
    assert deployment.stack("Back")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    after = deployment.described(arn)
    # The rename had changed the name, which stays until the next change.
    assert after["ArtifactName"] == "new"
    assert deployment.created(arn) == created
    assert after["MetadataProperties"] == before["MetadataProperties"]
    assert deployment.tags(arn) == DATA["tags"]
    assert deployment.holders(arn) == {"Back/Old"}
    deployment.destroy({"Back": {}})
    assert deployment.artifacts() == {}


@pytest.mark.parametrize("first_destroyed", ["One", "Two"])
def test_one_source_in_two_stacks(deployment: DeployedStacks, first_destroyed: str) -> None:
    arn = deployment.deploy({"One": {"Data": DATA}})["DataArn"]
    code, _ = deployment.run("deploy", {"Two": {"Data": DATA}}, "--require-approval=never")
    assert code != 0
    (reason,) = [reason for reason in deployment.reasons("Two") if arn in reason]
    assert "held by One/Data" in reason
    assert "on_existing=OnExisting.ADOPT" in reason

    deployment.run("destroy", {"Two": {}}, "--force")
    adopting = DATA | {"on_existing": "ADOPT"}
    assert deployment.deploy({"Two": {"Data": adopting}})["DataArn"] == arn
    assert deployment.holders(arn) == {"One/Data", "Two/Data"}
    deployment.destroy({first_destroyed: {}})
    assert deployment.artifacts() == {"s3://bucket/data.csv": arn}
    deployment.destroy({"Two" if first_destroyed == "One" else "One": {}})
    assert deployment.artifacts() == {}


def test_reason_of_a_failure_is_readable(deployment: DeployedStacks) -> None:
    code, printed = deployment.run("deploy", {"Bad": {"!": DATA}}, "--require-approval=never")
    assert code != 0
    (reason,) = {reason for reason in deployment.reasons("Bad") if "artifactName" in reason}
    assert "failed to satisfy constraint" in reason
    assert "correct the declaration" in reason
    assert "Traceback" not in printed
    deployment.run("destroy", {"Bad": {}}, "--force")
    assert deployment.artifacts() == {}
