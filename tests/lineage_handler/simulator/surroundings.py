"""What the template of a stack is changed in, and what can be in its way back."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hypothesis import strategies as st

from .identity import arn_of, arn_of_source
from .resources import SimulatedResource, is_association, pair
from .service_state import artifacts
from .stack import SimulatedStack
from .templates import JOB, SOURCES, Surroundings, Template, edits
from .world import World


def surroundings(world: World, stack: SimulatedStack) -> Surroundings:
    """Return what the template of a stack is changed in."""
    sources = {arn_of_source(source): source for source in SOURCES}
    return Surroundings(
        foreign={
            resource.physical_id
            for other in world.stacks
            if other is not stack and other.unfinished is None
            for logical_id, resource in other.resources.items()
            if resource.status == "complete" and not is_association(resource.properties)
            if (other.name, logical_id) not in world.outsider.damaged
        },
        pinned=pinned(world, stack),
        retained=[(i, sources[arn]) for i, arn in stack.retained if arn in sources],
    )


def careful_edits(world: World, stack: SimulatedStack) -> st.SearchStrategy[Template]:
    """Return how a stack can be changed while the other one is: it takes only what is free."""
    taken = {arn_of(r.properties) for each in world.stacks for r in each.resources.values()}
    taken |= artifacts(world.outsider.service).keys()
    in_use = pinned(world, stack)
    free = [source for source in SOURCES if arn_of_source(source) not in taken]
    before = {i: dict(declared) for i, declared in stack.template.items()}
    kept = before if in_use or any(_references(stack)) else {}

    def refusing(template: Template) -> Template:
        return {
            i: declared if declared == before.get(i) else declared | {"OnExisting": "FAIL"}
            for i, declared in template.items()
        }

    where = Surroundings(free, pinned=in_use, stays=True)
    return st.one_of(st.just(kept), edits(before, where)).map(refusing)


def pinned(world: World, stack: SimulatedStack) -> set[str]:
    """Return what associations of the other stack refer to: its export is in use."""
    return {arn for other in world.stacks if other is not stack for arn in _references(other)}


def keeps_exports(world: World, stack: SimulatedStack, template: Template) -> bool:
    """Return whether a template keeps what the other stack refers to; others are refused.

    A deployment that failed and was not rolled back may have left another template than resources.
    """
    in_use = pinned(world, stack)
    kept = {arn_of(each) for each in template.values() if not is_association(each)}
    return all(
        resource.physical_id in kept
        for resource in stack.resources.values()
        if resource.physical_id in in_use
    )


def present(world: World) -> list[str]:
    """Return the ARNs of the artifacts that are there, but for records."""
    found = artifacts(world.outsider.service)
    return [arn for arn in dict.fromkeys(map(arn_of_source, [*SOURCES, JOB])) if arn in found]


def _references(stack: SimulatedStack) -> Iterator[str]:
    """Yield the ARNs of other stacks' artifacts that a stack refers to."""
    declared = [*stack.template.values(), *(r.properties for r in stack.resources.values())]
    own = {resource.physical_id for resource in stack.resources.values()}
    for properties in declared:
        for end in pair(properties) or ():
            if isinstance(end, str) and end not in {arn_of_source(JOB), *own}:
                yield end


def unlike_declared(stack: SimulatedStack, damaged: Collection[tuple[str, str]]) -> set[str]:
    """Return the logical ids that may not be what CloudFormation takes them for.

    That is now, or was when the stack was stable. An association whose type was changed since then
    cannot have its old one back while another resource declares the new one, which a rollback
    removes only afterwards.

    Parameters
    ----------
    stack
        The stack.
    damaged
        Names of stacks and logical ids of what somebody deleted by hand.
    """
    stable = stack.unfinished.resources if stack.unfinished else {}
    return {
        logical_id
        for logical_id, resource in (*stable.items(), *stack.resources.items())
        if resource.status != "complete" or (stack.name, logical_id) in damaged
    } | {
        logical_id
        for logical_id, resource in stack.resources.items()
        if is_association(resource.properties) and logical_id in stable
        if _type(stable[logical_id]) != _type(resource)
    }


def _type(resource: SimulatedResource) -> str | None:
    return resource.properties.get("AssociationType")
