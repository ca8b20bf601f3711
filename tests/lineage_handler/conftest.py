"""The function, the lineage service and CloudFormation's side of the contract, in one process."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config

from lineage_handler import lineage, patience, searching, transport
from lineage_local.service import store
from lineage_local.service.server import LineageService
from tests.lineage_local.service.role import FUNCTION_KEY, function_role

from .cloudformation import AnswerBox, Handler, Stack
from .environment import Environment, Function
from .turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

NewStack = Callable[..., Stack]


@pytest.fixture(scope="session")
def running_service() -> Iterator[LineageService]:
    """The service, which lets the function do what its role allows and no more."""
    with LineageService(principal_of=lambda caller: function_role(caller.region)) as service:
        yield service


@pytest.fixture
def service(running_service: LineageService) -> LineageService:
    running_service.reset()
    return running_service


def set_environment(service: LineageService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the variables that Lambda sets."""
    for name in ("AWS_CA_BUNDLE", "AWS_PROFILE", "AWS_SESSION_TOKEN", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", FUNCTION_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret-that-no-log-may-show")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", service.endpoint_url)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", _session())


@cache
def _session() -> boto3.Session:
    """Make the function's session: boto3's own may have the credentials of other tests."""
    return boto3.Session()


@pytest.fixture(autouse=True)
def function_environment(service: LineageService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the function what Lambda gives it, and short waits."""
    set_environment(service, monkeypatch)
    monkeypatch.setattr(searching, "LIST_LAG_SECONDS", 0.2)
    monkeypatch.setattr(searching, "RUNNING_CREATE_SECONDS", 0.3)
    monkeypatch.setattr(searching, "LOOK_AGAIN_SECONDS", 0.05)
    monkeypatch.setattr(patience, "_FIRST_PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(patience, "_IAM_PROPAGATION_SECONDS", 0.3)
    monkeypatch.setattr(patience, "_UNREACHABLE_SECONDS", 0.3)
    monkeypatch.setattr(transport, "_FIRST_PAUSE_SECONDS", 0.05)
    lineage.sagemaker_client.cache_clear()


@pytest.fixture(autouse=True)
def log_lines() -> Iterator[list[str]]:
    """Collect the log as the function formats it, without that of the servers beside it."""
    lines: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not record.name.startswith(("lineage_local.", "werkzeug")):
                lines.append(self.format(record))

    collector = Collector()
    logging.root.addHandler(collector)
    yield lines
    logging.root.removeHandler(collector)


def make_client(service: LineageService) -> SageMakerClient:
    """Make a client of the user's own, beside the function."""
    return boto3.client(
        "sagemaker",
        region_name="eu-west-1",
        endpoint_url=service.endpoint_url,
        aws_access_key_id="000000000000",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )


@pytest.fixture
def sagemaker(service: LineageService) -> SageMakerClient:
    return make_client(service)


@pytest.fixture(scope="session")
def listening_answers() -> Iterator[AnswerBox]:
    with AnswerBox().listening() as box:
        yield box


@pytest.fixture
def answers(listening_answers: AnswerBox) -> AnswerBox:
    listening_answers.received.clear()
    listening_answers.statuses.clear()
    return listening_answers


@pytest.fixture
def environment(function_environment: None) -> Environment:
    environment = Environment()
    environment.start()
    return environment


@pytest.fixture
def handler(environment: Environment) -> Handler:
    return environment


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Turns:
    turns = Turns()
    monkeypatch.setattr(store, "datetime", turns)
    return turns


@pytest.fixture
def overlapping(function_environment: None, answers: AnswerBox, turns: Turns) -> Stack:
    """A stack whose function has two environments, in which requests overlap."""
    environments = (
        Environment("lineage_handler_one", turns),
        Environment("lineage_handler_two", turns),
    )
    for environment in environments:
        environment.start()
    return Stack(Function(*environments), answers, sleep=turns.sleep)


@pytest.fixture
def new_stack(handler: Handler, answers: AnswerBox) -> NewStack:
    def make(name: str = "Stack", **fields: Any) -> Stack:
        return Stack(handler, answers, name, **fields)

    return make


@pytest.fixture
def stack(new_stack: NewStack) -> Stack:
    return new_stack()
