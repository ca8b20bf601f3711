"""What the service may refuse, and that the simulator foresees it: names, contents of a URI."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

from lineage_local.service import Behaviour, LineageService

from .declarations import NEW_VERSION, artifact, declaration
from .simulator.deployment import ResourceFailed
from .simulator.refusals import refusals
from .simulator.service_state import artifacts, associations
from .simulator.world import World

Template = Mapping[str, Mapping[str, Any]]

ONE_CONTENT = Behaviour(identity="uri")
UNIQUE_NAMES = Behaviour(unique_names=True)

DATA = {"Data": declaration()}
SECOND = {"Second": declaration(Source=NEW_VERSION, ArtifactName="second")}


def named(first: str, second: str) -> Template:
    """Return two artifacts with these names."""
    return {
        name: artifact(name) | {"ArtifactName": given}
        for name, given in {"First": first, "Second": second}.items()
    }


CASES: dict[str, tuple[Behaviour, Template, Template, list[str]]] = {
    "two contents, two artifacts": (Behaviour(), DATA, DATA | SECOND, []),
    "a second content": (ONE_CONTENT, DATA, DATA | SECOND, ["Second: another content of the URI"]),
    "another content of the same resource": (
        ONE_CONTENT,
        DATA,
        {"Data": declaration(Source=NEW_VERSION)},
        ["Data: another content of the URI"],
    ),
    "two contents at once": (
        ONE_CONTENT,
        {},
        DATA | SECOND,
        ["Second: another content of the URI"],
    ),
    "another content, adopting": (
        ONE_CONTENT,
        DATA,
        {"New": declaration(Source=NEW_VERSION, OnExisting="ADOPT")},
        ["New: another content of the URI"],
    ),
    "one name, two artifacts": (Behaviour(), {}, named("one", "one"), []),
    "a name that is taken": (
        UNIQUE_NAMES,
        {},
        named("one", "one"),
        ["Second: the name of another artifact"],
    ),
    "another source under the same name": (
        UNIQUE_NAMES,
        DATA,
        {"Data": declaration(Source={"SourceUri": "s3://bucket/new"})},
        ["Data: the name of another artifact"],
    ),
    "names exchanged": (
        UNIQUE_NAMES,
        named("one", "two"),
        named("two", "one"),
        ["First: the name of another artifact", "Second: the name of another artifact"],
    ),
    "a name given up in time": (UNIQUE_NAMES, named("one", "two"), named("three", "one"), []),
    "a name given up too late": (
        UNIQUE_NAMES,
        named("one", "two"),
        named("two", "three"),
        ["First: the name of another artifact"],
    ),
    "another name of a construct": (UNIQUE_NAMES, DATA, {"New": declaration()}, []),
}


@pytest.mark.parametrize(
    ("behaviour", "before", "after", "reasons"), CASES.values(), ids=CASES.keys()
)
def test_refusal_is_foreseen(
    world: World,
    service: LineageService,
    behaviour: Behaviour,
    before: Template,
    after: Template,
    reasons: list[str],
) -> None:
    service.behaviour = behaviour
    world.stack.deploy(before)
    there = artifacts(service), associations(service)
    assert list(refusals(world.stack, after, *there, behaviour)) == reasons
    outcome: AbstractContextManager[object] = (
        pytest.raises(ResourceFailed) if reasons else nullcontext()
    )
    with outcome:
        world.stack.deploy(after)
    assert world.violations() == []
