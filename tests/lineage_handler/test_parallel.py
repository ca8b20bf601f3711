"""CloudFormation updates resources at the same time: artifacts, too, that an association joins."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lineage_local.service import Behaviour, LineageService

from .cloudformation import Ref, ResourceFailed, Stack
from .inspection import problems
from .test_association import artifact, association
from .turns import Turns

MADE = {
    "Data": artifact("data", MetadataProperties={"CommitId": "1"}),
    "Model": artifact("model", MetadataProperties={"CommitId": "1"}),
    "There": association(Ref("Data"), Ref("Model")),
    "Back": association(Ref("Model"), Ref("Data")),
}
MADE_ANEW = MADE | {
    name: MADE[name] | {"MetadataProperties": {"CommitId": "2"}} for name in ("Data", "Model")
}


@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
@pytest.mark.parametrize("lag_seconds", [0.0, 3.0], ids=["", "lists-lag"])
@pytest.mark.parametrize("refuses", [False, True], ids=["", "refuses-deletes"])
@pytest.mark.parametrize("calls", range(2, 25, 3))
def test_both_ends_of_an_association_made_anew_at_once(
    overlapping: Stack,
    turns: Turns,
    service: LineageService,
    calls: int,
    lag_seconds: float,
    *,
    refuses: bool,
    is_rolled_back: bool,
) -> None:
    """One of them makes some calls, then the other, and so on."""
    stack = overlapping
    service.behaviour = Behaviour(
        refuse_delete_with_associations=refuses, list_lag_seconds=lag_seconds
    )
    stack.deploy(MADE)
    for gap in (1, 2, 5):
        turns.sleep(7200)
        order = [calls, *([gap] * 20)]

        def at_once(change: Callable[[], None], order: list[int] = order) -> None:
            turns.run([change, change], order)

        if is_rolled_back:
            with pytest.raises(ResourceFailed, match="another resource failed"):
                stack.deploy(MADE_ANEW, fail_at_end=True, at_once=at_once)
        else:
            stack.deploy(MADE_ANEW, at_once=at_once)
            stack.deploy(MADE)
        turns.sleep(60)
        assert problems(service, [stack]) == []
