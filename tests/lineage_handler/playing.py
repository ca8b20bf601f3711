"""Plays scenarios: everything goes well until the request that is looked at."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lineage_local.service import Fault, LineageService

from .cloudformation import AnswerBox, Handler, ResourceFailed, Stack
from .inspection import Memory, problems, recall, remember, state
from .scenarios import Scenario, Scene

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@dataclass
class Play:
    """What has come of a scenario.

    Attributes
    ----------
    calls
        What the request that is looked at asked of SageMaker, in order.
    reason
        Why the deployment failed, if it did.
    ending
        All that the service had in the end.
    problems
        What is wrong: in the end, and when both stacks have been deleted as well.
    """

    calls: tuple[str, ...] = ()
    reason: str | None = None
    ending: object = None
    problems: list[str] = field(default_factory=list)


class Theatre:
    """Where scenarios are played, each from the same beginning again and again."""

    def __init__(
        self,
        service: LineageService,
        sagemaker: SageMakerClient,
        handler: Handler,
        answers: AnswerBox,
    ) -> None:
        self._service = service
        self._sagemaker = sagemaker
        self._handler = handler
        self._answers = answers
        self._beginnings: dict[int, tuple[Scene, Memory]] = {}
        self._rehearsals: dict[int, Play] = {}

    def rehearse(self, scenario: Scenario) -> Play:
        """Play a scenario while nothing goes wrong."""
        if id(scenario) not in self._rehearsals:
            self._rehearsals[id(scenario)] = self.play(scenario)
        return self._rehearsals[id(scenario)]

    def play(self, scenario: Scenario, *faults: Fault) -> Play:
        """Play a scenario, and let these faults happen to the request that is looked at."""
        scene = self._begin(scenario)
        play = Play()
        act = _Act(scenario, scene, faults, play)
        scene.stack.around = act.around
        try:
            scenario.act(scene)
        except ResourceFailed as failed:
            play.reason = str(failed)
        assert act.has_begun, "the deployment has no such request"
        play.ending = state(self._service)
        play.problems = self._problems(scene)
        if not faults or play.ending != self.rehearse(scenario).ending:
            # From another ending than usual, everything must be deleted well too.
            self._end(scene, play)
        return play

    def _begin(self, scenario: Scenario) -> Scene:
        if id(scenario) not in self._beginnings:
            self._service.reset()
            scene = Scene(
                Stack(self._handler, self._answers, "Stack"),
                Stack(self._handler, self._answers, "Neighbour"),
                self._service,
                self._sagemaker,
            )
            scenario.arrange(scene)
            self._beginnings[id(scenario)] = scene, remember(self._service)
        scene, memory = self._beginnings[id(scenario)]
        recall(self._service, memory)
        return copy.deepcopy(
            scene,
            {
                id(kept): kept
                for kept in (self._service, self._sagemaker, self._handler, self._answers)
            },
        )

    def _end(self, scene: Scene, play: Play) -> None:
        for stack in scene.stacks:
            stack.destroy()
        scene.others.edges.clear()
        play.problems += self._problems(scene)

    def _problems(self, scene: Scene) -> list[str]:
        answers = [answer for stack in scene.stacks for _, answer in stack.answered]
        unexpected = [answer.reason for answer in answers if answer.reason.startswith("unexpected")]
        return problems(self._service, scene.stacks, scene.others) + unexpected


class _Act:
    """Lets faults happen to one request of a deployment, and listens to it."""

    def __init__(
        self, scenario: Scenario, scene: Scene, faults: Iterable[Fault], play: Play
    ) -> None:
        self._scenario = scenario
        self._scene = scene
        self._faults = faults
        self._play = play
        self._updates = 0
        self.has_begun = False

    @contextlib.contextmanager
    def around(self, event: dict[str, Any]) -> Iterator[None]:
        if self.has_begun or not self._is_looked_at(event):
            yield
            return
        self.has_begun = True
        service = self._scene.service
        before = len(service.calls)
        service.faults.replace(self._faults)
        yield
        service.faults.clear()
        self._play.calls = tuple(call.operation for call in service.calls[before:])

    def _is_looked_at(self, event: dict[str, Any]) -> bool:
        request_type, logical_id = self._scenario.request
        if event["LogicalResourceId"] != logical_id:
            return False
        self._updates += event["RequestType"] == "Update"
        if request_type == "Update back":
            return self._updates == 2
        return bool(event["RequestType"] == request_type)
