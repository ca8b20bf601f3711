"""The members that a resource declares, each with its value."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...model import DeclaringResource, ResourceDeclaration, Unresolved
from ..resource_types import ASSOCIATION, ENTITY_KINDS
from .functions import NO_VALUE, TemplateFunctions, function_of
from .unresolved import UnresolvedError

# What they say is how CloudFormation reaches the function.
_NOT_LINEAGE = {"ServiceToken", "ServiceTimeout"}

_Member = tuple[str, str | Unresolved]


def is_lineage(resource: Mapping[str, Any]) -> bool:
    """Return whether a resource of a template declares an entity or an association."""
    return resource.get("Type") == ASSOCIATION or resource.get("Type") in ENTITY_KINDS


def declaration(
    by: DeclaringResource, resource: Mapping[str, Any], functions: TemplateFunctions
) -> ResourceDeclaration:
    """Return what a resource of a template declares.

    Parameters
    ----------
    by
        The resource's stack and logical id.
    resource
        The resource, as the template has it.
    functions
        What resolves the template's values.
    """
    members = dict(
        member
        for name, value in resource.get("Properties", {}).items()
        if name not in _NOT_LINEAGE
        for member in _members(name, value, functions)
    )
    return ResourceDeclaration(by, resource["Type"], members)


def source_types(types: Any) -> str:
    """Return the types of a source as one text; their order says nothing."""
    return ", ".join(sorted(f"{each['SourceIdType']} {each['Value']}" for each in types))


def _members(name: str, value: Any, functions: TemplateFunctions) -> Iterator[_Member]:
    if function_of(value) or (name == "Source.SourceTypes" and isinstance(value, list)):
        try:
            resolved = functions.resolve(value)
        except UnresolvedError as error:
            yield name, Unresolved(str(error))
            return
        if resolved is not NO_VALUE:
            yield from _resolved(name, resolved, functions)
        return
    yield from _resolved(name, value, functions)


def _resolved(name: str, value: Any, functions: TemplateFunctions) -> Iterator[_Member]:
    """Yield the members of a value that is no function; a member of it can be one."""
    if name == "Source.SourceTypes" and isinstance(value, list):
        yield name, source_types(value)
    elif name == "Tags" and isinstance(value, list):
        for tag in value:
            if isinstance(tag, Mapping) and isinstance(tag.get("Key"), str):
                yield from _members(f"Tags.{tag['Key']}", tag.get("Value", ""), functions)
            else:
                yield from _tags(tag, functions)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _members(f"{name}.{key}", each, functions)
    elif isinstance(value, bool):
        yield name, str(value).lower()
    else:
        yield name, str(value)


def _tags(tag: Any, functions: TemplateFunctions) -> Iterator[_Member]:
    """Yield a tag that is a function, or whose key is one."""
    try:
        resolved = functions.resolve(tag)
    except UnresolvedError as error:
        yield "Tags", Unresolved(str(error))
        return
    if isinstance(resolved, Mapping):
        yield f"Tags.{resolved['Key']}", str(resolved.get("Value", ""))
    elif resolved is not NO_VALUE:
        yield "Tags", str(resolved)
