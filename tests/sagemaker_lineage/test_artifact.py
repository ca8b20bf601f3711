"""What an artifact becomes in the template."""

import json

import jsii
import pytest
from aws_cdk import (
    App,
    CfnCondition,
    CfnParameter,
    CfnResource,
    Duration,
    Fn,
    IStableStringProducer,
    Lazy,
    NestedStack,
    RemovalPolicy,
    Stack,
    Token,
)

from sagemaker_lineage import (
    Artifact,
    ArtifactSource,
    ArtifactType,
    LineageProvider,
    MetadataProperties,
    OnExisting,
    SourceType,
)

from .conftest import Declare
from .synthesis import errors, properties, resource, resources, template

RESOURCE_TYPE = "Custom::SageMakerArtifact"


@jsii.implements(IStableStringProducer)
class _Late:
    def __init__(self, values: list[str]) -> None:
        self.values = values

    def produce(self) -> str:
        return self.values[0]


def test_every_member_of_the_request_is_a_property_under_its_own_name(
    stack: Stack, declare: Declare
) -> None:
    declare(
        source=ArtifactSource.from_uri("s3://bucket/key", [SourceType.md5_hash("5d41")]),
        artifact_type=ArtifactType.MODEL,
        artifact_name="churn-7",
        properties={"auc": "0.91"},
        metadata_properties=MetadataProperties(
            commit_id="8bd1fd5", repository="churn", generated_by="me", project_id="p-1"
        ),
        on_existing=OnExisting.ADOPT,
    )

    rendered = properties(stack)

    assert rendered.pop("ServiceToken") == {
        "Fn::GetAtt": ["SageMakerLineageProviderFunctionBA5197F9", "Arn"]
    }
    assert rendered == {
        "ServiceTimeout": "1200",
        "ArtifactName": "churn-7",
        "Source": {
            "SourceUri": "s3://bucket/key",
            "SourceTypes": [{"SourceIdType": "MD5Hash", "Value": "5d41"}],
        },
        "ArtifactType": "Model",
        "Properties": {"auc": "0.91"},
        "MetadataProperties": {
            "CommitId": "8bd1fd5",
            "Repository": "churn",
            "GeneratedBy": "me",
            "ProjectId": "p-1",
        },
        "OnExisting": "ADOPT",
    }


def test_what_is_not_declared_is_absent(stack: Stack, declare: Declare) -> None:
    declare(metadata_properties=MetadataProperties())

    assert set(properties(stack)) == {"ServiceToken", "ServiceTimeout", "Source", "ArtifactType"}


def test_metadata_names_only_what_is_given(stack: Stack, declare: Declare) -> None:
    declare(metadata_properties=MetadataProperties(commit_id="8bd1fd5"))

    assert properties(stack)["MetadataProperties"] == {"CommitId": "8bd1fd5"}


def test_any_string_is_an_artifact_type(stack: Stack, declare: Declare) -> None:
    declare(artifact_type="EvaluationReport")

    assert properties(stack)["ArtifactType"] == "EvaluationReport"
    assert errors(stack) == []


@pytest.mark.parametrize(
    ("removal_policy", "deletion", "replacement"),
    [
        (RemovalPolicy.DESTROY, "Delete", "Delete"),
        (RemovalPolicy.RETAIN, "Retain", "Retain"),
        (RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, "RetainExceptOnCreate", "Retain"),
    ],
)
def test_removal_policy_decides_whether_the_artifact_is_kept(
    stack: Stack, declare: Declare, removal_policy: RemovalPolicy, deletion: str, replacement: str
) -> None:
    declare(removal_policy=removal_policy)

    rendered = resource(stack, RESOURCE_TYPE)
    assert (rendered["DeletionPolicy"], rendered["UpdateReplacePolicy"]) == (deletion, replacement)


def test_an_artifact_is_deleted_by_default(stack: Stack, declare: Declare) -> None:
    declare()

    assert resource(stack, RESOURCE_TYPE)["DeletionPolicy"] == "Delete"


def test_apply_removal_policy_reaches_the_artifact(stack: Stack, declare: Declare) -> None:
    declare().apply_removal_policy(RemovalPolicy.RETAIN)

    assert resource(stack, RESOURCE_TYPE)["DeletionPolicy"] == "Retain"


def test_the_escape_hatch_is_the_resource(stack: Stack, declare: Declare) -> None:
    child = declare().node.default_child

    assert isinstance(child, CfnResource)
    child.add_property_override("ArtifactName", "overridden")
    assert properties(stack)["ArtifactName"] == "overridden"


def test_tokens_are_taken_wherever_a_value_can_be_one(stack: Stack, declare: Declare) -> None:
    token = CfnParameter(stack, "Parameter").value_as_string
    declare(
        source=ArtifactSource.from_uri(token, [SourceType(token, token)]),
        artifact_type=token,
        artifact_name=token,
        properties={"key": token, "number": Token.as_number(Fn.ref("Parameter"))},
        metadata_properties=MetadataProperties(
            commit_id=token, repository=token, generated_by=token, project_id=token
        ),
    )
    ref = {"Ref": "Parameter"}

    rendered = properties(stack)

    assert errors(stack) == []
    assert rendered["Source"] == {
        "SourceUri": ref,
        "SourceTypes": [{"SourceIdType": ref, "Value": ref}],
    }
    assert rendered["ArtifactType"] == ref
    assert rendered["ArtifactName"] == ref
    assert rendered["Properties"] == {"key": ref, "number": ref}
    assert set(map(str, rendered["MetadataProperties"].values())) == {str(ref)}


def test_the_whole_map_of_properties_can_be_a_token(stack: Stack, declare: Declare) -> None:
    condition = CfnCondition(stack, "Condition", expression=Fn.condition_equals("a", "a"))
    either = Fn.condition_if(condition.logical_id, {"a": "1"}, {"b": "2"})
    declare(properties=either)

    assert errors(stack) == []
    assert properties(stack)["Properties"] == {"Fn::If": ["Condition", {"a": "1"}, {"b": "2"}]}


def test_a_property_that_looks_like_a_dynamic_reference_is_left_to_the_deployment(
    stack: Stack, declare: Declare
) -> None:
    declare(artifact_name="{{resolve:ssm:/churn/name}}")

    assert errors(stack) == []


def test_a_late_value_is_the_final_one(stack: Stack, declare: Declare) -> None:
    late: list[str] = []
    declare(artifact_name=Lazy.string(_Late(late)))
    late.append("set-after-construction")

    assert properties(stack)["ArtifactName"] == "set-after-construction"


def test_a_stack_of_450_artifacts_is_450_resources_and_a_constant(app: App) -> None:
    one, many = Stack(app, "One"), Stack(app, "Many")
    for stack, count in ((one, 1), (many, 450)):
        for number in range(count):
            Artifact(
                stack,
                f"Artifact{number}",
                source=ArtifactSource.from_uri(f"s3://bucket/data-set/{number}.csv"),
                artifact_type=ArtifactType.DATA_SET,
                artifact_name=f"data-set-{number}",
                properties={f"property-{name}": "value" for name in range(5)},
                metadata_properties=MetadataProperties(commit_id="8bd1fd5"),
            )

    rendered = template(many)

    assert errors(many) == []
    assert len(rendered["Resources"]) == 450 + len(template(one)["Resources"]) - 1
    assert len(json.dumps(rendered)) < 1_000_000


def test_each_nested_stack_has_its_own_provider(stack: Stack, declare: Declare) -> None:
    nested = NestedStack(stack, "Nested")
    declare(scope=nested)
    declare("Other")

    assert len(resources(stack, "AWS::Lambda::Function")) == 1
    assert len(resources(nested, "AWS::Lambda::Function")) == 1


def test_service_timeout_covers_all_attempts_of_the_function(
    stack: Stack, declare: Declare
) -> None:
    declare(provider=LineageProvider(stack, "Provider", timeout=Duration.minutes(10)))

    assert properties(stack)["ServiceTimeout"] == str(3 * 600 + 300)


def test_a_source_that_is_none_is_refused_at_once(stack: Stack, declare: Declare) -> None:
    with pytest.raises(TypeError, match=r"^Stack/Artifact: source is 's3://b/k'; expected an Art"):
        declare(source="s3://b/k")


def test_a_provider_that_is_none_is_refused_at_once(stack: Stack, declare: Declare) -> None:
    with pytest.raises(TypeError, match=r"^Stack/Artifact: provider is 5 \(int\); expected a Lin"):
        declare(provider=5)
