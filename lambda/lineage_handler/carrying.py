"""Deletes an artifact together with its associations, or gives them to another artifact first.

The public documentation leaves open whether an artifact can be deleted while it has associations,
and whether they go with it: here it never has any that a list shows when it is deleted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from botocore.exceptions import ClientError

from . import searching
from .declaration import Edge
from .lineage import Lineage
from .reasons import may_be_in_use


def delete_with_associations(arn: str, lineage: Lineage) -> None:
    """Delete every association of an artifact, and the artifact."""

    def free() -> None:
        for edge in lineage.edges(arn):
            lineage.disassociate(edge)

    _delete(arn, free, lineage)


def hand_over(arn: str, heir_arn: str, lineage: Lineage, known: Iterable[Edge] = ()) -> list[Edge]:
    """Move every association of an artifact to another one, and delete the artifact.

    Parameters
    ----------
    arn
        The artifact.
    heir_arn
        The other one.
    lineage
        The lineage API.
    known
        Associations of the artifact that lists may not show yet.

    Returns
    -------
    list[Edge]
        The associations that the other one has got.
    """
    moved: list[Edge] = []
    _delete(arn, lambda: moved.extend(move(arn, heir_arn, lineage, known)), lineage)
    return moved


def move(from_arn: str, to_arn: str, lineage: Lineage, known: Iterable[Edge] = ()) -> list[Edge]:
    """Move every association of one artifact to another, each there before it is gone here."""
    moved = []
    for edge in dict.fromkeys([*known, *lineage.edges(from_arn)]):
        there = edge.moved(from_arn, to_arn)
        lineage.associate(there)
        lineage.disassociate(edge)
        moved.append(there)
    return moved


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
