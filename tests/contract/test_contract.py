"""Construct and handler share no code, only a contract; here the two sides are held together.

Both are held to the installed botocore's model of CreateArtifact and AddAssociation too, so that a
member that AWS adds is noticed.
"""

from __future__ import annotations

from typing import Any

import botocore.session
import pytest
from aws_cdk import App, Stack, Tags
from aws_cdk.assertions import Template
from botocore.model import StructureShape
from botocore.validate import ParamValidator

from lineage_handler import (
    association_record,
    declaration,
    goal,
    index,
    lineage,
    ownership,
    request,
)
from sagemaker_lineage import (
    Artifact,
    ArtifactSource,
    Association,
    AssociationType,
    MetadataProperties,
    OnExisting,
    SourceType,
    limits,
    policy,
)

CLOUDFORMATIONS_OWN = {"ServiceToken", "ServiceTimeout"}
OURS = {"OnExisting"}


@pytest.fixture(scope="module")
def artifact() -> Artifact:
    stack = Stack(App(builtin_cloud_formation_validation=False), "Lineage")
    declared = Artifact(
        stack,
        "Everything",
        source=ArtifactSource.from_uri(
            "s3://bucket/data",
            [
                SourceType.md5_hash("m"),
                SourceType.s3_etag("e"),
                SourceType.s3_version("v"),
                SourceType.custom("c"),
            ],
        ),
        artifact_type="DataSet",
        artifact_name="data",
        properties={"rows": "1000"},
        metadata_properties=MetadataProperties(
            commit_id="commit", repository="repository", generated_by="job", project_id="project"
        ),
        on_existing=OnExisting.ADOPT,
    )
    Tags.of(declared).add("team", "ml")
    return declared


@pytest.fixture(scope="module")
def properties(artifact: Artifact) -> dict[str, Any]:
    """The properties as the template has them, which is how CloudFormation sends them."""
    template = Template.from_stack(Stack.of(artifact))
    (resource,) = template.find_resources("Custom::SageMakerArtifact").values()
    return dict(resource["Properties"])


@pytest.fixture(scope="module")
def association() -> Association:
    stack = Stack(App(builtin_cloud_formation_validation=False), "Lineage")
    entity = "arn:aws:sagemaker:eu-west-1:000000000000:"
    return Association(
        stack,
        "Everything",
        source=f"{entity}action/training",
        destination=f"{entity}artifact/model",
        association_type=AssociationType.PRODUCED,
        on_existing=OnExisting.ADOPT,
    )


@pytest.fixture(scope="module")
def association_properties(association: Association) -> dict[str, Any]:
    """The properties of an association, as the template has them."""
    template = Template.from_stack(Stack.of(association))
    (resource,) = template.find_resources("Custom::SageMakerAssociation").values()
    return dict(resource["Properties"])


@pytest.fixture(scope="module")
def association_request(association_properties: dict[str, Any]) -> request.AssociationRequest:
    return request.AssociationRequest(event(association_properties))


def event(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "StackId": "arn:aws:cloudformation:eu-west-1:000000000000:stack/Lineage/1",
        "LogicalResourceId": "Everything",
        "ResourceProperties": properties,
    }


def request_shape(operation: str) -> StructureShape:
    model = botocore.session.get_session().get_service_model("sagemaker")
    shape = model.operation_model(operation).input_shape
    assert isinstance(shape, StructureShape)
    return shape


@pytest.fixture(scope="module")
def create_artifact() -> StructureShape:
    return request_shape("CreateArtifact")


def test_every_member_of_the_request_can_be_declared(
    properties: dict[str, Any], create_artifact: StructureShape
) -> None:
    assert properties.keys() - CLOUDFORMATIONS_OWN - OURS == create_artifact.members.keys()
    for nested in ("Source", "MetadataProperties"):
        shape = create_artifact.members[nested]
        assert isinstance(shape, StructureShape)
        assert properties[nested].keys() == shape.members.keys()


def test_every_member_of_an_association_can_be_declared(
    association_properties: dict[str, Any],
) -> None:
    declared = association_properties.keys() - CLOUDFORMATIONS_OWN - OURS

    assert declared == request_shape("AddAssociation").members.keys()


def test_handler_asks_for_every_declared_member_of_an_association(
    association_properties: dict[str, Any], association_request: request.AssociationRequest
) -> None:
    add_association = request_shape("AddAssociation")
    asked = association_request.declared.edge.to_api()

    assert asked == {member: association_properties[member] for member in add_association.members}
    assert not ParamValidator().validate(asked, add_association).has_errors()


def test_record_of_an_association_can_be_created(
    association_request: request.AssociationRequest, create_artifact: StructureShape
) -> None:
    record = association_record.goal_of(association_request)
    asked = lineage._to_create_request(record.artifact, record.tags)

    assert not ParamValidator().validate(asked, create_artifact).has_errors()
    assert len(record.artifact.source.uri) <= limits.SOURCE_URI_MAX
    assert len(record.artifact.artifact_type) <= limits.ARTIFACT_TYPE_MAX
    assert limits.ENTITY_ARN_MAX <= limits.PROPERTY_VALUE_MAX


def test_association_types_are_those_of_the_request() -> None:
    constants = {value for name, value in vars(AssociationType).items() if not name.startswith("_")}
    shape = request_shape("AddAssociation").members["AssociationType"]

    assert constants == set(shape.metadata["enum"])


def test_handler_asks_for_every_declared_member(
    properties: dict[str, Any], create_artifact: StructureShape
) -> None:
    new = goal.goal_of_new(request.Request(event(properties)))
    asked = {
        "ArtifactName": new.artifact.artifact_name,
        "Source": new.artifact.source.to_api(),
        "ArtifactType": new.artifact.artifact_type,
        "Properties": new.artifact.properties,
        "MetadataProperties": new.artifact.metadata_properties,
        "Tags": [{"Key": key, "Value": value} for key, value in new.tags.items()],
    }
    assert not ParamValidator().validate(asked, create_artifact).has_errors()
    for member in ("ArtifactName", "ArtifactType", "Properties", "MetadataProperties"):
        assert asked[member] == properties[member]
    assert new.artifact.source == declaration.Source.parse(properties["Source"])
    assert len(new.artifact.source.types) == len(properties["Source"]["SourceTypes"])
    assert new.tags.items() > {"team": "ml"}.items()


def test_adoption_is_spelled_alike(
    properties: dict[str, Any], association_properties: dict[str, Any]
) -> None:
    assert properties["OnExisting"] == declaration.ADOPT
    assert association_properties["OnExisting"] == declaration.ADOPT


def test_every_attribute_that_a_template_can_read_is_answered(artifact: Artifact) -> None:
    stack = Stack.of(artifact)
    read = [
        stack.resolve(attribute)["Fn::GetAtt"][1]
        for attribute in (
            artifact.artifact_name,
            artifact.artifact_type,
            artifact.commit_id,
            artifact.source_uri,
        )
    ]
    source = declaration.Source("s3://bucket/data")
    index._answer(lineage.Artifact("arn", source, "DataSet", None, {}, {}))
    assert set(read) <= index.handler.Data.keys()


def test_every_attribute_of_an_association_is_answered(
    association: Association, association_request: request.AssociationRequest
) -> None:
    stack = Stack.of(association)
    attributes = (
        association.source_arn,
        association.destination_arn,
        association.association_type,
    )
    index._answer_association("arn", association_request)
    assert {
        stack.resolve(each)["Fn::GetAtt"][1] for each in attributes
    } <= index.handler.Data.keys()


def test_ownership_tags_are_spelled_alike() -> None:
    assert limits.RESERVED_TAG_PREFIX_LINEAGE == ownership.PREFIX
    assert policy.MARK == ownership.MARK
    statements = str([each.to_json() for each in policy.lineage_statements(Stack())])
    assert f"'{ownership.CREATED}'" in statements
    assert f"'{ownership.ADOPTED}'" in statements


def test_reserved_tags_suffice() -> None:
    """The mark, a stand-in, and the claims of old and new resource while one takes over."""
    assert len(["mark", "stand-in", "old claim", "new claim"]) <= limits.TAGS_RESERVED
    claim = ownership.Claim.of("arn:aws:cloudformation:eu-west-1:0:stack/" + "s" * 128, "l" * 255)
    assert len(claim.key) <= limits.TAG_KEY_MAX
    assert len(claim.holder) <= limits.TAG_VALUE_MAX


def test_claim_on_an_association_fits_a_tag(association_properties: dict[str, Any]) -> None:
    """With the type that its resource declares, however long the names of stack and resource."""
    for association_type in limits.ASSOCIATION_TYPES:
        long = event(association_properties | {"AssociationType": association_type}) | {
            "StackId": "arn:aws:cloudformation:eu-west-1:000000000000:stack/" + "s" * 128 + "/1",
            "LogicalResourceId": "l" * 255,
        }
        tags = association_record.claim_tag(request.AssociationRequest(long))
        (claim,) = ownership.Ownership.read(tags).claims
        assert len(claim.holder) <= limits.TAG_VALUE_MAX
        assert association_record.declared_type(claim) == association_type
