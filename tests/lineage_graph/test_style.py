"""What a legend shows."""

from lineage_graph import LineageStatus
from lineage_graph.renderings.style import STATUSES, statuses
from tests.lineage_graph.examples import CHURN, DECLARED


def test_every_status_has_a_style() -> None:
    assert set(STATUSES) == set(LineageStatus)


def test_a_legend_has_no_statuses_if_everything_is_declared() -> None:
    assert statuses(DECLARED) == []
    assert statuses(CHURN) == [
        LineageStatus.DECLARED,
        LineageStatus.UNDECLARED,
        LineageStatus.MISSING,
    ]
