"""The smoke deployment of the conformance command, against the embedded cloud of these tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lineage_conformance import smoke
from lineage_local import environment
from lineage_local.cloud import Cloud

# It deploys the same stacks as the tests of the example.
pytestmark = pytest.mark.xdist_group("example")

STACK = "ChurnEvaluation"


@pytest.fixture(autouse=True)
def variables(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use this cloud instead of that of the repository's folder."""

    @contextmanager
    def yielded() -> Iterator[dict[str, str]]:
        yield environment.applied(cloud.settings(), os.environ)

    monkeypatch.setattr(smoke, "_embedded_variables", yielded)


def test_example_is_deployed_and_destroyed(cloud: Cloud) -> None:
    assert smoke.deploy(aws=False, region=None) == 6

    with pytest.raises(cloud.client("cloudformation").exceptions.ClientError):
        cloud.client("cloudformation").describe_stacks(StackName=STACK)


def test_stack_that_is_there_is_kept(cloud: Cloud) -> None:
    template = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'
    client = cloud.client("cloudformation")
    client.create_stack(StackName=STACK, TemplateBody=template)

    with pytest.raises(smoke.SmokeError, match=f"the stack {STACK} is there already"):
        smoke.deploy(aws=False, region=None)

    (stack,) = client.describe_stacks(StackName=STACK)["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    client.delete_stack(StackName=STACK)
