"""The cycles of a directed graph."""

import pytest

from sagemaker_lineage.cycles import DirectedEdge, cycles


def edges(ways: str) -> list[DirectedEdge]:
    """Return the edges of a graph that is written as ``ab bc``."""
    return [(way[0], way[1]) for way in ways.split()]


@pytest.mark.parametrize("ways", ["", "ab", "ab bc ac", "ab ac bd cd ad", "ab cd"])
def test_a_graph_without_a_cycle(ways: str) -> None:
    assert list(cycles(edges(ways))) == []


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        ("ab ba", ["ba ab"]),
        ("ca ab bc", ["bc ca ab"]),
        ("ab bc ca cd", ["ca ab bc"]),
        ("aa", ["aa"]),
        ("ab bc ca ab", ["ca ab bc"]),
    ],
)
def test_a_cycle_begins_with_the_edge_that_closes_it(ways: str, expected: list[str]) -> None:
    assert list(cycles(edges(ways))) == [edges(each) for each in expected]


def test_every_cycle_is_found_once() -> None:
    assert list(cycles(edges("ab ba bc cb"))) == [edges("ba ab"), edges("cb bc")]


def test_an_edge_closes_one_cycle_at_most() -> None:
    found = list(cycles(edges("bd ab cb ac da")))

    assert len(found) == 1
    assert found[0][0] == ("d", "a")
