"""A comparison on the page: what was added, removed and changed, and what comes of it."""

from dataclasses import replace

from selenium.webdriver import Keys

from lineage_graph import LineageStatus
from tests.lineage_graph.examples import COMPARED, chain
from tests.lineage_graph.opened_page import OpenPage


def test_statuses_have_words_signs_and_lines(open_page: OpenPage) -> None:
    page = open_page(COMPARED)

    assert page.texts("#legend .status") == [
        "\N{NOT EQUAL TO} changed 2",
        "\N{MINUS SIGN} removed 2",
        "+ added 2",
        "unchanged 1",
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


def test_without_a_selection_all_differences_are_listed(open_page: OpenPage) -> None:
    page = open_page(COMPARED)

    assert page.heading() == "What differs"
    assert page.texts("#details .link") == [
        "churn-2026-12 DataSet · added",
        "churn-8 Model · changed",
        "report-7 Report · removed",
        "churn-2026-12 → churn-8 ContributedTo · added",
        "churn-8 → report-7 Produced · removed",
        "code → churn-8 ContributedTo · changed",
    ]
    assert page.texts("#details tbody tr") == [
        "ArtifactName churn-7 churn-8",
        "Properties.auc — 0.91",
        "AssociationType AssociatedWith ContributedTo",
    ]


def test_buttons_go_from_difference_to_difference(open_page: OpenPage) -> None:
    graph = chain(60)
    places = (5, 30, 55)
    vertices = tuple(
        replace(vertex, status=LineageStatus.CHANGED) if place in places else vertex
        for place, vertex in enumerate(graph.vertices)
    )
    page = open_page(replace(graph, vertices=vertices))
    assert page.find("#which").text == "3 differences"

    page.script("document.getElementById('next').focus()")
    for rank, place in enumerate((*places, places[0])):
        page.press(Keys.ENTER)
        assert page.find("#which").text == f"{rank % 3 + 1} of 3 differences"
        assert page.heading() == f"step-{place:02}"
        assert f"vertex-{place}" in page.in_sight()
    page.click("#previous")
    assert page.heading() == "step-55"
    assert page.find("#previous").accessible_name == "Previous difference"


def test_what_is_not_declared_has_its_word_at_the_arrow(open_page: OpenPage) -> None:
    edges = (replace(COMPARED.edges[0], status=LineageStatus.UNDECLARED),)

    page = open_page(replace(COMPARED, edges=edges))

    assert page.texts("#scene .word") == ["ContributedTo · not declared"]


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
    page = open_page(chain(3))

    assert not page.find("#changes").is_displayed()
    assert not page.find("#next").is_displayed()
