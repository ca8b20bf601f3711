"""The lineage graph of a churn model: what it was trained with, and how it was evaluated."""

from pathlib import Path

from aws_cdk import App, CfnOutput, RemovalPolicy, Stack, Tags
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as s3_assets
from aws_cdk import aws_sagemaker as sagemaker
from aws_cdk import aws_ssm as ssm

from constructs import Construct
from sagemaker_lineage import (
    Artifact,
    ArtifactSource,
    ArtifactType,
    IArtifact,
    MetadataProperties,
    OnExisting,
    SourceType,
)

TRAINING_CODE = Path(__file__).parent / "examples" / "training"


class TrainingStack(Stack):
    """What the model is made of, its training, and the model."""

    def __init__(self, scope: Construct, construct_id: str, *, commit_id: str) -> None:
        super().__init__(scope, construct_id, description="Lineage of the churn model")
        bucket = s3.Bucket(
            self, "Data", versioned=True, enforce_ssl=True, removal_policy=RemovalPolicy.DESTROY
        )
        repository = ecr.Repository(
            self, "Training", image_scan_on_push=True, removal_policy=RemovalPolicy.DESTROY
        )
        code = s3_assets.Asset(self, "Code", path=str(TRAINING_CODE))

        self.data_set = Artifact(
            self,
            "DataSetArtifact",
            source=ArtifactSource.from_bucket(
                bucket, "churn/2026-11.csv", version_id="q97Ncsc4Sb2dRZ8ZbzJyLKvRbJiWmLEn"
            ),
            artifact_type=ArtifactType.DATA_SET,
            artifact_name="churn-2026-11",
            properties={"rows": "70421", "columns": "21", "split": "train"},
        )
        image = Artifact(
            self,
            "ImageArtifact",
            source=ArtifactSource.from_ecr_repository(repository, "1.4.2"),
            artifact_type=ArtifactType.IMAGE,
            artifact_name="churn-training",
            properties={"framework": "xgboost", "framework-version": "3.1"},
            # SageMaker makes an artifact of its own for the image of a training job.
            on_existing=OnExisting.ADOPT,
        )
        training_code = Artifact(
            self,
            "CodeArtifact",
            source=ArtifactSource.from_asset(code),
            artifact_type=ArtifactType.CODE,
            artifact_name="churn-training-code",
            properties={"entry-point": "train.py"},
            # How the code came to be: written when the artifact is created, and never again. A
            # commit that changes the code changes the asset, and so is another artifact.
            metadata_properties=MetadataProperties(
                commit_id=commit_id, repository="https://git.example.com/ml/churn.git"
            ),
        )
        training_job_arn = self.format_arn(
            service="sagemaker", resource="training-job", resource_name="churn-7"
        )
        training_job = Artifact(
            self,
            "TrainingJobArtifact",
            source=ArtifactSource.from_uri(training_job_arn),
            artifact_type="TrainingJob",
            artifact_name="churn-7-training",
        )
        self.model = Artifact(
            self,
            "ModelArtifact",
            source=ArtifactSource.from_bucket(
                bucket, "models/churn/7/model.tar.gz", etag="9b2cf535f27731c974343645a3985328"
            ),
            artifact_type=ArtifactType.MODEL,
            artifact_name="churn-7",
            properties={
                "algorithm": "xgboost",
                "data-set": self.data_set.artifact_arn,
                "image": image.artifact_arn,
            },
            metadata_properties=MetadataProperties(
                commit_id=commit_id,
                repository="https://git.example.com/ml/churn.git",
                generated_by=training_job_arn,
                project_id="churn",
            ),
        )
        Tags.of(self.model).add("stage", "candidate")

        for used in (self.data_set, image, training_code):
            used.contributed_to(training_job)
        self.model.produced_by(training_job)

        ssm.StringParameter(
            self,
            "ModelParameter",
            parameter_name="/churn/model-artifact-arn",
            string_value=self.model.artifact_arn,
        )
        CfnOutput(self, "DataSetArtifactArn", value=self.data_set.artifact_arn)
        CfnOutput(self, "ImageArtifactArn", value=image.artifact_arn)
        CfnOutput(self, "CodeArtifactArn", value=training_code.artifact_arn)
        CfnOutput(self, "TrainingJobArtifactArn", value=training_job.artifact_arn)
        CfnOutput(self, "ModelArtifactArn", value=self.model.artifact_arn)


class EvaluationStack(Stack):
    """How good the model is: artifacts that are associated with those of another stack."""

    def __init__(
        self, scope: Construct, construct_id: str, *, model: IArtifact, data_set: IArtifact
    ) -> None:
        super().__init__(scope, construct_id, description="Evaluation of the churn model")
        # CloudFormation has a type of its own for actions, in most regions.
        evaluation = sagemaker.CfnAction(
            self,
            "EvaluationAction",
            action_name="churn-7-evaluation",
            action_type="Evaluation",
            source=sagemaker.CfnAction.ActionSourceProperty(
                source_uri=self.format_arn(
                    service="sagemaker", resource="processing-job", resource_name="churn-7"
                )
            ),
            status="Completed",
        )
        report = Artifact(
            self,
            "ReportArtifact",
            source=ArtifactSource.from_uri(
                "https://reports.example.com/churn/7",
                [
                    SourceType.md5_hash("5d41402abc4b2a76b9719d911017c592"),
                    SourceType.custom("2026-11-23"),
                ],
            ),
            artifact_type="EvaluationReport",
            artifact_name="churn-7-report",
            properties={"auc": "0.91", "model": model.artifact_arn},
        )

        model.contributed_to(evaluation)
        report.produced_by(evaluation)
        for original in (model, data_set):
            report.derived_from(original)

        CfnOutput(self, "EvaluationActionArn", value=evaluation.attr_arn)
        CfnOutput(self, "ReportArtifactArn", value=report.artifact_arn)


app = App()
Tags.of(app).add("project", "churn")
training = TrainingStack(
    app, "ChurnTraining", commit_id=app.node.try_get_context("commit") or "8bd1fd5"
)
EvaluationStack(app, "ChurnEvaluation", model=training.model, data_set=training.data_set)
app.synth()
