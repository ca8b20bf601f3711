"""The constraints of the service model on a request.

botocore checks required members, types and minimum sizes before it sends, and leaves maximum
sizes, patterns and enums to the service; the service checks all of them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import regex
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from lineage_local.service.protocol.errors import validation_error


def validate(shape: StructureShape, request: Mapping[str, Any]) -> None:
    """Refuse a request that breaks a constraint.

    Parameters
    ----------
    shape
        The operation's input shape.
    request
        The request as `aws_json.parse_request` returns it: types are right, unknown members gone.

    Raises
    ------
    ServiceError
        ``ValidationException`` that counts and names every violation, in the words of AWS.

    Examples
    --------
    >>> validate(structure("DescribeArtifactRequest"), {})
    Traceback (most recent call last):
    ServiceError: ValidationException: 1 validation error detected: Value null at 'artifactArn'
    failed to satisfy constraint: Member must not be null
    """
    violations = list(_structure(shape, request, ""))
    if violations:
        errors = "error" if len(violations) == 1 else "errors"
        raise validation_error(
            f"{len(violations)} validation {errors} detected: {'; '.join(violations)}"
        )


def _check(shape: Shape, value: object, path: str) -> Iterator[str]:
    for constraint in _violated(shape, value):
        yield f"Value '{_text(value)}' at '{path}' failed to satisfy constraint: {constraint}"
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        yield from _structure(shape, value, f"{path}.")
    elif isinstance(shape, ListShape) and isinstance(value, list):
        yield from _list(shape, value, path)
    elif isinstance(shape, MapShape) and isinstance(value, dict):
        yield from _map(shape, value, path)


def _structure(shape: StructureShape, value: Mapping[str, Any], prefix: str) -> Iterator[str]:
    for name, member in shape.members.items():
        path = prefix + name[0].lower() + name[1:]
        if name in value:
            yield from _check(member, value[name], path)
        elif name in shape.required_members:
            yield (f"Value null at '{path}' failed to satisfy constraint: Member must not be null")


def _list(shape: ListShape, value: list[Any], path: str) -> Iterator[str]:
    if isinstance(shape.member, StructureShape):
        for number, item in enumerate(value, start=1):
            yield from _structure(shape.member, item, f"{path}.{number}.member.")
    elif any(_violated(shape.member, item) for item in value):
        yield _collection(path, value, "Member", shape.member)


def _map(shape: MapShape, value: Mapping[str, Any], path: str) -> Iterator[str]:
    if any(_violated(shape.key, key) for key in value):
        yield _collection(path, value, "Map keys", shape.key)
    if any(_violated(shape.value, item) for item in value.values()):
        yield _collection(path, value, "Map value", shape.value)


def _collection(path: str, value: object, what: str, member: Shape) -> str:
    """Return a violation inside a list or map: AWS prints the whole and every constraint."""
    return (
        f"Value '{_text(value)}' at '{path}' failed to satisfy constraint: "
        f"{what} must satisfy constraint: [{', '.join(_constraints(member))}]"
    )


def _violated(shape: Shape, value: object) -> list[str]:
    """Return the constraints on this value alone (not on what it contains) that it breaks."""
    constraints = []
    limits = shape.metadata
    size = len(value) if isinstance(value, (str, list, dict)) else value
    if isinstance(size, int):
        if size > limits.get("max", size):
            constraints.append(_maximum(shape))
        if size < limits.get("min", size):
            constraints.append(_minimum(shape))
    pattern = limits.get("pattern")
    if pattern and isinstance(value, str) and not _pattern(pattern).fullmatch(value):
        constraints.append(_must_match(shape))
    if isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        constraints.append(_must_be_one_of(shape))
    return constraints


def _constraints(shape: Shape) -> Iterator[str]:
    """Yield every constraint on a value, whether broken or not."""
    if "max" in shape.metadata:
        yield _maximum(shape)
    if "min" in shape.metadata:
        yield _minimum(shape)
    if "pattern" in shape.metadata:
        yield _must_match(shape)
    if isinstance(shape, StringShape) and shape.enum:
        yield _must_be_one_of(shape)


def _measure(shape: Shape) -> str:
    return "value" if shape.type_name == "integer" else "length"


def _maximum(shape: Shape) -> str:
    return f"Member must have {_measure(shape)} less than or equal to {shape.metadata['max']}"


def _minimum(shape: Shape) -> str:
    return f"Member must have {_measure(shape)} greater than or equal to {shape.metadata['min']}"


def _must_match(shape: Shape) -> str:
    return f"Member must satisfy regular expression pattern: {shape.metadata['pattern']}"


def _must_be_one_of(shape: StringShape) -> str:
    return f"Member must satisfy enum value set: [{', '.join(shape.enum)}]"


@cache
def _pattern(pattern: str) -> regex.Pattern[str]:
    # The model's patterns are Java's (\p{L}), which the standard library's re does not know.
    return regex.compile(pattern)


def _text(value: object) -> str:
    """Return a value as Java prints it, which is what AWS puts into its messages."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={_text(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_text(item) for item in value) + "]"
    return str(value)
