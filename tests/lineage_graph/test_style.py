"""What a legend shows."""

from lineage_graph import EntityKind, LineageStatus
from lineage_graph.renderings.style import KINDS, STATUSES, kinds, statuses
from tests.lineage_graph.examples import CHURN, DECLARED


def test_every_kind_and_status_has_a_style() -> None:
    assert set(KINDS) == set(EntityKind)
    assert set(STATUSES) == set(LineageStatus)


def test_a_legend_has_the_kinds_that_occur() -> None:
    assert kinds(DECLARED) == [EntityKind.ARTIFACT]
    assert kinds(CHURN) == list(KINDS)


def test_a_legend_has_no_statuses_if_everything_is_declared() -> None:
    assert statuses(DECLARED) == []
    assert statuses(CHURN) == [
        LineageStatus.DECLARED,
        LineageStatus.UNDECLARED,
        LineageStatus.MISSING,
    ]
