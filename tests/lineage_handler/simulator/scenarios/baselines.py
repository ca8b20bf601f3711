"""What was there before: the beginnings that scenarios share."""

from __future__ import annotations

from ..world import World
from .declarations import ADOPT, DATA, EDGE, GRAPH, JOB_SOURCE, SOURCE, THIRD, TWO, declared, joined

# Longer than a Create can take that does not respond.
HOURS = 3 * 3600.0


def nothing(_: World) -> None:
    """Begin with nothing."""


def created(world: World) -> None:
    """Declare one artifact, to which somebody adds a property and a tag."""
    world.stack.deploy(DATA)
    world.outsider.add(world.arn("Data"))


def created_with_associations(world: World) -> None:
    """Declare one artifact; somebody associates it with a job's, in both directions."""
    created(world)
    arn, job = world.arn("Data"), world.outsider.make(JOB_SOURCE)
    world.outsider.associate(arn, job, "ContributedTo")
    world.outsider.associate(job, arn)


def created_two(world: World) -> None:
    """Declare two artifacts."""
    world.stack.deploy(TWO)
    world.outsider.add(world.arn("Data"))


def created_by_a_job(world: World) -> None:
    """Let a job make the artifact, hours before."""
    world.outsider.make(SOURCE, Properties={"job": "7"}, MetadataProperties={"GeneratedBy": "job"})
    world.stack.clock.sleep(HOURS)


def adopted(world: World) -> None:
    """Adopt what a job has made."""
    created_by_a_job(world)
    world.stack.deploy({"Data": declared(**ADOPT)})


def adopted_by_both(world: World) -> None:
    """Adopt what a job has made, in both stacks."""
    adopted(world)
    world.neighbour.deploy({"Data": declared(**ADOPT)})


def held_by_the_neighbour(world: World) -> None:
    """Let another stack declare the artifact."""
    world.neighbour.deploy(DATA)


def shared(world: World) -> None:
    """Share the artifact with another stack."""
    held_by_the_neighbour(world)
    world.stack.deploy({"Data": declared(**ADOPT)})


def retained(world: World) -> None:
    """Declare the artifact, and drop it hours later without deleting it."""
    world.stack.deploy(DATA)
    world.stack.clock.sleep(HOURS)
    world.stack.deploy({}, retain=["Data"])


def retained_and_adopted(world: World) -> None:
    """Declare it again under the same logical id."""
    retained(world)
    world.stack.deploy({"Data": declared(**ADOPT)})


def deleted_by_hand(world: World) -> None:
    """Declare the artifact, which somebody deletes."""
    world.stack.deploy(DATA)
    world.outsider.delete(world.arn("Data"), world.stacks)


def graph(world: World) -> None:
    """Declare an association between two artifacts."""
    world.stack.deploy(GRAPH)


def graph_with_third(world: World) -> None:
    """Declare a third artifact beside it."""
    world.stack.deploy(GRAPH | THIRD)


def associated_by_a_job(world: World) -> None:
    """Declare two artifacts, which a job associates."""
    world.stack.deploy(TWO)
    world.outsider.associate(world.arn("Data"), world.arn("Other"), "ContributedTo")


def adopted_association(world: World) -> None:
    """Adopt the association that a job has made."""
    associated_by_a_job(world)
    world.stack.deploy(TWO | {"Edge": EDGE | ADOPT})


def shared_association(world: World) -> None:
    """Share the association with another stack."""
    graph(world)
    world.neighbour.deploy({"Edge": joined(world.arn("Data"), world.arn("Other"), **ADOPT)})


def retained_association(world: World) -> None:
    """Declare the association, and drop it hours later without deleting it."""
    graph(world)
    world.stack.clock.sleep(HOURS)
    world.stack.deploy(TWO, retain=["Edge"])


def dissociated_by_hand(world: World) -> None:
    """Declare the association, which somebody deletes."""
    graph(world)
    world.outsider.dissociate((world.arn("Data"), world.arn("Other")), world.stacks)


def record_deleted_by_hand(world: World) -> None:
    """Declare the association, whose record somebody deletes."""
    graph(world)
    world.outsider.delete(world.arn("Edge"), world.stacks)


def another_version(world: World) -> None:
    """Let a job make an artifact on the same key without a version."""
    world.outsider.make(SOURCE)
