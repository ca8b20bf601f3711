"""Requests of which every call is known, when nothing goes wrong.

``docs/api-calls.md`` is made of this table.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from lineage_handler.sagemaker.consistency import NEW_SECONDS

from .conftest import NewStack
from .declarations import CHANGES, EVERYTHING, OTHER_SOURCE, artifact, association, declaration
from .simulator.identity import arn_of
from .simulator.resources import Properties
from .simulator.stack import SimulatedStack
from .simulator.turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ADOPT = {"OnExisting": "ADOPT"}
# A change of the resource that changes nothing of what is declared.
NOTHING = {"ServiceTimeout": "600"}
OTHER = declaration(Source=OTHER_SOURCE)
DATA, MODEL = (arn_of(artifact(name)) for name in ("data", "model"))
EDGE = association(DATA, MODEL)


@dataclass
class Account:
    """Who works in an account: two stacks, and a job."""

    stack: SimulatedStack
    new_stack: NewStack
    job: SageMakerClient
    clock: Turns

    def make(self, name: str) -> str:
        """Let the job create an artifact, and return its ARN."""
        return self.job.create_artifact(
            Source={"SourceUri": f"s3://bucket/{name}"}, ArtifactType="DataSet"
        )["ArtifactArn"]


Before = Callable[[Account], object]


def nothing(_: Account) -> None:
    """Nothing is there."""


def declared(account: Account, associations: int = 0) -> None:
    """The stack declares an artifact, and a job has associated it with others."""
    arn = account.stack.create("Data", EVERYTHING).physical_id
    for number in range(associations):
        other = account.make(f"other-{number}")
        account.job.add_association(SourceArn=arn, DestinationArn=other)


def made_by_a_job(account: Account) -> None:
    """A job has created an artifact on the source, without tags, some time ago."""
    account.job.create_artifact(Source=EVERYTHING["Source"], ArtifactType="DataSet")
    account.clock.sleep(NEW_SECONDS)


def adopted(account: Account) -> None:
    """The stack has adopted it."""
    made_by_a_job(account)
    account.stack.create("Data", declaration(**ADOPT))


def shared(account: Account) -> None:
    """Another stack shares the artifact."""
    declared(account)
    account.new_stack("Other").create("Data", declaration(**ADOPT))


def entities(account: Account) -> None:
    """The entities of the association are there."""
    assert (account.make("data"), account.make("model")) == (DATA, MODEL)


def associated(account: Account) -> None:
    """The stack declares the association."""
    entities(account)
    account.stack.create("Edge", EDGE)


def association_shared(account: Account) -> None:
    """Another stack shares the association."""
    associated(account)
    account.new_stack("Other").create("Edge", EDGE | ADOPT)


def associated_by_a_job(account: Account) -> None:
    """A job has added the association."""
    entities(account)
    kind: Any = EDGE["AssociationType"]
    account.job.add_association(SourceArn=DATA, DestinationArn=MODEL, AssociationType=kind)


def association_adopted(account: Account) -> None:
    """The stack has adopted it."""
    associated_by_a_job(account)
    account.stack.create("Edge", EDGE | ADOPT)


@dataclass
class CountedRequest:
    """A request, what was there before, and the calls that it makes."""

    before: Before
    event: Callable[[SimulatedStack], dict[str, Any]]
    calls: str


def create(before: Before, logical_id: str, properties: Properties, calls: str) -> CountedRequest:
    """Return a Create."""

    def event(stack: SimulatedStack) -> dict[str, Any]:
        return stack.request("Create", logical_id, properties)

    return CountedRequest(before, event, calls)


def update(before: Before, logical_id: str, properties: Properties, calls: str) -> CountedRequest:
    """Return an Update of what the stack has."""

    def event(stack: SimulatedStack) -> dict[str, Any]:
        old = stack.resources[logical_id]
        return stack.request("Update", logical_id, properties, old.physical_id, old.properties)

    return CountedRequest(before, event, calls)


def delete(before: Before, logical_id: str, calls: str) -> CountedRequest:
    """Return the Delete of what the stack has."""

    def event(stack: SimulatedStack) -> dict[str, Any]:
        old = stack.resources[logical_id]
        return stack.request("Delete", logical_id, old.properties, old.physical_id)

    return CountedRequest(before, event, calls)


NUMBERS = {"no association": 0, "1 association": 1, "3 associations": 3, "10 associations": 10}

READ = "DescribeArtifact ListTags"
TAKEN = "CreateArtifact ListArtifacts DescribeArtifact ListTags"
CLAIM = "AddTags ListTags"
RELEASE = "ListTags DeleteTags ListTags"
REMOVE = "DescribeArtifact ListAssociations DeleteAssociation"
ASSOCIATIONS_OF = "DescribeArtifact ListAssociations ListAssociations"

ARTIFACTS: dict[str, CountedRequest] = (
    {
        "Create": create(nothing, "Data", EVERYTHING, "CreateArtifact ListTags"),
        "Create of a renamed construct": create(declared, "New", EVERYTHING, f"{TAKEN} {CLAIM}"),
        "Create that adopts": create(
            made_by_a_job,
            "Data",
            declaration(**ADOPT),
            f"{TAKEN} {CLAIM} AddTags UpdateArtifact",
        ),
        "Create that is refused": create(made_by_a_job, "Data", EVERYTHING, TAKEN),
        "Update of nothing": update(declared, "Data", EVERYTHING | NOTHING, READ),
        "Update of name or properties": update(
            declared,
            "Data",
            declaration(**CHANGES["name"], **CHANGES["properties"]),
            f"{READ} UpdateArtifact",
        ),
        "Update of tags": update(
            declared, "Data", declaration(**CHANGES["tags"]), f"{READ} DeleteTags AddTags"
        ),
    }
    | {
        f"Update of metadata, {some}": update(
            partial(declared, associations=count), "Data", declaration(**CHANGES["commit"]), READ
        )
        for some, count in NUMBERS.items()
    }
    | {
        "Update of the type, which is refused": update(
            declared, "Data", declaration(ArtifactType="Model"), "DescribeArtifact ListTags"
        ),
        "Update of the source": update(
            declared, "Data", OTHER, "DescribeArtifact CreateArtifact ListTags"
        ),
    }
    | {
        f"Delete, {some}": delete(
            partial(declared, associations=count),
            "Data",
            " ".join([RELEASE, ASSOCIATIONS_OF, *["DeleteAssociation"] * count, "DeleteArtifact"]),
        )
        for some, count in NUMBERS.items()
    }
    | {
        "Delete of what is shared": delete(shared, "Data", RELEASE),
        "Delete of what was adopted": delete(adopted, "Data", RELEASE),
    }
)

ADD = "CreateArtifact ListTags AddAssociation DescribeArtifact ListAssociations"
WAS_THERE = f"{ADD} {CLAIM}"

ASSOCIATIONS: dict[str, CountedRequest] = {
    "Create": create(entities, "Edge", EDGE, ADD),
    "Create of a renamed construct": create(
        associated, "New", EDGE, f"{TAKEN} {CLAIM} ListAssociations"
    ),
    "Create that adopts": create(associated_by_a_job, "Edge", EDGE | ADOPT, WAS_THERE),
    "Create that is refused": create(associated_by_a_job, "Edge", EDGE, WAS_THERE),
    "Update of nothing": update(associated, "Edge", EDGE | NOTHING, f"{READ} ListAssociations"),
    "Update of the type": update(
        associated,
        "Edge",
        EDGE | {"AssociationType": "DerivedFrom"},
        f"{READ} {CLAIM} DeleteAssociation AddAssociation",
    ),
    "Update of source or destination": update(
        associated, "Edge", association(MODEL, DATA), f"DescribeArtifact {ADD}"
    ),
    "Delete": delete(associated, "Edge", f"{RELEASE} {REMOVE} DeleteArtifact"),
    "Delete of what is shared": delete(association_shared, "Edge", RELEASE),
    "Delete of what was adopted": delete(
        association_adopted, "Edge", f"{RELEASE} DescribeArtifact DeleteArtifact"
    ),
}
