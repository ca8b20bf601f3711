"""Holds the settings of the function to what Lambda takes and the handler needs."""

import re

from aws_cdk import Duration, Stack
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_

from constructs import Construct

from . import limits
from .diagnostics import Diagnostic, show
from .tokens import is_token

_PYTHON = re.compile(r"python(\d+)\.(\d+)")


def check_place(scope: Construct, construct_id: str, wanted_id: str) -> None:
    """Raise a `ValueError` unless a provider is the only one, in the only place for it."""
    path = f"{scope.node.path}/{construct_id}"
    if construct_id != wanted_id or not isinstance(scope, Stack):
        rule = (
            "LineageProvider.ID, directly under the stack: a stack has one function, and "
            "CloudFormation refuses to give what is deployed another one"
        )
        raise ValueError(Diagnostic("id", show(construct_id), rule).at(path))
    if scope.node.try_find_child(construct_id):
        rule = (
            "the provider before the first artifact or association of its stack, which has made one"
        )
        raise ValueError(Diagnostic("id", show(construct_id), rule).at(path))


def check_role(
    path: str, role: iam.IRole | None, permissions_boundary: iam.IManagedPolicy | None
) -> None:
    """Raise a `ValueError` if a boundary is given together with a role."""
    if role and permissions_boundary:
        raise ValueError(
            f"{path}: permissions_boundary is given together with role; expected only one of "
            f"them, as a given role has its own boundary"
        )


def check_runtime(path: str, runtime: object) -> None:
    """Raise an error unless the handler runs on a runtime.

    Parameters
    ----------
    path
        The provider's path, which the message begins with.
    runtime
        What was given.

    Raises
    ------
    TypeError
        If it is no runtime.
    ValueError
        If it is none of Python, or an older one than the handler is written for.
    """
    major, minor = limits.PYTHON_MIN
    rule = f"a Python runtime of {major}.{minor} or newer, such as lambda_.Runtime.PYTHON_3_14"
    if not isinstance(runtime, lambda_.Runtime):
        raise TypeError(Diagnostic("runtime", show(runtime), rule).at(path))
    version = _PYTHON.fullmatch(runtime.name)
    is_older = version is not None and tuple(map(int, version.groups())) < limits.PYTHON_MIN
    if runtime.family is not lambda_.RuntimeFamily.PYTHON or is_older:
        raise ValueError(Diagnostic("runtime", show(runtime.name), rule).at(path))


def check_architecture(path: str, architecture: object) -> None:
    """Raise a `TypeError` unless an architecture is one; parameters as of `check_runtime`."""
    if not isinstance(architecture, lambda_.Architecture):
        rule = "a lambda_.Architecture, such as lambda_.Architecture.ARM_64"
        raise TypeError(Diagnostic("architecture", show(architecture), rule).at(path))


def check_memory_size(path: str, memory_size: object) -> None:
    """Raise an error unless Lambda takes a memory size; parameters as of `check_runtime`.

    Raises
    ------
    TypeError
        If it is no whole number.
    ValueError
        If it is out of Lambda's range.
    """
    minimum, maximum = limits.FUNCTION_MEMORY_MIN_MIB, limits.FUNCTION_MEMORY_MAX_MIB
    rule = f"a whole number of MiB from {minimum} to {maximum}"
    _check_whole_number(
        path, Diagnostic("memory_size", show(memory_size), rule), memory_size, minimum, maximum
    )


def check_reserved_concurrency(path: str, reserved: object) -> None:
    """Raise an error unless a reserved concurrency lets the function run, as `check_memory_size`.

    With none at all, a deployment would wait for its responses in vain.
    """
    if reserved is not None:
        wrong = Diagnostic(
            "reserved_concurrent_executions", show(reserved), "a whole number of at least 1"
        )
        _check_whole_number(path, wrong, reserved, 1, None)


def _check_whole_number(
    path: str, wrong: Diagnostic, value: object, minimum: int, maximum: int | None
) -> None:
    if is_token(value):
        return
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(wrong.at(path))
    if value < minimum or (maximum is not None and value > maximum):
        raise ValueError(wrong.at(path))


def check_timeout(path: str, timeout: object) -> None:
    """Raise an error unless a timeout suits Lambda and the handler; parameters as above.

    Raises
    ------
    TypeError
        If it is no duration, or not known at synthesis.
    ValueError
        If it is out of its range.
    """
    if not isinstance(timeout, Duration):
        rule = "a Duration, for example Duration.minutes(15)"
        raise TypeError(Diagnostic("timeout", show(timeout), rule).at(path))
    if timeout.is_unresolved():
        rule = "a Duration that is known at synthesis"
        raise TypeError(Diagnostic("timeout", "a token", rule).at(path))
    minimum, maximum = limits.FUNCTION_TIMEOUT_MIN_SECONDS, limits.FUNCTION_TIMEOUT_MAX_SECONDS
    if not minimum <= timeout.to_seconds(integral=False) <= maximum:
        rule = (
            f"{minimum // 60} to {maximum // 60} minutes: the function begins no call when it has "
            f"less than 20 seconds left, and waits for what SageMaker shows up to 75 seconds late"
        )
        raise ValueError(Diagnostic("timeout", timeout.to_human_string(), rule).at(path))
