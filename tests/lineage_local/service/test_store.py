import pytest

from lineage_local.service import store
from lineage_local.service.store import now
from tests.lineage_local.service.clock import ServiceClock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> ServiceClock:
    clock = ServiceClock()
    monkeypatch.setattr(store, "datetime", clock)
    return clock


def test_times_are_in_milliseconds(clock: ServiceClock) -> None:
    clock.sleep(0.0019)

    assert now().microsecond == 1000
