"""The resources of deployed stacks, against CloudFormation."""

from __future__ import annotations

import os

import boto3
import pytest

from lineage_graph import GraphError
from lineage_graph.readers.cloudformation import StackResource, stack_resources
from tests.lineage_graph.deployed_stack import DeployedStack, NewStack


def declared(session: boto3.Session, stack: DeployedStack) -> dict[str, StackResource]:
    """Return what a stack declares, without the function that responds for it."""
    found = {each.declared_by.logical_id: each for each in stack_resources(session, stack.name)}
    return {name: each for name, each in found.items() if name not in ("Role", "Function")}


def test_resources_have_type_id_and_status(stack: DeployedStack, session: boto3.Session) -> None:
    arn = stack.artifact("model")
    stack.deploy()

    (resource,) = declared(session, stack).values()

    assert (resource.type, resource.physical_id, resource.status, str(resource.declared_by)) == (
        "Custom::SageMakerArtifact",
        arn,
        "CREATE_COMPLETE",
        f"{stack.name}/model",
    )


def test_stacks_of_several_pages(stack: DeployedStack, session: boto3.Session) -> None:
    handles = [f"Handle{number}" for number in range(110)]
    for handle in handles:
        stack.resources[handle] = {"Type": "AWS::CloudFormation::WaitConditionHandle"}
    stack.artifact("model")
    stack.deploy()
    page = session.client("cloudformation").list_stack_resources(StackName=stack.name)
    assert page["NextToken"]

    assert set(declared(session, stack)) == {*handles, "model"}


def test_nested_stacks_belong_to_a_stack(new_stack: NewStack, session: boto3.Session) -> None:
    outer, inner = new_stack(), new_stack("Inner")
    inner.artifact("inner")
    outer.artifact("outer")
    s3 = session.client("s3")
    s3.create_bucket(Bucket="templates")
    s3.put_object(Bucket="templates", Key="inner.json", Body=inner.template().encode())
    url = f"{os.environ['AWS_ENDPOINT_URL']}/templates/inner.json"
    outer.resources["Nested"] = {
        "Type": "AWS::CloudFormation::Stack",
        "Properties": {"TemplateURL": url},
    }
    outer.deploy()

    found = declared(session, outer)

    assert set(found) == {"inner", "outer"}
    assert found["outer"].declared_by.stack == outer.name
    assert found["inner"].declared_by.stack.startswith(f"{outer.name}-Nested")


def test_a_stack_that_does_not_exist(session: boto3.Session) -> None:
    with pytest.raises(GraphError, match="there is no stack Nowhere in us-east-1"):
        list(stack_resources(session, "Nowhere"))
