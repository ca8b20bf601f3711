from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_conformance.run_id import ARTIFACT_TYPE, PREFIX
from lineage_conformance.sweeper import DEAD_AFTER
from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_local.service.clock import ServiceClock

from .conftest import NewRun

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


def left(owner: SageMakerClient) -> set[str]:
    pages = owner.get_paginator("list_artifacts").paginate()
    return {each["Source"]["SourceUri"] for page in pages for each in page["ArtifactSummaries"]}


def associations(owner: SageMakerClient) -> int:
    return len(owner.list_associations()["AssociationSummaries"])


def create(owner: SageMakerClient, uri: str, artifact_type: str = ARTIFACT_TYPE) -> str:
    response = owner.create_artifact(Source={"SourceUri": uri}, ArtifactType=artifact_type)
    return response["ArtifactArn"]


@pytest.mark.parametrize("refuse", [True, False])
def test_run_deletes_all_that_it_made(
    *, refuse: bool, service: LineageService, new_run: NewRun, owner: SageMakerClient
) -> None:
    service.reset(Behaviour(refuse_delete_with_associations=refuse))

    new_run().perform()

    assert left(owner) == set()
    assert associations(owner) == 0


def test_dead_run_is_swept_by_the_next_one(
    new_run: NewRun, owner: SageMakerClient, clock: ServiceClock
) -> None:
    dead = new_run()
    dead.sweeper.sweep_run = lambda *_: None  # type: ignore[method-assign]
    dead.perform()
    assert left(owner)
    assert associations(owner)
    clock.sleep(DEAD_AFTER.total_seconds() + 1)

    run = new_run()
    run.sweeper.sweep_dead_runs()

    assert left(owner) == set()
    assert associations(owner) == 0
    assert not run.sweeper.left


@pytest.mark.parametrize("is_source_older", [True, False])
def test_association_of_a_dead_run_is_swept(
    *, is_source_older: bool, new_run: NewRun, owner: SageMakerClient, clock: ServiceClock
) -> None:
    pair = [create(owner, f"{PREFIX}123-abc/{number}") for number in range(2)]
    source, destination = pair if is_source_older else reversed(pair)
    owner.add_association(SourceArn=source, DestinationArn=destination)
    clock.sleep(DEAD_AFTER.total_seconds() + 1)

    new_run().sweeper.sweep_dead_runs()

    assert left(owner) == set()
    assert associations(owner) == 0


def test_record_of_a_dead_run_is_swept(
    new_run: NewRun, owner: SageMakerClient, clock: ServiceClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has neither the prefix nor the type of the run: its source tells what it is of."""
    dead = new_run()
    monkeypatch.setattr(
        "lineage_conformance.contract_tests.association._check_update", _stop, raising=True
    )
    dead.sweeper.sweep_run = lambda *_: None  # type: ignore[method-assign]
    with pytest.raises(ZeroDivisionError):
        dead.perform()
    assert [uri for uri in left(owner) if uri.startswith("cdk-sagemaker-lineage://association/")]
    clock.sleep(DEAD_AFTER.total_seconds() + 1)

    new_run().sweeper.sweep_dead_runs()

    assert left(owner) == set()


def _stop(*_: object) -> None:
    raise ZeroDivisionError


def test_what_others_have_made_stays(
    new_run: NewRun, owner: SageMakerClient, clock: ServiceClock
) -> None:
    kept = {"s3://bucket/data", f"s3://bucket/{ARTIFACT_TYPE}"}
    mine = create(owner, "s3://bucket/data", "DataSet")
    other = create(owner, f"s3://bucket/{ARTIFACT_TYPE}")
    owner.add_association(SourceArn=mine, DestinationArn=other)
    clock.sleep(DEAD_AFTER.total_seconds() * 100)

    new_run().perform()

    assert left(owner) == kept
    assert associations(owner) == 1


def test_run_that_may_be_alive_is_left_alone(new_run: NewRun, owner: SageMakerClient) -> None:
    alive = f"{PREFIX}123-abc/identity"
    create(owner, alive)

    new_run().perform()

    assert left(owner) == {alive}


@pytest.mark.parametrize("operation", ["CreateArtifact", "AddAssociation"])
def test_what_no_response_has_told_of_is_swept(
    operation: str, service: LineageService, new_run: NewRun, owner: SageMakerClient
) -> None:
    # All attempts are lost, after they have taken effect.
    service.faults.add(Fault("reset", operation, at="after", skip=2, times=3))

    new_run().perform()

    assert left(owner) == set()
    assert associations(owner) == 0


def test_what_cannot_be_deleted_is_told(service: LineageService, new_run: NewRun) -> None:
    run = new_run()
    run.probe("duplicate_source")
    service.faults.add(Fault("error", "DeleteArtifact", times=9))

    run.sweeper.sweep_run(run.journal, run.bench.uri_prefix)

    (arn,) = run.sweeper.left
    assert arn in run.journal.artifacts
