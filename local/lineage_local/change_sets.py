"""Change sets with all changes: MiniStack overlooks some, and the cdk CLI then deploys nothing.

It compares properties with every reference to a resource resolved to the same, so a reference to
another resource is no change to it; nor is one that gets the same value of another stack by other
means. And it does not compare outputs.
"""

from collections.abc import Mapping
from typing import Any

from ministack.services.cloudformation import changesets  # type: ignore[import-untyped]

_resolve = changesets._resolve_props_for_diff
_diff = changesets._diff_resources
# What refers to a resource, or to another stack, beside Ref, which may refer to a parameter.
_FUNCTIONS = ("Fn::GetAtt", "Fn::Sub", "Fn::ImportValue", "Fn::GetStackOutput")


class OutputChanges(list[dict[str, Any]]):
    """The changes of a change set that changes outputs only: none of a resource, yet some."""

    def __bool__(self) -> bool:
        """Return that there are changes."""
        return True


def compare_references_and_outputs() -> None:
    """Have MiniStack compare these too."""
    changesets._resolve_props_for_diff = _resolve_for_comparison
    changesets._diff_resources = _diff_with_outputs


def _resolve_for_comparison(template: Mapping[str, Any], *arguments: Any) -> dict[str, Any]:
    """Return what is compared: of a property with references also how it is declared."""
    resolved: dict[str, Any] = _resolve(template, *arguments)
    declared = template.get("Resources", {})
    for logical_id, resource in resolved.get("Resources", {}).items():
        raw = declared[logical_id].get("Properties") or {}
        # A copy: where MiniStack cannot resolve them, they are the template's own.
        resource["Properties"] = {
            name: [value, raw.get(name)] if _refers(raw.get(name), declared) else value
            for name, value in resource["Properties"].items()
        }
    return {**resolved, "Outputs": template.get("Outputs", {})}


def _diff_with_outputs(
    old: Mapping[str, Any], new: Mapping[str, Any], *arguments: Any
) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = _diff(old, new, *arguments)
    if not changes and old.get("Outputs", {}) != new.get("Outputs", {}):
        return OutputChanges()
    return changes


def _refers(value: Any, resources: Mapping[str, Any]) -> bool:
    """Return whether a property's value refers to a resource, or to another stack."""
    if isinstance(value, list):
        return any(_refers(each, resources) for each in value)
    if not isinstance(value, dict):
        return False
    if value.keys() & {*_FUNCTIONS} or value.get("Ref") in resources:
        return True
    return any(_refers(each, resources) for each in value.values())
