"""Releases the artifact of an Update to another source that failed."""

from __future__ import annotations

import pytest

from lineage_handler.artifact.release import Orphan, release_previous
from lineage_handler.sagemaker.client import LineageApi
from lineage_handler.sagemaker.consistency import RUNNING_REQUEST_SECONDS
from lineage_handler.sagemaker.model import Source
from tests.lineage_handler.requests import artifact_request
from tests.lineage_handler.simulator.scenarios.declarations import SOURCE, VERSION, declared
from tests.lineage_handler.simulator.turns import Turns

from .conftest import claim, create, share


@pytest.fixture(autouse=True)
def simulated_time(clock: Turns) -> None:
    """Waits are as long as they are in Lambda."""


def roll_back(api: LineageApi, physical_id: str) -> Orphan | None:
    """Release what a failed Update from ``VERSION`` to ``SOURCE`` may have made."""
    request = artifact_request(
        "Update", declared(Source=VERSION), physical_id=physical_id, old=declared()
    )
    return release_previous(Source.parse(SOURCE), request, api)


def test_artifact_of_a_failed_update_is_waited_for_and_released(
    clock: Turns, api: LineageApi
) -> None:
    kept, made = create(api, declared(Source=VERSION)).arn, create(api).arn
    before = clock.monotonic()
    orphan = roll_back(api, kept)
    assert orphan
    assert orphan.arn == made
    assert clock.monotonic() - before >= RUNNING_REQUEST_SECONDS


def test_failed_update_that_made_nothing_needs_no_release(api: LineageApi) -> None:
    kept = create(api, declared(Source=VERSION)).arn
    assert roll_back(api, kept) is None
    assert claim().key in api.tags_of(kept)


def test_artifact_of_the_physical_id_is_not_released_in_a_rollback(api: LineageApi) -> None:
    kept = create(api).arn
    assert roll_back(api, kept) is None
    assert claim().key in api.tags_of(kept)


def test_artifact_of_a_failed_update_is_released_whatever_others_claim(
    clock: Turns, api: LineageApi
) -> None:
    """What another stack adopts meanwhile says nothing of when this one came there."""
    kept, made = create(api, declared(Source=VERSION)).arn, create(api).arn
    clock.sleep(60)
    share(api, declared(Source=VERSION), stack="Other", request_id="request-2")
    orphan = roll_back(api, kept)
    assert orphan
    assert orphan.arn == made
