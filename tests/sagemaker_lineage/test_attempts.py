"""Lambda's attempts at one request, and how long CloudFormation waits for them."""

import pytest
from aws_cdk import Duration, Stack

from sagemaker_lineage import LineageProvider

from .conftest import Declare
from .synthesis import FUNCTION, properties, resource

LAMBDA_WAITS_SECONDS = 60 + 120
"""Before its second attempt and before its third."""


@pytest.mark.parametrize("timeout", [None, Duration.minutes(5), Duration.minutes(15)])
def test_cloudformation_waits_for_every_attempt_of_the_function(
    stack: Stack, declare: Declare, timeout: Duration | None
) -> None:
    LineageProvider(stack, LineageProvider.ID, timeout=timeout)
    declare()

    attempts = 3 * resource(stack, FUNCTION)["Properties"]["Timeout"] + LAMBDA_WAITS_SECONDS
    assert attempts <= int(properties(stack)["ServiceTimeout"]) <= 3600


@pytest.mark.parametrize("timeout", [None, Duration.minutes(5), Duration.minutes(15)])
def test_no_attempt_begins_that_would_outlast_the_wait_of_cloudformation(
    stack: Stack, declare: Declare, timeout: Duration | None
) -> None:
    LineageProvider(stack, LineageProvider.ID, timeout=timeout)
    declare()

    timeout_seconds = resource(stack, FUNCTION)["Properties"]["Timeout"]
    config = resource(stack, "AWS::Lambda::EventInvokeConfig")["Properties"]
    event_age = config["MaximumEventAgeInSeconds"]
    assert event_age + timeout_seconds <= int(properties(stack)["ServiceTimeout"])
    assert event_age >= 2 * timeout_seconds + LAMBDA_WAITS_SECONDS
    assert "MaximumRetryAttempts" not in config
