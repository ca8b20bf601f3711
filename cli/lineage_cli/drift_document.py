"""Drift as JSON; docs/drift.schema.json is its schema."""

from typing import Any

from lineage_graph.comparisons.drift import LineageDrift
from lineage_graph.comparisons.finding import DriftFinding, FindingKind


def document(found: LineageDrift) -> dict[str, Any]:
    """Return what was found, for programs."""
    counts = {kind: sum(each.kind is kind for each in found.findings) for kind in FindingKind}
    return {
        "stacks": list(found.stacks),
        "drift": found.is_found,
        "resources": found.resources,
        "counts": {_name(kind): count for kind, count in counts.items()},
        "findings": [_finding(each) for each in found.findings],
    }


def _finding(finding: DriftFinding) -> dict[str, Any]:
    return {
        "kind": _name(finding.kind),
        "drift": finding.kind.is_drift,
        "stack": finding.by.stack,
        "logical_id": finding.by.logical_id,
        "arn": finding.arn,
        "subject": finding.subject,
        "member": finding.member or None,
        "declared": finding.declared,
        "actual": finding.actual,
        "remark": finding.remark,
    }


def _name(kind: FindingKind) -> str:
    return kind.value.replace(" ", "_")
