"""The function, the lineage service and CloudFormation's side of the contract, in one process."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.config import Config

from lineage_handler.ownership import claims
from lineage_handler.sagemaker import consistency, deadline, retries
from lineage_handler.sagemaker.client import LineageApi, sagemaker_client
from lineage_handler.sagemaker.deadline import Deadline
from lineage_local.service import store
from lineage_local.service.server import LineageService
from tests.lineage_local.service.role import FUNCTION_KEY, function_role

from .declarations import ENTITIES, EVERYTHING, GRAPH
from .simulator.function import ExecutionEnvironment, Function, Handler
from .simulator.outsider import Outsider
from .simulator.responses import ResponseServer
from .simulator.stack import SimulatedStack
from .simulator.turns import Turns
from .simulator.world import World, new_world

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

NewStack = Callable[..., SimulatedStack]

SHORT_WAITS = {
    "CONSISTENCY_SECONDS": 0.2,
    "RUNNING_REQUEST_SECONDS": 0.3,
    "POLL_SECONDS": 0.05,
    "FIRST_PAUSE_SECONDS": 0.05,
    "IAM_PROPAGATION_SECONDS": 0.3,
    "CONFLICT_SECONDS": 0.3,
    "UNREACHABLE_SECONDS": 0.3,
}

# The waits as they are in Lambda, for tests on a simulated clock.
LONG_WAITS = [
    (module, name, seconds)
    for module in (consistency, retries)
    for name, seconds in vars(module).items()
    if name.endswith("_SECONDS")
]


@pytest.fixture(scope="session")
def running_service() -> Iterator[LineageService]:
    """The service, which lets the function do what its role allows and no more."""
    with LineageService(principal_of=lambda caller: function_role(caller.region)) as service:
        yield service


@pytest.fixture
def service(running_service: LineageService) -> LineageService:
    running_service.reset()
    return running_service


def set_environment(
    service: LineageService, responses: ResponseServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set the variables that Lambda and the template set, as in an embedded cloud."""
    for name in ("AWS_CA_BUNDLE", "AWS_PROFILE", "AWS_SESSION_TOKEN", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", FUNCTION_KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret-that-no-log-may-show")
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", responses.endpoint_url)
    monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", service.endpoint_url)
    monkeypatch.setenv("URL_SUFFIX", "amazonaws.com")
    # Each stack has a function of its own: its requests set the stack's id.
    monkeypatch.setenv("STACK_ID", "")
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", _session())


@cache
def _session() -> boto3.Session:
    """Make the function's session: boto3's own may have the credentials of other tests."""
    return boto3.Session()


@pytest.fixture(autouse=True)
def environment(
    service: LineageService, response_server: ResponseServer, monkeypatch: pytest.MonkeyPatch
) -> ExecutionEnvironment:
    """Give the function what Lambda gives it, and short waits."""
    set_environment(service, response_server, monkeypatch)
    environment = ExecutionEnvironment()
    for name, seconds in SHORT_WAITS.items():
        for module in environment.modules.values():
            if name in vars(module):
                monkeypatch.setattr(module, name, seconds)
    environment.start()
    return environment


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


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict[str, Any]]]:
    """What the handler has logged, other than free text."""
    caplog.set_level(logging.INFO, logger="lineage_handler")

    def messages() -> list[dict[str, Any]]:
        records = [each for each in caplog.records if each.name.startswith("lineage_handler")]
        return [record.msg for record in records if isinstance(record.msg, dict)]

    return messages


@cache
def make_client(endpoint_url: str) -> SageMakerClient:
    """Make a client of the user's own, beside the function."""
    return boto3.client(
        "sagemaker",
        region_name="eu-west-1",
        endpoint_url=endpoint_url,
        aws_access_key_id="000000000000",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )


@pytest.fixture
def sagemaker(service: LineageService) -> SageMakerClient:
    return make_client(service.endpoint_url)


@pytest.fixture
def api(environment: ExecutionEnvironment) -> LineageApi:
    """The lineage API for a request that has fifteen minutes."""
    return LineageApi(sagemaker_client(), Deadline(lambda: 900.0))


@pytest.fixture
def clock(
    environment: ExecutionEnvironment, turns: Turns, monkeypatch: pytest.MonkeyPatch
) -> Turns:
    """A simulated clock, on which the waits are as long as they are in Lambda."""
    for module in (consistency, deadline, retries):
        monkeypatch.setattr(module, "time", turns)
    for module in (claims, consistency):
        monkeypatch.setattr(module, "datetime", turns.datetime)
    for wait in LONG_WAITS:
        monkeypatch.setattr(*wait)
    return turns


@pytest.fixture(scope="session")
def response_server() -> Iterator[ResponseServer]:
    with ResponseServer().listening() as server:
        yield server


@pytest.fixture
def responses(response_server: ResponseServer) -> ResponseServer:
    response_server.received.clear()
    response_server.statuses.clear()
    return response_server


@pytest.fixture
def handler(environment: ExecutionEnvironment) -> Handler:
    return environment


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Turns:
    turns = Turns()
    monkeypatch.setattr(store, "datetime", turns.datetime)
    return turns


@pytest.fixture
def world(
    environment: ExecutionEnvironment,
    responses: ResponseServer,
    turns: Turns,
    service: LineageService,
    sagemaker: SageMakerClient,
) -> World:
    """Two stacks on a simulated clock, whose function has two environments to overlap in."""
    environments = (
        ExecutionEnvironment("lineage_handler_one", turns),
        ExecutionEnvironment("lineage_handler_two", turns),
    )
    for each in environments:
        each.start()
    outsider = Outsider(service, sagemaker, turns)
    return new_world(Function(*environments), responses, turns, outsider)


@pytest.fixture
def created(world: World) -> World:
    """A world whose stack has declared everything as `Data`."""
    world.stack.deploy({"Data": EVERYTHING})
    return world


@pytest.fixture
def entities(world: World) -> World:
    """A world whose stack has declared two artifacts."""
    world.stack.deploy(ENTITIES)
    return world


@pytest.fixture
def graph(world: World) -> World:
    """A world whose stack has declared two artifacts and an association between them."""
    world.stack.deploy(GRAPH)
    return world


@pytest.fixture
def new_stack(handler: Handler, responses: ResponseServer) -> NewStack:
    def make(name: str = "Stack", **fields: Any) -> SimulatedStack:
        return SimulatedStack(handler, responses, name, **fields)

    return make


@pytest.fixture
def stack(new_stack: NewStack) -> SimulatedStack:
    return new_stack()
