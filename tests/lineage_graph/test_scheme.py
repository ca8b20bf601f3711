"""A picture in light and dark, as a browser draws it."""

from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from lineage_graph import write_graph
from lineage_graph.renderings.scheme import mixed
from tests.lineage_graph.examples import CHURN
from tests.lineage_graph.opened_page import DESK, OpenedPage

COLOURS = """
const style = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
return [style("svg > g > polygon", "fill"), style("#vertex-0 path", "fill"),
  style("#vertex-0 text", "fill"), style("#edge-0 path", "stroke")]
  .map((colour) => colour.match(/\\d+/g).slice(0, 3).reduce((sum, each) => sum + Number(each), 0));
"""


@pytest.mark.parametrize(("scheme", "is_bright"), [("light", True), ("dark", False)])
def test_areas_and_letters_change_places(scheme: str, is_bright: object, browser: Chrome) -> None:
    write_graph(CHURN, "graph.svg")
    page = OpenedPage(browser)
    page.emulate(DESK, scheme)
    browser.get(Path("graph.svg").resolve().as_uri())

    paper, area, letters, line = page.script(COLOURS)

    assert [paper > 382, area > 382, letters < 382, line < 382] == [is_bright] * 4


def test_a_picture_has_a_title_for_screen_readers(tmp_path: Path) -> None:
    write_graph(CHURN, "graph.svg")

    drawn = (tmp_path / "graph.svg").read_text(encoding="utf-8")
    assert 'role="img"><title>Deployed lineage: Churn</title>' in drawn


def test_colours_mix() -> None:
    assert mixed("#ff0000", "#0000ff", 0.25) == "#4000bf"
    assert mixed("#123456", "#ffffff", 1) == "#123456"
