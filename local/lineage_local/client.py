"""boto3 clients of an embedded cloud, whatever the machine's own AWS settings are."""

import json
from http.client import HTTPConnection
from typing import Any, NamedTuple

import boto3
import botocore.session
from botocore.config import Config

from lineage_local import environment
from lineage_local.ports import LOOPBACK
from lineage_local.state import CloudState


class AccountRegion(NamedTuple):
    """An account and a region."""

    account: str
    region: str


def boto3_client(
    state: CloudState,
    service: str,
    account: str = environment.ACCOUNT,
    region: str = environment.REGION,
) -> Any:
    """Return a client of a running cloud.

    Parameters
    ----------
    state
        Where the cloud runs.
    service
        As in ``boto3.client``, e.g. ``cloudformation``.
    account, region
        The account, of 12 digits, and the region that the client sees.
    """
    settings = environment.account_settings()
    session = botocore.session.Session(
        session_vars={
            "profile": (None, None, None, None),
            "config_file": (None, None, settings["AWS_CONFIG_FILE"], None),
            "credentials_file": (None, None, settings["AWS_SHARED_CREDENTIALS_FILE"], None),
        }
    )
    return boto3.Session(
        aws_access_key_id=account,
        aws_secret_access_key=settings["AWS_SECRET_ACCESS_KEY"],
        region_name=region,
        botocore_session=session,
    ).client(
        service,  # type: ignore[call-overload]
        endpoint_url=(state.lineage if service == "sagemaker" else state.ministack).url,
        config=Config(proxies={}, use_fips_endpoint=False, use_dualstack_endpoint=False),
    )


def reached_environments(state: CloudState) -> list[AccountRegion]:
    """Return the accounts and regions that the CDK has come to, and the cloud's own first.

    Parameters
    ----------
    state
        Where the cloud runs.
    """
    connection = HTTPConnection(LOOPBACK, state.ministack.port, timeout=10)
    try:
        connection.request("GET", environment.ENVIRONMENTS_PATH)
        reached = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    own = AccountRegion(environment.ACCOUNT, environment.REGION)
    return list(dict.fromkeys([own, *(AccountRegion(*each) for each in reached)]))
