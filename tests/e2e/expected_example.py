"""What the example app declares, as SageMaker has it when it is deployed."""

from __future__ import annotations

import re
from typing import Any

from .deployment import DeployedStacks

ACCOUNT, REGION = "000000000000", "us-east-1"
REPOSITORY = "https://git.example.com/ml/churn.git"
PROJECT = {"project": "churn"}
ASSOCIATIONS = {
    ("churn-2026-11", "ContributedTo", "churn-7-training"),
    ("churn-training", "ContributedTo", "churn-7-training"),
    ("churn-training-code", "ContributedTo", "churn-7-training"),
    ("churn-7-training", "Produced", "churn-7"),
    ("churn-7", "ContributedTo", "churn-7-evaluation"),
    ("churn-7-evaluation", "Produced", "churn-7-report"),
    ("churn-7", "DerivedFrom", "churn-7-report"),
    ("churn-2026-11", "DerivedFrom", "churn-7-report"),
}


def job(kind: str) -> str:
    return f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:{kind}/churn-7"


def expected(
    deployment: DeployedStacks, outputs: dict[str, str]
) -> dict[str, tuple[dict[str, Any], Any]]:
    """Return by output what the app declares: the members, and the tags."""
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
        "ReportArtifactArn": (
            {
                "ArtifactName": "churn-7-report",
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
