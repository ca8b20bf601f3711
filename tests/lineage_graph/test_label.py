"""What is written on an entity and at an association."""

import pytest

from lineage_graph import (
    DeclaringResource,
    EntityKind,
    LineageAssociation,
    LineageEntity,
    LineageStatus,
)
from lineage_graph.renderings.label import association_text, entity_lines, shorten

BY = (DeclaringResource("Churn", "Model"),)


def test_an_entity_has_its_name_its_kind_and_type_and_its_stack() -> None:
    entity = LineageEntity(
        "a", EntityKind.ACTION, "approve", LineageStatus.DECLARED, "Approval", declared_by=BY
    )

    assert entity_lines(entity) == ["approve", "action · Approval", "Churn"]


@pytest.mark.parametrize(
    ("type_", "line"),
    [
        ("TrainingJob", "trial component · TrainingJob"),
        ("TrialComponent", "trial component"),
        (None, "trial component"),
    ],
)
def test_a_type_that_only_repeats_the_kind_is_left_out(type_: str | None, line: str) -> None:
    entity = LineageEntity(
        "a", EntityKind.TRIAL_COMPONENT, "job", LineageStatus.DECLARED, type_, declared_by=BY
    )

    assert entity_lines(entity) == ["job", line, "Churn"]


def test_what_an_entity_lacks_leaves_no_gap() -> None:
    entity = LineageEntity("a", EntityKind.ACTION, "approve", LineageStatus.UNDECLARED)

    assert entity_lines(entity) == ["approve", "action", "not declared"]


@pytest.mark.parametrize(
    ("status", "type_", "text"),
    [
        (LineageStatus.DECLARED, "Produced", "Produced"),
        (LineageStatus.UNDECLARED, "Produced", "Produced"),
        (LineageStatus.MISSING, "Produced", "Produced · missing"),
        (LineageStatus.MISSING, None, "missing"),
        (LineageStatus.DECLARED, None, ""),
    ],
)
def test_an_association_has_its_type_and_whether_it_is_missing(
    status: LineageStatus, type_: str | None, text: str
) -> None:
    assert association_text(LineageAssociation("a", "b", status, type_)) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("churn-2026-11", "churn-2026-11"),
        ("churn-2026-11-02", "churn-…-11-02"),
        ("two\nlines\x00", "two lines "),
    ],
)
def test_a_long_text_is_cut_in_its_middle(text: str, line: str) -> None:
    assert shorten(text, 13) == line
