"""Settings of the function that Lambda or the handler cannot do with are refused at once."""

import math
import re
from typing import Any

import pytest
from aws_cdk import CfnParameter, Duration, Stack
from aws_cdk import aws_lambda as lambda_

from sagemaker_lineage import LineageProvider

from .mistakes import Mistake
from .synthesis import FUNCTION, resource


def parameter(stack: Stack) -> float:
    return CfnParameter(stack, "Parameter", type="Number").value_as_number


RUNTIME_RULE = "expected a Python runtime of 3.10 or newer, such as lambda_.Runtime.PYTHON_3_14"
MEMORY_RULE = "expected a whole number of MiB from 128 to 10240"
CONCURRENCY_RULE = "expected a whole number of at least 1"
TIMEOUT_RULE = (
    "expected 5 to 15 minutes: the function begins no call when it has less than 20 seconds left, "
    "and waits for what SageMaker shows up to 75 seconds late"
)

TABLE = {
    "runtime of another language": Mistake(
        {"runtime": lambda_.Runtime.NODEJS_22_X}, f"runtime is 'nodejs22.x'; {RUNTIME_RULE}"
    ),
    "runtime too old": Mistake(
        {"runtime": lambda_.Runtime.PYTHON_3_9}, f"runtime is 'python3.9'; {RUNTIME_RULE}"
    ),
    "runtime a string": Mistake(
        {"runtime": "python3.14"}, f"runtime is 'python3.14'; {RUNTIME_RULE}"
    ),
    "architecture a string": Mistake(
        {"architecture": "arm64"},
        "architecture is 'arm64'; expected a lambda_.Architecture, such as "
        "lambda_.Architecture.ARM_64",
    ),
    "memory too small": Mistake({"memory_size": 64}, f"memory_size is 64 (int); {MEMORY_RULE}"),
    "memory too large": Mistake(
        {"memory_size": 10241}, f"memory_size is 10241 (int); {MEMORY_RULE}"
    ),
    "memory a string": Mistake({"memory_size": "256"}, f"memory_size is '256'; {MEMORY_RULE}"),
    "memory a fraction": Mistake(
        {"memory_size": 256.5}, f"memory_size is 256.5 (float); {MEMORY_RULE}"
    ),
    "memory not a number": Mistake(
        {"memory_size": math.nan}, f"memory_size is nan (float); {MEMORY_RULE}"
    ),
    "concurrency none": Mistake(
        {"reserved_concurrent_executions": 0},
        f"reserved_concurrent_executions is 0 (int); {CONCURRENCY_RULE}",
    ),
    "concurrency a string": Mistake(
        {"reserved_concurrent_executions": "5"},
        f"reserved_concurrent_executions is '5'; {CONCURRENCY_RULE}",
    ),
    "timeout a number": Mistake(
        {"timeout": 300},
        "timeout is 300 (int); expected a Duration, for example Duration.minutes(15)",
    ),
    "timeout too short": Mistake(
        {"timeout": Duration.seconds(299)}, f"timeout is 4 minutes 59 seconds; {TIMEOUT_RULE}"
    ),
    "timeout too long": Mistake(
        {"timeout": Duration.minutes(16)}, f"timeout is 16 minutes; {TIMEOUT_RULE}"
    ),
    "timeout known only at deployment": Mistake(
        lambda stack: {
            "timeout": Duration.seconds(
                CfnParameter(stack, "Seconds", type="Number").value_as_number
            )
        },
        "timeout is a token; expected a Duration that is known at synthesis",
    ),
}


@pytest.mark.parametrize("mistake", TABLE.values(), ids=TABLE.keys())
def test_a_mistake_is_refused_at_once_with_path_value_and_rule(
    stack: Stack, mistake: Mistake
) -> None:
    with pytest.raises(
        (TypeError, ValueError),
        match=f"^Stack/SageMakerLineageProvider: {re.escape(mistake.message)}$",
    ):
        LineageProvider(stack, LineageProvider.ID, **mistake.parameters(stack))


@pytest.mark.parametrize(
    ("given", "rendered"),
    [
        ({"runtime": lambda_.Runtime.PYTHON_3_10}, {"Runtime": "python3.10"}),
        ({"memory_size": 128}, {"MemorySize": 128}),
        ({"memory_size": 10240}, {"MemorySize": 10240}),
        ({"timeout": Duration.seconds(300)}, {"Timeout": 300}),
        ({"timeout": Duration.minutes(15)}, {"Timeout": 900}),
    ],
)
def test_everything_within_the_rules_is_taken(
    stack: Stack, given: dict[str, Any], rendered: dict[str, Any]
) -> None:
    LineageProvider(stack, LineageProvider.ID, **given)

    assert resource(stack, FUNCTION)["Properties"].items() >= rendered.items()


def test_memory_can_be_known_only_at_deployment(stack: Stack) -> None:
    LineageProvider(stack, LineageProvider.ID, memory_size=parameter(stack))  # type: ignore[arg-type]

    assert resource(stack, FUNCTION)["Properties"]["MemorySize"] == {"Ref": "Parameter"}
