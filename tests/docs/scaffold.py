"""What the code on a page finds at hand: an app, a stack, and what else a user would have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aws_cdk import Annotations, App, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecr_assets as ecr_assets
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as s3_assets
from aws_cdk import aws_sagemaker as sagemaker

import sagemaker_lineage
from sagemaker_lineage import Artifact, ArtifactSource


class Scaffold:
    """The names that the code of a page begins with.

    Parameters
    ----------
    folder
        An empty folder, which becomes that of assets.
    """

    def __init__(self, folder: Path) -> None:
        (folder / "Dockerfile").write_text("FROM scratch\n")
        app = App(builtin_cloud_formation_validation=False)
        given = Stack(app, "Given")
        boundary = iam.ManagedPolicy.from_managed_policy_name(given, "Boundary", "Boundary")
        self.names: dict[str, Any] = {
            **{name: getattr(sagemaker_lineage, name) for name in sagemaker_lineage.__all__},
            "Annotations": Annotations,
            "app": app,
            "commit": "8bd1fd5",
            "bucket": s3.Bucket(given, "Bucket"),
            "repository": ecr.Repository(given, "Repository"),
            "asset": s3_assets.Asset(given, "Asset", path=str(folder)),
            "image": ecr_assets.DockerImageAsset(given, "Image", directory=str(folder)),
            "vpc": ec2.Vpc(given, "Vpc"),
            "boundary": boundary,
            "role": iam.Role(given, "Role", assumed_by=iam.AccountRootPrincipal()),
            "training": sagemaker.CfnAction(
                given,
                "Training",
                action_name="training",
                action_type="Training",
                source=sagemaker.CfnAction.ActionSourceProperty(source_uri="s3://given/training"),
            ),
            "imported": Artifact.from_artifact_arn(
                given, "Imported", given.format_arn(service="sagemaker", resource="artifact/a1")
            ),
            **{name: _artifact(given, name) for name in ("data_set", "model", "report")},
        }
        self._stacks = 0
        self._given: Stack | None = None

    def give_a_stack(self) -> None:
        """Have a new stack at hand, unless the page has made one of its own."""
        if self.names.get("stack") is self._given:
            self._stacks += 1
            self._given = self.names["stack"] = Stack(self.names["app"], f"Stack{self._stacks}")

    def errors(self) -> list[str]:
        """Synthesise what the page has left in ``app``, and return what is wrong with it."""
        return _errors(self.names["app"].synth())


def _errors(assembly: Any) -> list[str]:
    found = [
        str(message.entry.data)
        for stack in assembly.stacks
        for message in stack.messages
        if message.level.name == "ERROR"
    ]
    for each in assembly.nested_assemblies:
        found += _errors(each.nested_assembly)
    return found


def _artifact(scope: Stack, name: str) -> Artifact:
    source = ArtifactSource.from_uri(f"s3://given/{name}")
    return Artifact(scope, name, source=source, artifact_type=name)
