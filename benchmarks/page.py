"""docs/performance.md: its prose is written by hand, its tables and plots from the results."""

from __future__ import annotations

import re
from pathlib import Path

from .results import Results

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
# A table stands between these: <!-- results: synth --> and <!-- end -->. With a column for each
# unit instead of each subject: <!-- results: pace by unit -->.
PLACE = re.compile(r"(<!-- results: (\w+)( by unit)? -->\n).*?(<!-- end -->)", re.DOTALL)


def rendered(text: str) -> str:
    """Return the page with each table as the results have it."""

    def table(place: re.Match[str]) -> str:
        results = Results.load(place[2])
        source = f"Measured {results.measured} on {results.machine}; {results.versions}."
        table = results.table_by_unit() if place[3] else results.table()
        return f"{place[1]}\n{table}\n{source}\n\n{place[4]}"

    return PLACE.sub(table, text)


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(rendered(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
