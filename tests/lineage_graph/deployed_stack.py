"""Stacks whose lineage is in the service already, without the function that would create it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import boto3

from lineage_graph import DeclaringResource

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

TAG_VALUE_LENGTH = 256

# Responds with the physical id that the resource has as a property.
_CODE = """
import json, urllib.request

def handler(event, context):
    response = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    response["Status"] = "SUCCESS"
    response["PhysicalResourceId"] = event["ResourceProperties"]["PhysicalId"]
    body = json.dumps(response).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], body, method="PUT"))
"""

FUNCTION_ROLE = {
    "Type": "AWS::IAM::Role",
    "Properties": {
        "AssumeRolePolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    },
}

_FUNCTION = {
    "Role": FUNCTION_ROLE,
    "Function": {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Runtime": "python3.13",
            "Handler": "index.handler",
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Code": {"ZipFile": _CODE},
        },
    },
}


@dataclass
class DeployedStack:
    """A stack with the resources that a test gives it."""

    session: boto3.Session
    name: str
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def sagemaker(self) -> SageMakerClient:
        return self.session.client("sagemaker")

    def artifact(self, name: str) -> str:
        """Create an artifact that the stack declares."""
        arn = self.other_artifact(name)
        self.claim(name, "Custom::SageMakerArtifact", arn)
        return arn

    def other_artifact(self, name: str) -> str:
        """Create an artifact that the stack does not declare."""
        return self.sagemaker.create_artifact(
            ArtifactName=name,
            ArtifactType="DataSet",
            Source={"SourceUri": f"s3://bucket/{name}"},
            Properties={"of": name},
        )["ArtifactArn"]

    def association(
        self, logical_id: str, source: str, destination: str, declared_type: str | None
    ) -> None:
        """Create the record of an association that the stack declares, but not the association."""
        record = self.sagemaker.create_artifact(
            ArtifactType="AssociationRecord",
            Source={"SourceUri": f"cdk-sagemaker-lineage://association/{logical_id}"},
            Properties={"SourceArn": source, "DestinationArn": destination},
            Tags=[{"Key": "cdk-sagemaker-lineage:managed", "Value": "created"}],
        )["ArtifactArn"]
        self.claim_record(logical_id, record, declared_type)
        self.claim(logical_id, "Custom::SageMakerAssociation", record)

    def claim_record(self, logical_id: str, record: str, declared_type: str | None) -> None:
        """Write a claim on the record of an association, as the function does."""
        holder = f"{self.name}/{logical_id}"
        rest = f" as {declared_type}" if declared_type else ""
        rest += " by 9f1c2d3e-0000-4000-8000-000000000000 at 2026-11-25T00:00:00Z"
        hashed = hashlib.sha256(holder.encode()).hexdigest()[:16]
        key = f"cdk-sagemaker-lineage:claim:{hashed}"
        value = holder[: TAG_VALUE_LENGTH - len(rest)] + rest
        self.sagemaker.add_tags(ResourceArn=record, Tags=[{"Key": key, "Value": value}])

    def associate(self, source: str, destination: str, association_type: str) -> None:
        """Create an association, whoever declares it."""
        self.sagemaker.add_association(
            SourceArn=source,
            DestinationArn=destination,
            AssociationType=association_type,  # type: ignore[arg-type]  # a literal
        )

    def claim(self, logical_id: str, resource_type: str, physical_id: str) -> None:
        self.resources[logical_id] = {
            "Type": resource_type,
            "Properties": {
                "ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]},
                "PhysicalId": physical_id,
            },
        }

    def resource(self, logical_id: str) -> DeclaringResource:
        return DeclaringResource(self.name, logical_id)

    def physical_id(self, logical_id: str) -> str:
        return str(self.resources[logical_id]["Properties"]["PhysicalId"])

    def template(self) -> str:
        return json.dumps({"Resources": _FUNCTION | self.resources})

    def deploy(self) -> None:
        cloudformation = self.session.client("cloudformation")
        cloudformation.create_stack(
            StackName=self.name, TemplateBody=self.template(), Capabilities=["CAPABILITY_IAM"]
        )
        waiter = cloudformation.get_waiter("stack_create_complete")
        waiter.wait(StackName=self.name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})


NewStack = Callable[..., DeployedStack]
