"""Equality with what is declared: names, types, properties, tags, metadata."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .history import ArtifactLife, History
from .identity import MARK, arn_of
from .outsider import ADDED, Outsider
from .resources import pair
from .service_state import AssociationState, Pair
from .stack import SimulatedStack


def differences(history: History, outsider: Outsider) -> Iterator[str]:
    """Find where an artifact is not as it was declared last."""
    for arn, life in history.lives.items():
        if life.state.is_record or life.applied is None:
            continue
        for difference in _differences(life, life.applied, outsider.additions.get(arn, {})):
            yield f"{life.state}: {difference}"


def _differences(
    life: ArtifactLife, declared: Mapping[str, Any], added: Mapping[str, str]
) -> Iterator[str]:
    state = life.state
    if state.type != declared["ArtifactType"] and not life.type_differs:
        yield f"ArtifactType is {state.type}, not {declared['ArtifactType']}"
    name = declared.get("ArtifactName")
    if name and state.content["ArtifactName"] != name:
        yield f"ArtifactName is {state.content['ArtifactName']}, not {name}"
    tags = {tag["Key"]: tag["Value"] for tag in declared.get("Tags", [])}
    for member, wanted in (("Properties", declared.get("Properties", {})), ("Tags", tags)):
        actual = state.content[member]
        for key, value in wanted.items():
            if actual.get(key) != value:
                yield f"{key} of {member} is {actual.get(key)}, not {value}"
        for key in actual.keys() - wanted.keys():
            is_residue = life.may_have_residue and key in life.declared
            if added.get(key) != actual[key] and not is_residue:
                yield f"{key} of {member} is left: {actual[key]}"
        for key in (added.keys() & ADDED.keys()) - actual.keys():
            yield f"{key} of {member}, which was added by hand, is gone"


def wrong_resources(
    stacks: Collection[SimulatedStack],
    pairs: Mapping[Pair, AssociationState],
    outsider: Outsider,
) -> Iterator[str]:
    """Find resources that CloudFormation believes to be other than they are."""
    for stack in stacks:
        for logical_id, resource in stack.resources.items():
            if resource.status != "complete" or (stack.name, logical_id) in outsider.damaged:
                continue
            if resource.physical_id != arn_of(resource.properties):
                yield f"{stack.name}/{logical_id} is on {resource.physical_id}"
            ends, wanted = pair(resource.properties), resource.properties.get("AssociationType")
            if ends and ends in pairs and pairs[ends].type != wanted:
                yield f"{stack.name}/{logical_id} is {pairs[ends].type}, not {wanted}"


def wrong_marks(history: History, outsider: Outsider) -> Iterator[str]:
    """Find artifacts whose mark does not say who made them."""
    for arn, life in history.lives.items():
        mark = life.state.tags.get(MARK)
        if mark == ("created" if arn in outsider.made else "adopted"):
            yield f"{life.state} is marked {mark}"
