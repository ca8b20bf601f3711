"""Applies the desired state to an artifact: name, properties and tags, in place."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..cloudformation.properties import ArtifactProperties
from ..cloudformation.request import ArtifactRequest
from ..ownership.tag_limit import check_tag_limit
from ..sagemaker.client import LineageApi
from ..sagemaker.model import ArtifactMembers
from .adopt import previous_of_same_source
from .desired_state import DesiredState, desired_state, user_tags

logger = logging.getLogger(__name__)

_NOTHING = DesiredState(None, {}, {})
# A declaration before and after a change.
_Change = tuple[DesiredState, DesiredState]


def apply(
    arn: str,
    present: ArtifactMembers,
    tags: Mapping[str, str],
    request: ArtifactRequest,
    api: LineageApi,
) -> ArtifactMembers:
    """Bring an artifact to its declaration, and return what it is then.

    What does not differ is not written, unless the declaration has changed, or what is shown may be
    outdated: SageMaker may still show what was there before the last write. What differs is in the
    log first, as it was: a rename or an adoption that is rolled back does not restore it.
    MetadataProperties say how the artifact came to be: they are written when it is created, and
    never again.
    """
    declared, previous = request.declared, previous_of_same_source(request)
    desired = desired_state(declared, previous, present, tags)
    shown = DesiredState(present.artifact_name, present.properties, user_tags(tags))
    check_tag_limit({**desired.tags, **{key: tags[key] for key in tags.keys() - shown.tags}})
    if shown != desired:
        logger.info({"event": "changing", "arn": arn, "before": shown._asdict()})
    # An Update may go back to a source from before, and what was written to it shortly before.
    may_be_outdated = previous is None and not request.is_create
    before = _NOTHING if may_be_outdated else _state_of(previous or declared)
    change = before, _state_of(declared)
    _apply_tags(arn, shown, desired, change, api)
    if changes := _changes(shown, desired, change):
        api.update_artifact(arn, changes)
    actual, wanted = present.metadata_properties, declared.members.metadata_properties
    if wanted != actual:
        values = {"actual": actual, "declared": wanted}
        logger.info({"event": "MetadataProperties stay as created", "arn": arn} | values)
    return replace(
        present, artifact_name=desired.artifact_name, properties=dict(desired.properties)
    )


def _state_of(declared: ArtifactProperties) -> DesiredState:
    members = declared.members
    # The rollback of an update that was refused for a reserved key has that key.
    return DesiredState(members.artifact_name, members.properties, user_tags(declared.tags))


def _apply_tags(
    arn: str, shown: DesiredState, desired: DesiredState, change: _Change, api: LineageApi
) -> None:
    """Write the tags that differ from those shown, or in a change of the declaration."""
    before, after = change
    # What is removed goes first: all tags together may be more than an artifact can have.
    if removed := (shown.tags.keys() | before.tags.keys()) - desired.tags.keys():
        api.delete_tags(arn, removed)
    added = dict(desired.tags.items() - shown.tags.items())
    added |= dict(after.tags.items() - before.tags.items())
    if added:
        api.add_tags(arn, added)


def _changes(shown: DesiredState, desired: DesiredState, change: _Change) -> dict[str, Any]:
    """Return the members of an UpdateArtifact request; none if there is nothing to change.

    The references disagree on whether UpdateArtifact merges Properties into the present ones or
    overwrites them. To send all that is to be, and to name all that is not, is right either way.
    """
    before, after = change
    changes: dict[str, Any] = {}
    name = after.artifact_name
    if name and {name} != {shown.artifact_name, before.artifact_name}:
        changes["ArtifactName"] = name
    if desired.properties != shown.properties or before.properties != after.properties:
        changes["Properties"] = desired.properties
        there = shown.properties.keys() | before.properties.keys()
        if removed := there - desired.properties.keys():
            changes["PropertiesToRemove"] = sorted(removed)
    return changes
