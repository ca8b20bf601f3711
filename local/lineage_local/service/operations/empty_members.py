"""Members of a response that hold nothing: empty structures, lists and maps."""

from collections.abc import Mapping
from typing import Any

from botocore.model import StructureShape

_EMPTY: Mapping[str, Any] = {"structure": {}, "map": {}, "list": []}


def with_empty_members(shape: StructureShape, members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members, and an empty one for each structure, list and map that is absent.

    Examples
    --------
    >>> with_empty_members(structure("DescribeContextResponse"), {"ContextName": "c"})
    {'ContextName': 'c', 'Source': {}, 'Properties': {}, 'CreatedBy': {}, 'LastModifiedBy': {}}
    """
    filled = dict(members)
    for name, member in shape.members.items():
        if name not in members and member.type_name in _EMPTY:
            filled[name] = _EMPTY[member.type_name]
        elif name in members and isinstance(member, StructureShape):
            filled[name] = with_empty_members(member, members[name])
    return filled


def without_empty_members(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return the members without structures, lists and maps that are empty."""
    return {
        name: without_empty_members(value) if isinstance(value, Mapping) else value
        for name, value in members.items()
        if value not in _EMPTY.values()
    }
