"""Who calls: the account and region of a request, by its signature."""

from dataclasses import dataclass, field
from typing import Any

import regex
from botocore.exceptions import UnknownRegionError

from lineage_local.service.protocol.errors import ServiceError
from lineage_local.service.protocol.service_model import partition_of

DEFAULT_ACCOUNT = "000000000000"

_AUTHORIZATION = regex.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<key>[^/,\s]+)/[0-9]{8}/(?P<region>[^/,\s]+)"
    r"/(?P<service>[^/,\s]+)/aws4_request\b.*"
)


@dataclass(frozen=True)
class Caller:
    """The account, region and partition that a request acts in, and the key that signed it.

    Callers of one account and region are equal, whatever their keys: they see the same records.
    """

    account: str
    region: str
    partition: str
    access_key: str = field(compare=False)

    def arn(self, resource: str) -> str:
        """Return an ARN of this account and region, e.g. of ``context/training``."""
        return f"arn:{self.partition}:sagemaker:{self.region}:{self.account}:{resource}"

    @property
    def has_temporary_credentials(self) -> bool:
        """Whether the access key is of a role's session (IAM, unique ID prefixes)."""
        return self.access_key.startswith("ASIA")

    @property
    def user_context(self) -> dict[str, Any]:
        """What the service records as ``CreatedBy`` and ``LastModifiedBy``."""
        root = f"arn:{self.partition}:iam::{self.account}:root"
        return {"IamIdentity": {"Arn": root, "PrincipalId": self.account}}


def identify(authorization: str | None) -> Caller:
    """Return the caller by a request's ``Authorization`` header (Signature Version 4).

    The signature is not checked: the service listens on loopback only and holds no secret.

    Parameters
    ----------
    authorization
        The header's value. The region is that of its credential scope. The account is the access
        key if that is 12 digits, else 000000000000; the key of a role's session does not tell it.

    Raises
    ------
    ServiceError
        ``MissingAuthenticationTokenException`` without the header,
        ``IncompleteSignatureException`` if it is not of Signature Version 4,
        ``InvalidSignatureException`` if it is for another service or an unknown region.

    Examples
    --------
    >>> identify(
    ...     "AWS4-HMAC-SHA256 Credential=111122223333/20260101/cn-north-1/sagemaker/aws4_request, "
    ...     "SignedHeaders=host, Signature=0"
    ... )
    Caller(account='111122223333', region='cn-north-1', partition='aws-cn',
        access_key='111122223333')
    """
    if not authorization:
        raise ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token")
    match = _AUTHORIZATION.fullmatch(authorization)
    if not match:
        raise ServiceError(
            "IncompleteSignatureException",
            "Authorization header requires a Signature Version 4 'Credential' parameter",
        )
    if match["service"] != "sagemaker":
        raise ServiceError(
            "InvalidSignatureException",
            f"Credential should be scoped to the service 'sagemaker', not {match['service']!r}",
        )
    try:
        partition = partition_of(match["region"])
    except UnknownRegionError as error:
        raise ServiceError(
            "InvalidSignatureException",
            f"Credential should be scoped to a valid region, not {match['region']!r}",
        ) from error
    key = match["key"]
    account = key if regex.fullmatch("[0-9]{12}", key) else DEFAULT_ACCOUNT
    return Caller(account, match["region"], partition, key)
