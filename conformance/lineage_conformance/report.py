"""The report of a run: a table for people, JSON for programs, and the exit code."""

import json
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from .finding import Finding
from .reading import text_of
from .run import Run

OK, BROKEN, STOPPED = 0, 1, 3
"""Exit codes: all hold or are survived; something is not survived or left; stopped by a signal."""

_DISTRIBUTION = "cdk-sagemaker-lineage"
_WIDTH = 100
_SAFE = {True: "yes", False: "NO", None: "?"}


def exit_code(run: Run) -> int:
    """Return the exit code of a run."""
    if run.is_stopped:
        return STOPPED
    is_unsafe = any(finding.is_safe is False for finding in run.findings)
    has_failed = any(tested.outcome == "failed" for tested in run.tested)
    return BROKEN if is_unsafe or has_failed or run.sweeper.left else OK


def as_document(run: Run) -> dict[str, Any]:
    """Return the report as a JSON document; it has neither account nor credentials."""
    return {
        "library": _version(),
        "region": run.bench.client.meta.region_name,
        "source_prefix": run.bench.uri_prefix,
        "calls": run.budget.calls,
        "throttled": run.budget.throttled,
        "seconds": round(run.budget.seconds, 1),
        "is_stopped": run.is_stopped,
        "deleted": run.sweeper.deleted,
        "left": run.sweeper.left,
        "assumptions": [_entry(finding) for finding in run.findings],
        "contract_tests": [vars(tested) for tested in run.tested],
        "exit_code": exit_code(run),
    }


def as_json(run: Run) -> str:
    """Return the report as JSON."""
    return json.dumps(as_document(run), indent=2, ensure_ascii=False) + "\n"


def as_table(run: Run) -> str:
    """Return the report as text for a terminal."""
    probed = [finding for finding in run.findings if finding.assumption.assumed]
    lines = ["", f"{'assumption':<32} {'verdict':<10} {'safe':<5} reading"]
    lines += [line for finding in probed for line in _lines(finding)]
    unprobed = len(run.findings) - len(probed)
    lines += ["", f"{unprobed} assumptions have no probe: see docs/assumptions.md.", ""]
    for tested in run.tested:
        lines += [f"{tested.outcome:<10} {tested.resource_type} {tested.name}"]
        if tested.outcome not in {"passed", "deviates"}:
            lines += [f"{'':<10} {tested.seen}"]
    return "\n".join([*lines, "", *_summary(run, probed), ""])


def left(run: Run) -> Iterable[str]:
    """Return a line for each thing that the sweeper could not delete."""
    return (f"LEFT: {what}: {why}" for what, why in run.sweeper.left.items())


def _lines(finding: Finding) -> Iterable[str]:
    reading = text_of(finding.reading.value) if finding.reading else "-"
    safe = _SAFE[finding.is_safe]
    yield f"{finding.assumption.name:<32} {finding.verdict:<10} {safe:<5} {reading}"
    yield f"    {finding.seen[:_WIDTH]}"
    if finding.is_safe is False:
        yield f"    {_version()} is safe with {finding.assumption.safe_with}."
        yield f"    {finding.assumption.if_wrong}"


def _summary(run: Run, probed: list[Finding]) -> Iterable[str]:
    verdicts = Counter(finding.verdict for finding in probed)
    unsafe = [finding.assumption.name for finding in probed if finding.is_safe is False]
    yield (
        f"{len(probed)} assumptions probed: {verdicts['holding']} hold,"
        f" {verdicts['broken']} broken, {verdicts['undecided']} undecided."
    )
    if unsafe:
        yield f"cdk-sagemaker-lineage {_version()} is NOT safe with: {', '.join(unsafe)}."
    else:
        yield f"cdk-sagemaker-lineage {_version()} is safe with what was seen."
    yield (
        f"{run.budget.calls} calls, {run.budget.throttled} of them throttled,"
        f" {run.budget.seconds:.0f} s; {run.sweeper.deleted} artifacts and associations deleted."
    )
    yield from left(run)
    if run.is_stopped:
        yield "The run was stopped; what it had made is deleted."


def _entry(finding: Finding) -> dict[str, Any]:
    assumption, reading = finding.assumption, finding.reading
    return {
        "name": assumption.name,
        "system": assumption.system,
        "statement": assumption.statement,
        "verdict": finding.verdict,
        "is_safe": finding.is_safe,
        "reading": text_of(reading.value) if reading else None,
        "seen": finding.seen,
        "assumed": str(assumption.assumed) if assumption.assumed else None,
        "safe_with": str(assumption.safe_with) if assumption.safe_with else None,
        "knobs": list(assumption.knobs),
    }


def _version() -> str:
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return "(not installed)"
