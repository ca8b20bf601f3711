"""An account with artifacts of a living stack, of stacks that are gone, and of nobody."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import boto3

from lineage_cli.account.leftovers import record_uri
from lineage_graph.readers.claims import claim_key

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

GONE = (
    "arn:aws:cloudformation:us-east-1:000000000000:stack/Gone/5c1f7a30-0000-4000-8000-000000000000"
)
MARK = "cdk-sagemaker-lineage:managed"
_REQUEST = "by 9f1c2d3e-0000-4000-8000-000000000000 at 2026-11-25T00:00:00Z"


@dataclass
class AccountContent:
    """Creates artifacts as the function does."""

    session: boto3.Session
    living_stack: str = field(init=False)

    def __post_init__(self) -> None:
        template = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'
        created = self.session.client("cloudformation").create_stack(
            StackName="Living", TemplateBody=template
        )
        self.living_stack = created["StackId"]

    @property
    def sagemaker(self) -> SageMakerClient:
        return self.session.client("sagemaker")

    def artifact(self, name: str, **tags: str) -> str:
        """Create an artifact with some tags."""
        return self.sagemaker.create_artifact(
            ArtifactName=name,
            ArtifactType="DataSet",
            Source={"SourceUri": f"s3://bucket/{name}"},
            Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
        )["ArtifactArn"]

    def leftover(self, name: str, mark: str = "created") -> str:
        """Create an artifact that a stack claims which is gone."""
        return self.artifact(name, **{MARK: mark, **self.claim(GONE, name)})

    def living(self, name: str, **more: str) -> str:
        """Create an artifact that a living stack claims."""
        return self.artifact(
            name, **{MARK: "created", **self.claim(self.living_stack, name)}, **more
        )

    def association(self, source: str, destination: str, stack_id: str, **tags: str) -> str:
        """Create an association and the record that a stack has of it; return the record's ARN."""
        self.sagemaker.add_association(
            SourceArn=source, DestinationArn=destination, AssociationType="Produced"
        )
        held = {MARK: "created", **self.claim(stack_id, "Edge"), **tags}
        return self.sagemaker.create_artifact(
            ArtifactType="AssociationRecord",
            Source={"SourceUri": record_uri((source, destination))},
            Properties={"SourceArn": source, "DestinationArn": destination},
            Tags=[{"Key": key, "Value": value} for key, value in held.items()],
        )["ArtifactArn"]

    def claim(self, stack_id: str, logical_id: str) -> dict[str, str]:
        """Return the claim of a resource as a tag."""
        stack = stack_id.split("/")[1]
        return {claim_key(stack_id, logical_id): f"{stack}/{logical_id} {_REQUEST}"}

    def arns(self) -> set[str]:
        """Return the ARNs of all artifacts."""
        pages = self.sagemaker.get_paginator("list_artifacts").paginate()
        return {each["ArtifactArn"] for page in pages for each in page["ArtifactSummaries"]}

    def tags(self, arn: str) -> dict[str, str]:
        found = self.sagemaker.list_tags(ResourceArn=arn)["Tags"]
        return {tag["Key"]: tag["Value"] for tag in found}

    def pairs(self) -> set[tuple[str, str]]:
        """Return the entities of all associations."""
        pages = self.sagemaker.get_paginator("list_associations").paginate()
        return {
            (each["SourceArn"], each["DestinationArn"])
            for page in pages
            for each in page["AssociationSummaries"]
        }
