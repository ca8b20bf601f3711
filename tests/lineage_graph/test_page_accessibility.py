"""Whether the page can be used without a mouse, without eyes, and in light and dark."""

from pathlib import Path

import pytest
from selenium.webdriver import Keys

from lineage_graph import LineageGraph
from tests.lineage_graph.examples import CHURN, COMPARED, chain, fan
from tests.lineage_graph.opened_page import DESK, PHONE, OpenPage

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"

RUN = """
const done = arguments[0];
axe.run().then(({ violations, passes }) => done([
  violations.map((each) => [each.id, each.nodes.map((node) => node.html.slice(0, 200))]),
  passes.length,
]));
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("graph", [CHURN, COMPARED, fan(60)], ids=lambda graph: str(graph.title))
def test_axe_finds_nothing(
    graph: LineageGraph, scheme: str, size: tuple[int, int], open_page: OpenPage
) -> None:
    page = open_page(graph, scheme=scheme, size=size)
    page.script("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    page.script(AXE.read_text(encoding="utf-8"))

    for selected in ("null", "drawing.boxes[1].item.key"):
        page.script(f"select({selected})")
        violations, passes = page.browser.execute_async_script(RUN)
        assert violations == []
        assert passes > 20


def test_the_picture_is_one_stop_and_arrows_go_along_associations(open_page: OpenPage) -> None:
    page = open_page(CHURN)
    assert page.ids('#scene [tabindex="0"]') == {"vertex-0"}

    page.script("document.getElementById('vertex-0').focus()")
    page.press(Keys.ARROW_RIGHT)
    assert page.focused() == "vertex-1"
    page.press(Keys.ARROW_RIGHT)
    assert page.focused() in {"vertex-3", "vertex-7"}
    page.press(Keys.ARROW_LEFT)
    assert page.focused() == "vertex-1"
    page.press(Keys.ARROW_LEFT)
    assert page.focused() in {"vertex-0", "vertex-2"}
    beside = page.focused()
    page.press(Keys.ARROW_DOWN)
    assert page.focused() != beside
    assert page.ids('#scene [tabindex="0"]') == {page.focused()}


def test_focus_is_never_out_of_sight(open_page: OpenPage) -> None:
    page = open_page(chain(40))

    page.script("document.getElementById('vertex-0').focus()")
    for _ in range(20):
        page.press(Keys.ARROW_DOWN)

    assert page.focused() == "vertex-20"
    assert "vertex-20" in page.in_sight()


def test_a_screen_reader_is_told_status_and_place(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    names = page.script("""
        return Object.fromEntries([...document.querySelectorAll("#scene .node")]
          .map((node) => [node.id, node.getAttribute("aria-label")]));
    """)
    assert names["vertex-0"] == "churn-2026-11 DataSet Churn, data set, declared, 0 in, 1 out"
    assert names["vertex-7"] == "gone artifact Churn · missing, missing, 1 in, 0 out"
    page.click("#vertex-7")
    assert page.said() == "gone selected, missing; 4 entities in its lineage"
    page.search("missing")
    assert page.said() == "2 found"


LUMINANCE = """
const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
const luminance = (colour) => {
  const scale = colour.startsWith("color(") ? 1 : 255;
  const [r, g, b] = channels(colour.replace(/^color\\(srgb/, "")).slice(0, 3).map((value) => {
    const part = value / scale;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};
const styles = (element) => getComputedStyle(element);
const page = styles(document.body).backgroundColor;
const behind = (element) => {
  const { backgroundColor } = styles(element);
  return backgroundColor === "rgba(0, 0, 0, 0)" ? behind(element.parentElement) : backgroundColor;
};
const found = [];
for (const node of document.querySelectorAll(".node")) {
  const fill = styles(node.querySelector(".frame:last-of-type")).fill;
  for (const text of node.querySelectorAll("text")) found.push(contrast(styles(text).fill, fill));
}
for (const text of document.querySelectorAll("#scene .word")) {
  found.push(contrast(styles(text).fill, page));
}
for (const element of document.querySelectorAll("h1, #count, p, button, label, dt, dd")) {
  if (element.offsetParent) found.push(contrast(styles(element).color, behind(element)));
}
const search = document.getElementById("search");
found.push(contrast(getComputedStyle(search, "::placeholder").color, behind(search)));
return Math.min(...found);
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_can_be_read_in_light_and_dark(scheme: str, open_page: OpenPage) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3)."""
    page = open_page(CHURN, scheme=scheme)
    page.click("#vertex-0")

    assert page.script(LUMINANCE) >= 4.5
