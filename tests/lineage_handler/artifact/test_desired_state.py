"""What an artifact is to be: the declaration, and what others added to it."""

from __future__ import annotations

from typing import Any

import pytest

from lineage_handler.artifact.desired_state import DesiredState, desired_state, user_tags
from lineage_handler.cloudformation.properties import ArtifactProperties
from lineage_handler.sagemaker.model import ArtifactMembers

LEAST: dict[str, Any] = {"Source": {"SourceUri": "s3://bucket/data"}, "ArtifactType": "DataSet"}
OWN_TAGS = {"cdk-sagemaker-lineage:managed": "created", "aws:cloudformation:stack-name": "Stack"}


def declaration(
    name: str | None = None,
    properties: dict[str, str] | None = None,
    tags: dict[str, str] | None = None,
) -> ArtifactProperties:
    pairs = [{"Key": key, "Value": value} for key, value in (tags or {}).items()]
    members = LEAST | {"ArtifactName": name, "Properties": properties or {}, "Tags": pairs}
    return ArtifactProperties.parse(members)


def artifact(name: str | None = None, properties: dict[str, str] | None = None) -> ArtifactMembers:
    return declaration(name, properties).members


def state(
    declared: ArtifactProperties,
    previous: ArtifactProperties | None = None,
    present: ArtifactMembers | None = None,
    tags: dict[str, str] | None = None,
) -> DesiredState:
    return desired_state(declared, previous, present or artifact(), tags or {})


def test_declared_name_is_desired() -> None:
    assert state(declaration("new"), present=artifact("old")).artifact_name == "new"


def test_name_that_is_not_declared_stays() -> None:
    """UpdateArtifact cannot remove a name."""
    assert state(declaration(), declaration("old"), artifact("old")).artifact_name == "old"


# Of one key, in properties and in tags alike: what is declared, what was declared before, what is
# there, and what is desired.
TABLE: list[tuple[str | None, str | None, str | None, str | None]] = [
    ("new", None, None, "new"),
    ("new", "old", "old", "new"),
    ("new", "old", "changed by hand", "new"),
    ("new", "old", None, "new"),
    (None, "old", "old", None),
    (None, "old", "changed by hand", None),
    (None, "old", None, None),
    (None, None, "added by others", "added by others"),
    (None, None, None, None),
]


def holding(value: str | None) -> dict[str, str]:
    return {} if value is None else {"key": value}


@pytest.mark.parametrize(("declared", "previous", "present", "desired"), TABLE)
def test_property(
    declared: str | None, previous: str | None, present: str | None, desired: str | None
) -> None:
    found = state(
        declaration(properties=holding(declared)),
        declaration(properties=holding(previous)),
        artifact(properties=holding(present)),
    )
    assert found.properties == holding(desired)


@pytest.mark.parametrize(("declared", "previous", "present", "desired"), TABLE)
def test_tag(
    declared: str | None, previous: str | None, present: str | None, desired: str | None
) -> None:
    found = state(
        declaration(tags=holding(declared)),
        declaration(tags=holding(previous)),
        tags=holding(present),
    )
    assert found.tags == holding(desired)


def test_what_is_there_stays_if_nothing_was_declared_before() -> None:
    """A resource that claims an artifact does not know what another one had declared of it."""
    found = state(
        declaration(properties={"rows": "2"}, tags={"team": "ml"}),
        None,
        artifact(properties={"rows": "1", "owner": "job"}),
        {"team": "job", "stage": "test"},
    )
    assert found.properties == {"rows": "2", "owner": "job"}
    assert found.tags == {"team": "ml", "stage": "test"}


def test_tags_of_this_library_and_of_aws_are_not_the_declarations() -> None:
    assert state(declaration(), tags=OWN_TAGS).tags == {}
    assert user_tags(OWN_TAGS | {"team": "ml"}) == {"team": "ml"}
