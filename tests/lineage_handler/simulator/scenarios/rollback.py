"""What the rollback of a deployment asks for, and what is left when there is none."""

from __future__ import annotations

import contextlib

from ..deployment import ResourceFailed
from ..faults import kill
from ..world import World
from . import baselines
from .declarations import (
    ADOPT,
    DATA,
    DERIVED,
    EDGE,
    GRAPH,
    IN_PLACE,
    NEW_COMMIT,
    OTHER_SOURCE,
    SWAPPED,
    THIRD_SOURCE,
    TWO,
    VERSION,
    declared,
)
from .scenario import Act, Scenario, deploying, rolled_back

READ = "DescribeArtifact ListTags"
CHANGE = "DeleteTags AddTags UpdateArtifact"
TAKEN = "CreateArtifact ListArtifacts DescribeArtifact ListTags"
RELEASE = "ListTags DeleteTags ListTags"
REMOVE = "DescribeArtifact ListAssociations ListAssociations"

MOVED = GRAPH | {"Data": declared(Source=THIRD_SOURCE)}


def dying_after(operation: str, act: Act) -> Act:
    """Return a deployment whose first such call kills the function, in each delivery."""

    def act_dying(world: World) -> None:
        fault = kill("after", operation=operation, times=3)
        world.outsider.service.faults.add(fault)
        act(world)

    return act_dying


def failing_after_create(world: World) -> None:
    """Let an Update to another source die when the new artifact is there: no response comes."""
    with contextlib.suppress(ResourceFailed):
        dying_after("CreateArtifact", deploying({"Data": declared(Source=OTHER_SOURCE)}))(world)


def failed_create(world: World) -> None:
    """Let a Create die when the artifact is there, and do not roll it back."""
    with contextlib.suppress(ResourceFailed):
        dying_after("CreateArtifact", deploying(DATA, rolls_back=False))(world)


def failed_move(world: World) -> None:
    """Let an Update to another source die, and do not roll it back."""
    world.stack.deploy(DATA)
    move = deploying({"Data": declared(Source=OTHER_SOURCE)}, rolls_back=False)
    with contextlib.suppress(ResourceFailed):
        dying_after("CreateArtifact", move)(world)


def failed_move_whose_properties_are_kept(world: World) -> None:
    """Let CloudFormation take what the Update had asked for as the old properties."""
    world.stack.behaviour.keeps_failed_properties = True
    failed_move(world)


ROLLBACK_SCENARIOS = {
    "rollback: update in place": Scenario(
        baselines.created,
        rolled_back({"Data": declared(**IN_PLACE)}),
        ("Update back", "Data"),
        f"{READ} {CHANGE}",
    ),
    "rollback: update of the commit": Scenario(
        baselines.created_with_associations,
        rolled_back({"Data": declared(**NEW_COMMIT)}),
        ("Update back", "Data"),
        READ,
    ),
    "rollback: update to the old source": Scenario(
        baselines.created,
        rolled_back({"Data": declared(Source=OTHER_SOURCE)}),
        ("Update back", "Data"),
        f"DescribeArtifact {TAKEN} AddTags UpdateArtifact",
    ),
    "rollback: update to the old version of the key": Scenario(
        baselines.created,
        rolled_back({"Data": declared(Source=VERSION)}),
        ("Update back", "Data"),
        f"DescribeArtifact {TAKEN} AddTags UpdateArtifact",
    ),
    "rollback: delete of the new source": Scenario(
        baselines.created,
        rolled_back({"Data": declared(Source=OTHER_SOURCE)}),
        ("Delete", "Data"),
        f"{RELEASE} {REMOVE} DeleteArtifact",
    ),
    "rollback: update to another source that failed when it was there": Scenario(
        baselines.created,
        failing_after_create,
        ("Update back", "Data"),
        f"{READ} AddTags UpdateArtifact ListArtifacts ListTags {RELEASE} {REMOVE} DeleteArtifact",
    ),
    "rollback: update after swapping": Scenario(
        baselines.created_two,
        rolled_back(SWAPPED),
        ("Update back", "Other"),
        f"DescribeArtifact {TAKEN} AddTags UpdateArtifact",
    ),
    "rollback: delete after swapping": Scenario(
        baselines.created_two, rolled_back(SWAPPED), ("Delete", "Other"), RELEASE
    ),
    "rollback: delete of the new name": Scenario(
        baselines.created, rolled_back({"New": declared()}), ("Delete", "New"), RELEASE
    ),
    "rollback: delete of the new name after a change in place": Scenario(
        baselines.created, rolled_back({"New": declared(**IN_PLACE)}), ("Delete", "New"), RELEASE
    ),
    "rollback: delete of what was adopted": Scenario(
        baselines.created_by_a_job,
        rolled_back({"Data": declared(**ADOPT)}),
        ("Delete", "Data"),
        RELEASE,
    ),
    "rollback: delete of what was retained and adopted": Scenario(
        baselines.retained, rolled_back({"Data": declared(**ADOPT)}), ("Delete", "Data"), RELEASE
    ),
    "rollback: delete of a new association": Scenario(
        baselines.created_two,
        rolled_back(GRAPH),
        ("Delete", "Edge"),
        f"{RELEASE} DescribeArtifact ListAssociations DeleteAssociation DeleteArtifact",
    ),
    "rollback: delete of an association's new name": Scenario(
        baselines.graph, rolled_back(TWO | {"New": EDGE}), ("Delete", "New"), RELEASE
    ),
    "rollback: update of an association to its old type": Scenario(
        baselines.graph,
        rolled_back(TWO | {"Edge": EDGE | DERIVED}),
        ("Update back", "Edge"),
        f"{READ} AddTags ListTags DeleteAssociation AddAssociation",
    ),
    "rollback: update of an association to its old source": Scenario(
        baselines.graph,
        rolled_back(MOVED),
        ("Update back", "Edge"),
        f"DescribeArtifact {TAKEN} ListAssociations",
    ),
    "rollback: delete of an association with its new source": Scenario(
        baselines.graph,
        rolled_back(MOVED),
        ("Delete", "Edge"),
        f"{RELEASE} DescribeArtifact ListAssociations DeleteAssociation DeleteArtifact",
    ),
    "no rollback: create after one that failed when it was there": Scenario(
        failed_create,
        deploying(DATA),
        ("Create", "Data"),
        "CreateArtifact ListTags",
    ),
    "no rollback: delete of a create that failed when it was there": Scenario(
        failed_create,
        deploying(DATA),
        ("Delete", "Data"),
        f"ListArtifacts {RELEASE} {REMOVE} DeleteArtifact",
    ),
    "no rollback: update after a failed one, from what had succeeded": Scenario(
        failed_move,
        deploying({"Data": declared(**IN_PLACE)}),
        ("Update", "Data"),
        f"{READ} {CHANGE}",
    ),
    "no rollback: update after a failed one, from what had been asked for": Scenario(
        failed_move_whose_properties_are_kept,
        deploying({"Data": declared(**IN_PLACE)}),
        ("Update", "Data"),
        f"{READ} AddTags UpdateArtifact ListArtifacts ListTags {RELEASE} {REMOVE} DeleteArtifact",
    ),
}
