"""Deletes an artifact together with its associations, or gives them to another artifact first.

The public documentation leaves open whether an artifact can be deleted while it has associations,
and whether they go with it: here it never has any that a list shows when it is deleted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable

from botocore.exceptions import ClientError

from . import searching
from .declaration import Edge
from .lineage import Lineage
from .reasons import is_not_found, may_be_in_use


def delete_with_associations(arn: str, lineage: Lineage) -> None:
    """Delete every association of an artifact, and the artifact."""

    def free() -> None:
        for found in lineage.edges(arn):
            lineage.disassociate(found.edge)

    _delete(arn, free, lineage)


def set_aside(arn: str, keeper_arn: str, lineage: Lineage) -> list[Edge]:
    """Move every association of an artifact to its stand-in, and delete the artifact.

    Returns
    -------
    list[Edge]
        The associations, between originals, which lists may not show yet with the stand-in.
    """
    aside: dict[Edge, None] = {}

    def free() -> None:
        for found in lineage.edges(arn):
            aside[found.original] = None
            _associate_any([found.edge.moved(arn, keeper_arn)], lineage)
            lineage.disassociate(found.edge)

    _delete(arn, free, lineage)
    return list(aside)


def bring_back(keeper_arn: str, arn: str, lineage: Lineage, known: Collection[Edge] = ()) -> None:
    """Move every association of a stand-in to its original, each there before it is gone here.

    The artifact at the other end may be being made anew at the same time. Who does that knows of
    the association, too, and gives it back: here it goes to the other stand-in meanwhile.

    Parameters
    ----------
    keeper_arn
        The stand-in.
    arn
        The original.
    lineage
        The lineage API.
    known
        Associations, between originals, that lists may not show yet with the stand-in.
    """
    given = set()
    for edge in known:
        if _associate_any([edge], lineage):
            given.add(edge)
            lineage.disassociate(edge.moved(arn, keeper_arn))
    there = lineage.edges(keeper_arn)
    if any(found.original not in known for found in there):
        # One may have gone from here a moment ago, and since then from the original as well.
        searching.let_lists_catch_up()
        there = lineage.edges(keeper_arn)
    for found in there:
        if found.original not in given:
            _associate_any([found.original, found.edge.moved(keeper_arn, arn)], lineage)
        lineage.disassociate(found.edge)


def bring_back_and_delete(
    keeper_arn: str, arn: str, lineage: Lineage, known: Collection[Edge] = ()
) -> None:
    """Bring the associations of a stand-in back to its original, and delete the stand-in."""
    _delete(keeper_arn, lambda: bring_back(keeper_arn, arn, lineage, known), lineage)


def _associate_any(edges: Iterable[Edge], lineage: Lineage) -> bool:
    """Add the first of these whose ends are both there; say whether there is one."""
    for edge in edges:
        try:
            lineage.associate(edge)
        except ClientError as error:
            if not is_not_found(error):
                raise
        else:
            return True
    return False


def _delete(arn: str, free: Callable[[], None], lineage: Lineage) -> None:
    """Delete an artifact that is freed of its associations; again if a list did not show one."""
    give_up = time.monotonic() + searching.LIST_LAG_SECONDS
    while True:
        free()
        try:
            return lineage.delete(arn)
        except ClientError as error:
            if not may_be_in_use(error) or time.monotonic() > give_up:
                raise
        time.sleep(searching.LOOK_AGAIN_SECONDS)
