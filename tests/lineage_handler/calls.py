"""What the function has asked of SageMaker."""

from __future__ import annotations

from collections.abc import Iterable

from lineage_local.service import LineageService

_READS = ("Describe", "List")


def operations(service: LineageService) -> list[str]:
    """Return the calls that were made, in their order."""
    return [call.operation for call in service.calls]


def writes(service: LineageService) -> list[str]:
    """Return those of them that write."""
    return only_writes(operations(service))


def only_writes(calls: Iterable[str]) -> list[str]:
    """Return the writes among some calls."""
    return [call for call in calls if not call.startswith(_READS)]
