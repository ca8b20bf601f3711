"""What has just been deleted is created again: lists, tags and descriptions still show the old."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_local.service import Behaviour, LineageService

from .declarations import EVERYTHING
from .simulator.world import World
from .test_eventual_consistency import ALL, LAG, settle
from .user_view import arns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.mark.parametrize(
    "behaviour",
    [Behaviour(create_tag_lag_seconds=LAG, tag_cleanup_lag_seconds=LAG), ALL],
    ids=["tags", "all"],
)
def test_delete_that_comes_again_leaves_what_another_stack_has_created_since(
    created: World, service: LineageService, sagemaker: SageMakerClient, behaviour: Behaviour
) -> None:
    """The new artifact shows the old one's mark, and no claim yet."""
    stack = created.stack
    created.turns.sleep(10 * LAG)
    service.behaviour = behaviour
    stack.destroy()

    def deliver_again() -> None:
        created.turns.sleep(5.0)
        stack.send(stack.events[-1])

    created.turns.run([lambda: created.neighbour.deploy({"Data": EVERYTHING}), deliver_again], [99])
    settle(created, service)
    assert len(arns(sagemaker)) == 1
    assert created.violations() == []
