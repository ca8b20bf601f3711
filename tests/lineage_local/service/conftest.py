from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from botocore import xform_name
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from lineage_local.service import LineageService
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
    """Give a client of an account and region."""
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
    """Call an operation that must fail with an error of this code; give the message."""

    def fail(code: str, operation: str, **members: object) -> str:
        with pytest.raises(ClientError) as caught:
            call(operation, **members)
        error = caught.value.response["Error"]
        assert error["Code"] == code
        return error["Message"]

    return fail
