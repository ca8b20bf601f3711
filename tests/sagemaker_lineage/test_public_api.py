"""What the package offers, and that it says so."""

import inspect

import pytest

import sagemaker_lineage


@pytest.mark.parametrize("name", sagemaker_lineage.__all__)
def test_everything_public_is_documented(name: str) -> None:
    thing = getattr(sagemaker_lineage, name)

    assert inspect.getdoc(thing)
    for attribute, member in vars(thing).items():
        if not attribute.startswith("_") and (
            inspect.isfunction(member) or isinstance(member, property | staticmethod)
        ):
            assert inspect.getdoc(member), f"{name}.{attribute}"


def test_nothing_public_is_forgotten() -> None:
    classes = {
        name
        for name, member in vars(sagemaker_lineage).items()
        if inspect.isclass(member) and not name.startswith("_")
    }

    assert classes == set(sagemaker_lineage.__all__)


def constants(of: type) -> dict[str, object]:
    return {name: value for name, value in vars(of).items() if not name.startswith("_")}


def test_well_known_artifact_types_are_those_of_sagemaker() -> None:
    assert constants(sagemaker_lineage.ArtifactType) == {
        "CHECKPOINT": "Checkpoint",
        "CODE": "Code",
        "DATA_SET": "DataSet",
        "IMAGE": "Image",
        "MODEL": "Model",
        "MODEL_DATA": "ModelData",
        "TENSOR_BOARD": "TensorBoard",
        "TRANSFORMATION_CODE": "TransformationCode",
    }


def test_association_types_are_named_in_the_same_way() -> None:
    assert constants(sagemaker_lineage.AssociationType) == {
        "CONTRIBUTED_TO": "ContributedTo",
        "ASSOCIATED_WITH": "AssociatedWith",
        "DERIVED_FROM": "DerivedFrom",
        "PRODUCED": "Produced",
        "SAME_AS": "SameAs",
    }
