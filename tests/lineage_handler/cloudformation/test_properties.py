"""What a resource declares, as CloudFormation sends it."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_handler.cloudformation.properties import ArtifactProperties, AssociationProperties
from lineage_handler.cloudformation.reasons import Failure
from lineage_handler.sagemaker.model import Source

LEAST: dict[str, Any] = {"Source": {"SourceUri": "s3://bucket/data"}, "ArtifactType": "DataSet"}
ASSOCIATION: dict[str, Any] = {"SourceArn": "one", "DestinationArn": "two"}


def test_least_declaration_of_an_artifact() -> None:
    declared = ArtifactProperties.parse(LEAST)
    assert declared.members.source == Source("s3://bucket/data")
    assert declared.members.artifact_type == "DataSet"
    assert declared.tags == {}
    assert not declared.adopt


def test_tags_are_declared_as_pairs() -> None:
    tags = [{"Key": "team", "Value": "ml"}, {"Key": "stage", "Value": "test"}]
    assert ArtifactProperties.parse(LEAST | {"Tags": tags}).tags == {"team": "ml", "stage": "test"}


def test_properties_of_cloudformation_itself_declare_nothing() -> None:
    own = {"ServiceToken": "arn:aws:lambda:…", "ServiceTimeout": "600"}
    assert ArtifactProperties.parse(LEAST | own) == ArtifactProperties.parse(LEAST)


@pytest.mark.parametrize(
    ("on_existing", "adopt"), [({"OnExisting": "ADOPT"}, True), ({"OnExisting": "FAIL"}, False)]
)
def test_adoption_is_declared(on_existing: dict[str, str], *, adopt: bool) -> None:
    assert ArtifactProperties.parse(LEAST | on_existing).adopt is adopt
    assert AssociationProperties.parse(ASSOCIATION | on_existing).adopt is adopt


def test_least_declaration_of_an_association() -> None:
    declared = AssociationProperties.parse(ASSOCIATION)
    assert declared.members.entities == ASSOCIATION
    assert declared.members.association_type is None
    assert not declared.adopt


@pytest.mark.parametrize(
    ("properties", "error"),
    [
        ({"ArtifactType": "DataSet"}, "KeyError: 'Source'"),
        ({"Source": {"SourceUri": "s3://bucket"}}, "KeyError: 'ArtifactType'"),
        (LEAST | {"Source": {}}, "KeyError: 'SourceUri'"),
        (LEAST | {"Source": "s3://bucket"}, "AttributeError: "),
        (LEAST | {"Tags": ["team"]}, "TypeError: "),
        (LEAST | {"Properties": "rows"}, "ValueError: "),
    ],
    ids=str,
)
def test_what_is_no_artifact_is_refused_with_the_rule(
    properties: dict[str, Any], error: str
) -> None:
    with pytest.raises(Failure) as refused:
        ArtifactProperties.parse(properties)
    assert f"not those of an artifact ({error}" in str(refused.value)
    assert "Source with SourceUri, and ArtifactType, are required" in str(refused.value)


@pytest.mark.parametrize("missing", ["SourceArn", "DestinationArn"])
def test_what_is_no_association_is_refused_with_the_rule(missing: str) -> None:
    properties = {key: value for key, value in ASSOCIATION.items() if key != missing}
    with pytest.raises(Failure) as refused:
        AssociationProperties.parse(properties)
    assert f"not those of an association (KeyError: '{missing}')" in str(refused.value)
    assert "SourceArn and DestinationArn are required" in str(refused.value)
