from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from lineage_local.service import LineageService, Principal, faults, store
from tests.lineage_local.service.clock import ServiceClock
from tests.lineage_local.service.enforcement import FunctionPrincipal
from tests.lineage_local.service.role import FUNCTION_ARN, FUNCTION_KEY
from tests.lineage_local.service.wire import ACCOUNT, REGION, Call, Connect, Fail, make_client

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.fixture(scope="session")
def session_service() -> Iterator[LineageService]:
    with LineageService() as service:
        yield service


@pytest.fixture
def service(session_service: LineageService) -> LineageService:
    session_service.reset()
    return session_service


@pytest.fixture(scope="session")
def connect_cached(session_service: LineageService) -> Connect:
    @cache
    def connect(account: str, region: str) -> "SageMakerClient":
        return make_client(session_service, account, region)

    return connect


@pytest.fixture
def connect(service: LineageService, connect_cached: Connect) -> Connect:
    """Return a client of an account and region."""
    return connect_cached


@pytest.fixture
def client(connect: Connect) -> "SageMakerClient":
    return connect(ACCOUNT, REGION)


@pytest.fixture
def call(client: BaseClient) -> Call:
    """Call an operation by its name in the API, with anything as its members."""

    def call(operation: str, **members: object) -> dict[str, Any]:
        response: dict[str, Any] = getattr(client, xform_name(operation))(**members)
        del response["ResponseMetadata"]
        return response

    return call


@pytest.fixture
def fail(call: Call) -> Fail:
    """Call an operation that must fail with an error of this code; return the message."""

    def fail(code: str, operation: str, **members: object) -> str:
        with pytest.raises(ClientError) as caught:
            call(operation, **members)
        error = caught.value.response["Error"]
        assert error["Code"] == code
        return error["Message"]

    return fail


@pytest.fixture
def clock(service: LineageService, monkeypatch: pytest.MonkeyPatch) -> ServiceClock:
    """The clock by which the service stores, lags, throttles and delays in this test."""
    clock = ServiceClock()
    monkeypatch.setattr(store, "datetime", clock)
    monkeypatch.setattr(faults, "time", clock)
    return clock


@pytest.fixture(scope="session")
def session_principal() -> FunctionPrincipal:
    return FunctionPrincipal()


@pytest.fixture(scope="session")
def session_enforcing_service(session_principal: FunctionPrincipal) -> Iterator[LineageService]:
    with LineageService(principal_of=session_principal) as service:
        yield service


@pytest.fixture
def function_principal(session_principal: FunctionPrincipal) -> FunctionPrincipal:
    """The function as the service sees it; it may do nothing until the test allows it."""
    session_principal.principal = Principal(FUNCTION_ARN, [])
    return session_principal


@pytest.fixture
def enforcing_service(session_enforcing_service: LineageService) -> LineageService:
    """A service that enforces the policies of `function_principal`."""
    session_enforcing_service.reset()
    return session_enforcing_service


@pytest.fixture(scope="session")
def session_clients(
    session_enforcing_service: LineageService,
) -> "tuple[SageMakerClient, SageMakerClient]":
    return (
        make_client(session_enforcing_service, FUNCTION_KEY, REGION),
        make_client(session_enforcing_service, "AKIATESTTESTTESTTEST", REGION),
    )


@pytest.fixture
def function(
    enforcing_service: LineageService,
    function_principal: FunctionPrincipal,
    session_clients: "tuple[SageMakerClient, SageMakerClient]",
) -> "SageMakerClient":
    """A client with the function's credentials."""
    return session_clients[0]


@pytest.fixture
def owner(
    enforcing_service: LineageService,
    session_clients: "tuple[SageMakerClient, SageMakerClient]",
) -> "SageMakerClient":
    """A client with credentials of the account itself, which may do everything."""
    return session_clients[1]
