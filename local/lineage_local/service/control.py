"""What can be set over HTTP, in JSON: the service's behaviour and its faults."""

import json
from collections.abc import Collection
from dataclasses import fields
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from lineage_local.service.behaviour import Behaviour
from lineage_local.service.faults import Fault

Settings = TypeVar("Settings", Behaviour, Fault)


def parse_behaviour(body: bytes) -> Behaviour:
    """Return the behaviour of an object with fields of `Behaviour`; the others take the default.

    Raises
    ------
    TypeError
        If the body is no object.
    ValueError
        If it is no JSON, or a field or value is not allowed.
    """
    return _parse(Behaviour, json.loads(body))


def parse_faults(body: bytes) -> list[Fault]:
    """Return the faults of a list of objects with fields of `Fault`; ``hook`` is not allowed.

    Raises
    ------
    TypeError
        If the body is no list of objects.
    ValueError
        If it is no JSON, or a field or value is not allowed.
    """
    documents = json.loads(body)
    if not isinstance(documents, list):
        raise TypeError(f"expected a list of faults, not {documents!r}")
    return [_parse(Fault, document, without={"hook"}) for document in documents]


def _parse(kind: type[Settings], document: object, without: Collection[str] = ()) -> Settings:
    if not isinstance(document, dict):
        raise TypeError(f"expected an object, not {document!r}")
    hints = get_type_hints(kind)
    known = [each.name for each in fields(kind) if each.name not in without]
    for name, value in document.items():
        if name not in known:
            raise ValueError(f"unknown field {name!r}, allowed are {', '.join(known)}")
        if not _is_valid(value, hints[name]):
            raise ValueError(f"{name} is {value!r}, which is no {_description(hints[name])}")
    return kind(**document)


def _is_valid(value: object, hint: Any) -> bool:
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return any(_is_valid(value, each) for each in get_args(hint))
    # An integer is a valid float; JSON's true, in Python an int, is not a valid number.
    kinds = (int, float) if hint is float else hint
    return isinstance(value, kinds) and (hint is bool or not isinstance(value, bool))


def _description(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return " or ".join(map(repr, get_args(hint)))
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(map(_description, get_args(hint)))
    return "null" if hint is type(None) else str(hint.__name__)
