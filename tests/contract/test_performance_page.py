"""docs/performance.md shows what was measured last."""

from benchmarks.page import PAGE, PLACE, rendered


def test_the_page_has_the_tables_of_the_results() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert PLACE.search(text)
    assert rendered(text) == text, "write it anew: python -m benchmarks"
