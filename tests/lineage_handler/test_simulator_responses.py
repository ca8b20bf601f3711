"""The simulator itself: what it does not take for a response."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from .simulator.responses import ContractBroken, ResponseServer
from .simulator.scripted_function import put
from .simulator.stack import SimulatedStack
from .simulator.turns import Turns

Respond = Callable[[dict[str, Any]], object]


def put_twice(event: dict[str, Any]) -> None:
    """Respond to a request twice."""
    put(event)
    put(event)


BROKEN: dict[str, Respond] = {
    "twice": put_twice,
    "of another stack": lambda event: put(event, StackId="arn:another"),
    "too long": lambda event: put(event, Data={"Long": "x" * 4096}),
    "without an id": lambda event: put(event, PhysicalResourceId=""),
    "with a long id": lambda event: put(event, PhysicalResourceId="x" * 1025),
    "failed without a reason": lambda event: put(event, Status="FAILED"),
    "not at all": lambda _: None,
}


@pytest.mark.parametrize("respond", BROKEN.values(), ids=BROKEN.keys())
def test_response_that_cloudformation_would_not_accept(
    responses: ResponseServer, turns: Turns, respond: Respond
) -> None:
    stack = SimulatedStack(lambda event, _: respond(event), responses, clock=turns)
    with pytest.raises(ContractBroken):
        stack.deploy({"R": {"Id": "one"}})
