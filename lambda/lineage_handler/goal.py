"""What an artifact is to be: the declaration, and what there is that is not the declaration's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .declaration import Declaration
from .lineage import Artifact
from .ownership import ADOPTED, CREATED, MARK, is_kept_by_rule
from .request import Request


class Additions(NamedTuple):
    """What others added to an artifact, which stays."""

    properties: dict[str, str]
    tags: dict[str, str]


@dataclass(frozen=True)
class Goal:
    """What an artifact is to be, and the tags that it is to have."""

    artifact: Artifact
    tags: dict[str, str]

    def must_be_made_anew(self, artifact: Artifact) -> bool:
        """Whether members differ that UpdateArtifact cannot change.

        https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateArtifact.html
        """
        return (
            artifact.source != self.artifact.source
            or artifact.artifact_type != self.artifact.artifact_type
            or artifact.metadata_properties != self.artifact.metadata_properties
        )

    def is_reached_but_for_ownership(self, artifact: Artifact, tags: Mapping[str, str]) -> bool:
        """Whether nothing is left to do but to change who owns the artifact."""
        return (
            not self.must_be_made_anew(artifact)
            and artifact.artifact_name == self.artifact.artifact_name
            and artifact.properties == self.artifact.properties
            and _of_users(tags) == _of_users(self.tags)
        )


def goal_of_new(request: Request) -> Goal:
    """Say what an artifact that is not there yet is to be."""
    declared = request.declared
    artifact = Artifact(
        arn="",
        source=declared.source,
        artifact_type=declared.artifact_type,
        artifact_name=declared.artifact_name,
        properties=declared.properties,
        metadata_properties=declared.metadata_properties,
    )
    owner_tags = {MARK: CREATED, request.claim.key: request.claim.holder}
    return Goal(artifact, declared.tags | owner_tags)


def goal_of(
    artifact: Artifact, tags: Mapping[str, str], request: Request, additions: Additions
) -> Goal:
    """Say what an artifact that is there is to be, whoever has it now."""
    declared = request.declared
    kept_tags = {key: value for key, value in tags.items() if is_kept_by_rule(key)}
    owner_tags = {MARK: tags.get(MARK, ADOPTED), request.claim.key: request.claim.holder}
    return Goal(
        artifact=Artifact(
            arn="",
            source=declared.source,
            artifact_type=declared.artifact_type,
            artifact_name=declared.artifact_name or artifact.artifact_name,
            properties=additions.properties | declared.properties,
            # What an adopted artifact has and the declaration does not mention is not ours.
            metadata_properties=({} if tags.get(MARK) == CREATED else artifact.metadata_properties)
            | declared.metadata_properties,
        ),
        tags=additions.tags | declared.tags | kept_tags | owner_tags,
    )


def additions_to(
    declared: Declaration | None, properties: Mapping[str, str], tags: Mapping[str, str]
) -> Additions:
    """Tell what others added to an artifact: what is present and was not declared."""
    users = _of_users(tags)
    if declared is None:
        return Additions(dict(properties), users)
    return Additions(_without(properties, declared.properties), _without(users, declared.tags))


def _without(present: Mapping[str, str], declared: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in present.items() if key not in declared}


def _of_users(tags: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in tags.items() if not is_kept_by_rule(key)}
