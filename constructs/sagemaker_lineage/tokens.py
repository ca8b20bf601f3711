"""Tokens: values that are known only when the app is synthesised or deployed."""

import re
import struct
from collections.abc import Mapping

from aws_cdk import Token

from constructs import Construct

# How CDK writes tokens into texts and numbers (core/lib/private/encoding.ts). It is read here, as a
# call to CDK's process takes longer than all else that is done with a value.
_IN_TEXTS = "Token["
_TEXT = re.compile(r"\$\{Token\[[a-zA-Z0-9:._-]+\]\}|-1\.[0-9]{10,16}e\+289")
# The doubles that begin with the bits of FBFF: all of them negative, one range.
_NUMBER_MAX, _NUMBER_MIN = struct.unpack(">dd", bytes.fromhex("fbff000000000000 fbffffffffffffff"))

_DYNAMIC_REFERENCE = "{{resolve:"
_SECRETS = ("{{resolve:secretsmanager:", "{{resolve:ssm-secure:")


def is_token(value: object) -> bool:
    """Return whether a value is known only when the app is synthesised or deployed."""
    if isinstance(value, str):
        return _IN_TEXTS in value and _TEXT.search(value) is not None
    if isinstance(value, int | float):
        return bool(_NUMBER_MIN <= value <= _NUMBER_MAX)
    # CDK takes whatever can resolve for a token, and so a stack.
    return (
        hasattr(value, "__jsii_ref__")
        and not isinstance(value, Construct)
        and bool(Token.is_unresolved(value))
    )


def as_text(value: object) -> str:
    """Return a text as it is, and a token that stands for one as a text."""
    return value if isinstance(value, str) else Token.as_string(value)


def is_known(resolved: object) -> bool:
    """Return whether a resolved value is final, not an intrinsic function or dynamic reference."""
    if isinstance(resolved, Mapping) and len(resolved) == 1:
        function = next(iter(resolved))
        return not (function == "Ref" or function.startswith("Fn::"))
    return not (isinstance(resolved, str) and _DYNAMIC_REFERENCE in resolved)


def known_beginning(resolved: object) -> str:
    """Return the text before the first of what the deployment resolves, empty if there is none."""
    if isinstance(resolved, Mapping) and list(resolved) == ["Fn::Join"]:
        resolved = resolved["Fn::Join"][1][0]
    return resolved if isinstance(resolved, str) else ""


def holds_secret(resolved: object) -> bool:
    """Return whether a resolved value holds a dynamic reference to a secret, at any depth.

    CloudFormation gives a custom resource the value of one to Secrets Manager in plain text, and
    resolves none to a secure string (CloudFormation User Guide, "Get values stored in other
    services using dynamic references").
    """
    if isinstance(resolved, Mapping):
        return any(holds_secret(value) for value in resolved.values())
    if isinstance(resolved, list):
        return any(holds_secret(value) for value in resolved)
    return isinstance(resolved, str) and any(secret in resolved for secret in _SECRETS)
