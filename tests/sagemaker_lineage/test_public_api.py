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
