"""The order and the pages of lists."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from lineage_local.service.protocol.errors import ServiceError, validation_error

Item = TypeVar("Item")
SortKey = tuple[str | int, ...]

_PAGE_MEMBERS = ("NextToken", "MaxResults")


def page(
    items: Iterable[Item],
    sort_key: Callable[[Item], SortKey],
    request: Mapping[str, Any],
    *,
    default_size: int,
    descending: bool,
) -> tuple[list[Item], dict[str, str]]:
    """Return the page that a request asks for.

    A token holds the sort key of the last item, so that a page neither repeats nor skips an item
    when others are created or deleted between two calls.

    Parameters
    ----------
    items
        Everything that matches, in any order.
    sort_key
        What the items are sorted by; unique for each.
    request
        Its ``NextToken`` and ``MaxResults`` say which page; a token is valid only for a request
        that is otherwise the same.
    default_size
        Items on a page if there is no ``MaxResults``.
    descending
        Whether the highest key comes first.

    Returns
    -------
    The items, and ``{"NextToken": ...}`` if more follow, else ``{}``.

    Raises
    ------
    ServiceError
        ``ValidationException`` for a token that no response to this request had.
    """
    ordered = sorted(items, key=sort_key, reverse=descending)
    token = request.get("NextToken")
    if token:
        last = _last_key(token, request)
        ordered = [
            item
            for item in ordered
            if (sort_key(item) < last if descending else sort_key(item) > last)
        ]
    size = request.get("MaxResults", default_size)
    if len(ordered) <= size:
        return ordered, {}
    return ordered[:size], {"NextToken": _token(sort_key(ordered[size - 1]), request)}


def is_descending(request: Mapping[str, Any]) -> bool:
    """Return whether a list request asks for descending order, which is the API's default."""
    order: str = request.get("SortOrder", "Descending")
    return order == "Descending"


def created_within(created: datetime, request: Mapping[str, Any]) -> bool:
    """Return whether a time passes the filters CreatedAfter and CreatedBefore, both inclusive."""
    after: datetime = request.get("CreatedAfter", created)
    before: datetime = request.get("CreatedBefore", created)
    return after <= created <= before


def epoch_milliseconds(moment: datetime) -> int:
    """Return a time as a number, for a sort key."""
    return round(moment.timestamp() * 1000)


def _token(key: SortKey, request: Mapping[str, Any]) -> str:
    content = json.dumps([key, _checksum(key, request)])
    return base64.urlsafe_b64encode(content.encode()).decode()


def _last_key(token: str, request: Mapping[str, Any]) -> SortKey:
    try:
        key, checksum = json.loads(base64.urlsafe_b64decode(token.encode()))
        key = tuple(key)
    except (ValueError, TypeError, RecursionError) as error:
        raise _invalid_token() from error
    if checksum != _checksum(key, request):
        raise _invalid_token()
    return key


def _checksum(key: SortKey, request: Mapping[str, Any]) -> str:
    query = {name: item for name, item in request.items() if name not in _PAGE_MEMBERS}
    content = json.dumps([key, query], default=str, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _invalid_token() -> ServiceError:
    return validation_error("Invalid NextToken: no response to this request had it")
