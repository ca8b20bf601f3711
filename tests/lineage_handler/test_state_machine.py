"""Stacks that collide on a few sources, deployed at random, while anything at all goes wrong.

They declare artifacts, and associations between their own, each other's and those of nobody.
After each step the invariants must hold (see `simulator.invariants`). A deployment that nothing
disturbs must fail if, and only if, docs/ownership.md says so, and leave everything as it was then.
Requests overlap in turns, on a clock of their own (see `simulator.turns`), so that nothing depends
on how fast the machine is.

What public facts leave open about the service is drawn as well, all of it (see `simulator.knobs`),
and each execution environment has a clock of its own.

The check runs the same examples every time. With ``LIFECYCLE=long`` in the environment
(``make explore``) new ones are run, as many as ``LIFECYCLE_EXAMPLES`` says (default 200), of 50
steps each. How much was run is printed: ``pytest -rP`` shows it.

What nobody can promise is not drawn: "What this does not cover" of docs/ownership.md lists it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from lineage_local.service import Behaviour, LineageService, store

from .conftest import make_client, set_environment
from .simulator.behaviour import CloudFormationBehaviour
from .simulator.by_hand import BY_HAND, do_by_hand
from .simulator.collision import MINUTE, PATIENT, Collision
from .simulator.faults import RandomFault, random_faults, short_faults
from .simulator.function import ExecutionEnvironment, Function
from .simulator.knobs import knobs, readings
from .simulator.machinery import Machinery
from .simulator.outsider import Outsider
from .simulator.responses import NO_RESPONSE, ResponseServer
from .simulator.stack import SimulatedStack
from .simulator.surroundings import careful_edits, present, surroundings
from .simulator.templates import SOURCES, Template, creates, edits
from .simulator.turns import Turns
from .simulator.world import new_world

IS_LONG = os.environ.get("LIFECYCLE") == "long"
EXAMPLES = int(os.environ.get("LIFECYCLE_EXAMPLES", "200")) if IS_LONG else 40
# After ten examples Hypothesis mostly plays one again with a part of it copied: so ten at a time.
AT_A_TIME = 10
PROFILE = settings(
    max_examples=AT_A_TIME,
    stateful_step_count=50 if IS_LONG else 30,
    print_blob=IS_LONG,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

# How many calls are made in one request before the turn goes to the other.
gaps = st.lists(st.integers(1, 12), max_size=8)
stacks = st.integers(0, 1)
# How far the date of an execution environment is ahead, in seconds.
skews = st.sampled_from([0.0, 0.0, 2.0, -3.0])


class Lifecycle(RuleBasedStateMachine):
    """Two stacks, and everybody else."""

    machinery: Machinery

    @initialize(
        behaviour=knobs(),
        skews=st.tuples(skews, skews),
        timeout=st.sampled_from([240.0, 300.0, 900.0]),
        attempts=st.sampled_from([PATIENT, PATIENT, 3]),
        takes_failed_id=st.booleans(),
        keeps_failed_properties=st.booleans(),
        deletes_failed_first=st.booleans(),
    )
    def begin(
        self,
        *,
        behaviour: Behaviour,
        skews: tuple[float, float],
        timeout: float,
        **choices: Any,
    ) -> None:
        shared = self.machinery
        shared.service.reset(behaviour)
        for environment, skew in zip(shared.environments, skews, strict=True):
            environment.skew_clock(skew)
            environment.start()
        names = ("First", "Second")
        self.world = new_world(
            Function(*shared.environments),
            shared.responses,
            shared.turns,
            Outsider(shared.service, shared.sagemaker, shared.turns),
            names,
            timeout_seconds=timeout,
            service_timeout_seconds=min(3 * timeout + 5 * MINUTE, 60 * MINUTE),
            redelivery_seconds=MINUTE,
            behaviour=CloudFormationBehaviour(**choices),
        )
        for name, stack in zip(names, self.world.stacks, strict=True):
            # The same each time, and so the order of tags.
            stack.stack_id = f"arn:aws:cloudformation:eu-west-1:000000000000:stack/{name}/1"
        self.collision = Collision(self.world)
        shared.counts["examples"] += 1

    @rule(data=st.data(), number=stacks, fails=st.booleans())
    def deploy_undisturbed(self, data: st.DataObject, number: int, *, fails: bool) -> None:
        stack, template = self._drawn(data, number)
        self.collision.deploy_undisturbed(stack, template, fails=fails)

    @rule(
        data=st.data(),
        number=stacks,
        faults=random_faults(),
        fail_after=st.sampled_from([None, None, 0, 1, 2, 9]),
        overlap=st.one_of(st.none(), st.none(), gaps),
        is_echoed=st.sampled_from([False, False, False, True]),
        retains=st.sampled_from([False, False, True]),
        rolls_back=st.sampled_from([True, True, False]),
        breaks=st.sampled_from([False, False, True]),
    )
    def deploy(
        self,
        data: st.DataObject,
        number: int,
        fail_after: int | None,
        *,
        retains: bool,
        **how: Any,
    ) -> None:
        stack, template = self._drawn(data, number)
        self.collision.deploy(
            stack,
            template,
            fail_after=fail_after,
            fail_at_end=fail_after == 9,
            retain=list(stack.template) if retains else [],
            **how,
        )

    @rule(number=stacks, faults=random_faults())
    def destroy(self, number: int, faults: list[RandomFault]) -> None:
        self.collision.destroy(self.world.stacks[number], faults)

    @rule(data=st.data(), overlap=gaps)
    def deploy_both(self, data: st.DataObject, overlap: list[int]) -> None:
        """Both at the same time; nobody takes meanwhile what another has, or has given up."""
        # What failed is done again, whatever the other one does.
        if any(stack.unfinished for stack in self.world.stacks):
            return
        templates = [
            data.draw(careful_edits(self.world, stack), label="template")
            for stack in self.world.stacks
        ]
        self.collision.deploy_both(templates, overlap)

    @rule(
        number=stacks,
        data=st.data(),
        is_overtaken=st.booleans(),
        faults=short_faults(),
        overlap=gaps,
    )
    def cancel_create(self, number: int, data: st.DataObject, **how: Any) -> None:
        """CloudFormation cancels a Create, whose Delete follows at once, or even overtakes it."""
        stack = self.world.stacks[number]
        logical_id, properties = data.draw(creates(present(self.world)), label="create")
        if logical_id not in stack.resources:
            self.collision.cancel_create(stack, logical_id, properties, **how)

    @rule(kind=st.sampled_from(BY_HAND), source=st.sampled_from(SOURCES))
    def do_by_hand(self, kind: str, source: dict[str, Any]) -> None:
        do_by_hand(self.world, kind, source)
        self.collision.check()

    @rule(hours=st.integers(1, 3))
    def let_time_pass(self, hours: int) -> None:
        self.world.turns.sleep(3600.0 * hours)

    def teardown(self) -> None:
        counts = self.machinery.counts
        if any(stack.events for stack in self.world.stacks):
            self.machinery.readings.update(readings(self.machinery.service.behaviour))
        for stack in self.world.stacks:
            counts["requests"] += len(stack.events)
            responses = [exchange.response for exchange in stack.exchanges]
            counts["failed"] += sum(not response.succeeded for response in responses)
            counts["without a response"] += responses.count(NO_RESPONSE)
            counts["retained"] += len(stack.retained)
            counts["forgotten"] += len(stack.forgotten)
            counts["left as they failed"] += stack.unfinished is not None
            statuses = [resource.status for resource in stack.resources.values()]
            counts["skipped"] += statuses.count("skipped")

    def _drawn(self, data: st.DataObject, number: int) -> tuple[SimulatedStack, Template]:
        self.machinery.counts["deployments"] += 1
        stack = self.world.stacks[number]
        changed = edits(stack.template, surroundings(self.world, stack))
        return stack, data.draw(changed, label="template")


@pytest.fixture
def machinery(
    running_service: LineageService,
    response_server: ResponseServer,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Machinery]:
    set_environment(running_service, response_server, monkeypatch)
    turns = Turns()
    monkeypatch.setattr(store, "datetime", turns.datetime)
    environments = (
        ExecutionEnvironment("lineage_handler_one", turns),
        ExecutionEnvironment("lineage_handler_two", turns),
    )
    logging.disable()
    machinery = Machinery(
        running_service,
        make_client(running_service.endpoint_url),
        response_server,
        environments,
        turns,
    )
    yield machinery
    logging.disable(logging.NOTSET)
    print(machinery.report())  # noqa: T201


def test_no_orphan_and_no_loss(machinery: Machinery) -> None:
    Lifecycle.machinery = machinery
    for number in range(EXAMPLES // AT_A_TIME):
        machine = Lifecycle if IS_LONG else seed(number)(Lifecycle)
        run_state_machine_as_test(machine, settings=PROFILE)
