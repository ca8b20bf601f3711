"""Stacks that claim what lies in the lineage service, without the function that would make it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import boto3

from lineage_handler.association_record import claim_tag
from lineage_handler.request import AssociationRequest

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

# Answers that the resource is what it says it is.
_ANSWER = """
import json, urllib.request

def handler(event, context):
    answer = {name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}
    answer["Status"] = "SUCCESS"
    answer["PhysicalResourceId"] = event["ResourceProperties"]["PhysicalId"]
    body = json.dumps(answer).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], body, method="PUT"))
"""

_FUNCTION = {
    "Role": {
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
    },
    "Function": {
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Runtime": "python3.13",
            "Handler": "index.handler",
            "Role": {"Fn::GetAtt": ["Role", "Arn"]},
            "Code": {"ZipFile": _ANSWER},
        },
    },
}


@dataclass
class Stack:
    """A stack with the resources that a test gives it."""

    session: boto3.Session
    name: str
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def sagemaker(self) -> SageMakerClient:
        return self.session.client("sagemaker")

    def artifact(self, name: str) -> str:
        """Have an artifact that the stack declares."""
        arn = self.other_artifact(name)
        self.claim(name, "Custom::SageMakerArtifact", arn)
        return arn

    def other_artifact(self, name: str) -> str:
        """Have an artifact that it does not declare."""
        return self.sagemaker.create_artifact(
            ArtifactName=name,
            ArtifactType="DataSet",
            Source={"SourceUri": f"s3://bucket/{name}"},
            Properties={"of": name},
        )["ArtifactArn"]

    def association(
        self, logical_id: str, source: str, destination: str, declared_type: str | None
    ) -> None:
        """Have the record of an association that the stack declares, and not the association."""
        record = self.sagemaker.create_artifact(
            ArtifactType="AssociationRecord",
            Source={"SourceUri": f"cdk-sagemaker-lineage://association/{logical_id}"},
            Properties={"SourceArn": source, "DestinationArn": destination},
            Tags=[{"Key": "cdk-sagemaker-lineage:managed", "Value": "created"}],
        )["ArtifactArn"]
        self.claim_record(logical_id, record, declared_type)
        self.claim(logical_id, "Custom::SageMakerAssociation", record)

    def claim_record(self, logical_id: str, record: str, declared_type: str | None) -> None:
        """Write on a record that the stack declares its association, as the function does."""
        properties = {"SourceArn": record, "DestinationArn": record}
        if declared_type:
            properties["AssociationType"] = declared_type
        event = {
            "StackId": f"arn:aws:cloudformation:eu-west-1:000000000000:stack/{self.name}/1",
            "LogicalResourceId": logical_id,
            "ResourceProperties": properties,
        }
        claim = claim_tag(AssociationRequest(event))
        self.sagemaker.add_tags(
            ResourceArn=record, Tags=[{"Key": key, "Value": value} for key, value in claim.items()]
        )

    def associate(self, source: str, destination: str, association_type: str) -> None:
        """Have an association, whoever declares it."""
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
