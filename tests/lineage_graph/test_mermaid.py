"""Mermaid text, as Mermaid itself reads it."""

import re
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome

from lineage_graph import EntityKind, LineageEntity, LineageGraph, LineageStatus, write_graph
from lineage_graph.renderings.mermaid import EDGES, TEXT_LENGTH
from tests.lineage_graph.examples import CHURN, HOSTILE, MARKUP, chain

MERMAID = (
    Path(__file__).parents[2] / "node_modules" / "@mermaid-js" / "tiny" / "dist" / "mermaid.tiny.js"
)

# As GitHub has it set up.
DRAW = """
const [text, done] = arguments;
mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
mermaid.render("chart", text).then(
  ({ svg }) => {
    document.body.innerHTML = svg;
    const lines = (name) => [...document.querySelectorAll(name)].map((each) => each.innerText);
    done({
      vertices: lines(".node .nodeLabel"),
      edges: lines(".edgeLabel .edgeLabel, .edgeLabel p"),
      elements: [...document.querySelectorAll("svg *")].map((each) => each.localName),
      paths: document.querySelectorAll(".flowchart-link").length,
    });
  },
  (error) => done({ error: String(error) }),
);
"""


def text(graph: LineageGraph) -> str:
    write_graph(graph, "graph.mmd")
    return Path("graph.mmd").read_text(encoding="utf-8")


def draw(browser: Chrome, graph: LineageGraph) -> dict[str, Any]:
    page = Path("mermaid.html")
    page.write_text(
        f'<!doctype html><meta charset="utf-8"><script src="{MERMAID.as_uri()}"></script>'
    )
    browser.get(page.resolve().as_uri())
    drawn: dict[str, Any] = browser.execute_async_script(DRAW, text(graph))
    assert "error" not in drawn, drawn
    return drawn


def test_text() -> None:
    lines = text(CHURN).splitlines()

    assert lines[:3] == [
        "%% Deployed lineage: Churn",
        "flowchart LR",
        '    v0["churn-2026-11<br/>DataSet<br/>Churn"]:::data-set',
    ]
    assert '    v0 -->|"ContributedTo"| v1' in lines
    assert '    v1 -.->|"AssociatedWith"| v3' in lines
    assert "    v2 -.-> v1" in lines
    assert '    v1 ---|"← DerivedFrom · missing"| v7' in lines
    assert "    class v2,v3,v4,v5,v6 undeclared" in lines
    assert "    linkStyle 1,2 stroke:#6b7280,stroke-width:2px,stroke-dasharray:6 3" in lines


def test_a_legend_only_where_statuses_differ() -> None:
    plain = LineageGraph("", CHURN.vertices[:2], CHURN.edges[:1])

    assert "legend" not in text(plain)
    assert "dotted line: missing" in text(CHURN)


@pytest.mark.parametrize(
    ("graph", "is_drawn"),
    [(chain(40), True), (chain(502), False), (chain(480, "a" * 90), False)],
    ids=["small", "many associations", "long"],
)
def test_a_text_says_if_github_does_not_draw_it(graph: LineageGraph, is_drawn: object) -> None:
    first = text(graph).splitlines()[0]

    assert first.startswith("%% GitHub does not draw this") is not is_drawn


def test_the_limits_are_those_of_mermaid() -> None:
    bundle = MERMAID.read_text(encoding="utf-8")

    assert float(re.findall(r"maxTextSize:([0-9e]+)", bundle)[0]) == TEXT_LENGTH
    assert float(re.findall(r"maxEdges:([0-9e]+)", bundle)[0]) == EDGES


def test_nothing_of_a_text_can_mean_anything() -> None:
    (line,) = [line for line in text(HOSTILE).splitlines() if line.startswith("    v0[")]

    quoted = re.fullmatch(r'    v0\["(.*)"\]:::[a-z-]+', line)
    assert quoted
    assert not re.search(r"""[<>"'`&%\\\[\]()!]""", quoted[1].replace("<br/>", ""))
    assert "1. " not in quoted[1]
    assert "_" not in quoted[1]


def test_mermaid_draws_every_entity_and_association(browser: Chrome) -> None:
    drawn = draw(browser, CHURN)

    assert "churn-2026-11\nDataSet\nChurn" in drawn["vertices"]
    assert len(drawn["vertices"]) == 8 + 1  # and the legend
    assert drawn["paths"] == 4
    assert {"ContributedTo", "AssociatedWith", "← DerivedFrom · missing"} <= set(drawn["edges"])


def test_mermaid_shows_markup_as_text(browser: Chrome) -> None:
    drawn = draw(browser, HOSTILE)

    assert not {"script", "b", "em", "strong", "a"} & set(drawn["elements"])
    assert any(shown.startswith("</script><script>") for shown in drawn["vertices"])


@pytest.mark.parametrize(
    "name",
    [
        *[MARKUP[start : start + 30] for start in range(0, len(MARKUP), 15)],
        "1. a list",
        "- a list",
        "+ a list",
        "# a heading",
        "> a quotation",
        "__bold__ and *stressed*",
        "https://example.com/a_b.html",
        "www.example.com",
        "someone@example.com",
        "$$x^2$$",
        "fa:fa-ban x",
        "end",
        "#quot; #9829; &amp; &lt;",
        "click v0 href",
        "%%{init: {}}%%",
        "---",
        "~~x~~ `x` |x| {x} [x] (x)",
        "\N{SNOWMAN} é 数据 \N{ROCKET}",
    ],
)
def test_mermaid_shows_a_name_letter_for_letter(browser: Chrome, name: str) -> None:
    vertex = LineageEntity("x", EntityKind.CONTEXT, name, LineageStatus.DECLARED)

    drawn = draw(browser, LineageGraph(name, (vertex,), ()))

    (shown,) = drawn["vertices"]
    letters = shown.splitlines()[0].replace("\N{ZERO WIDTH SPACE}", "")
    assert letters.split() == name.split()


def test_mermaid_takes_an_empty_graph(browser: Chrome) -> None:
    assert draw(browser, LineageGraph("", (), ()))["vertices"] == []
