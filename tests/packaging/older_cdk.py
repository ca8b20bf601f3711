"""Lets tests that turn CDK's own template validation off run on a CDK that has none yet."""

import inspect
from typing import Any

import aws_cdk

_init = aws_cdk.App.__init__


def _init_without_validation(
    self: aws_cdk.App,
    *,
    builtin_cloud_formation_validation: bool | None = None,
    **given: Any,
) -> None:
    _init(self, **given)


if "builtin_cloud_formation_validation" not in inspect.signature(_init).parameters:
    aws_cdk.App.__init__ = _init_without_validation  # type: ignore[method-assign]
