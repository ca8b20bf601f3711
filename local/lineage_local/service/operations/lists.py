"""Pages of the records in a table, by creation or in another order."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar, cast

from lineage_local.service import rules
from lineage_local.service.operations.pagination import (
    SortKey,
    is_descending,
    last_key,
    ordered_page,
    page,
)
from lineage_local.service.table import CreationOrder, LaggingTable, Record

RecordT = TypeVar("RecordT", bound=Record)


def list_page(
    table: LaggingTable[Any, RecordT],
    group: Hashable,
    passes: Callable[[RecordT], bool],
    sort_key: Callable[[RecordT], SortKey] | None,
    request: Mapping[str, Any],
) -> tuple[list[RecordT], dict[str, str]]:
    """Return the page of a group that a list request asks for.

    Parameters
    ----------
    table
        The records.
    group
        The group.
    passes
        Whether a record passes the request's other filters.
    sort_key
        What the records are sorted by, unique for each; None for their creation, which needs no
        look at those that are not on the page.
    request
        Says which page, and in which order.

    Returns
    -------
    The records, and ``{"NextToken": ...}`` if more follow, else ``{}``.

    Raises
    ------
    ServiceError
        ``ValidationException`` for a token that no response to this request had.
    """
    descending, size = is_descending(request), rules.LIST_PAGE
    if sort_key:
        found = filter(passes, table.group(group))
        return page(found, sort_key, request, default_size=size, descending=descending)
    after = cast("CreationOrder | None", last_key(request))
    found = filter(passes, table.group(group, after=after, descending=descending))
    return ordered_page(found, lambda record: record.order, request, default_size=size)
