"""What the package offers, and that it says so."""

import inspect
import os
import subprocess
import sys
from pathlib import Path

import pytest

import sagemaker_lineage


@pytest.mark.parametrize("name", sagemaker_lineage.__all__)
def test_everything_public_is_documented(name: str) -> None:
    thing = getattr(sagemaker_lineage, name)

    assert inspect.getdoc(thing)
    for attribute, member in vars(thing).items():
        if not attribute.startswith("_") and (
            inspect.isfunction(member) or isinstance(member, property | staticmethod)
        ):
            assert inspect.getdoc(member), f"{name}.{attribute}"


def test_nothing_public_is_forgotten() -> None:
    classes = {
        name
        for name, member in vars(sagemaker_lineage).items()
        if inspect.isclass(member) and not name.startswith("_")
    }

    assert classes == set(sagemaker_lineage.__all__)


EVERYTHING = """
from aws_cdk import App, Duration, Stack, Tags
from aws_cdk import aws_ec2 as ec2, aws_ecr as ecr, aws_iam as iam, aws_kms as kms
from aws_cdk import aws_s3 as s3, aws_s3_assets as s3_assets, aws_sagemaker as sagemaker
from sagemaker_lineage import *

app = App(builtin_cloud_formation_validation=False)
stack = Stack(app, "Stack", tags={"team": "ml"})
LineageProvider(
    stack,
    LineageProvider.ID,
    vpc=ec2.Vpc(stack, "Vpc"),
    permissions_boundary=iam.ManagedPolicy.from_managed_policy_name(stack, "Boundary", "b"),
    encryption_key=kms.Key(stack, "Key"),
)
bucket = s3.Bucket(stack, "Bucket")
sources = [
    ArtifactSource.from_uri("u", [SourceType.custom("c")]),
    ArtifactSource.from_bucket(bucket, "key", version_id="v"),
    ArtifactSource.from_ecr_repository(ecr.Repository(stack, "Repository"), "1"),
    ArtifactSource.from_asset(s3_assets.Asset(stack, "Asset", path=__file__)),
]
artifacts = [
    Artifact(
        stack,
        f"Artifact{number}",
        source=source,
        artifact_type=ArtifactType.MODEL,
        artifact_name="name",
        properties={"key": "value"},
        metadata_properties=MetadataProperties(commit_id="8bd1fd5"),
        on_existing=OnExisting.ADOPT,
    )
    for number, source in enumerate(sources)
]
arn = "arn:aws:sagemaker:eu-west-1:123456789012:artifact/1"
artifacts.append(Artifact.from_artifact_arn(stack, "Imported", arn))
role = iam.Role(stack, "Role", assumed_by=iam.AccountRootPrincipal())
for artifact in artifacts:
    artifact.grant_read(role)
    Tags.of(artifact).add("key", "value")
context = sagemaker.CfnContext(
    stack,
    "Context",
    context_name="churn",
    context_type="Project",
    source=sagemaker.CfnContext.SourceProperty(source_uri="churn"),
)
artifacts[0].derived_from(artifacts[1])
artifacts[2].produced_by(artifacts[4])
artifacts[3].contributed_to(context)
artifacts[0].associated_with(artifacts[4])
artifacts[0].same_as(artifacts[2])
app.synth()
"""


def test_nothing_that_cdk_has_deprecated_is_used(tmp_path: Path) -> None:
    script = tmp_path / "everything.py"
    script.write_text(EVERYTHING)

    run = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "JSII_DEPRECATED": "fail"},
        check=False,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stderr
    assert "deprecated" not in run.stderr
