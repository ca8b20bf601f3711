"""Who may invoke the function: whoever deploys, and nobody by the template."""

from __future__ import annotations

import json

from aws_cdk import Stack
from aws_cdk import aws_iam as iam

from .conftest import Declare
from .synthesis import template


def test_template_lets_nobody_invoke_the_function(stack: Stack, declare: Declare) -> None:
    role = iam.Role(stack, "Reader", assumed_by=iam.AccountRootPrincipal())
    declare().grant_read(role)

    rendered = template(stack)

    types = {each["Type"] for each in rendered["Resources"].values()}
    assert not types & {"AWS::Lambda::Permission", "AWS::Lambda::Url"}
    assert "lambda:Invoke" not in json.dumps(rendered)
