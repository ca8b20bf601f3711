"""Create, Update and Delete of an artifact, each in the deployment that brings it about."""

from __future__ import annotations

from lineage_local.service import Behaviour

from . import baselines
from .declarations import (
    ADOPT,
    DATA,
    IN_PLACE,
    NEW_COMMIT,
    NEW_TYPE,
    NOTHING,
    OTHER_SOURCE,
    SWAPPED,
    VERSION,
    declared,
)
from .scenario import Scenario, cancelled, deploying, destroying

TAKEN = "CreateArtifact ListArtifacts DescribeArtifact ListTags"
READ = "DescribeArtifact ListTags"
CHANGE = "DeleteTags AddTags UpdateArtifact"
RELEASE = "ListTags DeleteTags ListTags"
REMOVE = "DescribeArtifact ListAssociations ListAssociations"

CREATE = {
    "create": Scenario(
        baselines.nothing, deploying(DATA), ("Create", "Data"), "CreateArtifact ListTags"
    ),
    "create while tags show late": Scenario(
        baselines.nothing,
        deploying(DATA),
        ("Create", "Data"),
        "CreateArtifact ListTags ListTags",
        behaviour=Behaviour(create_tag_lag_seconds=1.5),
    ),
    "create beside another version of the key": Scenario(
        baselines.another_version,
        deploying({"Data": declared(Source=VERSION)}),
        ("Create", "Data"),
        "CreateArtifact ListTags",
        refused_under=("identity",),
    ),
    "create that SageMaker refuses, beside another version of the key": Scenario(
        baselines.another_version,
        deploying({"Data": declared(Source=VERSION, Tags=[{"Key": "aws:x", "Value": "x"}])}),
        ("Create", "Data"),
        "CreateArtifact" + 10 * " ListArtifacts",
        is_refused=True,
    ),
    "create on a source renamed": Scenario(
        baselines.created,
        deploying({"New": declared()}),
        ("Create", "New"),
        f"{TAKEN} AddTags ListTags",
    ),
    "create on a source renamed, answered with its ARN": Scenario(
        baselines.created,
        deploying({"New": declared()}),
        ("Create", "New"),
        "CreateArtifact ListTags DescribeArtifact ListTags AddTags ListTags",
        behaviour=Behaviour(duplicate_source="return"),
    ),
    "create on a source renamed and changed in place": Scenario(
        baselines.created,
        deploying({"New": declared(**IN_PLACE)}),
        ("Create", "New"),
        f"{TAKEN} AddTags ListTags AddTags UpdateArtifact",
    ),
    "create on a source renamed, with another commit": Scenario(
        baselines.created_with_associations,
        deploying({"New": declared(**NEW_COMMIT)}),
        ("Create", "New"),
        f"{TAKEN} AddTags ListTags",
    ),
    "create on a source renamed, with another type": Scenario(
        baselines.created,
        deploying({"New": declared(**NEW_TYPE)}),
        ("Create", "New"),
        TAKEN,
        is_refused=True,
    ),
    "create that adopts what a job has made": Scenario(
        baselines.created_by_a_job,
        deploying({"Data": declared(**ADOPT)}),
        ("Create", "Data"),
        f"{TAKEN} AddTags ListTags AddTags UpdateArtifact",
    ),
    "create that adopts what another stack has": Scenario(
        baselines.held_by_the_neighbour,
        deploying({"Data": declared(**ADOPT, **IN_PLACE)}),
        ("Create", "Data"),
        f"{TAKEN} AddTags ListTags AddTags UpdateArtifact",
    ),
    "create that adopts what the same resource has retained": Scenario(
        baselines.retained,
        deploying({"Data": declared(**ADOPT)}),
        ("Create", "Data"),
        f"{TAKEN} AddTags ListTags",
    ),
    "create refused for another stack": Scenario(
        baselines.held_by_the_neighbour, deploying(DATA), ("Create", "Data"), TAKEN, is_refused=True
    ),
    "create refused for a job": Scenario(
        baselines.created_by_a_job, deploying(DATA), ("Create", "Data"), TAKEN, is_refused=True
    ),
    "create refused for what the same resource has retained": Scenario(
        baselines.retained, deploying(DATA), ("Create", "Data"), TAKEN, is_refused=True
    ),
    "create that adopts, refused for its type": Scenario(
        baselines.created_by_a_job,
        deploying({"Data": declared(**ADOPT, **NEW_TYPE)}),
        ("Create", "Data"),
        TAKEN,
        is_refused=True,
    ),
}

UPDATE = {
    "update of nothing": Scenario(
        baselines.created, deploying({"Data": declared(**NOTHING)}), ("Update", "Data"), READ
    ),
    "update in place": Scenario(
        baselines.created,
        deploying({"Data": declared(**IN_PLACE)}),
        ("Update", "Data"),
        f"{READ} {CHANGE}",
    ),
    "update of the commit": Scenario(
        baselines.created_with_associations,
        deploying({"Data": declared(**NEW_COMMIT)}),
        ("Update", "Data"),
        READ,
    ),
    "update of the type": Scenario(
        baselines.created,
        deploying({"Data": declared(**NEW_TYPE, **IN_PLACE)}),
        ("Update", "Data"),
        READ,
        is_refused=True,
    ),
    "update to another source": Scenario(
        baselines.created,
        deploying({"Data": declared(Source=OTHER_SOURCE)}),
        ("Update", "Data"),
        "DescribeArtifact CreateArtifact ListTags",
        refused_under=("unique_names",),
    ),
    "update to another version of the key": Scenario(
        baselines.created,
        deploying({"Data": declared(Source=VERSION)}),
        ("Update", "Data"),
        "DescribeArtifact CreateArtifact ListTags",
        refused_under=("identity", "unique_names"),
    ),
    "update that swaps sources": Scenario(
        baselines.created_two,
        deploying(SWAPPED),
        ("Update", "Other"),
        f"DescribeArtifact {TAKEN} AddTags ListTags AddTags UpdateArtifact",
        refused_under=("unique_names",),
    ),
    "update of what was deleted by hand": Scenario(
        baselines.deleted_by_hand,
        deploying({"Data": declared(**IN_PLACE)}),
        ("Update", "Data"),
        "DescribeArtifact CreateArtifact ListTags",
    ),
}

DELETE = {
    "delete": Scenario(
        baselines.created,
        destroying,
        ("Delete", "Data"),
        f"{RELEASE} {REMOVE} DeleteArtifact",
    ),
    "delete with associations": Scenario(
        baselines.created_with_associations,
        destroying,
        ("Delete", "Data"),
        f"{RELEASE} {REMOVE} DeleteAssociation DeleteAssociation DeleteArtifact",
    ),
    "delete of what is shared": Scenario(baselines.shared, destroying, ("Delete", "Data"), RELEASE),
    "delete of what was adopted": Scenario(
        baselines.adopted, destroying, ("Delete", "Data"), RELEASE
    ),
    "delete of what both stacks have adopted": Scenario(
        baselines.adopted_by_both, destroying, ("Delete", "Data"), RELEASE
    ),
    "delete of what was retained and adopted": Scenario(
        baselines.retained_and_adopted, destroying, ("Delete", "Data"), RELEASE
    ),
    "delete of what was deleted by hand": Scenario(
        baselines.deleted_by_hand, destroying, ("Delete", "Data"), "ListTags DescribeArtifact"
    ),
    "delete of the old source": Scenario(
        baselines.created,
        deploying({"Data": declared(Source=OTHER_SOURCE)}),
        ("Delete", "Data"),
        f"{RELEASE} {REMOVE} DeleteArtifact",
        refused_under=("unique_names",),
    ),
    "delete of the old version of the key": Scenario(
        baselines.created,
        deploying({"Data": declared(Source=VERSION)}),
        ("Delete", "Data"),
        f"{RELEASE} {REMOVE} DeleteArtifact",
        refused_under=("identity", "unique_names"),
    ),
    "delete of the old name": Scenario(
        baselines.created, deploying({"New": declared()}), ("Delete", "Data"), RELEASE
    ),
    "delete with a made-up id": Scenario(
        baselines.nothing,
        cancelled("Data", declared()),
        ("Delete", "Data"),
        f"ListArtifacts {RELEASE} {REMOVE} DeleteArtifact",
    ),
    "delete of a new name with a made-up id": Scenario(
        baselines.created_with_associations,
        cancelled("New", declared(**IN_PLACE)),
        ("Delete", "New"),
        f"ListArtifacts {RELEASE}",
    ),
}

ARTIFACT_SCENARIOS = CREATE | UPDATE | DELETE
