"""The page, in a browser without a network."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.common.actions.wheel_input import ScrollOrigin
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement

from lineage_graph import LineageGraph
from tests.lineage_graph.examples import CHURN, DECLARED, HOSTILE, MARKUP, MODEL, large

Open = Callable[[LineageGraph], "Page"]


class Page:
    def __init__(self, browser: Chrome) -> None:
        self.browser = browser

    def find(self, selector: str) -> WebElement:
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        return [each.text for each in self.browser.find_elements(By.CSS_SELECTOR, selector)]

    def point_at(self, selector: str) -> None:
        ActionChains(self.browser).move_to_element(self.find(selector)).perform()

    def click(self, selector: str) -> None:
        ActionChains(self.browser).move_to_element(self.find(selector)).click().perform()

    def press(self, *keys: str) -> None:
        ActionChains(self.browser).send_keys(*keys).perform()

    def script(self, body: str) -> Any:
        return self.browser.execute_script(body)

    def heading(self) -> str | None:
        return next(iter(self.texts("#details h2")), None)

    def details(self) -> dict[str, str]:
        names, values = self.texts("#details dl dt"), self.texts("#details dl dd")
        return dict(zip(names, values, strict=True))

    def search(self, text: str) -> None:
        self.find("#search").clear()
        self.find("#search").send_keys(text)

    def faded(self) -> set[str]:
        found = self.script("return [...document.querySelectorAll('.faded')].map(e => e.id)")
        return set(found)

    def complaints(self) -> list[Any]:
        """Give what the browser's log has since it was last asked for."""
        return list(self.browser.get_log("browser"))  # type: ignore[no-untyped-call]

    def view(self) -> list[float]:
        box = self.script("return document.querySelector('#canvas > svg').getAttribute('viewBox')")
        return [float(number) for number in box.split()]


@pytest.fixture
def open_page(browser: Chrome) -> Any:
    """Open the page of a graph; in the end nothing was requested or complained of."""
    page = Page(browser)

    def open_page(graph: LineageGraph) -> Page:
        page.complaints()
        graph.write("graph.html")
        browser.get(Path("graph.html").resolve().as_uri())
        return page

    yield open_page
    assert page.complaints() == []
    requested = page.script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert [url for url in requested if not url.startswith("data:")] == []


def test_everything_is_drawn(open_page: Open) -> None:
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


def test_lines_have_no_legend_if_everything_is_declared(open_page: Open) -> None:
    assert open_page(DECLARED).texts("#legend li") == ["artifact"]


def test_no_line_runs_through_its_label(open_page: Open) -> None:
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


def test_the_whole_of_a_small_graph_is_in_sight(open_page: Open) -> None:
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


def test_texts_lie_within_their_frames(open_page: Open) -> None:
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


def test_pointing_shows_details_and_leaving_hides_them(open_page: Open) -> None:
    page = open_page(CHURN)
    assert page.heading() is None

    page.point_at("#vertex-0")

    assert page.heading() == "churn-2026-11"
    assert page.details() == {
        "Kind": "artifact",
        "Type": "DataSet",
        "Status": "declared",
        "Declared by": "Churn/DataE70D7BD7",
        "Source": "s3://${Data}/churn/2026-11.csv",
        "Construct": "Churn/Data",
        "rows": "70421",
    }
    page.point_at("#search")
    assert page.heading() is None


def test_a_click_keeps_details_and_shows_the_lineage(open_page: Open) -> None:
    page = open_page(CHURN)

    page.click("#vertex-0")
    page.point_at("#search")

    assert page.heading() == "churn-2026-11"
    assert page.faded() == {"vertex-2", "vertex-4", "vertex-5", "vertex-6", "edge-2"}
    page.click("#details .link")
    assert page.heading() == "churn-7"
    assert page.details()["ARN"] == MODEL
    assert page.details()["Declared by"] == "Churn/Model327BFD77, Other/Model"


def test_an_arrow_has_details_too(open_page: Open) -> None:
    page = open_page(CHURN)

    page.point_at("#edge-3 text")

    assert page.heading() == "churn-7 → gone"
    assert page.details() == {
        "Kind": "association",
        "Type": "DerivedFrom",
        "Status": "missing: declared, but not in SageMaker",
        "Declared by": "Churn/Derived",
    }
    assert page.texts("#details .link") == ["churn-7 Model", "gone"]


def test_the_keyboard_does_it_all(open_page: Open) -> None:
    page = open_page(CHURN)
    focus = "document.querySelector('#vertex-1').focus()"

    page.script(focus)
    assert page.heading() == "churn-7"

    page.press(Keys.ENTER)
    assert page.find("#vertex-1.selected")

    page.press(Keys.ESCAPE)
    assert page.heading() is None
    assert page.faded() == set()

    page.press("/", "gone", Keys.ENTER)
    assert page.heading() == "gone"
    names = page.script("return [...document.querySelectorAll('[tabindex]')].map(e => e.ariaLabel)")
    assert "churn-2026-11, artifact, DataSet" in names
    assert "churn-7 → gone, DerivedFrom" in names


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("70421", ["churn-2026-11 DataSet"]),
        ("CHURN dataset", ["churn-2026-11 DataSet"]),
        ("missing", ["gone artifact", "churn-7 → gone DerivedFrom"]),
        ("trial", ["job trial component"]),
        ("Other/Model", ["churn-7 Model"]),
        ("artifact/0f1e", ["churn-7 Model"]),
        ("nowhere", []),
    ],
)
def test_search_finds_by_any_text(words: str, found: list[str], open_page: Open) -> None:
    page = open_page(CHURN)

    page.search(words)

    assert page.texts("#results li") == found
    assert page.find("#found").text == f"{len(found)} found"
    assert len(page.faded()) == 12 - len(found)


def test_zoom_and_fit(open_page: Open) -> None:
    page = open_page(CHURN)
    whole = page.view()

    page.click("#zoom-in")
    assert page.view()[2] == pytest.approx(whole[2] / 1.25)
    page.click("#zoom-out")
    page.click("#zoom-out")
    assert page.view()[2] == pytest.approx(whole[2] * 1.25)
    page.click("#fit")
    assert page.view() == whole


def test_the_picture_is_dragged_and_scrolled(open_page: Open) -> None:
    page = open_page(CHURN)
    x, y, width, height = page.view()
    picture = page.find("#canvas > svg")

    ActionChains(page.browser).move_to_element_with_offset(
        picture, 0, -250
    ).click_and_hold().move_by_offset(60, 30).release().perform()
    dragged = page.view()
    assert dragged[0] < x
    assert dragged[1] < y
    assert dragged[2:] == [width, height]

    origin = ScrollOrigin.from_element(picture)
    ActionChains(page.browser).scroll_from_origin(origin, delta_x=0, delta_y=100).perform()
    assert page.view()[1] > dragged[1]
    assert page.heading() is None


def test_markup_is_text(open_page: Open) -> None:
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


def test_five_hundred_entities(open_page: Open) -> None:
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


def test_an_empty_graph(open_page: Open) -> None:
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
def test_texts_can_be_read_in_light_and_dark(scheme: str, open_page: Open) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, success criterion 1.4.3)."""
    page = open_page(CHURN)
    features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", features)

    assert page.script(LUMINANCE) >= 4.5

    page.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
