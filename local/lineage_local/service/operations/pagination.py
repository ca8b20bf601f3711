"""The order and the pages of lists."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
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
    descending: bool = False,
) -> tuple[list[Item], dict[str, str]]:
    """Return the page that a request asks for, of items in any order.

    Parameters
    ----------
    items
        Everything that matches.
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
    ordered: Iterable[Item] = sorted(items, key=sort_key, reverse=descending)
    last = last_key(request)
    if last is not None:
        ordered = [
            item
            for item in ordered
            if (sort_key(item) < last if descending else sort_key(item) > last)
        ]
    return ordered_page(iter(ordered), sort_key, request, default_size=default_size)


def ordered_page(
    items: Iterator[Item],
    sort_key: Callable[[Item], SortKey],
    request: Mapping[str, Any],
    *,
    default_size: int,
) -> tuple[list[Item], dict[str, str]]:
    """Return the page that a request asks for, of items that come in order, after `last_key`.

    No more of them are looked at than are on the page. Otherwise like `page`.
    """
    size = request.get("MaxResults", default_size)
    found = list(islice(items, size))
    if next(items, None) is None:
        return found, {}
    return found, {"NextToken": _token(sort_key(found[-1]), request)}


def last_key(request: Mapping[str, Any]) -> SortKey | None:
    """Return the sort key of the last item on the page before; None for the first page.

    A token holds it, so that a page neither repeats nor skips an item when others are created or
    deleted between two calls.

    Raises
    ------
    ServiceError
        ``ValidationException`` for a token that no response to this request had.
    """
    token = request.get("NextToken")
    if not token:
        return None
    try:
        key, checksum = json.loads(base64.urlsafe_b64decode(token.encode()))
        key = tuple(key)
    except (ValueError, TypeError, RecursionError) as error:
        raise _invalid_token() from error
    if checksum != _checksum(key, request):
        raise _invalid_token()
    return key


def is_descending(request: Mapping[str, Any]) -> bool:
    """Return whether a list request asks for descending order, which is the API's default."""
    order: str = request.get("SortOrder", "Descending")
    return order == "Descending"


def created_within(created: datetime, request: Mapping[str, Any]) -> bool:
    """Return whether a time passes the filters CreatedAfter and CreatedBefore, both inclusive."""
    after: datetime = request.get("CreatedAfter", created)
    before: datetime = request.get("CreatedBefore", created)
    return after <= created <= before


def _token(key: SortKey, request: Mapping[str, Any]) -> str:
    content = json.dumps([key, _checksum(key, request)])
    return base64.urlsafe_b64encode(content.encode()).decode()


def _checksum(key: SortKey, request: Mapping[str, Any]) -> str:
    query = {name: item for name, item in request.items() if name not in _PAGE_MEMBERS}
    content = json.dumps([key, query], default=str, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _invalid_token() -> ServiceError:
    return validation_error("Invalid NextToken: no response to this request had it")
