"""What a user reads in the stack's events when SageMaker, or the function, cannot do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)

from lineage_handler.cloudformation.reasons import Failure, is_expected, reason_for
from lineage_handler.sagemaker.errors import GoneError, OutOfTimeError
from lineage_local.service import LineageService
from tests.lineage_handler.conftest import NewStack
from tests.lineage_handler.sagemaker.client_error import client_error
from tests.lineage_handler.simulator.deployment import ResourceFailed
from tests.lineage_handler.simulator.turns import Turns

from .refused_deployments import TABLE, RefusedDeployment
from .situations import FUNCTION_SECONDS, Situation

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

URL = "https://api.sagemaker.eu-west-1.amazonaws.com/"


@pytest.fixture
def situation(
    new_stack: NewStack,
    service: LineageService,
    sagemaker: SageMakerClient,
    clock: Turns,
    monkeypatch: pytest.MonkeyPatch,
) -> Situation:
    stack = new_stack(clock=clock, timeout_seconds=FUNCTION_SECONDS)
    return Situation(stack, new_stack, service, sagemaker, clock, monkeypatch)


@pytest.mark.parametrize("refused", TABLE.values(), ids=TABLE.keys())
def test_reason_says_what_is_wrong_and_the_way_out(
    situation: Situation, refused: RefusedDeployment
) -> None:
    refused.before(situation)
    with pytest.raises(ResourceFailed) as failed:
        situation.stack.deploy(refused.template)
    assert str(failed.value) == refused.reason


def test_reason_begins_with_the_words_of_sagemaker() -> None:
    error = client_error("com.amazonaws.sagemaker#ValidationException", "It is wrong.")
    assert reason_for(error).startswith("CreateArtifact: ValidationException: It is wrong; ")


def test_reason_without_a_message_is_operation_and_code() -> None:
    assert reason_for(client_error("ValidationException")).startswith(
        "CreateArtifact: ValidationException; "
    )


@pytest.mark.parametrize(
    ("error", "way_out"),
    [
        (client_error("ThrottlingException"), "LineageProvider a longer timeout"),
        (client_error("InternalFailure", status=500), "LineageProvider a longer timeout"),
        (client_error("AccessDenied"), "allow this to the function's role"),
        (client_error("ResourceLimitExceeded"), "ask for a higher quota"),
        (client_error("ConflictException"), "deploy again"),
        (client_error("ValidationException"), "correct the declaration"),
        (client_error("ResourceNotFound", operation="AddAssociation"), "both entities of an"),
        (client_error("ValidationException", operation="DeleteArtifact"), "adding associations"),
        (EndpointConnectionError(endpoint_url=URL), "the function cannot reach SageMaker's API"),
        (ConnectTimeoutError(endpoint_url=URL), "the function cannot reach SageMaker's API"),
        (ConnectionClosedError(endpoint_url=URL), "connection to SageMaker's API broke: deploy"),
        (ReadTimeoutError(endpoint_url=URL), "connection to SageMaker's API broke: deploy"),
        (OutOfTimeError(), "deploy again, or give LineageProvider a longer timeout"),
        (GoneError("arn"), "arn was deleted while it was being declared; deploy again"),
    ],
    ids=repr,
)
def test_reason_has_a_way_out(error: Exception, way_out: str) -> None:
    assert way_out in reason_for(error)
    assert is_expected(error)


def test_failure_is_its_own_reason() -> None:
    assert reason_for(Failure("it cannot be; do that")) == "it cannot be; do that"


def test_error_without_a_way_out_is_told_as_it_is() -> None:
    assert reason_for(client_error("Unknown", "Why")) == "CreateArtifact: Unknown: Why"
    assert reason_for(NoCredentialsError()) == "Unable to locate credentials"


@pytest.mark.parametrize("error", [KeyError("surprise"), RuntimeError("surprise")], ids=repr)
def test_unexpected_error_is_found_in_the_log(error: Exception) -> None:
    assert not is_expected(error)
    assert reason_for(error).startswith(f"unexpected {type(error).__name__}: ")
    assert "the function's log has the details" in reason_for(error)
