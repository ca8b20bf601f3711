"""A stack with what it declares in SageMaker already, without the function that would create it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import boto3
from botocore.exceptions import ClientError

from lineage_cli.account.leftovers import record_uri
from lineage_graph.readers.claims import MARK, claim_key
from tests.lineage_graph.deployed_stack import FUNCTION_ROLE

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

NAME = "Declared"
SHARED = "Shared"
TIMES = "by 9f1c2d3e-0000-4000-8000-000000000000 at 2026-11-25T00:00:00Z"

# Responds with the physical id that is its resource's, of those in the function's code.
_CODE = """
import json, urllib.request

IDS = {ids}

def handler(event, context):
    response = {{name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")}}
    response["Status"] = "SUCCESS"
    response["PhysicalResourceId"] = IDS.get(event["LogicalResourceId"], "gone")
    response["Data"] = {{"ArtifactArn": response["PhysicalResourceId"]}}
    body = json.dumps(response).encode()
    urllib.request.urlopen(urllib.request.Request(event["ResponseURL"], body, method="PUT"))
"""

PARAMETERS = {
    "Stage": {"Type": "String", "Default": "prod"},
    "Secret": {"Type": "String", "Default": "hidden", "NoEcho": True},
}
CONDITIONS = {
    "IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
    "IsTest": {"Fn::Not": [{"Condition": "IsProd"}]},
}
DATA = {
    "ArtifactName": "data",
    "ArtifactType": "DataSet",
    "Source": {
        "SourceUri": {"Fn::Sub": "s3://bucket-${AWS::AccountId}/${Stage}.csv"},
        "SourceTypes": [{"SourceIdType": "Custom", "Value": "1"}],
    },
    "Properties": {
        "rows": "10",
        "stage": {"Fn::If": ["IsProd", {"Fn::Join": ["-", ["is", {"Ref": "Stage"}]]}, "no"]},
        "test": {"Fn::If": ["IsTest", "yes", {"Ref": "AWS::NoValue"}]},
    },
    "MetadataProperties": {"CommitId": "abc"},
    "Tags": [{"Key": "team", "Value": "ml"}],
}
MODEL = {
    "ArtifactName": "model",
    "ArtifactType": "Model",
    "Source": {"SourceUri": "s3://bucket/model"},
    "Properties": {"data": {"Ref": "Data"}, "secret": {"Ref": "Secret"}},
}
EDGE = {
    "SourceArn": {"Ref": "Data"},
    "DestinationArn": {"Fn::GetAtt": ["Model", "ArtifactArn"]},
    "AssociationType": "ContributedTo",
}


@dataclass
class DeclaredStack:
    """A data set, a model, and an association from the one to the other.

    In the stack `SHARED` two resources declare the data set.
    """

    session: boto3.Session
    name: str = NAME
    ids: dict[str, str] = field(default_factory=dict)

    @property
    def sagemaker(self) -> SageMakerClient:
        return self.session.client("sagemaker")

    @property
    def data(self) -> str:
        return self.ids["Data"]

    @property
    def model(self) -> str:
        return self.ids["Model"]

    @property
    def record(self) -> str:
        return self.ids["Edge"]

    def create(self) -> None:
        """Create what is declared; the ARNs are the same each time, so the stack stays."""
        self.ids["Data"] = self.create_data()
        self.ids["Model"] = self.sagemaker.create_artifact(
            ArtifactName="model",
            ArtifactType="Model",
            Source={"SourceUri": "s3://bucket/model"},
            Properties={"data": self.data, "secret": "hidden"},
        )["ArtifactArn"]
        self.sagemaker.add_association(
            SourceArn=self.data, DestinationArn=self.model, AssociationType="ContributedTo"
        )
        self.ids["Edge"] = self.sagemaker.create_artifact(
            ArtifactType="AssociationRecord",
            Source={"SourceUri": record_uri((self.data, self.model))},
            Properties={"SourceArn": self.data, "DestinationArn": self.model},
        )["ArtifactArn"]
        if self.name == SHARED:
            self.ids["Renamed"] = self.data
        stack_id = self._deployed()
        for logical_id, arn in self.ids.items():
            kind = " as ContributedTo" if logical_id == "Edge" else ""
            claim = f"{self.name}/{logical_id}{kind} {TIMES}"
            self.tag(
                arn,
                {
                    MARK: "created",
                    claim_key(stack_id, logical_id): claim,
                },
            )

    def create_data(self, **changes: Any) -> str:
        """Create the data set as it is declared, but for what a test changes."""
        members: dict[str, Any] = {
            "ArtifactName": "data",
            "ArtifactType": "DataSet",
            "Source": {
                "SourceUri": "s3://bucket-000000000000/prod.csv",
                "SourceTypes": [{"SourceIdType": "Custom", "Value": "1"}],
            },
            "Properties": {"rows": "10", "stage": "is-prod"},
            "MetadataProperties": {"CommitId": "abc"},
            "Tags": [{"Key": "team", "Value": "ml"}],
        }
        return self.sagemaker.create_artifact(**members | changes)["ArtifactArn"]

    def recreate_data(self, **changes: Any) -> None:
        """Put another artifact in the place of the data set, with the tags of the first."""
        tags = self.sagemaker.list_tags(ResourceArn=self.data)["Tags"]
        self.delete(self.data)
        assert self.create_data(**changes) == self.data
        self.sagemaker.add_tags(ResourceArn=self.data, Tags=tags)
        self.sagemaker.add_association(
            SourceArn=self.data, DestinationArn=self.model, AssociationType="ContributedTo"
        )

    def delete(self, arn: str) -> None:
        """Delete an artifact, first the association with it."""
        if arn != self.record:
            self.sagemaker.delete_association(SourceArn=self.data, DestinationArn=self.model)
        self.sagemaker.delete_artifact(ArtifactArn=arn)

    def tag(self, arn: str, tags: dict[str, str]) -> None:
        given = [{"Key": key, "Value": value} for key, value in tags.items()]
        self.sagemaker.add_tags(ResourceArn=arn, Tags=given)  # type: ignore[arg-type]

    def own_claim(self, arn: str) -> str:
        """Return the key of the claim on an artifact."""
        found = self.sagemaker.list_tags(ResourceArn=arn)["Tags"]
        (key,) = [tag["Key"] for tag in found if ":claim:" in tag["Key"]]
        return key

    def _deployed(self) -> str:
        """Return the id of the stack; deploy it if it is not there."""
        cloudformation = self.session.client("cloudformation")
        try:
            return cloudformation.describe_stacks(StackName=self.name)["Stacks"][0]["StackId"]
        except ClientError:
            stack = cloudformation.create_stack(
                StackName=self.name, TemplateBody=self._template(), Capabilities=["CAPABILITY_IAM"]
            )
        waiter = cloudformation.get_waiter("stack_create_complete")
        waiter.wait(StackName=self.name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
        return stack["StackId"]

    def _template(self) -> str:
        token = {"ServiceToken": {"Fn::GetAtt": ["Function", "Arn"]}, "ServiceTimeout": "60"}
        artifact, association = "Custom::SageMakerArtifact", "Custom::SageMakerAssociation"
        function = {
            "Type": "AWS::Lambda::Function",
            "Properties": {
                "Runtime": "python3.13",
                "Handler": "index.handler",
                "Role": {"Fn::GetAtt": ["Role", "Arn"]},
                "Code": {"ZipFile": _CODE.format(ids=json.dumps(self.ids))},
            },
        }
        renamed = {"Renamed": {"Type": artifact, "Properties": token | DATA}}
        return json.dumps(
            {
                "Parameters": PARAMETERS,
                "Conditions": CONDITIONS,
                "Resources": (renamed if self.name == SHARED else {})
                | {
                    "Role": FUNCTION_ROLE,
                    "Function": function,
                    "Data": {"Type": artifact, "Properties": token | DATA},
                    "Model": {"Type": artifact, "Properties": token | MODEL},
                    "Edge": {"Type": association, "Properties": token | EDGE},
                    "TestOnly": {
                        "Type": artifact,
                        "Condition": "IsTest",
                        "Properties": token | MODEL,
                    },
                },
            }
        )
