from dataclasses import dataclass
from datetime import timezone

from hypothesis import given
from hypothesis import strategies as st

from lineage_local.service.behaviour import LONGEST_LAG_SECONDS
from lineage_local.service.table import CreationOrder, Table
from tests.lineage_local.service.clock import ServiceClock


@dataclass(frozen=True)
class Item:
    key: str
    order: CreationOrder
    groups: tuple[str, ...] = ("all",)


class ClockedTable:
    """A table, and copies of everything that was in it, each with when that began."""

    def __init__(self) -> None:
        self.clock = ServiceClock()
        self.table = Table[str, Item](lambda: self.clock.now(timezone.utc))
        self.copies: list[tuple[float, dict[str, Item]]] = [(float("-inf"), {})]

    def put(self, item: Item) -> None:
        self.table.put(item)
        self.copies.append((self.clock.seconds, {**self.copies[-1][1], item.key: item}))

    def remove(self, key: str) -> None:
        self.table.remove(key)
        left = {each: item for each, item in self.copies[-1][1].items() if each != key}
        self.copies.append((self.clock.seconds, left))

    def copy(self, lag: float) -> dict[str, Item]:
        """Return what was there some seconds ago, by looking at everything."""
        horizon = self.clock.seconds - lag
        return [items for began, items in self.copies if began <= horizon][-1]


KEYS = "abcdef"
GROUPS = ("red", "green")
PUTS = st.builds(
    Item,
    st.sampled_from(KEYS),
    st.tuples(st.integers(0, 3), st.just(0)),
    st.sampled_from([(), *[(group,) for group in GROUPS], GROUPS]),
)
SLEEPS = st.sampled_from([0.5, 5.0, 50.0])
STEPS = st.lists(st.one_of(PUTS, PUTS, st.sampled_from(KEYS), SLEEPS), max_size=30)


def unique(steps: list[Item | str | float]) -> list[Item | str | float]:
    """Return the steps with an order that no two keys have."""
    return [
        Item(step.key, (step.order[0], ord(step.key)), step.groups)
        if isinstance(step, Item)
        else step
        for step in steps
    ]


@given(steps=STEPS.map(unique), lag=st.integers(0, int(LONGEST_LAG_SECONDS)))
def test_a_group_has_what_a_look_at_everything_finds(
    steps: list[Item | str | float], lag: int
) -> None:
    clocked = ClockedTable()
    for step in steps:
        if isinstance(step, Item):
            clocked.put(step)
        elif isinstance(step, str):
            clocked.remove(step)
        else:
            clocked.clock.sleep(step)

    present, lagging, copy = clocked.copy(0), clocked.table.lagging(lag), clocked.copy(lag)

    assert {key: lagging.get(key) for key in KEYS} == {key: copy.get(key) for key in KEYS}
    for group in (*GROUPS, "none"):
        assert clocked.table.count(group) == sum(group in each.groups for each in present.values())
        found = [each for each in copy.values() if group in each.groups]
        found.sort(key=lambda item: item.order)
        for descending in (False, True):
            expected = found[::-1] if descending else found
            assert list(lagging.group(group, descending=descending)) == expected
            for skipped, last in enumerate(expected, start=1):
                left = lagging.group(group, after=last.order, descending=descending)
                assert list(left) == expected[skipped:]


def test_a_table_forgets_what_no_list_can_show() -> None:
    clocked = ClockedTable()
    for number in range(200):
        clocked.put(Item("a", (number, 0)))
        clocked.clock.sleep(1)

    assert clocked.table.lagging(LONGEST_LAG_SECONDS).get("a") == Item("a", (80, 0))
    assert len(clocked.table._history) <= LONGEST_LAG_SECONDS


def test_what_is_loaded_was_always_there() -> None:
    clocked = ClockedTable()
    items = [Item("a", (2, 0)), Item("b", (1, 0))]

    clocked.table.load(items)

    assert list(clocked.table.lagging(LONGEST_LAG_SECONDS).group("all")) == items[::-1]
