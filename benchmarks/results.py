"""What a part of the benchmarks has measured: saved as JSON, shown as a table."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from .figure import Figure

FOLDER = Path(__file__).parent / "results"
PACKAGES = ("aws-cdk-lib", "boto3", "botocore", "crhelper")


@dataclass(frozen=True)
class Results:
    """The figures of one run of a part.

    Attributes
    ----------
    part
        The part's name, that of its module.
    machine, versions, measured
        Where, with what and when it was run.
    figures
        What was measured.
    """

    part: str
    machine: str
    versions: str
    measured: str
    figures: Sequence[Figure]

    @staticmethod
    def load(part: str) -> Results:
        """Return what was saved of a part."""
        saved = json.loads((FOLDER / f"{part}.json").read_text(encoding="utf-8"))
        figures = [Figure(**figure) for figure in saved.pop("figures")]
        return Results(**saved, figures=figures)

    def save(self) -> None:
        """Save it, in the place of what was saved before."""
        FOLDER.mkdir(exist_ok=True)
        text = json.dumps(asdict(self), indent=1) + "\n"
        (FOLDER / f"{self.part}.json").write_text(text, encoding="utf-8")

    def table(self) -> str:
        """Return a Markdown table: a row for each figure, a column for each subject.

        The first subject is related to each of the others.
        """
        subjects = list(dict.fromkeys(name for each in self.figures for name in each.values))
        first, *peers = subjects
        head = ["", *subjects, *(f"ratio to {peer}" for peer in peers)]
        rows = [head, ["---", *["---:"] * (len(head) - 1)]]
        for figure in self.figures:
            name = f"{figure.name}, {figure.unit}" if figure.unit else figure.name
            ratios = [
                f"{figure.ratio(first, peer):.2f}"
                if {first, peer} <= figure.values.keys() and figure.median(peer)
                else ""
                for peer in peers
            ]
            rows.append([name, *(figure.cell(subject) for subject in subjects), *ratios])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"

    def table_by_unit(self) -> str:
        """Return a Markdown table: a row for each name and subject, a column for each unit."""
        units = list(dict.fromkeys(figure.unit for figure in self.figures))
        rows = [["", "", *units], ["---", "---", *["---:"] * len(units)]]
        for name in dict.fromkeys(figure.name for figure in self.figures):
            of_name = {figure.unit: figure for figure in self.figures if figure.name == name}
            for subject in dict.fromkeys(each for f in of_name.values() for each in f.values):
                cells = [of_name[u].cell(subject) if u in of_name else "" for u in units]
                rows.append([name, subject, *cells])
        return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def publish(part: str, figures: Sequence[Figure]) -> None:
    """Save what a part has measured on this machine, and print its table."""
    results = Results(part, _machine(), _versions(), date.today().isoformat(), figures)
    results.save()
    sys.stdout.write(f"{results.table()}\n{results.machine}; {results.versions}\n")


def _machine() -> str:
    return f"{platform.system()} {platform.machine()}, {_processors()}"


def _processors() -> str:
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    return f"{len(names)} x {names[0]}" if names else "unknown processor"


def _versions() -> str:
    packages = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    return f"Python {platform.python_version()}, {packages}"
