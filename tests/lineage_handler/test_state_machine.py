"""Stacks that collide on a few sources, deployed at random, while anything at all goes wrong.

They declare artifacts, and associations between their own, each other's and those of nobody.
After each step there must be neither an orphan nor a loss, and whatever CloudFormation believes to
be deployed must be as it was declared. Requests overlap in turns, on a clock of their own (see
`turns`), so that nothing depends on how fast the machine is.

The check runs the same examples every time. With ``LIFECYCLE=long`` in the environment
(``make explore``) new ones are run, as many as ``LIFECYCLE_EXAMPLES`` says (default 200), of 50
steps each. How much was played is printed: ``pytest -rP`` shows it.

What nobody can promise is not played:

- that a Create which IAM refuses in one delivery, and not in another, is told from one that was
  refused at once;
- that a request which the network holds back until others have followed does no harm, or a
  cancelled Create that runs on for longer than its Delete waits;
- that a retained artifact which its old logical id declares again survives that one's rollback: it
  is that resource's again;
- that nobody else takes a source in the moment in which its artifact is deleted, to be made anew or
  because its last owner leaves;
- that an association which one stack declares or deletes survives that another stack makes one of
  its ends anew at that moment, or stays away;
- that a stack can be rolled back to what somebody deleted by hand, when another stack has made it
  since, or when an end of an association is missing.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from lineage_local.service import Behaviour, Fault, LineageService, store

from .cloudformation import AnswerBox, GaveUp, Properties, Resource, ResourceFailed, Stack
from .conftest import make_client, set_environment
from .environment import Environment, Function, kill
from .inspection import Found, Others, artifacts, claim_key, edges, problems, source_uri
from .templates import (
    ARTIFACTS,
    ASSOCIATIONS,
    JOB,
    TYPES,
    URIS,
    Surroundings,
    Template,
    arn_of,
    edits,
    is_association,
    members,
)
from .turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

IS_LONG = os.environ.get("LIFECYCLE") == "long"
PROFILE = (
    settings(
        max_examples=int(os.environ.get("LIFECYCLE_EXAMPLES", "200")),
        stateful_step_count=50,
        print_blob=True,
    )
    if IS_LONG
    else settings(max_examples=60, stateful_step_count=30, derandomize=True, database=None)
)

LAG_SECONDS = 3.0
MINUTE = 60.0


@dataclass(frozen=True)
class Trouble:
    """Something that goes wrong with some call of a deployment."""

    what: str
    skip: int
    times: int

    def fault(self) -> Fault:
        if self.what in {"killed before", "killed after"}:
            at = self.what.removeprefix("killed ")
            return kill(at, skip=self.skip, times=self.times)
        if self.what == "lost":
            return Fault("reset", at="after", skip=self.skip, times=self.times)
        return Fault(self.what, skip=self.skip, times=self.times)  # type: ignore[arg-type]


PASSING = ["throttle", "error", "unavailable", "reset", "lost"]


@st.composite
def troubles(draw: st.DrawFn) -> list[Trouble]:
    lasting = draw(st.sampled_from([[], ["killed before", "killed after"], ["access_denied"]]))
    return draw(
        st.lists(
            st.builds(
                Trouble,
                st.sampled_from(PASSING + 3 * lasting),
                skip=st.integers(0, 15),
                times=st.integers(1, 4),
            ),
            max_size=3,
        )
    )


# How many calls are made in one request before the turn goes to the other.
gaps = st.lists(st.integers(1, 12), max_size=8)


@st.composite
def creates(draw: st.DrawFn, arns: list[str]) -> tuple[str, Properties]:
    """Declare an artifact, or an association between what is there."""
    if len(arns) < 2 or draw(st.booleans()):
        source = {"SourceUri": draw(st.sampled_from(URIS))}
        return draw(st.sampled_from(ARTIFACTS)), {**draw(members), "Source": source}
    ends = draw(st.permutations(arns))
    declared = {
        "SourceArn": ends[0],
        "DestinationArn": ends[1],
        "AssociationType": draw(st.sampled_from(TYPES)),
        "OnExisting": draw(st.sampled_from(["FAIL", "ADOPT"])),
    }
    return draw(st.sampled_from(ASSOCIATIONS)), {k: v for k, v in declared.items() if v}


@dataclass
class World:
    """What all examples share."""

    service: LineageService
    sagemaker: SageMakerClient
    answers: AnswerBox
    environments: tuple[Environment, Environment]
    turns: Turns
    played: Counter[str] = field(default_factory=Counter)


def _ends(properties: Properties) -> tuple[Any, Any] | None:
    if is_association(properties):
        return properties["SourceArn"], properties["DestinationArn"]
    return None


class Lifecycle(RuleBasedStateMachine):
    """Two stacks, and everybody else."""

    world: World

    @initialize(
        merges=st.booleans(),
        refuses=st.booleans(),
        duplicate=st.sampled_from(["raise", "return"]),
        lags=st.sampled_from([False, False, True]),
    )
    def begin(self, *, merges: bool, refuses: bool, duplicate: Any, lags: bool) -> None:
        self.service, self.sagemaker = self.world.service, self.world.sagemaker
        self.turns = self.world.turns
        self.service.reset(
            Behaviour(
                merge_properties=merges,
                refuse_delete_with_associations=refuses,
                duplicate_source=duplicate,
                list_lag_seconds=LAG_SECONDS if lags else 0.0,
            )
        )
        for environment in self.world.environments:
            environment.start()
        function = Function(*self.world.environments)
        self.stacks = [
            Stack(
                function,
                self.world.answers,
                name,
                redelivery_seconds=MINUTE,
                sleep=self.turns.sleep,
                tries=12,
            )
            for name in ("First", "Second")
        ]
        for stack in self.stacks:
            # The same each time, and so the order of tags.
            stack.stack_id = f"arn:aws:cloudformation:eu-west-1:000000000000:stack/{stack.name}/1"
        self.others = Others(made={JOB})
        self.job = self.sagemaker.create_artifact(
            Source={"SourceUri": JOB}, ArtifactType="DataSet"
        )["ArtifactArn"]
        # Holders of what was deleted by hand: their claims are gone until they are updated.
        self.bereft: set[tuple[str, str]] = set()
        # What was changed by hand is changed back when its resource is updated.
        self.stained: set[str] = set()
        # Whether a stack can be neither deployed nor rolled back.
        self.is_stuck = False
        self.world.played["examples"] += 1

    @rule(data=st.data(), number=st.integers(0, 1), fails=st.booleans())
    def deploy_in_peace(self, data: st.DataObject, number: int, *, fails: bool) -> None:
        stack = self.stacks[number]
        self._deploy(stack, self._edited(stack, data), [], fail_at_end=fails)

    @rule(
        data=st.data(),
        number=st.integers(0, 1),
        troubles=troubles(),
        fail_after=st.sampled_from([None, None, 0, 1, 2, 9]),
        overlap=st.one_of(st.none(), st.none(), gaps),
        is_echoed=st.sampled_from([False, False, False, True]),
        retains=st.sampled_from([False] * 7 + [True]),
    )
    def deploy(
        self,
        data: st.DataObject,
        number: int,
        troubles: list[Trouble],
        fail_after: int | None,
        overlap: list[int] | None,
        *,
        is_echoed: bool,
        retains: bool,
    ) -> None:
        stack = self.stacks[number]
        self._deploy(
            stack,
            self._edited(stack, data),
            troubles,
            fail_after=fail_after,
            fail_at_end=fail_after == 9,
            overlap=overlap,
            is_echoed=is_echoed,
            retain=list(stack.template) if retains else [],
        )

    @rule(number=st.integers(0, 1), troubles=troubles())
    def destroy(self, number: int, troubles: list[Trouble]) -> None:
        stack = self.stacks[number]
        if not self._pinned(stack):
            self._deploy(stack, {}, troubles)

    @rule(data=st.data(), overlap=gaps)
    def deploy_both(self, data: st.DataObject, overlap: list[int]) -> None:
        """Both at the same time; nobody takes meanwhile what another has, or has given up."""
        templates = []
        had = {source_uri(r.properties) for stack in self.stacks for r in stack.resources.values()}
        free = [uri for uri in URIS if self._artifact(uri) is None and uri not in had]
        for stack in self.stacks:
            before = stack.template
            where = Surroundings(free, pinned=self._pinned(stack), stays=True)
            kept: Template = {}
            if self._pinned(stack) or any(self._refers_elsewhere(stack)):
                kept = {i: dict(declared) for i, declared in before.items()}
            template = data.draw(st.one_of(st.just(kept), edits(before, where)), label="template")
            templates.append(
                {
                    i: declared if declared == before.get(i) else declared | {"OnExisting": "FAIL"}
                    for i, declared in template.items()
                }
            )
        tasks = [
            partial(self._play, stack, template)
            for stack, template in zip(self.stacks, templates, strict=True)
        ]
        self.turns.run(tasks, overlap)
        self.turns.sleep(MINUTE)
        self._check()

    @rule(
        what=st.sampled_from(
            ["add", "add", "associate", "associate", "change", "delete", "dissociate", "make"]
        ),
        uri=st.sampled_from(URIS),
    )
    def do_by_hand(self, what: str, uri: str) -> None:
        {
            "add": self._add_by_hand,
            "associate": self._associate_by_hand,
            "change": self._change_by_hand,
            "delete": self._delete_by_hand,
            "dissociate": self._dissociate_by_hand,
            "make": self._job_makes_artifact,
        }[what](uri)
        self._check()

    def _add_by_hand(self, uri: str) -> None:
        if artifact := self._artifact(uri):
            present = dict(artifact.members.get("Properties", {}))
            self.sagemaker.update_artifact(
                ArtifactArn=artifact.arn, Properties=present | {"by-hand": "yes"}
            )
            self.sagemaker.add_tags(
                ResourceArn=artifact.arn, Tags=[{"Key": "by-hand", "Value": "yes"}]
            )
            self.others.additions[uri] = {"by-hand": "yes"}

    def _change_by_hand(self, uri: str) -> None:
        if artifact := self._artifact(uri):
            self.stained.add(uri)
            present = dict(artifact.members.get("Properties", {}))
            self.sagemaker.update_artifact(
                ArtifactArn=artifact.arn,
                Properties=present | dict.fromkeys(present.keys() & {"p", "q"}, "stained"),
            )
            self.sagemaker.delete_tags(ResourceArn=artifact.arn, TagKeys=["team"])

    def _associate_by_hand(self, uri: str) -> None:
        ends = (uri, JOB) if uri != URIS[0] else (JOB, uri)
        source, destination = (arn_of(end) for end in ends)
        # One that was deleted by hand is still that of its declaration, and will be again.
        declared = [_ends(r.properties) for stack in self.stacks for r in stack.resources.values()]
        taken = [*edges(self.service), *declared]
        if self._artifact(uri) and (source, destination) not in taken:
            self.sagemaker.add_association(
                SourceArn=source, DestinationArn=destination, AssociationType="DerivedFrom"
            )
            self.others.edges.add(ends)
        # An association must be seconds old to be seen by a deployment.
        self.turns.sleep(MINUTE)

    def _delete_by_hand(self, uri: str) -> None:
        artifact = self._artifact(uri)
        # Beside one that is retained there may be its stand-in, which would be deleted with it.
        if artifact and not artifact.named_stand_ins:
            for ends in edges(self.service):
                if artifact.arn in ends:
                    self._dissociate(ends)
            self.sagemaker.delete_artifact(ArtifactArn=artifact.arn)
            self.others.made.discard(uri)
            for stack in self.stacks:
                for logical_id, resource in stack.resources.items():
                    if resource.physical_id == artifact.arn:
                        self.bereft.add((stack.name, logical_id))
                stack.retained = [r for r in stack.retained if r[1] != artifact.arn]
        self.turns.sleep(MINUTE)

    def _dissociate_by_hand(self, uri: str) -> None:
        for ends in edges(self.service):
            if arn_of(uri) in ends:
                self._dissociate(ends)
        self.turns.sleep(MINUTE)

    def _dissociate(self, ends: tuple[str, str]) -> None:
        self.sagemaker.delete_association(SourceArn=ends[0], DestinationArn=ends[1])
        uris = {arn_of(uri): uri for uri in [*URIS, JOB]}
        self.others.edges.discard((uris[ends[0]], uris[ends[1]]))
        for stack in self.stacks:
            for logical_id, resource in stack.resources.items():
                if _ends(resource.properties) == ends:
                    self.bereft.add((stack.name, logical_id))

    def _job_makes_artifact(self, uri: str) -> None:
        if self._artifact(uri) is None:
            self.sagemaker.create_artifact(
                Source={"SourceUri": uri}, ArtifactType="DataSet", Properties={"job": "7"}
            )
            self.others.made.add(uri)

    @rule(
        number=st.integers(0, 1),
        data=st.data(),
        is_overtaken=st.booleans(),
        troubles=st.lists(
            st.builds(Trouble, st.sampled_from(PASSING), st.integers(0, 6), st.just(1)), max_size=2
        ),
        overlap=gaps,
    )
    def cancel_create(
        self,
        number: int,
        data: st.DataObject,
        troubles: list[Trouble],
        overlap: list[int],
        *,
        is_overtaken: bool,
    ) -> None:
        """CloudFormation cancels a Create, whose Delete follows at once, or even overtakes it."""
        stack = self.stacks[number]
        there = [arn_of(uri) for uri in [*URIS, JOB] if self._artifact(uri)]
        logical_id, properties = data.draw(creates(there), label="create")
        if logical_id in stack.resources:
            return
        sent = len(stack.events)
        create = stack.request("Create", logical_id, properties)
        self._note_adoptions(stack, {logical_id: properties})

        def delete() -> None:
            stack.delete_entity(logical_id, properties, stack.made_up_id(logical_id))

        tasks: list[Callable[[], object]] = [lambda: stack.send(create), delete]
        self.service.faults.replace(trouble.fault() for trouble in troubles)
        self.turns.run(reversed(tasks) if is_overtaken else tasks, overlap)
        self.service.faults.clear()
        self._note_returns(stack, stack.events[sent:])
        self.turns.sleep(MINUTE)
        self._check()

    def _deploy(
        self,
        stack: Stack,
        template: Template,
        troubles: list[Trouble],
        *,
        overlap: list[int] | None = None,
        is_echoed: bool = False,
        **how: Any,
    ) -> None:
        if overlap is not None:
            how["at_once"] = lambda change: self.turns.run([change, change], overlap)
        # A Create that IAM refuses once and not when it is delivered again is not played either.
        stack.is_echoed = is_echoed and not any(t.what == "access_denied" for t in troubles)
        self.service.faults.replace(trouble.fault() for trouble in troubles)
        try:
            self._play(stack, template, **how)
        finally:
            stack.is_echoed = False
            self.service.faults.clear()
        # What the lists do not show yet, the next deployment, minutes later, sees.
        self.turns.sleep(MINUTE)
        self._check()

    def _edited(self, stack: Stack, data: st.DataObject) -> Template:
        """Change what a stack has, and let it refer to what the other one has."""
        where = Surroundings(
            foreign={
                resource.physical_id
                for other in self.stacks
                if other is not stack
                for logical_id, resource in other.resources.items()
                if not is_association(resource.properties)
                if (other.name, logical_id) not in self.bereft
            },
            pinned=self._pinned(stack),
        )
        return data.draw(edits(stack.template, where), label="template")

    def _pinned(self, stack: Stack) -> set[str]:
        """Find what associations of the other stack refer to: its export is in use."""
        return {
            uri
            for other in self.stacks
            if other is not stack
            for arn in self._refers_elsewhere(other)
            for uri in URIS
            if arn_of(uri) == arn
        }

    def _refers_elsewhere(self, stack: Stack) -> Iterator[str]:
        for declared in stack.template.values():
            for end in _ends(declared) or ():
                if isinstance(end, str) and end != self.job:
                    yield end

    def _play(self, stack: Stack, template: Template, **how: Any) -> None:
        before = {i: r.properties for i, r in stack.resources.items()}
        sent, retained = len(stack.events), len(stack.retained)
        self._note_adoptions(stack, template)
        try:
            stack.deploy(template, **how)
        except GaveUp as failed:
            # What was deleted by hand may be somebody else's since, or an end that is missing.
            if not any(name == stack.name for name, _ in self.bereft):
                raise AssertionError(f"rollback failed: {failed}") from failed
            self.is_stuck = True
        except ResourceFailed:
            assert before == {i: r.properties for i, r in stack.resources.items()}
        else:
            now = {i: r.properties for i, r in stack.resources.items()}
            changed = {i for i, properties in now.items() if before.get(i) != properties}
            # What was gone before is not retained.
            stack.retained[retained:] = [
                each
                for each in stack.retained[retained:]
                if (stack.name, each[0]) not in self.bereft or self._claims(stack, *each)
            ]
            self.bereft -= {(stack.name, i) for i in changed | (before.keys() - template.keys())}
            self.stained -= {source_uri(now[i]) for i in changed}
        self._note_returns(stack, stack.events[sent:])

    def _note_adoptions(self, stack: Stack, template: Mapping[str, Properties]) -> None:
        """Two declarations of one artifact may differ, and a rollback leaves what was adopted."""
        held = {resource.physical_id for resource in stack.resources.values()}
        for declared in template.values():
            artifact = None if is_association(declared) else self._artifact(source_uri(declared))
            if artifact and artifact.arn not in held and declared["OnExisting"] == "ADOPT":
                self.others.shared.add(artifact.uri)

    def _note_returns(self, stack: Stack, events: list[dict[str, Any]]) -> None:
        """A retained artifact is its resource's again, when that has declared it again."""
        declared = {
            (event["LogicalResourceId"], arn_of(source_uri(event["ResourceProperties"])))
            for event in events
        }

        def is_still_retained(logical_id: str, arn: str) -> bool:
            if (logical_id, arn) not in declared:
                return True
            resource = stack.resources.get(logical_id)
            is_held = resource is not None and resource.physical_id == arn
            return not is_held and self._claims(stack, logical_id, arn)

        stack.retained = [each for each in stack.retained if is_still_retained(*each)]

    def _artifact(self, uri: str) -> Found | None:
        return next((a for a in artifacts(self.service).values() if a.uri == uri), None)

    def teardown(self) -> None:
        self.world.played["requests"] += sum(len(stack.events) for stack in self.stacks)

    def _check(self) -> None:
        self.world.played["steps"] += 1
        assume(not self.is_stuck)
        found = artifacts(self.service)
        present = {artifact.uri: artifact for artifact in found.values()}
        for uri in {*URIS, *present, *self.others.shared}:
            if uri not in present:
                self.others.additions.pop(uri, None)
                self.others.shared.discard(uri)
                self.stained.discard(uri)
                self.others.edges = {edge for edge in self.others.edges if uri not in edge}
            elif self._is_retained(uri) or self._is_shared(present[uri]):
                self.others.shared.add(uri)
        self.bereft -= {
            (stack.name, logical_id)
            for stack in self.stacks
            for logical_id, resource in stack.resources.items()
            if self._is_whole(stack, logical_id, resource)
        }
        others = Others(
            self.others.additions,
            self.others.edges,
            self.others.made,
            self.others.shared | self.stained,
        )
        excused = [f"{loss}{name}/{i} " for name, i in self.bereft for loss in ("", "loss: ")]
        wrong = [
            problem
            for problem in problems(self.service, self.stacks, others)
            if not problem.startswith(tuple(excused))
        ]
        unexpected = [
            answer.reason
            for stack in self.stacks
            for _, answer in stack.answered
            if answer.reason.startswith("unexpected")
        ]
        assert not wrong + unexpected, wrong + unexpected

    def _is_whole(self, stack: Stack, logical_id: str, resource: Resource) -> bool:
        ends = _ends(resource.properties)
        return self._claims(stack, logical_id, resource.physical_id) and (
            ends is None or ends in edges(self.service)
        )

    def _claims(self, stack: Stack, logical_id: str, arn: str) -> bool:
        found = artifacts(self.service).get(arn)
        return found is not None and claim_key(stack.stack_id, logical_id) in found.claims

    def _is_shared(self, artifact: Found) -> bool:
        # Those who share an association agree on it.
        return not artifact.is_record and (
            len(artifact.claims) > 1 or artifact.uri in self.others.made
        )

    def _is_retained(self, uri: str) -> bool:
        artifact = self._artifact(uri)
        return artifact is not None and any(
            physical_id == artifact.arn
            for stack in self.stacks
            for _, physical_id in stack.retained
        )


@pytest.fixture
def world(
    running_service: LineageService, listening_answers: AnswerBox, monkeypatch: pytest.MonkeyPatch
) -> Iterator[World]:
    set_environment(running_service, monkeypatch)
    turns = Turns()
    monkeypatch.setattr(store, "datetime", turns)
    environments = (
        Environment("lineage_handler_one", turns),
        Environment("lineage_handler_two", turns),
    )
    for environment in environments:
        environment.shorten(_IAM_PROPAGATION_SECONDS=0.0)
    logging.disable()
    world = World(
        running_service, make_client(running_service), listening_answers, environments, turns
    )
    yield world
    logging.disable(logging.NOTSET)
    print(", ".join(f"{count} {what}" for what, count in world.played.items()))  # noqa: T201


def test_no_orphan_and_no_loss(world: World) -> None:
    Lifecycle.world = world
    run_state_machine_as_test(
        Lifecycle,
        settings=settings(PROFILE, deadline=None, suppress_health_check=list(HealthCheck)),
    )
