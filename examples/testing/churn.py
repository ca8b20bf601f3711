"""A stack, and code that registers what it trained: what the tests beside it try."""

import boto3
from aws_cdk import CfnOutput, Stack

from constructs import Construct
from sagemaker_lineage import Artifact, ArtifactSource, ArtifactType


class ChurnStack(Stack):
    """The model of a version, and the data set that it is derived from."""

    def __init__(self, scope: Construct, name: str, version: int = 1) -> None:
        super().__init__(scope, name)
        data_set = Artifact(
            self,
            "DataSet",
            source=ArtifactSource.from_uri("s3://my-bucket/churn/2026-11.csv"),
            artifact_type=ArtifactType.DATA_SET,
        )
        model = Artifact(
            self,
            "Model",
            source=ArtifactSource.from_uri("s3://my-bucket/models/churn/model.tar.gz"),
            artifact_type=ArtifactType.MODEL,
            properties={"version": str(version)},
        )
        model.derived_from(data_set)
        CfnOutput(self, "ModelArn", value=model.artifact_arn)


def register_report(model_arn: str, uri: str) -> str:
    """Register a report on a model by the API, and return the report's ARN."""
    sagemaker = boto3.client("sagemaker")
    report = sagemaker.create_artifact(Source={"SourceUri": uri}, ArtifactType="Report")
    arn: str = report["ArtifactArn"]
    sagemaker.add_association(
        SourceArn=model_arn, DestinationArn=arn, AssociationType="ContributedTo"
    )
    return arn
