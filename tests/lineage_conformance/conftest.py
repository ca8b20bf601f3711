"""A run against the lineage service, on a clock that passes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from lineage_conformance.budget import Budget
from lineage_conformance.clients import sagemaker_client
from lineage_conformance.finding import Finding
from lineage_conformance.journal import Journal
from lineage_conformance.probes.bench import Bench
from lineage_conformance.run import Run
from lineage_conformance.run_id import new_run_id, uri_prefix
from lineage_handler.ownership import claims
from lineage_handler.sagemaker import consistency, deadline, retries
from lineage_local.service import Behaviour, LineageService, faults, store
from tests.lineage_local.service.clock import ServiceClock
from tests.lineage_local.service.wire import REGION, make_client

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ACCOUNT = "111122223333"

NewRun = Callable[..., Run]
Probe = Callable[..., Finding]


@pytest.fixture(scope="session")
def running_service() -> Iterator[LineageService]:
    with LineageService() as service:
        yield service


@pytest.fixture
def service(running_service: LineageService) -> LineageService:
    running_service.reset()
    return running_service


@pytest.fixture
def clock(service: LineageService, monkeypatch: pytest.MonkeyPatch) -> ServiceClock:
    """The clock of the service, of the run and of the handler; no second of it is whole."""
    clock = ServiceClock()
    clock.seconds = 0.123
    for module in (faults, consistency, deadline, retries):
        monkeypatch.setattr(module, "time", clock)
    for module in (store, claims, consistency):
        monkeypatch.setattr(module, "datetime", clock)
    return clock


@pytest.fixture
def new_run(service: LineageService, clock: ServiceClock) -> NewRun:
    def new_run(
        *, pace: float = 10.0, calls: int = 249, account: str = ACCOUNT, role: str | None = None
    ) -> Run:
        journal = Journal()
        budget = Budget(clock, journal.size, pace=pace, calls=calls)

        def client(access_key: str) -> SageMakerClient:
            return sagemaker_client(
                budget,
                journal,
                region=REGION,
                endpoint_url=service.endpoint_url,
                aws_access_key_id=access_key,
                aws_secret_access_key="test",
            )

        prefix = uri_prefix(new_run_id(clock))
        bench = Bench(client(account), prefix, clock, client(role) if role else None)
        return Run(bench, budget, journal, clock)

    return new_run


@pytest.fixture
def run(new_run: NewRun) -> Run:
    return new_run()


@pytest.fixture
def probe(service: LineageService, new_run: NewRun) -> Probe:
    """Run one probe under a behaviour, and return its finding."""

    def probe(name: str, **behaviour: object) -> Finding:
        service.reset(Behaviour(**behaviour))  # type: ignore[arg-type]
        run = new_run()
        run.probe(name)
        (finding,) = [each for each in run.findings if each.assumption.name == name]
        return finding

    return probe


@pytest.fixture
def owner(service: LineageService) -> SageMakerClient:
    """A client of the account's owner, beside the run."""
    return make_client(service, ACCOUNT, REGION)
