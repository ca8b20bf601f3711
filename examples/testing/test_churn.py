"""The fixtures come from cdk-sagemaker-lineage[local]: there is nothing to configure."""

import boto3
import pytest
from aws_cdk import App
from botocore.exceptions import ClientError
from churn import ChurnStack, register_report

from lineage_local.app_cloud import AppCloud
from lineage_local.service import Fault, LineageService


def test_stack(lineage_cloud: AppCloud) -> None:
    arn = lineage_cloud.deploy(ChurnStack)["ChurnStack"]["ModelArn"]
    model = lineage_cloud.client("sagemaker").describe_artifact(ArtifactArn=arn)
    assert model["Properties"] == {"version": "1"}


def test_next_version_changes_the_model_in_place(lineage_cloud: AppCloud) -> None:
    def next_version() -> App:
        app = App()
        ChurnStack(app, "ChurnStack", version=2)
        return app

    before = lineage_cloud.deploy(ChurnStack)
    assert lineage_cloud.deploy(next_version) == before

    lineage_cloud.destroy(next_version)
    assert lineage_cloud.client("sagemaker").list_artifacts()["ArtifactSummaries"] == []


def test_report_is_registered(lineage_service: LineageService) -> None:
    sagemaker = boto3.client("sagemaker")
    model = sagemaker.create_artifact(Source={"SourceUri": "s3://b/m"}, ArtifactType="Model")

    report = register_report(model["ArtifactArn"], "s3://b/report.html")

    found = sagemaker.list_associations(DestinationArn=report)["AssociationSummaries"]
    assert [each["SourceArn"] for each in found] == [model["ArtifactArn"]]


def test_report_that_sagemaker_refuses(lineage_service: LineageService) -> None:
    lineage_service.faults.add(Fault("access_denied", "CreateArtifact"))

    with pytest.raises(ClientError, match="AccessDenied"):
        register_report("arn:aws:sagemaker:us-east-1:000000000000:artifact/a", "s3://b/r")

    assert [call.result for call in lineage_service.calls] == ["AccessDeniedException"]
