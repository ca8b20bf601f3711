"""What is seen first, of a graph that does not fit."""

import pytest

from lineage_graph import (
    EntityKind,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
)
from tests.lineage_graph.examples import CHURN, chain, large, scattered
from tests.lineage_graph.opened_page import DESK, PHONE, OpenPage

LONG = "customer-transactions-eu-central-1-2026-11-anonymised-v3"

INPUTS = [f"{number}-{LONG}" for number in range(4)]
REPORTS = [f"fraud-detection-report-of-november-2026-{number}" for number in range(3)]
WIDE = LineageGraph(
    "Wide",
    tuple(
        LineageEntity(name, EntityKind.ARTIFACT, name, LineageStatus.DECLARED, type_)
        for name, type_ in [
            *((name, "DataSet") for name in INPUTS),
            ("model", "Model"),
            *((name, "ModelReport") for name in REPORTS),
        ]
    ),
    tuple(
        LineageAssociation(source, destination, LineageStatus.DECLARED, "ContributedTo")
        for source, destination in [
            *((name, "model") for name in INPUTS),
            *(("model", name) for name in REPORTS),
        ]
    ),
)

CUT_AT_THE_LEFT = """
const { left, top, bottom } = document.getElementById("canvas").getBoundingClientRect();
return [...document.querySelectorAll("#scene .node")].filter((node) => {
  const box = node.querySelector(".frame").getBoundingClientRect();
  return box.left < left && box.right > left && box.bottom > top && box.top < bottom;
}).map((node) => node.id);
"""

UNDER_THE_MAP = """
const map = document.getElementById("minimap").getBoundingClientRect();
return [...document.querySelectorAll("#scene .node")].filter((node) => {
  const box = node.querySelector(".frame").getBoundingClientRect();
  return box.right > map.left && box.left < map.right
    && box.bottom > map.top && box.top < map.bottom;
}).map((node) => node.id);
"""

SMALLEST = """
return Math.min(...[...document.querySelectorAll("#scene text")].map((text) =>
  parseFloat(getComputedStyle(text).fontSize) * place.k));
"""


@pytest.mark.parametrize("graph", [WIDE, large(500)], ids=lambda graph: str(graph.title))
def test_a_phone_sees_whole_boxes_around_a_model(graph: LineageGraph, open_page: OpenPage) -> None:
    page = open_page(graph, size=PHONE)

    assert page.script(CUT_AT_THE_LEFT) == []
    assert page.ids("#scene .node.model") & page.in_sight()


@pytest.mark.parametrize("graph", [chain(12, LONG), scattered(500)], ids=["chain", "scattered"])
def test_the_smallest_letters_have_eleven_pixels(graph: LineageGraph, open_page: OpenPage) -> None:
    assert open_page(graph).script(SMALLEST) >= 10.99


def test_it_says_how_much_is_in_view(open_page: OpenPage) -> None:
    page = open_page(chain(40))

    assert page.find("#in-view").text.endswith(f"{len(page.in_sight())} in view")
    assert open_page(CHURN).find("#in-view").text == ""


@pytest.mark.parametrize("graph", [chain(40), scattered(500)], ids=["chain", "scattered"])
def test_the_map_covers_nothing_at_first_and_can_be_hidden(
    graph: LineageGraph, open_page: OpenPage
) -> None:
    page = open_page(graph)
    assert page.script(UNDER_THE_MAP) == []

    page.click("#map")

    assert not page.find("#minimap").is_displayed()
    assert page.find("#map").get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_statuses_are_first_in_sight(size: tuple[int, int], open_page: OpenPage) -> None:
    page = open_page(CHURN, size=size)

    chip = page.find("#legend .chip")

    assert chip.get_attribute("data-key") == "status:missing"
    assert chip.rect["x"] + chip.rect["width"] <= size[0]
    fade = page.script("return getComputedStyle(document.getElementById('legend')).maskImage")
    assert (fade != "none") == (size == PHONE)


def test_arrows_at_what_is_looked_at_have_words_from_far_away(open_page: OpenPage) -> None:
    page = open_page(scattered(500))
    page.click("#fit")
    assert page.texts("#words .word") == []

    page.script("select('vertex entity-7')")

    count = page.script(
        "return byKey.get('vertex entity-7').incoming.length"
        " + byKey.get('vertex entity-7').outgoing.length"
    )
    assert page.texts("#words .word") == ["ContributedTo"] * count
    assert page.find("#words .word").rect["height"] >= 11
    page.script("select(null)")
    page.script("drawing.boxes[9].element.focus()")
    assert page.texts("#words .word")
