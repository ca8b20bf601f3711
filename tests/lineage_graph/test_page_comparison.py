"""A comparison on the page: what was added, removed and changed, and what comes of it."""

from dataclasses import replace

from lineage_graph import LineageStatus
from tests.lineage_graph.examples import COMPARED, chain
from tests.lineage_graph.opened_page import OpenPage


def test_statuses_have_words_signs_and_lines(open_page: OpenPage) -> None:
    page = open_page(COMPARED)

    assert page.texts("#legend .status") == [
        "declared 1",
        "+ added 2",
        "\N{MINUS SIGN} removed 2",
        "\N{NOT EQUAL TO} changed 2",
    ]
    shown = page.script("""
        return Object.fromEntries([...document.querySelectorAll("#scene .node")].map((node) => [
          node.id, [node.querySelector(".sign")?.getAttribute("href") ?? null,
            getComputedStyle(node.querySelector(".frame")).strokeDasharray]]));
    """)
    assert shown == {
        "vertex-0": ["#sign-added", "none"],
        "vertex-1": ["#sign-changed", "none"],
        "vertex-2": ["#sign-removed", "2px, 3px"],
        "vertex-3": [None, "none"],
    }
    assert page.texts("#vertex-1 text") == ["churn-8", "Model", "changed"]
    assert set(page.texts("#scene .word")) == {
        "ContributedTo · added",
        "Produced · removed",
        "ContributedTo · changed",
    }


def test_members_that_differ_are_a_table(open_page: OpenPage) -> None:
    page = open_page(COMPARED)

    page.click("#vertex-1")

    assert page.texts("#details tr") == [
        "what differs main this branch",
        "ArtifactName churn-7 churn-8",
        "Properties.auc — 0.91",
    ]
    assert page.texts("#details .note") == ["Tags are not compared: one is a parameter."]


def test_an_association_that_differs_is_told_too(open_page: OpenPage) -> None:
    page = open_page(COMPARED)
    page.click("#vertex-1")

    page.script("""
        [...document.querySelectorAll("#details .link")]
          .find((link) => link.textContent === "What differs in ContributedTo").click();
    """)

    assert page.texts("#details tr") == [
        "what differs main this branch",
        "AssociationType AssociatedWith ContributedTo",
    ]


def test_what_differs_is_found_by_its_values(open_page: OpenPage) -> None:
    page = open_page(COMPARED)

    page.search("properties.auc 0.91")

    assert page.texts("#results li") == ["churn-8 Model"]


def test_what_comes_of_a_change_is_shown(open_page: OpenPage) -> None:
    graph = chain(9)
    changed = replace(graph.vertices[6], status=LineageStatus.CHANGED)
    page = open_page(replace(graph, vertices=(*graph.vertices[:6], changed, *graph.vertices[7:])))

    page.click("#changes")

    assert page.nodes() - page.faded() == {"vertex-6", "vertex-7", "vertex-8"}


def test_a_graph_without_changes_does_not_ask_for_them(open_page: OpenPage) -> None:
    assert not open_page(chain(3)).find("#changes").is_displayed()
