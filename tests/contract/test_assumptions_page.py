"""docs/assumptions.md shows the table of assumptions of the conformance package.

``PYTHONPATH=conformance python -m tests.contract.test_assumptions_page`` writes the page.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from lineage_conformance.assumptions import ASSUMPTIONS
from lineage_conformance.assumptions.assumption import Assumption

PAGE = Path(__file__).parents[2] / "docs" / "assumptions.md"

BEGINNING = """\
# What the handler takes for granted

Public facts leave open how SageMaker's lineage API behaves in many places. This page lists what the
handler relies on, with the evidence, what happens if it is wrong, the knob by which the tests play
the other readings, and the probe that finds out which is true ([conformance.md](conformance.md)). A
knob is a field of `Behaviour` ([behaviour.py](../local/lineage_local/service/behaviour.py)), or of
`CloudFormationBehaviour` ([behaviour.py](../tests/lineage_handler/simulator/behaviour.py)).

Evidence is strong if a model or documentation of AWS states it and nothing is known against it.

"""


def counts() -> str:
    strengths = Counter(each.strength for each in ASSUMPTIONS.values())
    knobs = {knob for each in ASSUMPTIONS.values() for knob in (*each.knobs, *each.simulated)}
    probes = sum(each.assumed is not None for each in ASSUMPTIONS.values())
    return (
        f"{len(ASSUMPTIONS)} assumptions: {strengths['strong']} with strong evidence,"
        f" {strengths['some']} with some, {strengths['none']} with none; {len(knobs)} knobs;"
        f" {probes} probes.\n"
    )


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def section(each: Assumption) -> str:
    knobs = ", ".join(f"`{knob}`" for knob in (*each.knobs, *each.simulated))
    probe = f"as assumed: {each.assumed}; safe with: {each.safe_with}"
    rows = {
        f"evidence ({each.strength})": each.evidence_for,
        "against it": each.evidence_against or "nothing known",
        "if it is wrong": each.if_wrong,
        "knob": knobs or f"none: {each.no_knob}",
        "probe": probe if each.assumed else f"none: {each.no_probe}",
    }
    lines = [f"| {name} | {cell(text)} |" for name, text in rows.items()]
    return "\n".join(
        [f"\n### {each.name}\n", each.statement, "\n| | |", "| --- | --- |", *lines, ""]
    )


def page() -> str:
    parts = [BEGINNING, counts()]
    for system in dict.fromkeys(each.system for each in ASSUMPTIONS.values()):
        of_system = [each for each in ASSUMPTIONS.values() if each.system == system]
        parts += [f"\n## {system}\n", *map(section, of_system)]
    return "".join(parts)


def test_page_shows_the_table() -> None:
    assert PAGE.read_text() == page()


if __name__ == "__main__":
    PAGE.write_text(page())
