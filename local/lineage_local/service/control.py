"""What the service can be told over HTTP, in JSON."""

import json
from collections.abc import Collection
from dataclasses import fields
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from lineage_local.service.faults import Fault
from lineage_local.service.rules import Behaviour

Told = TypeVar("Told", Behaviour, Fault)


def read_behaviour(body: bytes) -> Behaviour:
    """Read an object with fields of `Behaviour`; those that are not there are the default.

    Raises
    ------
    TypeError
        If it is not made of objects.
    ValueError
        If it is no JSON, or a field or value is not allowed.
    """
    return _read(Behaviour, json.loads(body))


def read_faults(body: bytes) -> list[Fault]:
    """Read a list of objects with fields of `Fault`; a hook cannot be given.

    Raises
    ------
    TypeError
        If it is not made of objects.
    ValueError
        If it is no JSON, or a field or value is not allowed.
    """
    documents = json.loads(body)
    if not isinstance(documents, list):
        raise TypeError(f"expected a list of faults, not {documents!r}")
    return [_read(Fault, document, without={"hook"}) for document in documents]


def _read(kind: type[Told], document: object, without: Collection[str] = ()) -> Told:
    if not isinstance(document, dict):
        raise TypeError(f"expected an object, not {document!r}")
    hints = get_type_hints(kind)
    known = [each.name for each in fields(kind) if each.name not in without]
    for name, value in document.items():
        if name not in known:
            raise ValueError(f"unknown field {name!r}, allowed are {', '.join(known)}")
        if not _fits(value, hints[name]):
            raise ValueError(f"{name} is {value!r}, which is no {_worded(hints[name])}")
    return kind(**document)


def _fits(value: object, hint: Any) -> bool:
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return any(_fits(value, each) for each in get_args(hint))
    # An integer will do for a float; JSON's true, in Python an int, will not do for a number.
    kinds = (int, float) if hint is float else hint
    return isinstance(value, kinds) and (hint is bool or not isinstance(value, bool))


def _worded(hint: Any) -> str:
    if get_origin(hint) is Literal:
        return " or ".join(map(repr, get_args(hint)))
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(map(_worded, get_args(hint)))
    return "null" if hint is type(None) else str(hint.__name__)
