"""The function's role: it allows what the requests need, and no statement can be left out."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from lineage_local.service import LineageService, Principal
from tests.lineage_local.service.role import STATEMENTS, function_role

from . import conftest
from .conftest import NewStack
from .counted_requests import ARTIFACTS, ASSOCIATIONS, Account, CountedRequest
from .simulator.deployment import ResourceFailed
from .simulator.turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

REQUESTS = {f"artifact: {name}": counted for name, counted in ARTIFACTS.items()} | {
    f"association: {name}": counted for name, counted in ASSOCIATIONS.items()
}
SIDS = [each["Sid"] for each in json.loads(STATEMENTS.read_text()) if "Sid" in each]


Denials = Callable[[CountedRequest], list[str]]


@pytest.fixture
def denials(
    service: LineageService, new_stack: NewStack, sagemaker: SageMakerClient, clock: Turns
) -> Denials:
    """Serves a request, and returns the calls that were denied on the way."""

    def denied(counted: CountedRequest) -> list[str]:
        service.reset()
        account = Account(new_stack(), new_stack, sagemaker, clock)
        # What is to be there before may fail to be created.
        with suppress(ResourceFailed):
            counted.before(account)
            account.stack.send(counted.event(account.stack))
        return [call.operation for call in service.calls if call.result == "AccessDeniedException"]

    return denied


def without(sid: str) -> Principal:
    """Return the function with a role that lacks one statement."""
    role = function_role("eu-west-1")
    (policy,) = role.policies
    statements = [each for each in policy["Statement"] if each["Sid"] != sid]
    return replace(role, policies=[{**policy, "Statement": statements}])


@pytest.mark.parametrize("counted", REQUESTS.values(), ids=REQUESTS)
def test_role_allows_every_call(denials: Denials, counted: CountedRequest) -> None:
    assert denials(counted) == []


@pytest.mark.parametrize("sid", SIDS)
def test_role_does_not_suffice_without_one_of_its_statements(
    denials: Denials, monkeypatch: pytest.MonkeyPatch, sid: str
) -> None:
    monkeypatch.setattr(conftest, "function_role", lambda _: without(sid))
    assert any(denials(counted) for counted in REQUESTS.values())
