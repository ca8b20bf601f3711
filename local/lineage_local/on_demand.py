"""Bootstraps an account and region when the CDK comes to it for the first time.

The CDK deploys to an environment by roles that are in it and that its name tells. So the first
request for one of these roles says which environment is needed, whatever the app names.
"""

import asyncio
import json
import logging
import re
from collections import defaultdict
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import boto3
from botocore.config import Config
from hypercorn.typing import (
    ASGIFramework,
    ASGIReceiveCallable,
    ASGISendCallable,
    HTTPResponseStartEvent,
    Scope,
)

from lineage_local import bootstrap, environment
from lineage_local.errors import CloudError
from lineage_local.query_requests import is_query, read_body, repeated

logger = logging.getLogger(__name__)

_ROLE = re.compile(
    r"arn:(?P<partition>[a-z-]+):iam::(?P<account>[0-9]{12}):role/cdk-(?P<qualifier>[A-Za-z0-9_-]+)"
    r"-(?:deploy|lookup|file-publishing|image-publishing)-role-(?P=account)-(?P<region>[a-z0-9-]+)"
)
_QUALIFIER = "hnb659fds"


@dataclass(frozen=True)
class BootstrapNeed:
    """What a role of the bootstrap is part of."""

    partition: str
    account: str
    qualifier: str
    region: str

    @property
    def stack(self) -> str:
        """The name of the bootstrap stack: several can be in one environment."""
        is_default = self.qualifier == _QUALIFIER
        return bootstrap.STACK if is_default else f"{bootstrap.STACK}-{self.qualifier}"

    @property
    def parameters(self) -> dict[str, str]:
        """What the template is given: whoever uses the cloud's own account may deploy here."""
        return {
            "Qualifier": self.qualifier,
            "TrustedAccounts": environment.ACCOUNT,
            "TrustedAccountsForLookup": environment.ACCOUNT,
            "CloudFormationExecutionPolicies": (
                f"arn:{self.partition}:iam::aws:policy/AdministratorAccess"
            ),
        }


class BootstrapsOnDemand:
    """An ASGI application in front of MiniStack.

    Parameters
    ----------
    application
        MiniStack.
    endpoint
        MiniStack's URL.
    template
        The CLI's bootstrap template.
    """

    def __init__(self, application: ASGIFramework, endpoint: str, template: Path) -> None:
        self._application = application
        self._endpoint = endpoint
        self._template = template
        self._locks: dict[BootstrapNeed, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def __call__(
        self, scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable
    ) -> None:
        """Serve a request (ASGI)."""
        if scope["type"] == "http" and scope["path"] == environment.ENVIRONMENTS_PATH:
            await self._list(send)
            return
        if is_query(scope):
            body = await read_body(receive)
            receive = repeated(body)
            need = _need(body)
            if need:
                async with self._locks[need]:
                    await asyncio.to_thread(self._bootstrap, need)
        await self._application(scope, receive, send)

    def _bootstrap(self, need: BootstrapNeed) -> None:
        cloudformation = self._client(need)
        try:
            cloudformation.describe_stacks(StackName=need.stack)
        except cloudformation.exceptions.ClientError:
            logger.info("bootstrapping %s", need)
            try:
                bootstrap.create(
                    cloudformation, self._template, stack=need.stack, parameters=need.parameters
                )
            except CloudError:
                # The CLI then finds that the role is not there, and says so.
                logger.exception("%s is not bootstrapped", need)

    def _client(self, need: BootstrapNeed) -> Any:
        return boto3.client(
            "cloudformation",
            region_name=need.region,
            endpoint_url=self._endpoint,
            aws_access_key_id=need.account,
            aws_secret_access_key="-",  # noqa: S106 - MiniStack reads the key only
            config=Config(proxies={}),
        )

    async def _list(self, send: ASGISendCallable) -> None:
        found = sorted({(need.account, need.region) for need in self._locks})
        start: HTTPResponseStartEvent = {
            "type": "http.response.start",
            "status": HTTPStatus.OK,
            "headers": [(b"content-type", b"application/json")],
            "trailers": False,
        }
        await send(start)
        body = json.dumps(found).encode()
        await send({"type": "http.response.body", "body": body, "more_body": False})


def _need(body: bytes) -> BootstrapNeed | None:
    """Return which environment's role a request is to assume, if it is one of the bootstrap."""
    if not body.startswith(b"Action=AssumeRole&"):
        return None
    (arn,) = parse_qs(body.decode()).get("RoleArn", [""])
    role = _ROLE.fullmatch(arn)
    return BootstrapNeed(**role.groupdict()) if role else None
