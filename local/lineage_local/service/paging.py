"""Sorting and pages."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from lineage_local.service.errors import validation

Item = TypeVar("Item")
Position = tuple[str | int, ...]


def page(
    items: Iterable[Item],
    position: Callable[[Item], Position],
    request: Mapping[str, Any],
    *,
    default_size: int,
    descending: bool,
) -> tuple[list[Item], dict[str, str]]:
    """Cut the page that a request asks for.

    A token holds the position of the last item, so that a page neither repeats nor skips an item
    when others come or go between two calls.

    Parameters
    ----------
    items
        Everything that matches, in any order.
    position
        What the items are sorted by; unique for each.
    request
        Its ``NextToken`` and ``MaxResults`` are looked at; a token is good only for a request
        that is otherwise the same.
    default_size
        Items on a page if there is no ``MaxResults``.
    descending
        Whether the highest position comes first.

    Returns
    -------
    The items, and ``{"NextToken": ...}`` if more follow, else ``{}``.

    Raises
    ------
    ServiceError
        ``ValidationException`` for a token that was not given out for this request.
    """
    ordered = sorted(items, key=position, reverse=descending)
    token = request.get("NextToken")
    if token:
        last = _position(token, request)
        ordered = [
            item
            for item in ordered
            if (position(item) < last if descending else position(item) > last)
        ]
    size = request.get("MaxResults", default_size)
    if len(ordered) <= size:
        return ordered, {}
    return ordered[:size], {"NextToken": _token(position(ordered[size - 1]), request)}


def _token(position: Position, request: Mapping[str, Any]) -> str:
    content = json.dumps([position, _seal(position, request)])
    return base64.urlsafe_b64encode(content.encode()).decode()


def _position(token: str, request: Mapping[str, Any]) -> Position:
    try:
        position, seal = json.loads(base64.urlsafe_b64decode(token.encode()))
        position = tuple(position)
    except (ValueError, TypeError, RecursionError) as error:
        raise _invalid_token() from error
    if seal != _seal(position, request):
        raise _invalid_token()
    return position


def _seal(position: Position, request: Mapping[str, Any]) -> str:
    query = {name: item for name, item in request.items() if name not in _PAGING}
    content = json.dumps([position, query], default=str, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


_PAGING = ("NextToken", "MaxResults")


def _invalid_token() -> Exception:
    return validation("Invalid NextToken: it was not given out for this request")
