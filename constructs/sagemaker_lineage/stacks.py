"""What is asked of CDK's process once: the stack of a construct, and what belongs to a stack."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from aws_cdk import Stack, Stage
from aws_cdk.interfaces import ResourceEnvironment

from constructs import IConstruct

_stacks: WeakKeyDictionary[IConstruct, Stack] = WeakKeyDictionary()


def stack_of(construct: IConstruct, scope: IConstruct | None = None) -> Stack:
    """Return the stack of a construct, which never changes.

    Parameters
    ----------
    construct
        A stack, or a construct in one.
    scope
        The construct's scope, if it is known: it has the same stack.
    """
    if isinstance(construct, Stack):
        return construct
    if construct not in _stacks:
        _stacks[construct] = stack_of(scope) if scope else Stack.of(construct)
    return _stacks[construct]


@cache
def stage_of(stack: Stack) -> Stage | None:
    """Return the stage of a stack, an app being one."""
    return Stage.of(stack)


@cache
def environment_of(stack: Stack) -> ResourceEnvironment:
    """Return account and region of a stack."""
    return ResourceEnvironment(account=stack.account, region=stack.region)


def resolve_all(given: Sequence[tuple[Stack, Any]]) -> list[Any]:
    """Return values without their tokens, each as its stack resolves it.

    A call to CDK's process costs more than what it does there, so one resolves a whole stack.
    """
    by_stack: dict[Stack, list[Any]] = {}
    for stack, value in given:
        by_stack.setdefault(stack, []).append(value)
    resolved = {stack: iter(stack.resolve(values)) for stack, values in by_stack.items()}
    return [next(resolved[stack]) for stack, _ in given]
