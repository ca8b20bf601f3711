"""A dozen artifacts at once, at a low rate of calls: benchmarks/pace.py has hundreds."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from lineage_local.service import LineageService, faults
from lineage_local.service.faults import Rate

from .simulator.crowd import Crowd, share_client
from .simulator.crowd_template import crowd_template
from .simulator.function import ExecutionEnvironment
from .simulator.responses import ResponseServer
from .simulator.throttle import Throttle
from .simulator.turns import Turns
from .user_view import arns, associations, records

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

COUNT = 12
FIRST, SECOND = {"rows": "1"}, {"rows": "2"}


@pytest.fixture
def crowd(
    request: pytest.FixtureRequest,
    service: LineageService,
    responses: ResponseServer,
    turns: Turns,
    monkeypatch: pytest.MonkeyPatch,
) -> Crowd:
    """Two stacks with so many artifacts and associations, at a rate and a concurrency."""
    artifacts, associations, rate, concurrency = request.param
    random.seed(1)
    monkeypatch.setattr(faults, "time", turns)
    environments = [ExecutionEnvironment(f"crowd_{n}", turns) for n in range(concurrency)]
    throttle = Throttle(share_client(environments), Rate(rate), turns)
    templates = [
        crowd_template(name, artifacts // 2, associations // 2, FIRST) for name in ("One", "Two")
    ]
    return Crowd(environments, throttle, responses, turns, templates)


@pytest.mark.parametrize("crowd", [(COUNT, 0, 2, COUNT), (COUNT, 0, 2, 3)], indirect=True)
def test_crowd_is_created_changed_and_deleted(crowd: Crowd, sagemaker: SageMakerClient) -> None:
    created = crowd.create()
    assert len(arns(sagemaker)) == COUNT
    changed = crowd.change(SECOND)
    deleted = crowd.delete()
    assert arns(sagemaker) == []
    paces = [created, changed, deleted]
    assert [pace.failures for pace in paces] == [{}, {}, {}]
    assert [pace.calls for pace in paces] == [2 * COUNT, 3 * COUNT, 7 * COUNT]
    assert all(pace.throttled for pace in paces)


@pytest.mark.parametrize("crowd", [(COUNT, 2 * COUNT, 2, 3 * COUNT)], indirect=True)
def test_crowd_with_associations(crowd: Crowd, sagemaker: SageMakerClient) -> None:
    """Associations are created after the artifacts they refer to, and deleted before those."""
    paces = [crowd.create()]
    assert len(associations(sagemaker)) == 2 * COUNT
    paces += [crowd.change(SECOND), crowd.delete()]
    assert [arns(sagemaker), records(sagemaker), associations(sagemaker)] == [[], [], {}]
    assert [pace.failures for pace in paces] == [{}, {}, {}]
    assert [pace.not_begun for pace in paces] == [0, 0, 0]
    assert [pace.calls for pace in paces] == [12 * COUNT, 3 * COUNT, 21 * COUNT]


@pytest.mark.parametrize("crowd", [(2 * COUNT, 0, 0.085, 2 * COUNT)], indirect=True)
def test_crowd_whose_change_takes_nearly_all_the_time_that_the_function_has(crowd: Crowd) -> None:
    """Five calls a minute: each ends in time, as those that are further need not wait longest."""
    crowd.create()
    assert crowd.change(SECOND).failures == {}


@pytest.mark.parametrize("crowd", [(COUNT, 0, 0.06, COUNT)], indirect=True)
def test_crowd_whose_deletion_takes_longer_than_the_function(
    crowd: Crowd, sagemaker: SageMakerClient
) -> None:
    """Fewer than four calls a minute: what one delivery begins the next ones end."""
    crowd.create()
    deleted = crowd.delete()
    assert deleted.failures == {}
    assert len(deleted.invocations) > COUNT
    assert arns(sagemaker) == []
