"""Brings an artifact to a goal: what it is to be, and the tags that it is to have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .goal import Goal
from .lineage import Artifact, Lineage
from .ownership import MARK
from .stand_in import StandIn, move_associations


def change_in_place(
    artifact: Artifact, tags: Mapping[str, str], goal: Goal, lineage: Lineage
) -> Artifact:
    """Change tags, name and properties, as far as they differ."""
    _change_tags(artifact.arn, tags, goal.tags, lineage)
    _change_name_and_properties(artifact, goal.artifact, lineage)
    return replace(goal.artifact, arn=artifact.arn)


def make_anew(artifact: Artifact, kept: StandIn | None, goal: Goal, lineage: Lineage) -> Artifact:
    """Delete the artifact and create it as it is to be; its stand-in keeps its associations."""
    if kept:
        move_associations(artifact.arn, kept.arn, lineage)
    lineage.delete(artifact.arn)
    return lineage.create(goal.artifact, goal.tags)


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
