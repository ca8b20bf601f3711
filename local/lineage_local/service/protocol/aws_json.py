"""AWS JSON 1.1, the wire protocol: request bodies are parsed, responses and errors rendered."""

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, TypeVar, cast

from botocore.model import ListShape, MapShape, Shape, StructureShape

from lineage_local.service.protocol.errors import ServiceError

CONTENT_TYPE = "application/x-amz-json-1.1"

T = TypeVar("T")


def parse_request(shape: StructureShape, body: bytes) -> dict[str, Any]:
    """Return the members of a request's body.

    Parameters
    ----------
    shape
        The operation's input shape.
    body
        UTF-8 JSON; an empty body has no members.

    Raises
    ------
    ServiceError
        ``SerializationException`` if the body is not JSON or holds a value of a wrong type.

    Examples
    --------
    >>> parse_request(structure("ListArtifactsRequest"), b'{"CreatedAfter": 0, "Unknown": 1}')
    {'CreatedAfter': datetime.datetime(1970, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)}
    """
    try:
        document = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise _unreadable("could not parse request body into json") from error
    return cast("dict[str, Any]", deserialize(shape, document))


def deserialize(shape: Shape, value: object) -> object:
    """Return a JSON value as the shape types it, without unknown members and nulls.

    Raises
    ------
    ServiceError
        ``SerializationException`` if the value is of another type than the shape.
    """
    if isinstance(shape, StructureShape):
        document = _expect(value, dict, shape)
        return {
            name: deserialize(member, document[name])
            for name, member in shape.members.items()
            if document.get(name) is not None
        }
    if isinstance(shape, ListShape):
        return [deserialize(shape.member, item) for item in _expect(value, list, shape)]
    if isinstance(shape, MapShape):
        items = _expect(value, dict, shape).items()
        return {key: deserialize(shape.value, item) for key, item in items}
    if shape.type_name == "timestamp":
        seconds = _expect(value, float, shape)
        try:
            return datetime.fromtimestamp(seconds, timezone.utc)
        except (ValueError, OverflowError, OSError) as error:
            raise _unreadable(f"{seconds} can not be converted to a timestamp") from error
    return _expect(value, _PYTHON_TYPES[shape.type_name], shape)


_PYTHON_TYPES: dict[str, type] = {"string": str, "integer": int, "boolean": bool}


def _expect(value: object, kind: type[T], shape: Shape) -> T:
    # An integer is a valid float; JSON's true, in Python an int, is not a valid number.
    kinds = (int, float) if kind is float else kind
    if not isinstance(value, kinds) or (isinstance(value, bool) and kind is not bool):
        raise _unreadable(f"{_name(value)} can not be converted to a {shape.type_name}")
    return cast("T", value)


def _name(value: object) -> str:
    names = {
        dict: "a structure or map",
        list: "a list",
        str: "a string",
        bool: "a boolean",
        type(None): "null",
    }
    return names.get(type(value), "a number")


def _unreadable(message: str) -> ServiceError:
    return ServiceError("SerializationException", message)


def render_response(shape: StructureShape, response: Mapping[str, object]) -> bytes:
    """Return a response's body.

    Raises
    ------
    KeyError
        If the response holds a member that the shape does not have: a bug of the service.
    """
    return json.dumps(serialize(shape, response)).encode()


def serialize(shape: Shape, value: object) -> object:
    """Return a value as JSON holds it; a timestamp is epoch seconds."""
    if isinstance(shape, StructureShape) and isinstance(value, Mapping):
        return {name: serialize(shape.members[name], item) for name, item in value.items()}
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [serialize(shape.member, item) for item in value]
    if isinstance(value, datetime):
        return value.timestamp()
    return value


def render_error(error: ServiceError) -> bytes:
    """Return an error's body."""
    return json.dumps({"__type": error.code, "message": error.message}).encode()
