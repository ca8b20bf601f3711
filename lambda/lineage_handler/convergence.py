"""Brings an artifact to a goal: what it is to be, and the tags that it is to have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .carrying import set_aside
from .declaration import Edge
from .duplicates import create_or_find
from .failure import Failure
from .goal import Goal
from .lineage import Artifact, Lineage
from .ownership import CREATED, MARK
from .stand_in import StandIn


def change_in_place(
    artifact: Artifact, tags: Mapping[str, str], goal: Goal, lineage: Lineage
) -> Artifact:
    """Change tags, name and properties, as far as they differ."""
    _change_tags(artifact.arn, tags, goal.tags, lineage)
    _change_name_and_properties(artifact, goal.artifact, lineage)
    return replace(goal.artifact, arn=artifact.arn)


def make_anew(
    artifact: Artifact, kept: StandIn | None, goal: Goal, lineage: Lineage
) -> tuple[Artifact, list[Edge]]:
    """Delete the artifact and create it as it is to be.

    Returns
    -------
    tuple[Artifact, list[Edge]]
        The new artifact, and the associations that its stand-in has got of the old one.
    """
    moved: list[Edge] = []
    if kept:
        moved = set_aside(artifact.arn, kept.arn, lineage)
    else:
        lineage.delete(artifact.arn)
    return create_again(goal, lineage), moved


def create_again(goal: Goal, lineage: Lineage) -> Artifact:
    """Create an artifact that has been deleted in order to be created again.

    Raises
    ------
    Failure
        If somebody else has made one on its source meanwhile.
    """
    made, is_new = create_or_find(goal, lineage)
    if is_new:
        return made
    # Usually another delivery of the same request has created it.
    tags = lineage.tags(made.arn) or {}
    if tags.get(MARK) != CREATED or goal.must_be_made_anew(made):
        raise Failure(
            f"{made.arn} was to be made anew, and somebody else made one on its source meanwhile;"
            " delete that by hand and deploy again"
        )
    return change_in_place(made, tags, goal, lineage)


def _change_tags(
    arn: str, tags: Mapping[str, str], wanted: Mapping[str, str], lineage: Lineage
) -> None:
    added = {key: value for key, value in wanted.items() if tags.get(key) != value}
    removed = tags.keys() - wanted.keys()
    # The role may remove tags only from what is marked. Otherwise removing comes first, for old
    # and new tags together may be more than an artifact can have.
    if added and MARK in added:
        lineage.add_tags(arn, added)
        added = {}
    if removed:
        lineage.delete_tags(arn, removed)
    if added:
        lineage.add_tags(arn, added)


def _change_name_and_properties(artifact: Artifact, wanted: Artifact, lineage: Lineage) -> None:
    """Update the artifact.

    The references disagree on whether UpdateArtifact merges Properties into the present ones or
    overwrites them: sending all that is to be, and naming all that is not, is right either way.
    """
    changes: dict[str, Any] = {}
    if wanted.artifact_name and wanted.artifact_name != artifact.artifact_name:
        changes["ArtifactName"] = wanted.artifact_name
    if wanted.properties != artifact.properties:
        changes["Properties"] = wanted.properties
        removed = artifact.properties.keys() - wanted.properties.keys()
        if removed:
            changes["PropertiesToRemove"] = sorted(removed)
    if changes:
        lineage.update(artifact.arn, changes)
