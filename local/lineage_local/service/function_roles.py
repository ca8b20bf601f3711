"""The roles of the Lambda functions that MiniStack runs."""

import hashlib
import json
import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, ParamValidationError

from lineage_local.service.authorization import Policy, Principal
from lineage_local.service.caller import Caller
from lineage_local.service.protocol.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Iterator


class FunctionRoles:
    """The principals of MiniStack's functions, by the access keys that it gives them.

    Nothing is cached from call to call: a deployment can change a role at any moment.

    Parameters
    ----------
    endpoint_url
        MiniStack's endpoint.

    Examples
    --------
    >>> LineageService(principal_of=FunctionRoles("http://127.0.0.1:4566"))
    """

    def __init__(self, endpoint_url: str) -> None:
        self._endpoint_url = endpoint_url
        self._session = boto3.Session()
        self._clients: dict[tuple[str, str, str], Any] = {}
        # A session creates one client at a time.
        self._lock = threading.Lock()

    def __call__(self, caller: Caller) -> Principal:
        """Return the principal of the function that has a caller's access key.

        Raises
        ------
        ServiceError
            ``UnrecognizedClientException`` if no function has it, or its role is deleted.
        """
        # An access key says nothing of its account, but MiniStack knows it.
        caller = replace(caller, account=self._account(caller))
        pages = self._client("lambda", caller).get_paginator("list_functions").paginate()
        for function in (each for page in pages for each in page["Functions"]):
            role_arn = function["Role"]
            if _access_key(function["FunctionArn"], role_arn) == caller.access_key:
                return self._principal(caller, role_arn, function["FunctionName"])
        raise _unrecognized()

    def _principal(self, caller: Caller, role_arn: str, session: str) -> Principal:
        role = role_arn.rpartition("/")[2]
        iam = self._client("iam", caller)
        try:
            boundary = iam.get_role(RoleName=role)["Role"].get("PermissionsBoundary")
            return Principal(
                f"arn:{caller.partition}:sts::{caller.account}:assumed-role/{role}/{session}",
                [_in_partition(caller, policy) for policy in _policies(iam, role)],
                _in_partition(caller, _document(iam, boundary["PermissionsBoundaryArn"]))
                if boundary
                else None,
            )
        except iam.exceptions.NoSuchEntityException as error:
            raise _unrecognized() from error

    def _account(self, caller: Caller) -> str:
        try:
            found = self._client("sts", caller).get_access_key_info(AccessKeyId=caller.access_key)
        except (ClientError, ParamValidationError) as error:
            raise _unrecognized() from error
        return str(found["Account"])

    def _client(self, service: str, caller: Caller) -> Any:
        """Return a client of the caller's account, which is its own access key in MiniStack."""
        key = (service, caller.account, caller.region)
        with self._lock:
            if key not in self._clients:
                self._clients[key] = self._session.client(
                    service,  # type: ignore[call-overload]
                    region_name=caller.region,
                    aws_access_key_id=caller.account,
                    aws_secret_access_key=caller.account,
                    endpoint_url=self._endpoint_url,
                    config=Config(proxies={}),
                )
            return self._clients[key]


def _policies(iam: Any, role: str) -> "Iterator[Policy]":
    for page in iam.get_paginator("list_role_policies").paginate(RoleName=role):
        for name in page["PolicyNames"]:
            yield iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    for page in iam.get_paginator("list_attached_role_policies").paginate(RoleName=role):
        for policy in page["AttachedPolicies"]:
            yield _document(iam, policy["PolicyArn"])


def _in_partition(caller: Caller, policy: Policy) -> Policy:
    """Return a policy as it is in the caller's partition: MiniStack knows one, ``aws``."""
    found: Policy = json.loads(json.dumps(policy).replace('"arn:aws:', f'"arn:{caller.partition}:'))
    return found


def _document(iam: Any, policy_arn: str) -> Policy:
    version = iam.get_policy(PolicyArn=policy_arn)["Policy"]["DefaultVersionId"]
    found = iam.get_policy_version(PolicyArn=policy_arn, VersionId=version)["PolicyVersion"]
    document: Policy = found["Document"]
    return document


def _access_key(function_arn: str, role_arn: str) -> str:
    """Return the access key that MiniStack gives to a function."""
    digest = hashlib.sha256(f"{function_arn}:{role_arn}".encode()).hexdigest()
    return f"ASIA{digest[:16].upper()}"


def _unrecognized() -> ServiceError:
    return ServiceError(
        "UnrecognizedClientException", "The security token included in the request is invalid"
    )
