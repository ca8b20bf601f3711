"""Well-known artifact types are SageMaker's own; any other string is a type as well."""

from aws_cdk import Stack

from sagemaker_lineage import ArtifactType

from .conftest import Declare
from .synthesis import errors, properties


def test_well_known_types_are_those_of_sagemaker() -> None:
    constants = {name: value for name, value in vars(ArtifactType).items() if name.isupper()}

    assert constants == {
        "CHECKPOINT": "Checkpoint",
        "CODE": "Code",
        "DATA_SET": "DataSet",
        "IMAGE": "Image",
        "MODEL": "Model",
        "MODEL_DATA": "ModelData",
        "TENSOR_BOARD": "TensorBoard",
        "TRANSFORMATION_CODE": "TransformationCode",
    }


def test_any_string_is_an_artifact_type(stack: Stack, declare: Declare) -> None:
    declare(artifact_type="EvaluationReport")

    assert properties(stack)["ArtifactType"] == "EvaluationReport"
    assert errors(stack) == []
