"""The comment of a pull request, whatever is in it and however large it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lineage_graph import Difference, LineageGraph, LineageStatus
from lineage_graph.renderings import mermaid
from lineage_graph.renderings.changes import changes, counts
from lineage_graph.renderings.excerpt import excerpt
from lineage_graph.renderings.markdown import COMMENT_LENGTH, render
from tests.lineage_graph.examples import COMPARED, DECLARED, HOSTILE, MARKUP, large

REMOVED = LineageStatus.REMOVED


def test_each_change_is_a_row_with_its_members_and_what_comes_downstream() -> None:
    text = render(COMPARED)

    assert "2 added, 2 changed, 2 removed" in text
    rows = [line for line in text.splitlines() if line.startswith("| added | DataSet")]
    assert rows == ["| added | DataSet churn-2026-12 | | | | churn-8 |"]
    (changed,) = [line for line in text.splitlines() if line.startswith("| changed | Model")]
    assert changed.startswith("| changed | Model churn-8<br>")
    assert " | ArtifactName | <code>churn-7</code> | <code>churn-8</code> | " in changed
    assert "| | | Properties.auc |  | <code>0.91</code> | |" in text
    assert f"```mermaid\n{mermaid.render(excerpt(COMPARED, 99))}```\n" in text
    assert "Not in the" not in text


def test_a_comparison_without_changes_says_so() -> None:
    assert render(DECLARED).splitlines()[-1] == "No change of the lineage."


@pytest.mark.parametrize("size", [900, 3000])
def test_a_large_comparison_keeps_the_limits_and_says_what_it_leaves_out(size: int) -> None:
    graph = large(size)
    removed = replace(
        graph,
        vertices=tuple(
            replace(each, status=REMOVED, differences=(Difference("Properties.x", "y" * 99, "z"),))
            for each in graph.vertices
        ),
        edges=tuple(replace(each, status=REMOVED) for each in graph.edges),
    )

    text = render(removed)

    assert len(text) <= COMMENT_LENGTH
    picture = text.partition("```mermaid\n")[2].partition("```")[0]
    assert picture.startswith("%% Large\nflowchart LR\n")
    assert len(picture) <= mermaid.TEXT_LENGTH
    assert sum("--x" in line for line in picture.splitlines()) <= mermaid.EDGES
    assert "Not in the picture: " in text
    assert "changes more." in text


def test_what_means_something_in_markdown_is_a_text() -> None:
    hostile = replace(
        HOSTILE,
        vertices=tuple(
            replace(each, status=REMOVED, differences=(Difference(MARKUP, MARKUP, MARKUP),))
            for each in HOSTILE.vertices
        ),
    )

    table = render(hostile).partition("```mermaid")[0]

    assert "<script" not in table
    assert all(line.count("|") in (0, 7) for line in table.splitlines()[2:])


def test_the_excerpt_begins_with_what_changes() -> None:
    graph = large(100)
    vertices = tuple(
        replace(each, status=REMOVED) if each.id == "report-7" else each for each in graph.vertices
    )
    changed = LineageGraph("One", vertices, graph.edges)

    assert {each.id for each in excerpt(changed, 100).vertices} == {"report-7", "model-7"}
    assert {each.id for each in excerpt(changed, 1).vertices} == {"report-7"}
    assert counts(changes(changed)) == "1 removed"
