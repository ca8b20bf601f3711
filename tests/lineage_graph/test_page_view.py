"""What the page shows when it opens, and how it keeps what is looked at in sight."""

from dataclasses import replace

import pytest

from lineage_graph import LineageGraph, LineageStatus
from tests.lineage_graph.examples import CHURN, COMPARED, chain, fan, large, scattered
from tests.lineage_graph.opened_page import DESK, PHONE, OpenPage

LONG = "customer-transactions-eu-central-1-2026-11-anonymised-v3"

# Letters of 13 pixels are then nine pixels high.
READABLE = 0.7


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    ("graph", "least"),
    [
        (chain(1), 1),
        (CHURN, 3),
        (COMPARED, 3),
        (chain(12, LONG), 4),
        (fan(60), 4),
        (chain(40), 4),
        (large(500), 4),
        (scattered(500), 3),
    ],
    ids=["one", "churn", "compared", "long names", "fan", "chain", "large", "scattered"],
)
def test_it_opens_on_what_can_be_read(
    graph: LineageGraph, least: int, size: tuple[int, int], open_page: OpenPage
) -> None:
    page = open_page(graph, size=size)

    assert page.scale() >= READABLE
    assert len(page.in_sight()) >= least


@pytest.mark.parametrize("graph", [CHURN, COMPARED, fan(60)], ids=lambda graph: str(graph.title))
def test_the_whole_of_a_small_graph_is_in_sight(graph: LineageGraph, open_page: OpenPage) -> None:
    page = open_page(graph)

    assert page.in_sight() == page.nodes()
    assert not page.find("#minimap").is_displayed()


def test_it_opens_where_something_differs(open_page: OpenPage) -> None:
    vertices = chain(60).vertices
    changed = replace(vertices[47], status=LineageStatus.CHANGED)
    graph = replace(chain(60), vertices=(*vertices[:47], changed, *vertices[48:]))

    assert "vertex-47" in open_page(graph).in_sight()


def test_a_search_or_a_resize_leaves_no_blank_picture(open_page: OpenPage) -> None:
    page = open_page(scattered(500))

    page.search("entity-4")
    assert page.in_sight()
    for width in (700, 1600):
        page.emulate((width, 800))
        page.script("return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        assert page.in_sight()


def test_what_is_found_is_brought_into_sight(open_page: OpenPage) -> None:
    page = open_page(large(500))

    page.search("model-120")
    assert page.texts("#results li")[0] == "model-120 Model"
    page.click("#results button")

    assert page.heading() == "model-120"
    assert page.texts("#details .link") == [
        "data-120 ContributedTo",
        "image ContributedTo · not declared",
        "report-120 Produced · not declared",
    ]
    assert page.ids("#scene .selected") <= page.in_sight()


def test_what_is_selected_stays_in_sight_when_the_rest_is_hidden(open_page: OpenPage) -> None:
    page = open_page(scattered(500))
    for number in (3, 250, 480):
        page.script(f"update({{ hide: false, steps: 2, select: 'vertex entity-{number}' }})")
        page.script("update({ hide: true })")
        assert f"vertex-{number}" in page.in_sight()
    page.script("state.at = { x: 9000, y: 9000, k: 1 }; update({ hide: false })")
    assert "vertex-480" in page.in_sight()
    page.script("state.at = { x: 9000, y: 9000, k: 1 }; update({ hide: true, steps: 1 })")
    assert "vertex-480" in page.in_sight()


def test_a_minimap_shows_what_is_seen_of_a_large_graph(open_page: OpenPage) -> None:
    page = open_page(chain(40))
    seen = "return Number(document.querySelector('#minimap .seen').getAttribute('y'))"
    assert page.find("#minimap").is_displayed()
    assert len(page.ids("#minimap .dot")) == 1  # dots have no id
    top = page.script(seen)

    page.click("#minimap")

    assert page.script(seen) > top + 500
    assert "vertex-20" in page.in_sight()


def test_from_far_away_colours_are_left(open_page: OpenPage) -> None:
    page = open_page(scattered(500))

    page.click("#fit")

    assert page.find("#picture.far")
    assert not page.find("#scene .name").is_displayed()
    assert len(page.in_sight()) == 500


def test_details_have_room_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(COMPARED, size=PHONE)

    page.click("#vertex-1")

    assert page.find("aside").rect["height"] > 300
    assert page.find("#canvas").rect["height"] > 200
    assert page.find("#details h2").is_displayed()
    assert page.script("return document.documentElement.scrollWidth") == 390
