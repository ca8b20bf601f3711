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

from lineage_handler.artifact import lifecycle as artifact_lifecycle
from lineage_handler.association import lifecycle as association_lifecycle
from lineage_handler.association.record import record_of
from lineage_handler.cloudformation.properties import ArtifactProperties, AssociationProperties
from lineage_handler.cloudformation.request import Request
from lineage_handler.sagemaker import consistency, deadline
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
                SourceType.md5_hash("5d41402abc4b2a76b9719d911017c592"),
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
    association_properties: dict[str, Any],
) -> None:
    add_association = request_shape("AddAssociation")
    asked = AssociationProperties.parse(association_properties).members.to_api()

    assert asked == {member: association_properties[member] for member in add_association.members}
    assert not ParamValidator().validate(asked, add_association).has_errors()


def test_record_of_an_association_can_be_created(
    association_properties: dict[str, Any], create_artifact: StructureShape
) -> None:
    record = record_of(AssociationProperties.parse(association_properties).members)
    asked = record.to_api() | {"Tags": [{"Key": policy.MARK, "Value": "created"}]}

    assert not ParamValidator().validate(asked, create_artifact).has_errors()
    assert len(record.source.uri) <= limits.SOURCE_URI_MAX
    assert record.source.uri.startswith(limits.RESERVED_SOURCE_SCHEME)
    assert record.artifact_type == limits.RESERVED_ARTIFACT_TYPE
    assert limits.ENTITY_ARN_MAX <= limits.PROPERTY_VALUE_MAX


def test_association_types_are_those_of_the_request() -> None:
    constants = {value for name, value in vars(AssociationType).items() if not name.startswith("_")}
    shape = request_shape("AddAssociation").members["AssociationType"]

    assert constants == set(shape.metadata["enum"])


def test_handler_asks_for_every_declared_member(
    properties: dict[str, Any], create_artifact: StructureShape
) -> None:
    declared = ArtifactProperties.parse(properties)
    asked = declared.members.to_api()
    assert asked.keys() | {"Tags"} == create_artifact.members.keys()
    assert not ParamValidator().validate(asked, create_artifact).has_errors()
    for member in ("ArtifactName", "ArtifactType", "Properties", "MetadataProperties"):
        assert asked[member] == properties[member]
    assert asked["Source"]["SourceUri"] == properties["Source"]["SourceUri"]
    types = [tuple(each.values()) for each in properties["Source"]["SourceTypes"]]
    assert sorted(tuple(each.values()) for each in asked["Source"]["SourceTypes"]) == sorted(types)
    assert declared.tags == {"team": "ml"}


def test_adoption_is_spelled_alike(
    properties: dict[str, Any], association_properties: dict[str, Any]
) -> None:
    assert ArtifactProperties.parse(properties).adopt
    assert AssociationProperties.parse(association_properties).adopt


def test_failing_is_what_the_handler_does_otherwise(properties: dict[str, Any]) -> None:
    assert not ArtifactProperties.parse(properties | {"OnExisting": OnExisting.FAIL.value}).adopt


def test_response_has_every_attribute_that_a_template_can_read(
    artifact: Artifact, properties: dict[str, Any]
) -> None:
    stack = Stack.of(artifact)
    read = {
        stack.resolve(attribute)["Fn::GetAtt"][1]
        for attribute in (
            artifact.artifact_name,
            artifact.artifact_type,
            artifact.commit_id,
        )
    }
    members = ArtifactProperties.parse(properties).members
    assert read < artifact_lifecycle._outcome("arn", members).data.keys()


def test_response_has_every_attribute_of_an_association(
    association: Association, association_properties: dict[str, Any]
) -> None:
    stack = Stack.of(association)
    read = {
        stack.resolve(attribute)["Fn::GetAtt"][1]
        for attribute in (
            association.source_arn,
            association.destination_arn,
            association.association_type,
        )
    }
    event = {"ResourceProperties": association_properties}
    request = Request(event, AssociationProperties.parse)
    assert read == association_lifecycle._outcome("arn", request).data.keys()


def test_shortest_timeout_suffices_for_what_the_handler_waits_for() -> None:
    # A cancelled Create whose artifact, claim and removal of the claim show as late as can be.
    waits = 2 * consistency.RUNNING_REQUEST_SECONDS + 3 * consistency.CONSISTENCY_SECONDS
    assert waits + deadline.RESERVE_SECONDS < limits.FUNCTION_TIMEOUT_MIN_SECONDS
