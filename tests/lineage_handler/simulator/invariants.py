"""The invariants: no orphan, no loss, no CreationTime that changes, content as declared.

- No orphan: whatever this library made is claimed by a resource that is there, or was retained,
  or that CloudFormation has forgotten; no association without somebody who declared or made it.
- No loss: what a resource holds, or has retained, or what others made, is there.
- CreationTime and content: see `history` and `content`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from .content import differences, wrong_marks, wrong_resources
from .history import History
from .identity import MARK, arn_of, claim_key, without_suffix
from .outsider import Outsider
from .resources import pair
from .service_state import ArtifactState, AssociationState, Pair, artifacts, associations
from .stack import SimulatedStack


def violations(
    stacks: Collection[SimulatedStack], outsider: Outsider, history: History
) -> list[str]:
    """Return where the invariants are broken, since the last look and at present."""
    events = history.observe(stacks, outsider)
    found, pairs = artifacts(outsider.service), associations(outsider.service)
    _note_repairs(stacks, outsider, found, pairs)
    return [
        *events,
        *_orphans(found, stacks),
        *_losses(found, pairs, stacks, outsider),
        *_orphan_associations(found, pairs, stacks, outsider),
        *wrong_resources(stacks, pairs, outsider),
        *wrong_marks(history, outsider),
        *differences(history, outsider),
        *_unexpected_errors(stacks),
    ]


def _orphans(
    found: Mapping[str, ArtifactState], stacks: Collection[SimulatedStack]
) -> Iterator[str]:
    accepted = set(_accepted_claims(stacks))
    forgotten = {
        arn
        for stack in stacks
        for _, properties, physical_id in stack.forgotten
        for arn in (physical_id, arn_of(properties))
    }
    for artifact in found.values():
        if MARK in artifact.tags and not artifact.claims and artifact.arn not in forgotten:
            yield f"orphan: {artifact} is {artifact.tags[MARK]} and nobody claims it"
        if artifact.claims and MARK not in artifact.tags:
            yield f"{artifact} has claims and no mark"
        for claim in artifact.claims:
            if (without_suffix(claim), artifact.arn) not in accepted:
                yield f"stale claim of {artifact.tags[claim]} on {artifact}"


def _accepted_claims(stacks: Collection[SimulatedStack]) -> Iterator[tuple[str, str]]:
    """Return which claims may be on which artifact."""
    for stack in stacks:
        for logical_id, arn in stack.retained:
            yield claim_key(stack.stack_id, logical_id), arn
        superseded = stack.unfinished.superseded if stack.unfinished else []
        for logical_id, properties, physical_id in [*stack.forgotten, *superseded]:
            yield claim_key(stack.stack_id, logical_id), physical_id
            yield claim_key(stack.stack_id, logical_id), arn_of(properties)
        for logical_id, resource in stack.resources.items():
            yield claim_key(stack.stack_id, logical_id), resource.physical_id
            if resource.status != "complete":
                yield claim_key(stack.stack_id, logical_id), arn_of(resource.properties)


def _losses(
    found: Mapping[str, ArtifactState],
    pairs: Mapping[Pair, AssociationState],
    stacks: Collection[SimulatedStack],
    outsider: Outsider,
) -> Iterator[str]:
    for stack in stacks:
        for logical_id, resource in stack.resources.items():
            name, arn = f"{stack.name}/{logical_id}", resource.physical_id
            if resource.status == "create failed" or (stack.name, logical_id) in outsider.damaged:
                continue
            if arn not in found:
                yield f"loss: {name} has no artifact"
            elif claim_key(stack.stack_id, logical_id) not in found[arn].claims:
                yield f"loss: {name} does not claim {found[arn]}"
            elif resource.status == "complete" and pair(resource.properties) not in {None, *pairs}:
                yield f"loss: {name} has no association"
        for logical_id, arn in stack.retained:
            claim = claim_key(stack.stack_id, logical_id)
            if arn not in found or claim not in map(without_suffix, found[arn].claims):
                yield f"loss: {stack.name}/{logical_id} was retained and does not claim {arn}"
    for arn in outsider.made - found.keys():
        yield f"loss: {arn}, which others made, is gone"
    for ends in outsider.pairs.keys() - pairs.keys():
        # It went with an entity, also if that has been created again since.
        if all(end in found and found[end].number < outsider.pairs[ends] for end in ends):
            yield f"loss: the association {ends}, which others made, is gone"


def _orphan_associations(
    found: Mapping[str, ArtifactState],
    pairs: Mapping[Pair, AssociationState],
    stacks: Collection[SimulatedStack],
    outsider: Outsider,
) -> Iterator[str]:
    outsider.pairs = {ends: outsider.pairs[ends] for ends in outsider.pairs.keys() & pairs.keys()}
    recorded = {artifact.pair for artifact in found.values() if artifact.is_record}
    damaged = {
        pair(stack.resources[i].properties)
        for stack in stacks
        for i in stack.resources
        if (stack.name, i) in outsider.damaged
    }
    for ends in pairs.keys() - recorded - outsider.pairs.keys() - damaged:
        yield f"orphan: association {ends}"


def _note_repairs(
    stacks: Collection[SimulatedStack],
    outsider: Outsider,
    found: Mapping[str, ArtifactState],
    pairs: Mapping[Pair, AssociationState],
) -> None:
    """Expect again what is expected of a resource that has been repaired, or is gone."""
    for stack in stacks:
        for name, logical_id in {each for each in outsider.damaged if each[0] == stack.name}:
            resource = stack.resources.get(logical_id)
            artifact = found.get(resource.physical_id) if resource else None
            is_whole = (
                resource is not None
                and artifact is not None
                and claim_key(stack.stack_id, logical_id) in artifact.claims
                and pair(resource.properties) in {None, *pairs}
            )
            if resource is None or is_whole:
                outsider.damaged.discard((name, logical_id))


def _unexpected_errors(stacks: Collection[SimulatedStack]) -> Iterator[str]:
    for stack in stacks:
        for exchange in stack.exchanges:
            if exchange.response.reason.startswith("unexpected"):
                yield exchange.response.reason
