"""Applies the desired state to an artifact: name, properties and tags, in place."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..cloudformation.properties import ArtifactProperties
from ..ownership.tag_limit import check_tag_limit
from ..sagemaker.client import LineageApi
from ..sagemaker.model import ArtifactMembers
from .desired_state import DesiredState, desired_state, user_tags

logger = logging.getLogger(__name__)


def apply(
    arn: str,
    present: ArtifactMembers,
    tags: Mapping[str, str],
    declared: ArtifactProperties,
    previous: ArtifactProperties | None,
    api: LineageApi,
) -> ArtifactMembers:
    """Bring an artifact to its declaration, and return what it is then.

    What does not differ is not written. What does is in the log first, as it was: a rename or an
    adoption that is rolled back does not restore it. MetadataProperties say how the artifact came
    to be: they are written when it is created, and never again.
    """
    desired = desired_state(declared, previous, present, tags)
    shown = DesiredState(present.artifact_name, present.properties, user_tags(tags))
    check_tag_limit({**desired.tags, **{key: tags[key] for key in tags.keys() - shown.tags}})
    if shown != desired:
        logger.info({"event": "changing", "arn": arn, "before": shown._asdict()})
    before = previous or declared
    # The rollback of an update that was refused for a reserved key has that key.
    change = (user_tags(before.tags), declared.tags)
    _apply_tags(arn, shown.tags, desired.tags, change, api)
    if changes := _changes(present, desired):
        api.update_artifact(arn, changes)
    actual, wanted = present.metadata_properties, declared.members.metadata_properties
    if wanted != actual:
        values = {"actual": actual, "declared": wanted}
        logger.info({"event": "MetadataProperties stay as created", "arn": arn} | values)
    return replace(
        present, artifact_name=desired.artifact_name, properties=dict(desired.properties)
    )


def _apply_tags(
    arn: str,
    present: Mapping[str, str],
    desired: Mapping[str, str],
    change: tuple[Mapping[str, str], Mapping[str, str]],
    api: LineageApi,
) -> None:
    """Write the tags that differ from what the artifact shows, or in a change of the declaration.

    In a rollback the artifact may still show what it had before the change.
    """
    before, after = change
    # What is removed goes first: all tags together may be more than an artifact can have.
    if removed := (present.keys() | before.keys()) - desired.keys():
        api.delete_tags(arn, removed)
    added = {key: value for key, value in desired.items() if present.get(key) != value}
    added |= {key: value for key, value in after.items() if before.get(key) != value}
    if added:
        api.add_tags(arn, added)


def _changes(present: ArtifactMembers, desired: DesiredState) -> dict[str, Any]:
    """Return the members of an UpdateArtifact request; none if there is nothing to change.

    The references disagree on whether UpdateArtifact merges Properties into the present ones or
    overwrites them. To send all that is to be, and to name all that is not, is right either way.
    """
    changes: dict[str, Any] = {}
    if desired.artifact_name != present.artifact_name:
        changes["ArtifactName"] = desired.artifact_name
    if desired.properties != present.properties:
        changes["Properties"] = desired.properties
        if removed := present.properties.keys() - desired.properties.keys():
            changes["PropertiesToRemove"] = sorted(removed)
    return changes
