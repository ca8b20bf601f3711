"""What people and jobs do at random between deployments."""

from __future__ import annotations

from .identity import arn_of_source
from .resources import pair
from .service_state import artifacts, associations
from .templates import JOB, SOURCES, Declared
from .world import World

BY_HAND = ["add", "add", "associate", "associate", "change", "delete", "dissociate", "make"]


def do_by_hand(world: World, kind: str, source: Declared) -> None:
    """Do one of `BY_HAND` to the artifact on a source, if that is possible."""
    arn, outsider = arn_of_source(source), world.outsider
    if kind == "make":
        if arn not in artifacts(outsider.service):
            outsider.make(source, Properties={"job": "7"})
    elif arn in artifacts(outsider.service):
        {
            "add": lambda: outsider.add(arn),
            "associate": lambda: _associate(world, arn),
            "change": lambda: outsider.change(arn),
            "delete": lambda: outsider.delete(arn, world.stacks),
            "dissociate": lambda: _dissociate(world, arn),
        }[kind]()


def _associate(world: World, arn: str) -> None:
    job = arn_of_source(JOB)
    ends = (arn, job) if arn != arn_of_source(SOURCES[0]) else (job, arn)
    # One that was deleted by hand is still that of its declaration, and will be again.
    declared = {pair(r.properties) for each in world.stacks for r in each.resources.values()}
    if ends not in {*associations(world.outsider.service), *declared}:
        world.outsider.associate(*ends, "DerivedFrom")


def _dissociate(world: World, arn: str) -> None:
    for ends in associations(world.outsider.service):
        if arn in ends:
            world.outsider.dissociate(ends, world.stacks)
