"""The library's limits are those of the API that botocore knows."""

import pytest
from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.session import get_session

from sagemaker_lineage import limits


@pytest.fixture(scope="module")
def request_shape() -> StructureShape:
    model = get_session().get_service_model("sagemaker")
    shape = model.operation_model("CreateArtifact").input_shape
    assert shape is not None
    return shape


def member(request_shape: StructureShape, path: str) -> Shape:
    shape: Shape = request_shape
    for name in path.split("."):
        if isinstance(shape, ListShape):
            shape = shape.member
        elif isinstance(shape, MapShape):
            shape = getattr(shape, name)
        else:
            assert isinstance(shape, StructureShape)
            shape = shape.members[name]
    return shape


@pytest.mark.parametrize(
    ("path", "minimum", "maximum"),
    [
        ("ArtifactName", 1, limits.ARTIFACT_NAME_MAX),
        ("ArtifactType", 0, limits.ARTIFACT_TYPE_MAX),
        ("Source.SourceUri", limits.SOURCE_URI_MIN, limits.SOURCE_URI_MAX),
        ("Source.SourceTypes.[].Value", 0, limits.SOURCE_TYPE_VALUE_MAX),
        ("Properties", 0, limits.PROPERTIES_MAX),
        ("Properties.key", 0, limits.PROPERTY_KEY_MAX),
        ("Properties.value", 0, limits.PROPERTY_VALUE_MAX),
        ("MetadataProperties.CommitId", 0, limits.METADATA_VALUE_MAX),
        ("MetadataProperties.Repository", 0, limits.METADATA_VALUE_MAX),
        ("MetadataProperties.GeneratedBy", 0, limits.METADATA_VALUE_MAX),
        ("MetadataProperties.ProjectId", 0, limits.METADATA_VALUE_MAX),
        ("Tags", 0, limits.TAGS_MAX),
        ("Tags.[].Key", limits.TAG_KEY_MIN, limits.TAG_KEY_MAX),
        ("Tags.[].Value", 0, limits.TAG_VALUE_MAX),
    ],
)
def test_lengths_are_the_api_s(
    request_shape: StructureShape, path: str, minimum: int, maximum: int
) -> None:
    metadata = member(request_shape, path).metadata

    assert (metadata["min"], metadata["max"]) == (minimum, maximum)


def test_the_number_of_source_types_has_no_limit(request_shape: StructureShape) -> None:
    assert "max" not in member(request_shape, "Source.SourceTypes").metadata


def test_source_id_types_are_the_api_s(request_shape: StructureShape) -> None:
    enum = member(request_shape, "Source.SourceTypes.[].SourceIdType").metadata["enum"]

    assert tuple(enum) == limits.SOURCE_ID_TYPES


def test_the_pattern_of_a_name_is_the_api_s(request_shape: StructureShape) -> None:
    pattern = member(request_shape, "ArtifactName").metadata["pattern"]

    assert pattern == limits.ARTIFACT_NAME_PATTERN


@pytest.mark.parametrize(
    "path",
    ["Source.SourceUri", "Properties.key", "Properties.value", "MetadataProperties.CommitId"],
)
def test_what_has_to_be_one_line_is_the_api_s(request_shape: StructureShape, path: str) -> None:
    assert member(request_shape, path).metadata["pattern"] == ".*"


@pytest.mark.parametrize("path", ["Tags.[].Key", "Tags.[].Value"])
def test_the_characters_of_tags_are_the_api_s(request_shape: StructureShape, path: str) -> None:
    categories = "".join(rf"\p{{{category}}}" for category in limits.TAG_CATEGORIES)
    punctuation = limits.TAG_PUNCTUATION.replace("-", r"\-")

    # The API lists the same categories in another order.
    pattern = member(request_shape, path).metadata["pattern"]
    assert sorted(pattern) == sorted(f"([{categories}{punctuation}]*)")


@pytest.mark.parametrize(
    ("shape", "maximum", "pattern"),
    [
        ("ArtifactArn", limits.ARTIFACT_ARN_MAX, limits.ARTIFACT_ARN_PATTERN),
        ("AssociationEntityArn", limits.ENTITY_ARN_MAX, limits.ENTITY_ARN_PATTERN),
    ],
)
def test_the_arn_is_the_api_s(shape: str, maximum: int, pattern: str) -> None:
    metadata = get_session().get_service_model("sagemaker").shape_for(shape).metadata

    assert (metadata["max"], metadata["pattern"]) == (maximum, pattern)


def test_association_types_are_the_api_s() -> None:
    model = get_session().get_service_model("sagemaker")

    assert (
        tuple(model.shape_for("AssociationEdgeType").metadata["enum"]) == limits.ASSOCIATION_TYPES
    )


def test_every_member_of_the_request_can_be_declared(request_shape: StructureShape) -> None:
    assert set(request_shape.members) == {
        "ArtifactName",
        "Source",
        "ArtifactType",
        "Properties",
        "MetadataProperties",
        "Tags",
    }
