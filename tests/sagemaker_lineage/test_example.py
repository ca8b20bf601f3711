"""The example app, as users copy it: checked by cfn-lint."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint  # type: ignore[import-untyped]

REPOSITORY = Path(__file__).parents[2]
REGIONS = ["eu-west-1", "us-gov-west-1", "cn-north-1"]
# The native types of lineage are in neither GovCloud nor China.
REGIONS_WITH_NATIVE_TYPES = ["us-east-1", "eu-west-1"]

# Synthesised once, not by each process that runs tests.
pytestmark = pytest.mark.xdist_group("example")


@pytest.fixture(scope="module")
def outdir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Synthesise the example as the cdk CLI does, CDK's own template validation included."""
    folder = tmp_path_factory.mktemp("cdk.out")
    subprocess.run(
        [sys.executable, "app.py"],
        cwd=REPOSITORY,
        env={**os.environ, "CDK_OUTDIR": str(folder)},
        check=True,
    )
    return folder


@pytest.fixture(scope="module")
def templates(outdir: Path) -> dict[str, Any]:
    return {
        path.name.partition(".")[0]: json.loads(path.read_text())
        for path in outdir.glob("*.template.json")
    }


def resources(templates: dict[str, Any], resource_type: str) -> dict[str, dict[str, Any]]:
    return {
        logical_id: resource
        for template in templates.values()
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == resource_type
    }


@pytest.fixture(scope="module")
def artifacts(templates: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return resources(templates, "Custom::SageMakerArtifact")


def test_there_are_six_artifacts_and_an_action_in_two_stacks(
    templates: dict[str, Any], artifacts: dict[str, Any]
) -> None:
    assert set(templates) == {"ChurnTraining", "ChurnEvaluation"}
    assert len(artifacts) == 6
    assert len(resources(templates, "AWS::SageMaker::Action")) == 1


def test_they_are_one_graph(templates: dict[str, Any]) -> None:
    """From what went into the model to what came of it, over both stacks."""

    def entity(reference: dict[str, Any]) -> str:
        """Name what is referred to, in this stack or by another one's export."""
        (name,) = reference.values()
        if isinstance(name, list):
            name, _ = name
        return re.sub(r"^.*ExportsOutputRef|Artifact[0-9A-F]{8}.*$", "", name)

    edges = {
        (entity(each["SourceArn"]), each["AssociationType"], entity(each["DestinationArn"]))
        for each in (
            resource["Properties"]
            for resource in resources(templates, "Custom::SageMakerAssociation").values()
        )
    }

    assert edges == {
        ("DataSet", "ContributedTo", "TrainingJob"),
        ("Image", "ContributedTo", "TrainingJob"),
        ("Code", "ContributedTo", "TrainingJob"),
        ("TrainingJob", "Produced", "Model"),
        ("Model", "ContributedTo", "EvaluationAction"),
        ("EvaluationAction", "Produced", "Report"),
        ("Model", "DerivedFrom", "Report"),
        ("DataSet", "DerivedFrom", "Report"),
    }


def test_every_member_is_used_somewhere(artifacts: dict[str, Any]) -> None:
    used = {member for artifact in artifacts.values() for member in artifact["Properties"]}

    assert used == {
        "ServiceToken",
        "ServiceTimeout",
        "ArtifactName",
        "Source",
        "ArtifactType",
        "Properties",
        "MetadataProperties",
        "Tags",
        "OnExisting",
    }


def test_every_kind_of_source_type_is_used_somewhere(artifacts: dict[str, Any]) -> None:
    used = {
        source_type["SourceIdType"]
        for artifact in artifacts.values()
        for source_type in artifact["Properties"]["Source"].get("SourceTypes", [])
    }

    assert used == {"MD5Hash", "S3ETag", "S3Version", "Custom"}


def test_each_arn_is_an_output(templates: dict[str, Any], artifacts: dict[str, Any]) -> None:
    outputs = {
        output["Value"].get("Ref") or output["Value"]["Fn::GetAtt"][0]
        for template in templates.values()
        for output in template["Outputs"].values()
        if "Export" not in output
    }

    assert outputs == {*artifacts, *resources(templates, "AWS::SageMaker::Action")}


def test_one_arn_is_a_parameter_and_one_goes_to_the_other_stack(templates: dict[str, Any]) -> None:
    (parameter,) = [
        resource["Properties"]["Value"]
        for resource in templates["ChurnTraining"]["Resources"].values()
        if resource["Type"] == "AWS::SSM::Parameter"
    ]

    assert parameter["Ref"].startswith("ModelArtifact")
    assert "Fn::ImportValue" in json.dumps(templates["ChurnEvaluation"]["Resources"])


def test_it_is_for_any_account_region_and_partition(templates: dict[str, Any]) -> None:
    assert "arn:aws" not in json.dumps(templates)


def test_a_commit_can_be_given(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "app.py"],
        cwd=REPOSITORY,
        env={
            **os.environ,
            "CDK_OUTDIR": str(tmp_path),
            "CDK_CONTEXT_JSON": json.dumps({"commit": "c0ffee"}),
            "CDK_VALIDATION": "false",
        },
        check=True,
    )

    assert '"CommitId": "c0ffee"' in (tmp_path / "ChurnTraining.template.json").read_text()


@pytest.mark.parametrize(
    ("name", "regions"),
    [("ChurnTraining", REGIONS), ("ChurnEvaluation", REGIONS_WITH_NATIVE_TYPES)],
)
def test_cfn_lint_finds_nothing(outdir: Path, name: str, regions: list[str]) -> None:
    template = (outdir / f"{name}.template.json").read_text()
    # W3005: CDK makes every function depend on its role as well as on the role's policy.
    matches = lint(template, config=ManualArgs(regions=regions, ignore_checks=["W3005"]))

    assert [str(match) for match in matches] == []
