"""What has happened to each artifact and association, from its creation on.

The content of an artifact is that of the last declaration that was applied to it, whoever holds it
now. What is there beyond that must have been added by hand, or declared by another resource while
the artifact changed hands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from .exchange import Exchange
from .identity import arn_of, claim_key, is_same_source, without_suffix
from .outsider import Outsider
from .resources import Properties, is_association, pair
from .service_state import ArtifactState, AssociationState, Pair, artifacts, associations
from .stack import SimulatedStack


@dataclass
class ArtifactLife:
    """One artifact from its creation to its deletion.

    Attributes
    ----------
    state
        What it was when it was looked at last.
    applied
        The declaration that was applied last; None if that is not known.
    type_differs
        Whether it may have another type than that declaration: it was replaced by hand.
    holders
        Who has held it: names of stack and resource, and the RequestId of that one's Create.
    declared
        The keys of properties and tags that were declared.
    is_unsettled
        Whether a failed change was left on it, and with it keys that nobody removes.
    """

    state: ArtifactState
    applied: Properties | None = None
    type_differs: bool = False
    holders: set[tuple[str, str, str]] = field(default_factory=set)
    declared: set[str] = field(default_factory=set)
    is_unsettled: bool = False

    @property
    def may_have_residue(self) -> bool:
        """Whether keys that somebody had declared may be left on it."""
        return self.is_unsettled or len(self.holders) > 1


class History:
    """The lives of all artifacts and associations, step by step."""

    def __init__(self) -> None:
        self.lives: dict[str, ArtifactLife] = {}
        self._pairs: dict[Pair, AssociationState] = {}
        # Names of stacks and ARNs: if one stack leaves while another comes, either may be first.
        self._held: set[tuple[str, str]] = set()
        self._seen: dict[str, int] = {}
        self._creates: dict[tuple[str, str], str] = {}

    def observe(self, stacks: Collection[SimulatedStack], outsider: Outsider) -> list[str]:
        """Follow what happened since the last look; return what must not have happened."""
        exchanges = list(self._new_exchanges(stacks))
        found = artifacts(outsider.service)
        pairs = associations(outsider.service)
        held = {
            arn for stack in stacks for _, arn in _held_by(stack) if (stack.name, arn) in self._held
        }
        violations = [
            *self._losses(found, pairs, exchanges, outsider, stacks),
            *self._recreations(found, pairs, exchanges, outsider, held),
        ]
        for arn in self.lives.keys() - found.keys():
            outsider.additions.pop(arn, None)
        self.lives = {arn: self._life(state) for arn, state in found.items()}
        self._pairs = pairs
        for number, (name, exchange) in enumerate(exchanges):
            others = [other for _, other in exchanges[:number] + exchanges[number + 1 :]]
            violations += self._follow(name, exchange, others, outsider)
        for arn in outsider.changed & self.lives.keys():
            self.lives[arn].applied = None
        self._unsettle(stacks)
        self._held = {
            (stack.name, arn)
            for stack in stacks
            for logical_id, arn in _held_by(stack)
            if arn in found and claim_key(stack.stack_id, logical_id) in found[arn].claims
        }
        outsider.changed.clear()
        outsider.deleted.clear()
        return violations

    def _new_exchanges(self, stacks: Collection[SimulatedStack]) -> Iterator[tuple[str, Exchange]]:
        new = [
            (stack.name, exchange)
            for stack in stacks
            for exchange in stack.exchanges[self._seen.get(stack.name, 0) :]
        ]
        self._seen = {stack.name: len(stack.exchanges) for stack in stacks}
        yield from sorted(new, key=lambda each: each[1].ended)

    def _life(self, state: ArtifactState) -> ArtifactLife:
        """Return the life of an artifact: the one that is known, or a new one."""
        life = self.lives.get(state.arn)
        if life is None or life.state.number != state.number:
            return ArtifactLife(state)
        life.state = state
        return life

    def _follow(
        self, name: str, exchange: Exchange, others: Iterable[Exchange], outsider: Outsider
    ) -> Iterator[str]:
        """Follow what a request has done to its artifact."""
        event, properties = exchange.event, exchange.event["ResourceProperties"]
        if event["RequestType"] == "Delete" or is_association(properties):
            return
        response, arn = exchange.response, _arn_of(properties)
        resource = (name, event["LogicalResourceId"])
        if response.physical_id.startswith("nothing-created") or arn not in self.lives:
            return
        if event["RequestType"] == "Create":
            self._creates[resource] = event["RequestId"]
        life = self.lives[arn]
        # A Delete may have followed, and another stack have created the artifact again since.
        later = [
            other.event["RequestType"]
            for other in others
            if other.event.get("PhysicalResourceId") == arn and other.ended > exchange.ended
        ]
        if not is_same_source(properties["Source"], life.state.members["Source"]):
            if response.succeeded and "Delete" not in later:
                yield f"{life.state} was taken for another content of its URI"
            return
        is_new = not life.holders and arn not in outsider.made and not later
        is_first = resource not in {(stack, logical_id) for stack, logical_id, _ in life.holders}
        life.holders.add((*resource, self._creates.get(resource, "")))
        life.declared |= {*properties.get("Properties", {})}
        life.declared |= {tag["Key"] for tag in properties.get("Tags", [])}
        is_certain = response.succeeded and not any(
            exchange.overlaps(other) and _arn_of(other.event["ResourceProperties"]) == arn
            for other in others
        )
        life.applied = properties if is_certain else None
        metadata = properties.get("MetadataProperties", {})
        if is_new and is_certain and life.state.metadata != metadata:
            yield f"MetadataProperties of {life.state} are {life.state.metadata}, not {metadata}"
        old_type = event.get("OldResourceProperties", {}).get("ArtifactType", life.state.type)
        # Another stack may have created it since somebody deleted the resource's own.
        is_others = is_first or not life.state.is_created
        life.type_differs = old_type != life.state.type and is_others

    def _unsettle(self, stacks: Collection[SimulatedStack]) -> None:
        for stack in stacks:
            for resource in stack.resources.values():
                # What a deployment that was not rolled back has changed is rolled back with the
                # next one, whose old properties do not say it.
                if resource.status != "complete" or stack.unfinished is not None:
                    self._unsettle_each({resource.physical_id, _arn_of(resource.properties)})
            if stack.unfinished is not None:
                # A later deployment may go back to it, with another declaration.
                self._unsettle_each({each.physical_id for each in stack.unfinished.superseded})

    def _unsettle_each(self, arns: Set[str]) -> None:
        for arn in arns & self.lives.keys():
            self.lives[arn].is_unsettled = True

    def _losses(
        self,
        found: Mapping[str, ArtifactState],
        pairs: Mapping[Pair, AssociationState],
        exchanges: Collection[tuple[str, Exchange]],
        outsider: Outsider,
        stacks: Collection[SimulatedStack],
    ) -> Iterator[str]:
        """Find what is gone though one that claimed it was not asked for anything."""
        ids = {stack.name: stack.stack_id for stack in stacks}
        asked = {
            claim_key(ids[name], exchange.event["LogicalResourceId"])
            for name, exchange in exchanges
        }
        for arn, life in self.lives.items():
            silent = {claim for claim in life.state.claims if without_suffix(claim) not in asked}
            if arn not in found:
                if silent and arn not in outsider.deleted:
                    yield f"loss: {life.state} is gone, which is claimed by {_names(life, silent)}"
            elif life.state.is_record and silent:
                ends = life.state.pair
                is_gone = ends in self._pairs and ends not in pairs
                if is_gone and not outsider.deleted & {ends} and {*ends} <= found.keys():
                    yield f"loss: the association claimed by {_names(life, silent)} is gone"

    def _recreations(
        self,
        found: Mapping[str, ArtifactState],
        pairs: Mapping[Pair, AssociationState],
        exchanges: Collection[tuple[str, Exchange]],
        outsider: Outsider,
        held: Set[str],
    ) -> Iterator[str]:
        """Find what was deleted and created again though nothing asked for that."""
        for arn in held & found.keys() - outsider.deleted:
            if found[arn].number != self.lives[arn].state.number:
                yield f"CreationTime of {found[arn]} has changed"
        for ends, association in pairs.items():
            before = self._pairs.get(ends)
            types = {
                exchange.event["ResourceProperties"].get("AssociationType")
                for _, exchange in exchanges
                if pair(exchange.event["ResourceProperties"]) == ends
            }
            if before is None or ends in outsider.deleted or types - {before.type}:
                continue
            if before.number != association.number and self._is_held(ends, held):
                yield f"CreationTime of the association {ends} has changed"

    def _is_held(self, ends: Pair, held: Collection[str]) -> bool:
        return any(
            self.lives[arn].state.is_record and self.lives[arn].state.pair == ends for arn in held
        )


def _held_by(stack: SimulatedStack) -> set[tuple[str, str]]:
    """Return logical and physical ids of the resources that are as they were declared."""
    return {
        (logical_id, resource.physical_id)
        for logical_id, resource in stack.resources.items()
        if resource.status == "complete"
    }


def _arn_of(properties: Mapping[str, Any]) -> str:
    """Return the ARN that a declaration has, of whatever form."""
    try:
        return arn_of(properties)
    except (KeyError, TypeError):
        return ""


def _names(life: ArtifactLife, claims: Iterable[str]) -> str:
    return ", ".join(sorted(life.state.tags[claim] for claim in claims))
