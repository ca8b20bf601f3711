"""The desired state of an artifact that is there: the declaration, and what others added to it."""

from collections.abc import Mapping
from typing import NamedTuple

from ..cloudformation.properties import ArtifactProperties
from ..ownership.reserved import is_reserved
from ..sagemaker.model import ArtifactMembers


class DesiredState(NamedTuple):
    """What an artifact is to be, as far as SageMaker can change it; tags but the reserved ones."""

    artifact_name: str | None
    properties: Mapping[str, str]
    tags: Mapping[str, str]


def desired_state(
    declared: ArtifactProperties,
    previous: ArtifactProperties | None,
    present: ArtifactMembers,
    tags: Mapping[str, str],
) -> DesiredState:
    """Return what an artifact is to be that is ``present``, and has some tags.

    What is declared has its declared value. What the resource declared of it before, and does not
    any more, goes. All else stays: others added it.
    """
    gone = previous.members.properties if previous else {}
    gone_tags = previous.tags if previous else {}
    return DesiredState(
        declared.members.artifact_name or present.artifact_name,
        {**_without(present.properties, gone), **declared.members.properties},
        {**_without(user_tags(tags), gone_tags), **declared.tags},
    )


def user_tags(tags: Mapping[str, str]) -> dict[str, str]:
    """Return the tags that are neither this library's nor AWS's own."""
    return {key: value for key, value in tags.items() if not is_reserved(key)}


def _without(present: Mapping[str, str], gone: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in present.items() if key not in gone}
