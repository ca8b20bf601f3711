"""How many calls a request makes when nothing goes wrong; docs/api-calls.md shows the same.

``PYTHONPATH=lambda python -m tests.lineage_handler.test_calls`` writes the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lineage_local.service import LineageService

from .calls import only_writes, operations
from .conftest import NewStack
from .counted_requests import ARTIFACTS, ASSOCIATIONS, Account, CountedRequest
from .simulator.stack import SimulatedStack
from .simulator.turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

PAGE = Path(__file__).parents[2] / "docs" / "api-calls.md"

BEGINNING = """\
# How many calls a request makes

SageMaker throttles lineage calls at low rates, so a request makes as few as ownership allows. These
are the calls of one request when nothing goes wrong and tags show at once; a CreateArtifact that is
refused counts as a write. Who owns an artifact is on its tags; who declares an association is on a
record, an artifact of its own ([ownership.md](ownership.md)).

A construct that is renamed or moved is a Create of the new resource, then a Delete of the old one.
Another source of an artifact, or another entity of an association, is an Update that creates, then
a Delete of what was there.
"""


@pytest.fixture
def account(
    stack: SimulatedStack, new_stack: NewStack, sagemaker: SageMakerClient, clock: Turns
) -> Account:
    stack.timeout_seconds = 300.0
    return Account(stack, new_stack, sagemaker, clock)


def calls_of(counted: CountedRequest, account: Account, service: LineageService) -> list[str]:
    counted.before(account)
    before = len(service.calls)
    account.stack.send(counted.event(account.stack))
    return operations(service)[before:]


@pytest.mark.parametrize("counted", ARTIFACTS.values(), ids=ARTIFACTS)
def test_calls_for_an_artifact(
    counted: CountedRequest, account: Account, service: LineageService
) -> None:
    assert calls_of(counted, account, service) == counted.calls.split()


@pytest.mark.parametrize("counted", ASSOCIATIONS.values(), ids=ASSOCIATIONS)
def test_calls_for_an_association(
    counted: CountedRequest, account: Account, service: LineageService
) -> None:
    assert calls_of(counted, account, service) == counted.calls.split()


def table(requests: Mapping[str, CountedRequest]) -> str:
    lines = ["| request | reads | writes | calls |", "| --- | --- | --- | --- |"]
    for name, counted in requests.items():
        calls = counted.calls.split()
        writes = len(only_writes(calls))
        listed = ", ".join(
            call if count == 1 else f"{call} ×{count}"  # noqa: RUF001 (a multiplication sign)
            for call, count in Counter(calls).items()
        )
        lines.append(f"| {name} | {len(calls) - writes} | {writes} | {listed} |")
    return "\n".join([*lines, ""])


def page() -> str:
    return "\n".join(
        [BEGINNING, "## Artifacts\n", table(ARTIFACTS), "## Associations\n", table(ASSOCIATIONS)]
    )


def test_page_shows_what_is_measured() -> None:
    assert PAGE.read_text() == page()


if __name__ == "__main__":
    PAGE.write_text(page())
