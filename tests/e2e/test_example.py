"""The example app: every declared member arrives, as the real AWS CLI shows it."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lineage_graph.declared import declared_graph
from local import environment

from .deployment import Deployment

APP = Path(__file__).parents[2] / "app.py"

ACCOUNT, REGION = "000000000000", "us-east-1"
REPOSITORY = "https://git.example.com/ml/churn.git"
PROJECT = {"project": "churn"}
ASSOCIATIONS = {
    ("churn-2026-11", "ContributedTo", "churn-7-training"),
    ("churn-training", "ContributedTo", "churn-7-training"),
    ("churn-training-code", "ContributedTo", "churn-7-training"),
    ("churn-7-training", "Produced", "churn-7"),
    ("churn-7", "ContributedTo", "churn-7-evaluation-job"),
    ("churn-7-evaluation-job", "Produced", "churn-7-evaluation"),
    ("churn-7", "DerivedFrom", "churn-7-evaluation"),
    ("churn-2026-11", "DerivedFrom", "churn-7-evaluation"),
}


@pytest.fixture
def outputs(deployment: Deployment) -> Iterator[dict[str, str]]:
    """Deploy the example as the README does, and destroy it."""
    printed = deployment.folder / "printed.log"
    options = ("--all", "--require-approval=never")
    assert deployment.cloud.cdk("deploy", *options, log=printed) == 0, printed.read_text()
    yield {
        output["OutputKey"]: output["OutputValue"]
        for stack in ("ChurnTraining", "ChurnEvaluation")
        for output in deployment.stack(stack)["Outputs"]
    }
    assert deployment.cloud.cdk("destroy", "--all", "--force", log=printed) == 0
    assert deployment.artifacts() == {}
    assert deployment.aws("sagemaker", "list-associations")["AssociationSummaries"] == []


def job(kind: str) -> str:
    return f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:{kind}/churn-7"


def expected(
    deployment: Deployment, outputs: dict[str, str]
) -> dict[str, tuple[dict[str, Any], Any]]:
    """Say by output what the app declares: the members, and the tags."""
    bucket = deployment.physical_id("ChurnTraining", "AWS::S3::Bucket")
    repository = deployment.physical_id("ChurnTraining", "AWS::ECR::Repository")
    code = deployment.aws("sagemaker", "list-artifacts", "--artifact-type=Code")
    code_uri = code["ArtifactSummaries"][0]["Source"]["SourceUri"]
    assert re.fullmatch(
        rf"s3://cdk-hnb659fds-assets-{ACCOUNT}-{REGION}/[0-9a-f]{{64}}\.zip", code_uri
    )
    return {
        "DataSetArtifactArn": (
            {
                "ArtifactName": "churn-2026-11",
                "Source": {
                    "SourceUri": f"s3://{bucket}/churn/2026-11.csv",
                    "SourceTypes": [
                        {"SourceIdType": "S3Version", "Value": "q97Ncsc4Sb2dRZ8ZbzJyLKvRbJiWmLEn"}
                    ],
                },
                "ArtifactType": "DataSet",
                "Properties": {"rows": "70421", "columns": "21", "split": "train"},
            },
            PROJECT,
        ),
        "ImageArtifactArn": (
            {
                "ArtifactName": "churn-training",
                "Source": {
                    "SourceUri": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/{repository}:1.4.2"
                },
                "ArtifactType": "Image",
                "Properties": {"framework": "xgboost", "framework-version": "3.1"},
            },
            PROJECT,
        ),
        "CodeArtifactArn": (
            {
                "ArtifactName": "churn-training-code",
                "Source": {"SourceUri": code_uri},
                "ArtifactType": "Code",
                "Properties": {"entry-point": "train.py"},
                "MetadataProperties": {"CommitId": "8bd1fd5", "Repository": REPOSITORY},
            },
            PROJECT,
        ),
        "TrainingJobArtifactArn": (
            {
                "ArtifactName": "churn-7-training",
                "Source": {"SourceUri": job("training-job")},
                "ArtifactType": "TrainingJob",
            },
            PROJECT,
        ),
        "ModelArtifactArn": (
            {
                "ArtifactName": "churn-7",
                "Source": {
                    "SourceUri": f"s3://{bucket}/models/churn/7/model.tar.gz",
                    "SourceTypes": [
                        {"SourceIdType": "S3ETag", "Value": "9b2cf535f27731c974343645a3985328"}
                    ],
                },
                "ArtifactType": "Model",
                "Properties": {
                    "algorithm": "xgboost",
                    "data-set": outputs["DataSetArtifactArn"],
                    "image": outputs["ImageArtifactArn"],
                },
                "MetadataProperties": {
                    "CommitId": "8bd1fd5",
                    "Repository": REPOSITORY,
                    "GeneratedBy": job("training-job"),
                    "ProjectId": "churn",
                },
            },
            PROJECT | {"stage": "candidate"},
        ),
        "EvaluationJobArtifactArn": (
            {
                "ArtifactName": "churn-7-evaluation-job",
                "Source": {"SourceUri": job("processing-job")},
                "ArtifactType": "ProcessingJob",
            },
            PROJECT,
        ),
        "ReportArtifactArn": (
            {
                "ArtifactName": "churn-7-evaluation",
                "Source": {
                    "SourceUri": "https://reports.example.com/churn/7",
                    "SourceTypes": [
                        {"SourceIdType": "Custom", "Value": "2026-11-23"},
                        {"SourceIdType": "MD5Hash", "Value": "5d41402abc4b2a76b9719d911017c592"},
                    ],
                },
                "ArtifactType": "EvaluationReport",
                "Properties": {"auc": "0.91", "model": outputs["ModelArtifactArn"]},
            },
            PROJECT,
        ),
    }


def test_every_declared_member_arrives(deployment: Deployment, outputs: dict[str, str]) -> None:
    declared = expected(deployment, outputs)
    found = {}
    for output in declared:
        arn = outputs[output]
        described = deployment.described(arn)
        described["Source"].get("SourceTypes", []).sort(key=lambda each: each["SourceIdType"])
        found[output] = (described, deployment.tags(arn))
    assert found == declared

    associations = deployment.aws("sagemaker", "list-associations")["AssociationSummaries"]
    assert {
        (each["SourceName"], each["AssociationType"], each["DestinationName"])
        for each in associations
    } == ASSOCIATIONS

    parameter = deployment.aws("ssm", "get-parameter", "--name=/churn/model-artifact-arn")
    assert parameter["Parameter"]["Value"] == outputs["ModelArtifactArn"]


def graph(deployment: Deployment) -> dict[str, Any]:
    """Have the command draw what is deployed."""
    written = deployment.folder / "lineage.json"
    stacks = ("ChurnTraining", "ChurnEvaluation")
    subprocess.run(
        [sys.executable, "-m", "lineage_graph", *stacks, f"--output={written}"],
        env=environment.applied(deployment.cloud.settings(), os.environ),
        check=True,
    )
    return dict(json.loads(written.read_text()))


def without_ids(graph: dict[str, Any]) -> tuple[list[Any], list[Any]]:
    """Give what declared and deployed entities and associations have in common."""
    names = {vertex["id"]: vertex["name"] for vertex in graph["vertices"]}
    members = ("name", "kind", "type", "status", "declared_by")
    vertices = [[vertex.get(member) for member in members] for vertex in graph["vertices"]]
    edges = [
        [names[edge["source"]], names[edge["destination"]], *map(edge.get, members[2:])]
        for edge in graph["edges"]
    ]
    return sorted(vertices, key=str), sorted(edges, key=str)


def test_the_graph_is_what_is_declared_until_somebody_changes_it(
    deployment: Deployment, outputs: dict[str, str]
) -> None:
    declared_graph(runpy.run_path(str(APP))["app"]).write(deployment.folder / "declared.json")
    declared = json.loads((deployment.folder / "declared.json").read_text())

    deployed = graph(deployment)
    vertices, edges = without_ids(deployed)
    assert (vertices, edges) == without_ids(declared)
    assert [len(vertices), len(edges)] == [7, len(ASSOCIATIONS)]
    assert {each["status"] for each in deployed["vertices"] + deployed["edges"]} == {"declared"}

    data, image, job = (
        outputs[f"{name}ArtifactArn"] for name in ("DataSet", "Image", "TrainingJob")
    )
    sagemaker = deployment.cloud.client("sagemaker")
    sagemaker.delete_association(SourceArn=data, DestinationArn=job)
    sagemaker.add_association(SourceArn=data, DestinationArn=image, AssociationType="DerivedFrom")

    unlike = [edge for edge in graph(deployment)["edges"] if edge["status"] != "declared"]
    assert [
        (edge["source"], edge["type"], edge["destination"], edge["status"]) for edge in unlike
    ] == [
        (data, "DerivedFrom", image, "undeclared"),
        (data, "ContributedTo", job, "missing"),
    ]
