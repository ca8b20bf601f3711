"""How many calls a request makes when nothing goes wrong; docs/api-calls.md shows the same.

``PYTHONPATH=lambda python -m tests.lineage_handler.test_calls`` writes the page anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import LineageService

from .cloudformation import Ref, Stack
from .conftest import NewStack
from .test_association import association
from .test_lifecycle import EVERYTHING, declaration
from .test_ownership import associate_by_hand

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

PAGE = Path(__file__).parents[2] / "docs" / "api-calls.md"
WRITES = ("Create", "Update", "Delete", "Add")

OTHER = declaration(Source={"SourceUri": "s3://bucket/other"})
NEW_COMMIT = declaration(MetadataProperties={"CommitId": "def456"})


def fresh(_stack: Stack, _: SageMakerClient) -> None:
    """Deploy nothing before."""


def deployed(stack: Stack, _: SageMakerClient) -> None:
    stack.deploy({"Data": EVERYTHING})


def associated(stack: Stack, sagemaker: SageMakerClient) -> None:
    stack.deploy({"Data": EVERYTHING})
    associate_by_hand(sagemaker, stack.resources["Data"].physical_id)


def made_by_a_job(_stack: Stack, sagemaker: SageMakerClient) -> None:
    sagemaker.create_artifact(Source=EVERYTHING["Source"], ArtifactType="DataSet")


def ends(stack: Stack, _: SageMakerClient) -> None:
    stack.deploy(ENDS)


def joined(stack: Stack, _: SageMakerClient) -> None:
    stack.deploy(ENDS | {"Edge": EDGE})


def joined_by_a_job(stack: Stack, sagemaker: SageMakerClient) -> None:
    stack.deploy(ENDS)
    data, other = (stack.resources[each].physical_id for each in ENDS)
    sagemaker.add_association(SourceArn=data, DestinationArn=other, AssociationType="ContributedTo")


ENDS = {"Data": EVERYTHING, "Other": OTHER}
EDGE = association(Ref("Data"), Ref("Other"))

Case = tuple[Callable[[Stack, "SageMakerClient"], None], dict[str, Any], list[str]]

CASES: dict[str, Case] = {
    "Create": (fresh, {"Data": EVERYTHING}, ["CreateArtifact"]),
    "Create that adopts": (
        made_by_a_job,
        {"Data": declaration(OnExisting="ADOPT", MetadataProperties=None)},
        [
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "UpdateArtifact",
        ],
    ),
    "Update that changes nothing": (
        deployed,
        {"Data": EVERYTHING | {"ServiceTimeout": "600"}},
        ["DescribeArtifact", "ListTags"],
    ),
    "Update of name or properties": (
        deployed,
        {"Data": declaration(ArtifactName="renamed", Properties={"rows": "2"})},
        ["DescribeArtifact", "ListTags", "UpdateArtifact"],
    ),
    "Update of tags: changed or added": (
        deployed,
        {"Data": declaration(Tags=[*EVERYTHING["Tags"], {"Key": "new", "Value": "yes"}])},
        ["DescribeArtifact", "ListTags", "AddTags"],
    ),
    "Update of tags: removed": (
        deployed,
        {"Data": declaration(Tags=[])},
        ["DescribeArtifact", "ListTags", "DeleteTags"],
    ),
    "Update of type or metadata": (
        deployed,
        {"Data": NEW_COMMIT},
        [
            "DescribeArtifact",
            "ListTags",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
            "CreateArtifact",
        ],
    ),
    "Update of type or metadata of one with an association": (
        associated,
        {"Data": NEW_COMMIT},
        [
            "DescribeArtifact",
            "ListTags",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddTags",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "CreateArtifact",
            "AddAssociation",
            "DeleteAssociation",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
            "DeleteTags",
        ],
    ),
    "Update of the source, and the old artifact's Delete": (
        deployed,
        {"Data": OTHER},
        [
            "DescribeArtifact",
            "CreateArtifact",
            "ListTags",
            "ListArtifacts",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
        ],
    ),
    "Delete": (
        deployed,
        {},
        ["ListTags", "ListArtifacts", "ListAssociations", "ListAssociations", "DeleteArtifact"],
    ),
    "Delete of one with an association": (
        associated,
        {},
        [
            "ListTags",
            "ListArtifacts",
            "ListAssociations",
            "ListAssociations",
            "DeleteAssociation",
            "DeleteArtifact",
        ],
    ),
    "Renamed construct: Create of the new, Delete of the old": (
        deployed,
        {"New": EVERYTHING},
        [
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "ListTags",
            "DeleteTags",
            "ListTags",
        ],
    ),
    "Association: Create": (
        ends,
        ENDS | {"Edge": EDGE},
        ["CreateArtifact", "AddAssociation"],
    ),
    "Association: Create that adopts": (
        joined_by_a_job,
        ENDS | {"Edge": EDGE | {"OnExisting": "ADOPT"}},
        ["CreateArtifact", "AddAssociation", "ListAssociations", "DescribeArtifact", "AddTags"],
    ),
    "Association: Update that changes nothing": (
        joined,
        ENDS | {"Edge": EDGE | {"ServiceTimeout": "600"}},
        ["DescribeArtifact", "ListTags", "ListAssociations"],
    ),
    "Association: Update of the type": (
        joined,
        ENDS | {"Edge": EDGE | {"AssociationType": "DerivedFrom"}},
        [
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "ListAssociations",
            "DeleteAssociation",
            "AddAssociation",
        ],
    ),
    "Association: Update of an end, and the old association's Delete": (
        joined,
        ENDS | {"Edge": association(Ref("Other"), Ref("Data"))},
        [
            "DescribeArtifact",
            "CreateArtifact",
            "AddAssociation",
            "ListTags",
            "DeleteAssociation",
            "DeleteArtifact",
        ],
    ),
    "Association: Delete": (joined, ENDS, ["ListTags", "DeleteAssociation", "DeleteArtifact"]),
    "Renamed association: Create of the new, Delete of the old": (
        joined,
        ENDS | {"New": EDGE},
        [
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "ListAssociations",
            "ListTags",
            "DeleteTags",
            "ListTags",
            "ListAssociations",
        ],
    ),
}


@pytest.fixture
def experienced(new_stack: NewStack) -> None:
    """An execution environment that knows that a second create on a source is refused."""
    earlier = new_stack("Earlier")
    earlier.deploy({"Data": declaration(Source={"SourceUri": "s3://bucket/earlier"})})
    earlier.destroy()


@pytest.mark.usefixtures("experienced")
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_calls_of_a_request(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, case: Case
) -> None:
    prepare, template, wanted = case
    prepare(stack, sagemaker)
    before = len(service.calls)
    stack.deploy(template)
    assert [call.operation for call in service.calls[before:]] == wanted


def test_first_create_of_an_environment_is_repeated_once(
    stack: Stack, service: LineageService
) -> None:
    stack.deploy({"Data": EVERYTHING, "Other": OTHER})
    assert [(call.operation, call.result) for call in service.calls] == [
        ("CreateArtifact", "success"),
        ("CreateArtifact", "ValidationException"),
        ("CreateArtifact", "success"),
    ]


def page() -> str:
    rows = []
    for request, (_, _, calls) in CASES.items():
        writes = sum(call.startswith(WRITES) for call in calls)
        listed = ", ".join(
            call if count == 1 else f"{call} ×{count}"  # noqa: RUF001 (a multiplication sign)
            for call, count in Counter(calls).items()
        )
        rows.append(f"| {request} | {len(calls) - writes} | {writes} | {listed} |")
    header = ["| request | reads | writes | calls |", "| --- | --- | --- | --- |"]
    return "\n".join([BEGINNING, *header, *rows, ""])


BEGINNING = """\
# How many calls a request makes

SageMaker throttles lineage calls at low rates, so a request makes as few as ownership allows when
nothing goes wrong. A CreateArtifact that is refused counts as a write here. Each execution
environment of the function repeats its first successful create once, to find out whether SageMaker
refuses a second one. An association has a record, an artifact of its own
([ownership.md](ownership.md)).
"""


def test_page_shows_what_is_measured() -> None:
    assert PAGE.read_text() == page()


if __name__ == "__main__":
    PAGE.write_text(page())
