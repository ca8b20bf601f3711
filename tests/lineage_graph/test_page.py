"""What the page shows, in a browser without a network."""

import json

from lineage_graph import LineageGraph
from tests.lineage_graph.examples import CHURN, DECLARED, HOSTILE, MARKUP, chain
from tests.lineage_graph.opened_page import OpenPage


def test_everything_is_drawn(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    assert page.browser.title == page.find("h1").text == "Deployed lineage: Churn"
    assert page.find("#count").text == "8 entities, 4 associations"
    assert page.nodes() == {f"vertex-{number}" for number in range(8)}
    assert page.ids("#scene .edge") == {f"edge-{number}" for number in range(4)}
    assert page.texts("#vertex-7 .name, #vertex-7 .detail") == [
        "gone",
        "artifact",
        "Churn · missing",
    ]
    assert page.texts("#legend .chip") == [
        "! missing: declared, but not in SageMaker 2",
        "not declared here 7",
        "declared 3",
        "data set 1",
        "model 1",
        "approval 1",
        "endpoint 1",
        "experiment 1",
        "artifact 1",
        "trial component 1",
        "unknown 1",
    ]


def test_lines_have_no_legend_if_everything_is_declared(open_page: OpenPage) -> None:
    assert open_page(DECLARED).texts("#legend .chip") == ["data set 1", "model 1"]


def test_colour_and_icon_say_what_a_thing_is(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    shown = page.script("""
        return [0, 1, 2, 3].map((number) => {
          const node = document.getElementById(`vertex-${number}`);
          return [node.querySelector("use").getAttribute("href"),
            getComputedStyle(node.querySelector(".frame")).fill];
        });
    """)
    assert [icon for icon, _ in shown] == [
        "#icon-data-set",
        "#icon-model",
        "#icon-approval",
        "#icon-endpoint",
    ]
    assert len({colour for _, colour in shown}) == 4
    assert page.script("""
        return [...document.querySelectorAll("use")].every((use) =>
          document.querySelector(use.getAttribute("href")));
    """)


def test_an_arrow_reads_along_its_word(open_page: OpenPage) -> None:
    """The destination is derived from the source, so its arrow points at the source."""
    page = open_page(CHURN)

    nearest = """
        const [line, node] = arguments;
        const tip = document.querySelector(`${line} polygon`).points[0];
        const box = document.querySelector(`${node} .frame`).getBoundingClientRect();
        const at = new DOMPoint(tip.x, tip.y)
          .matrixTransform(document.getElementById("scene").getScreenCTM());
        return Math.max(box.left - at.x, at.x - box.right, box.top - at.y, at.y - box.bottom) < 3;
    """
    assert page.browser.execute_script(nearest, "#edge-3", "#vertex-1")
    assert page.browser.execute_script(nearest, "#edge-0", "#vertex-1")
    assert page.find("#edge-3").get_attribute("aria-label") == "gone DerivedFrom churn-7, missing"


def test_a_hidden_line_runs_behind_each_label(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    uncovered = page.script("""
        return [...document.querySelectorAll("#scene .edge")].filter((edge) => {
          const word = edge.querySelector(".word")?.getBBox();
          const behind = edge.querySelector(".behind")?.getBBox();
          const line = edge.querySelector(".line");
          return word && (word.x < behind.x || word.x + word.width > behind.x + behind.width
            || line.compareDocumentPosition(edge.querySelector(".behind")) !== 4);
        }).length;
    """)
    assert uncovered == 0


def test_a_long_name_is_two_lines(open_page: OpenPage) -> None:
    name = "customer-transactions-eu-central-1-2026-11-anonymised-v3"

    page = open_page(chain(2, name))

    assert page.texts("#vertex-0 .name") == [
        "customer-transactions-eu-central-",
        "1-2026-11-anonymised-v3-00",
    ]
    spoken = page.find("#vertex-0").get_attribute("aria-label")
    assert spoken == f"{name}-00 DataSet, data set, declared, 0 in, 1 out"


def test_full_names_show_on_hover(open_page: OpenPage) -> None:
    name = "customer-transactions-eu-central-1-2026-11-anonymised-version-3"
    page = open_page(chain(2, name))

    assert "".join(page.texts("#vertex-0 .name")) != f"{name}-00"
    title = page.script("return document.querySelector('#vertex-0 > title').textContent")
    assert title.splitlines() == [f"{name}-00", "DataSet", "declared"]


def test_texts_lie_within_their_frames(open_page: OpenPage) -> None:
    page = open_page(CHURN)

    wide = page.script("""
        return [...document.querySelectorAll(".node")].filter((node) => {
          const frame = node.querySelector(".frame").getBoundingClientRect();
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
    assert page.script("return document.querySelectorAll('script').length") == 3
    assert page.script("return document.querySelectorAll('b, h1 *, h2 *').length") == 0
    data = page.script("return document.getElementById('data').textContent")
    assert json.loads(data)["vertices"][0]["name"] == MARKUP


def test_an_empty_graph(open_page: OpenPage) -> None:
    page = open_page(LineageGraph("Declared lineage: none", (), ()))

    assert page.find("#count").text == "0 entities, 0 associations"
    page.search("x")
    assert page.find("#found").text == "0 found"
