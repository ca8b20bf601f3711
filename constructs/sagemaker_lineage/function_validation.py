"""Holds the settings of the function to what Lambda takes and the handler needs."""

import re

from aws_cdk import Duration
from aws_cdk import aws_lambda as lambda_

from . import limits
from .diagnostics import Diagnostic, show
from .tokens import is_token

_PYTHON = re.compile(r"python(\d+)\.(\d+)")


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
    if is_token(memory_size):
        return
    minimum, maximum = limits.FUNCTION_MEMORY_MIN_MIB, limits.FUNCTION_MEMORY_MAX_MIB
    wrong = Diagnostic(
        "memory_size", show(memory_size), f"a whole number of MiB from {minimum} to {maximum}"
    )
    if not isinstance(memory_size, int) or isinstance(memory_size, bool):
        raise TypeError(wrong.at(path))
    if not minimum <= memory_size <= maximum:
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
