"""Create, Update and Delete of an association, each in the deployment that brings it about."""

from __future__ import annotations

from ..resources import Ref
from . import baselines
from .declarations import (
    ADOPT,
    DERIVED,
    EDGE,
    GRAPH,
    NEW_COMMIT,
    NOTHING,
    THIRD,
    THIRD_SOURCE,
    TWO,
    declared,
    joined,
)
from .scenario import Scenario, cancelled, deploying

NEW = "CreateArtifact ListTags AddAssociation DescribeArtifact ListAssociations"
TAKEN = "CreateArtifact ListArtifacts DescribeArtifact ListTags"
SHARED = f"{TAKEN} AddTags ListTags ListAssociations"
WAS_THERE = f"{NEW} AddTags ListTags"
READ = "DescribeArtifact ListTags"
RETYPE = "AddTags ListTags DeleteAssociation AddAssociation"
RELEASE = "ListTags DeleteTags ListTags"
REMOVE = "DescribeArtifact ListAssociations DeleteAssociation DeleteArtifact"

MOVED = GRAPH | {"Data": declared(Source=THIRD_SOURCE)}

ASSOCIATION_SCENARIOS = {
    "create of an association": Scenario(
        baselines.created_two, deploying(GRAPH), ("Create", "Edge"), NEW
    ),
    "create of an association renamed": Scenario(
        baselines.graph,
        deploying(TWO | {"New": EDGE}),
        ("Create", "New"),
        SHARED,
    ),
    "create of an association renamed, with another type": Scenario(
        baselines.graph,
        deploying(TWO | {"New": EDGE | DERIVED}),
        ("Create", "New"),
        TAKEN,
        is_refused=True,
    ),
    "create of an association that adopts": Scenario(
        baselines.associated_by_a_job,
        deploying(TWO | {"Edge": EDGE | ADOPT}),
        ("Create", "Edge"),
        WAS_THERE,
    ),
    "create of an association that adopts, refused for its type": Scenario(
        baselines.associated_by_a_job,
        deploying(TWO | {"Edge": EDGE | ADOPT | DERIVED}),
        ("Create", "Edge"),
        WAS_THERE,
        is_refused=True,
    ),
    "create of an association refused for a job": Scenario(
        baselines.associated_by_a_job,
        deploying(GRAPH),
        ("Create", "Edge"),
        WAS_THERE,
        is_refused=True,
    ),
    "create of an association refused for what the same resource has retained": Scenario(
        baselines.retained_association,
        deploying(GRAPH),
        ("Create", "Edge"),
        TAKEN,
        is_refused=True,
    ),
    "create of an association that adopts what the same resource has retained": Scenario(
        baselines.retained_association,
        deploying(TWO | {"Edge": EDGE | ADOPT}),
        ("Create", "Edge"),
        SHARED,
    ),
    "create of an association whose destination is missing": Scenario(
        baselines.created,
        deploying(
            {
                "Data": declared(),
                "Edge": joined(Ref("Data"), "arn:aws:sagemaker:eu-west-1:000000000000:artifact/0"),
            }
        ),
        ("Create", "Edge"),
        "CreateArtifact ListTags AddAssociation",
        is_refused=True,
    ),
    "update of an association, of nothing": Scenario(
        baselines.graph,
        deploying(TWO | {"Edge": EDGE | NOTHING}),
        ("Update", "Edge"),
        f"{READ} ListAssociations",
    ),
    "update of an association to another type": Scenario(
        baselines.graph,
        deploying(TWO | {"Edge": EDGE | DERIVED}),
        ("Update", "Edge"),
        f"{READ} {RETYPE}",
    ),
    "update of an adopted association to another type": Scenario(
        baselines.adopted_association,
        deploying(TWO | {"Edge": EDGE | ADOPT | DERIVED}),
        ("Update", "Edge"),
        f"{READ} ListAssociations",
        is_refused=True,
    ),
    "update of a shared association to another type": Scenario(
        baselines.shared_association,
        deploying(TWO | {"Edge": EDGE | DERIVED}),
        ("Update", "Edge"),
        READ,
        is_refused=True,
    ),
    "update of an association to another source": Scenario(
        baselines.graph_with_third,
        deploying(TWO | THIRD | {"Edge": joined(Ref("Third"), Ref("Other"))}),
        ("Update", "Edge"),
        f"DescribeArtifact {NEW}",
    ),
    "update of an association whose source is replaced": Scenario(
        baselines.graph,
        deploying(MOVED),
        ("Update", "Edge"),
        f"DescribeArtifact {NEW}",
        refused_under=("unique_names",),
    ),
    "update of an association that was deleted by hand": Scenario(
        baselines.dissociated_by_hand,
        deploying(TWO | {"Edge": EDGE | NOTHING}),
        ("Update", "Edge"),
        f"{READ} ListAssociations AddAssociation DescribeArtifact ListAssociations",
    ),
    "update of an association whose record was deleted by hand": Scenario(
        baselines.record_deleted_by_hand,
        deploying(TWO | {"Edge": EDGE | NOTHING}),
        ("Update", "Edge"),
        f"DescribeArtifact {WAS_THERE}",
    ),
    "update of the commit of an associated artifact": Scenario(
        baselines.graph,
        deploying(GRAPH | {"Data": declared(**NEW_COMMIT)}),
        ("Update", "Data"),
        "DescribeArtifact ListTags",
    ),
    "delete of an association": Scenario(
        baselines.graph, deploying(TWO), ("Delete", "Edge"), f"{RELEASE} {REMOVE}"
    ),
    "delete of an association that was adopted": Scenario(
        baselines.adopted_association,
        deploying(TWO),
        ("Delete", "Edge"),
        f"{RELEASE} DescribeArtifact DeleteArtifact",
    ),
    "delete of an association that is shared": Scenario(
        baselines.shared_association, deploying(TWO), ("Delete", "Edge"), RELEASE
    ),
    "delete of an association under its old name": Scenario(
        baselines.graph, deploying(TWO | {"New": EDGE}), ("Delete", "Edge"), RELEASE
    ),
    "delete of an association with its old source": Scenario(
        baselines.graph,
        deploying(MOVED),
        ("Delete", "Edge"),
        f"{RELEASE} {REMOVE}",
        refused_under=("unique_names",),
    ),
    "delete of an association with a made-up id": Scenario(
        baselines.created_two,
        lambda world: cancelled("Edge", joined(world.arn("Data"), world.arn("Other")))(world),
        ("Delete", "Edge"),
        f"ListArtifacts {RELEASE} {REMOVE}",
    ),
}
