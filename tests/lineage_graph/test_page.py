"""What the page shows, in a browser without a network."""

import json

import pytest
from selenium.webdriver.common.by import By

from lineage_graph import LineageGraph
from tests.lineage_graph.examples import CHURN, DECLARED, HOSTILE, MARKUP, large
from tests.lineage_graph.opened_page import OpenPage


def test_everything_is_drawn(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    assert page.browser.title == page.find("h1").text == "Deployed lineage: Churn"
    assert page.find("#count").text == "8 entities, 4 associations"
    assert len(page.texts("#canvas .node")) == 8
    assert len(page.texts("#canvas .edge")) == 4
    assert all(
        element.is_displayed() for element in page.browser.find_elements(By.CLASS_NAME, "node")
    )
    assert page.find("#vertex-7").text.split("\n") == ["gone", "artifact", "Churn · missing"]
    assert page.texts("#legend li") == [
        "artifact",
        "action",
        "context",
        "trial component",
        "experiment",
        "unknown",
        "declared",
        "not declared here",
        "missing: declared, but not in SageMaker",
    ]


def test_lines_have_no_legend_if_everything_is_declared(open_page: OpenPage) -> None:
    assert open_page(DECLARED).texts("#legend li") == ["artifact"]


def test_no_line_runs_through_its_label(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    crossed = page.script("""
        return [...document.querySelectorAll(".edge")].filter((edge) => {
          const box = edge.querySelector("text")?.getBBox();
          const line = edge.querySelector("path:not(.target)");
          const length = line.getTotalLength();
          return box && [...Array(200).keys()].some((step) => {
            const { x, y } = line.getPointAtLength((length * step) / 199);
            return x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height;
          });
        }).length;
    """)
    assert crossed == 0


def test_the_whole_of_a_small_graph_is_in_sight(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    outside = page.script("""
        const canvas = document.getElementById("canvas").getBoundingClientRect();
        return [...document.querySelectorAll(".node")].filter((node) => {
          const box = node.getBoundingClientRect();
          return box.left < canvas.left || box.right > canvas.right
            || box.top < canvas.top || box.bottom > canvas.bottom;
        }).length;
    """)
    assert outside == 0


def test_texts_lie_within_their_frames(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    wide = page.script("""
        return [...document.querySelectorAll(".node")].filter((node) => {
          const frame = node.querySelector("path").getBoundingClientRect();
          return [...node.querySelectorAll("text")].some((text) => {
            const box = text.getBoundingClientRect();
            return box.left < frame.left || box.right > frame.right;
          });
        }).map((node) => node.id);
    """)
    assert wide == []


def test_markup_is_text(open_page: OpenPage) -> None:
    page = open_page(HOSTILE)

    page.click("#vertex-0")

    assert page.script("return document.title") == " ".join(MARKUP.split())
    assert page.find("h1").get_property("textContent") == MARKUP
    assert page.find("#details h2").get_property("textContent") == MARKUP
    page.search("alert")
    assert len(page.texts("#results li")) == 2
    # The page's own scripts and nothing else.
    assert page.script("return document.querySelectorAll('script').length") == 2
    assert page.script("return document.querySelectorAll('b, h1 *, h2 *').length") == 0
    data = page.script("return document.getElementById('data').textContent")
    assert json.loads(data)["vertices"][0]["name"] == MARKUP


def test_five_hundred_entities(open_page: OpenPage) -> None:
    page = open_page(large(500))

    assert page.find("#count").text == "499 entities, 498 associations"
    assert len(page.browser.find_elements(By.CSS_SELECTOR, "#canvas .node")) == 499
    height = page.script(
        "return document.querySelector('.node path').getBoundingClientRect().height"
    )
    assert height > 40  # what is seen first can be read

    page.search("model-120")
    assert page.texts("#results li")[0] == "model-120 Model"
    page.click("#results button")

    assert page.heading() == "model-120"
    assert page.texts("#details .link") == [
        "data-120 ContributedTo",
        "image ContributedTo",
        "report-120 Produced",
    ]
    box = page.find(".node.selected").rect
    canvas = page.find("#canvas").rect
    assert canvas["x"] < box["x"] < canvas["x"] + canvas["width"] - box["width"]
    assert canvas["y"] < box["y"] < canvas["y"] + canvas["height"] - box["height"]


def test_an_empty_graph(open_page: OpenPage) -> None:
    page = open_page(LineageGraph("Declared lineage: none", (), ()))

    assert page.find("#count").text == "0 entities, 0 associations"
    page.search("x")
    assert page.find("#found").text == "0 found"


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
const found = [];
for (const node of document.querySelectorAll(".node")) {
  const fill = styles(node.querySelector("path")).fill;
  for (const text of node.querySelectorAll("text")) found.push(contrast(styles(text).fill, fill));
}
for (const text of document.querySelectorAll(".edge text")) {
  found.push(contrast(styles(text).fill, page));
}
for (const element of document.querySelectorAll("#legend li, h1, #count")) {
  const bar = element.closest("header, ul");
  found.push(contrast(styles(element).color, styles(bar).backgroundColor));
}
return Math.min(...found);
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_can_be_read_in_light_and_dark(scheme: str, open_page: OpenPage) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3)."""
    page = open_page(CHURN)
    features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", features)

    assert page.script(LUMINANCE) >= 4.5

    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
