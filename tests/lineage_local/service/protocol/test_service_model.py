import pytest

from lineage_local.service.protocol.service_model import partition_of, shapes_of, structure


def test_the_shapes_of_an_operation() -> None:
    request, response = shapes_of("CreateArtifact")

    assert (request.name, response.name) == ("CreateArtifactRequest", "CreateArtifactResponse")


def test_an_operation_without_output_has_no_shapes() -> None:
    with pytest.raises(TypeError, match="'DeleteModel' has no input or no output"):
        shapes_of("DeleteModel")


def test_only_a_structure_is_a_structure() -> None:
    assert "ArtifactArn" in structure("ArtifactSummary").members
    with pytest.raises(TypeError, match="not a structure: 'ArtifactSummaries'"):
        structure("ArtifactSummaries")


@pytest.mark.parametrize(
    ("region", "partition"),
    [("eu-central-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")],
)
def test_the_partition_of_a_region(region: str, partition: str) -> None:
    assert partition_of(region) == partition
