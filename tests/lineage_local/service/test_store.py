import pytest

from lineage_local.service import store
from lineage_local.service.behaviour import LONGEST_LAG_SECONDS
from lineage_local.service.store import Table, now
from tests.lineage_local.service.clock import ServiceClock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> ServiceClock:
    clock = ServiceClock()
    monkeypatch.setattr(store, "datetime", clock)
    return clock


def test_a_table_remembers_what_was_there(clock: ServiceClock) -> None:
    table = Table[str, int]()
    table.put("a", 1)
    clock.sleep(10)
    table.put("a", 2)
    table.put("b", 3)
    clock.sleep(10)
    table.remove("a")

    assert table.records == table.lagging(0) == {"b": 3}
    assert table.lagging(5) == {"a": 2, "b": 3}
    assert [table.lagging_record("a", lag) for lag in (0, 5, 15, 25)] == [None, 2, 1, None]
    assert table.lagging(15) == {"a": 1}
    assert table.lagging(25) == {}


def test_a_table_forgets_what_no_list_can_show(clock: ServiceClock) -> None:
    table = Table[str, int]()
    for number in range(200):
        table.put("a", number)
        clock.sleep(1)

    assert table.lagging(LONGEST_LAG_SECONDS) == {"a": 80}
    assert len(table._history) <= LONGEST_LAG_SECONDS


def test_times_are_in_milliseconds(clock: ServiceClock) -> None:
    clock.sleep(0.0019)

    assert now().microsecond == 1000
