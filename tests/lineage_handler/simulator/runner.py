"""Runs scenarios: everything goes well until the request that is looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lineage_local.service import Fault, LineageService

from .deployment import ResourceFailed
from .function import Handler
from .outsider import Outsider
from .responses import ResponseServer
from .scenarios.scenario import Scenario
from .service_state import artifacts, associations, comparable
from .turns import Turns
from .world import Baseline, new_world

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@dataclass
class ScenarioResult:
    """What has come of a scenario.

    Attributes
    ----------
    calls
        What the request that is looked at asked of SageMaker, in order.
    reason
        Why the deployment failed, if it did.
    state
        All that the service had in the end.
    violations
        Where invariants are broken: in the end, and when both stacks have been deleted as well.
    """

    calls: list[str] = field(default_factory=list)
    reason: str | None = None
    state: object = None
    violations: list[str] = field(default_factory=list)


class ScenarioRunner:
    """Runs scenarios, each from the same baseline again and again."""

    def __init__(
        self,
        service: LineageService,
        sagemaker: SageMakerClient,
        handler: Handler,
        responses: ResponseServer,
        turns: Turns,
    ) -> None:
        self._service = service
        self._sagemaker = sagemaker
        self._handler = handler
        self._responses = responses
        self._turns = turns
        self._baselines: dict[Scenario, Baseline] = {}
        self._undisturbed: dict[Scenario, ScenarioResult] = {}

    def undisturbed(self, scenario: Scenario) -> ScenarioResult:
        """Return what comes of a scenario while nothing goes wrong."""
        if scenario not in self._undisturbed:
            self._undisturbed[scenario] = self.run(scenario)
        return self._undisturbed[scenario]

    def run(self, scenario: Scenario, *faults: Fault) -> ScenarioResult:
        """Run a scenario, and let these faults happen to the request that is looked at."""
        world = self._baseline(scenario).world()
        result = ScenarioResult()
        observer = _RequestObserver(scenario, self._service, faults, result)
        world.stack.around = observer.around
        try:
            scenario.act(world)
        except ResourceFailed as failed:
            result.reason = str(failed)
        assert observer.has_begun or not scenario.calls, "the deployment has no such request"
        result.state = comparable(artifacts(self._service), associations(self._service))
        result.violations = world.violations()
        if not faults or result.state != self.undisturbed(scenario).state:
            # From another state than usual, everything must be deleted well too.
            for stack in world.stacks:
                stack.destroy()
            result.violations += world.violations()
        return result

    def _baseline(self, scenario: Scenario) -> Baseline:
        if scenario not in self._baselines:
            self._service.reset(scenario.behaviour)
            outsider = Outsider(self._service, self._sagemaker, self._turns)
            world = new_world(self._handler, self._responses, self._turns, outsider)
            scenario.arrange(world)
            assert world.violations() == []
            self._baselines[scenario] = Baseline(world, self._turns)
        self._service.behaviour = scenario.behaviour
        return self._baselines[scenario]


class _RequestObserver:
    """Lets faults happen to one request of a deployment, and listens to it."""

    def __init__(
        self,
        scenario: Scenario,
        service: LineageService,
        faults: Iterable[Fault],
        result: ScenarioResult,
    ) -> None:
        self._scenario = scenario
        self._service = service
        self._faults = faults
        self._result = result
        self._updates = 0
        self.has_begun = False

    @contextlib.contextmanager
    def around(self, event: dict[str, Any]) -> Iterator[None]:
        if self.has_begun or not self._is_looked_at(event):
            yield
            return
        self.has_begun = True
        before = len(self._service.calls)
        self._service.faults.replace(self._faults)
        yield
        self._service.faults.clear()
        self._result.calls = [call.operation for call in self._service.calls[before:]]

    def _is_looked_at(self, event: dict[str, Any]) -> bool:
        request_type, logical_id = self._scenario.request
        if event["LogicalResourceId"] != logical_id:
            return False
        self._updates += event["RequestType"] == "Update"
        if request_type == "Update back":
            return self._updates == 2
        return bool(event["RequestType"] == request_type)
