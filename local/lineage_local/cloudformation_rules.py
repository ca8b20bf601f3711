"""Rules of CloudFormation that MiniStack lacks, and that a deployment to AWS would meet.

Messages are CloudFormation's where they are known from reports of users.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ministack.services.cloudformation import (  # type: ignore[import-untyped]
    _exports,
    _stacks,
    engine,
    provisioners,
    stacks,
)
from ministack.services.cloudformation.handlers import (  # type: ignore[import-untyped]
    _imported_export_names,
)

# CloudFormation user guide, AWS::CloudFormation::CustomResource.
_TYPE_LENGTH = 60
_TIMEOUT_SECONDS = range(1, 3601)

_validate_limits = engine._validate_template_limits
_resolve_outputs = stacks._resolve_stack_outputs
_replacement_error = provisioners._custom_named_replacement_error


def enforce_cloudformation_rules() -> None:
    """Have MiniStack refuse what these rules refuse."""
    engine._validate_template_limits = _check_template
    stacks._resolve_stack_outputs = _resolve_and_check_outputs
    for module in (provisioners, stacks):
        module._custom_named_replacement_error = _update_error


def _check_template(template: Mapping[str, Any]) -> None:
    """Check a template before anything is deployed; MiniStack makes a ValidationError of it.

    Raises
    ------
    ValueError
        If CloudFormation would not accept it.
    """
    _validate_limits(template)
    resources: Mapping[str, Any] = template.get("Resources") or {}
    # What a macro makes of a template nobody knows before.
    if not template.get("Transform"):
        names = {*resources, *(template.get("Parameters") or {})}
        for section in ("Resources", "Outputs"):
            unresolved = sorted({*_references(template.get(section))} - names)
            if unresolved:
                raise ValueError(
                    "Template format error: Unresolved resource dependencies"
                    f" [{', '.join(unresolved)}] in the {section} block of the template"
                )
    for resource in resources.values():
        _check_custom_resource(resource)


def _check_custom_resource(resource: Mapping[str, Any]) -> None:
    kind = resource.get("Type", "")
    if not kind.startswith("Custom::"):
        return
    if len(kind) > _TYPE_LENGTH:
        raise ValueError(
            f"Template format error: the resource type {kind} is longer than {_TYPE_LENGTH}"
            " characters"
        )
    timeout = str(resource.get("Properties", {}).get("ServiceTimeout", ""))
    if timeout.isdecimal() and int(timeout) not in _TIMEOUT_SECONDS:
        raise ValueError(f"ServiceTimeout is {timeout}, 1 to {_TIMEOUT_SECONDS[-1]} is allowed")


def _references(part: Any) -> Iterator[str]:
    """Return the logical ids that a part of a template refers to, without pseudo parameters."""
    if isinstance(part, list):
        for each in part:
            yield from _references(each)
    elif isinstance(part, dict):
        match part:
            case {"Ref": str(name)} if not name.startswith("AWS::"):
                yield name
            case {"Fn::GetAtt": [str(name), *_]}:
                yield name
            case {"Fn::GetAtt": str(name)}:
                yield name.partition(".")[0]
        for each in part.values():
            yield from _references(each)


def _resolve_and_check_outputs(*arguments: Any) -> Any:
    """Resolve a stack's outputs; the stack is rolled back if an export in use is not as before.

    Raises
    ------
    ValueError
        If one would change, or go.
    """
    stack_id = arguments[-1]
    outputs, exports = _resolve_outputs(*arguments)
    before = {name: each for name, each in _exports.items() if each["StackId"] == stack_id}
    for name, export in before.items():
        if name not in exports:
            _check_unused(name, "deleted")
        elif exports[name]["Value"] != export["Value"]:
            _check_unused(name, "updated")
    # MiniStack would keep them.
    for name in before.keys() - exports.keys():
        _exports.pop(name)
    return outputs, exports


def _check_unused(export: str, change: str) -> None:
    users = [stack for stack in _stacks if _imports(stack, export)]
    if users:
        raise ValueError(f"Export {export} cannot be {change} as it is in use by {users[0]}")


def _imports(stack: str, export: str) -> bool:
    found = _stacks[stack]
    is_there = not found.get("StackStatus", "").startswith("DELETE_COMPLETE")
    return is_there and export in _imported_export_names(found, stack)


def _update_error(
    resource_type: str,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    physical_id: str | None = None,
) -> str | None:
    """Return why a resource cannot be updated, if it cannot."""
    if old.get("ServiceToken") != new.get("ServiceToken"):
        return "Modifying service token is not allowed."
    error: str | None = _replacement_error(resource_type, old, new, physical_id)
    return error
