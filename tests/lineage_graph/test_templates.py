"""The values of templates: as text before a deployment, and as those of a deployed stack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from lineage_graph.model import DeclaringResource, Unresolved
from lineage_graph.readers.cloudformation import StackResource
from lineage_graph.readers.stacks import StackDescription
from lineage_graph.readers.templates.deployed import DeployedTemplate
from lineage_graph.readers.templates.members import declaration
from lineage_graph.readers.templates.symbolic import SymbolicTemplate
from lineage_graph.readers.templates.unresolved import UnresolvedError

ARTIFACT = "Custom::SageMakerArtifact"
ARN = "arn:aws-cn:sagemaker:cn-north-1:111122223333:artifact/0f1e"
STACK_ID = "arn:aws-cn:cloudformation:cn-north-1:111122223333:stack/Churn/5c1f"
MODEL = {"Type": ARTIFACT, "Properties": {"ArtifactName": "churn-7"}}
TEMPLATE: dict[str, Any] = {
    "Parameters": {
        "Stage": {"Type": "String", "Default": "prod"},
        "Zones": {"Type": "CommaDelimitedList"},
        "Secret": {"Type": "String", "NoEcho": True},
    },
    "Mappings": {"Sizes": {"prod": {"rows": "10"}}},
    "Conditions": {
        "IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
        "IsOther": {"Fn::And": [{"Fn::Not": [{"Condition": "IsProd"}]}, {"Condition": "IsProd"}]},
        "IsAny": {"Fn::Or": [{"Condition": "IsOther"}, {"Condition": "IsProd"}]},
    },
    "Resources": {
        "Model": MODEL,
        "Data": {"Type": "AWS::S3::Bucket"},
        "Images": {"Type": "AWS::ECR::Repository"},
        "Nested": {"Type": "AWS::CloudFormation::Stack"},
        "Topic": {"Type": "AWS::SNS::Topic"},
    },
    "Outputs": {"TopicName": {"Value": {"Fn::GetAtt": ["Topic", "TopicName"]}}},
}


def resource(kind: str, physical_id: str) -> StackResource:
    return StackResource(kind, physical_id, "CREATE_COMPLETE", DeclaringResource("Churn", "Any"))


def deployed() -> DeployedTemplate:
    nested = StackDescription("Churn-Nested", STACK_ID, {}, {}, {"Arn": "from-nested"}, {}, {})
    stack = StackDescription(
        "Churn",
        STACK_ID,
        TEMPLATE,
        {"Stage": "prod", "Zones": "a,b"},
        {"TopicName": "topic"},
        {
            "Model": resource(ARTIFACT, ARN),
            "Data": resource("AWS::S3::Bucket", "my-data"),
            "Images": resource("AWS::ECR::Repository", "my-images"),
            "Topic": resource("AWS::SNS::Topic", "arn:topic"),
        },
        {"Nested": nested},
    )
    return DeployedTemplate(stack, lambda: {"Other:Arn": "exported"})


def symbolic(exports: Mapping[str, Any] | None = None) -> SymbolicTemplate:
    return SymbolicTemplate("Churn", TEMPLATE, {}, (exports or {}).get)


SELECTED = {"Fn::Select": [4, {"Fn::Split": [":", {"Fn::GetAtt": ["Images", "Arn"]}]}]}


@pytest.mark.parametrize(
    ("value", "as_text", "as_deployed"),
    [
        ({"Ref": "Stage"}, "${Stage=prod}", "prod"),
        ({"Ref": "Data"}, "${Data}", "my-data"),
        ({"Ref": "Model"}, "${Churn/Model}", ARN),
        ({"Fn::GetAtt": ["Model", "ArtifactArn"]}, "${Churn/Model}", ARN),
        ({"Fn::GetAtt": "Model.ArtifactName"}, "${Churn/Model.ArtifactName}", "churn-7"),
        ({"Fn::GetAtt": ["Data", "Arn"]}, "${Data.Arn}", "arn:aws-cn:s3:::my-data"),
        ({"Fn::GetAtt": ["Topic", "TopicName"]}, "${Topic.TopicName}", "topic"),
        ({"Fn::GetAtt": ["Nested", "Outputs.Arn"]}, "${Nested.Outputs.Arn}", "from-nested"),
        (SELECTED, "${Images.Arn[4]}", "111122223333"),
        ({"Ref": "AWS::URLSuffix"}, "${AWS::URLSuffix}", "amazonaws.com.cn"),
        (
            {"Fn::Sub": ["${AWS::Region}/${!Literal}/${name}", {"name": {"Ref": "Data"}}]},
            "${AWS::Region}/${Literal}/${Data}",
            "cn-north-1/${Literal}/my-data",
        ),
        ({"Fn::Sub": "${Images.RepositoryUri}:1"}, "${Images.RepositoryUri}:1", None),
        ({"Fn::Join": ["-", ["a", {"Ref": "AWS::NoValue"}, "b"]]}, "a-b", "a-b"),
        ({"Fn::Join": ["-", {"Ref": "Zones"}]}, "${Join(-, ${Zones})}", "a-b"),
        ({"Fn::Select": ["1", {"Ref": "Zones"}]}, "${Select(1, ${Zones})}", "b"),
        ({"Fn::If": ["IsProd", "yes", "no"]}, "${If(IsProd, yes, no)}", "yes"),
        (
            {"Fn::If": ["IsOther", "yes", {"Fn::If": ["IsAny", "any", "none"]}]},
            "${If(IsOther, yes, ${If(IsAny, any, none)})}",
            "any",
        ),
        ({"Fn::FindInMap": ["Sizes", "prod", "rows"]}, "10", "10"),
        ({"Fn::Base64": "text"}, "dGV4dA==", "dGV4dA=="),
        ({"Fn::ImportValue": "Other:Arn"}, "${Other:Arn}", "exported"),
        ([{"a": {"Ref": "Stage"}}, 1, True], [{"a": "${Stage=prod}"}, 1, True], None),
    ],
    ids=str,
)
def test_functions(value: Any, as_text: Any, as_deployed: Any) -> None:
    assert symbolic().resolve(value) == as_text
    if as_deployed is not None:
        assert deployed().resolve(value) == as_deployed


def test_an_image_repository_is_where_its_stack_is() -> None:
    uri = deployed().resolve({"Fn::GetAtt": ["Images", "RepositoryUri"]})
    assert uri == "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/my-images"


def test_an_import_is_what_the_other_template_exports() -> None:
    template = symbolic({"Other:Arn": "${Other/Model}"})
    assert template.resolve({"Fn::ImportValue": "Other:Arn"}) == "${Other/Model}"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"Ref": "Secret"}, "CloudFormation does not tell the value of Secret"),
        ({"Fn::GetAtt": ["Topic", "Owner"]}, "does not tell the attribute Topic.Owner"),
        ({"Fn::ImportValue": "Nowhere"}, "there is no export Nowhere"),
        ({"Fn::Cidr": ["10.0.0.0/8", 1, 8]}, r"Cidr\(10.0.0.0/8, 1, 8\) is not resolved"),
        ({"Fn::FindInMap": ["Sizes", "test", "rows"]}, "FindInMap"),
        ({"Fn::If": ["Unknown", "yes", "no"]}, "a condition is not resolved"),
        ("{{resolve:ssm:/name}}", "a dynamic reference is looked up at each deployment"),
    ],
    ids=str,
)
def test_what_cloudformation_does_not_tell(value: Any, reason: str) -> None:
    with pytest.raises(UnresolvedError, match=reason):
        deployed().resolve(value)


def test_one_member_that_is_not_told_leaves_the_others() -> None:
    by = DeclaringResource("Churn", "Model")
    properties = {
        "ServiceToken": {"Ref": "Secret"},
        "ArtifactName": {"Ref": "Stage"},
        "Source": {
            "SourceUri": {"Ref": "Secret"},
            "SourceTypes": [
                {"SourceIdType": "MD5Hash", "Value": "2"},
                {"SourceIdType": "Custom", "Value": {"Ref": "Stage"}},
            ],
        },
        "Properties": {"a": {"Ref": "AWS::NoValue"}, "b": True, "c": 5, "d": {"Ref": "Secret"}},
        "Tags": [
            {"Key": "team", "Value": "ml"},
            {"Fn::If": ["IsProd", {"Key": "stage", "Value": "prod"}, {"Ref": "AWS::NoValue"}]},
        ],
        "MetadataProperties": {"Fn::If": ["IsProd", {"CommitId": "abc"}, {"Ref": "AWS::NoValue"}]},
    }

    found = declaration(by, {"Type": ARTIFACT, "Properties": properties}, deployed())

    unresolved = Unresolved("CloudFormation does not tell the value of Secret")
    assert found.members == {
        "ArtifactName": "prod",
        "Source.SourceUri": unresolved,
        "Source.SourceTypes": "Custom prod, MD5Hash 2",
        "Properties.b": "true",
        "Properties.c": "5",
        "Properties.d": unresolved,
        "Tags.team": "ml",
        "Tags.stage": "prod",
        "MetadataProperties.CommitId": "abc",
    }
    assert found.text("Source.SourceUri") is None
    assert found.map("Tags") == {"team": "ml", "stage": "prod"}
