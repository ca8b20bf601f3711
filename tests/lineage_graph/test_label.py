"""What is written on an entity and at an association."""

from dataclasses import replace

import pytest

from lineage_graph import (
    DeclaringResource,
    EntityKind,
    LineageAssociation,
    LineageEntity,
    LineageStatus,
)
from lineage_graph.renderings.label import (
    association_text,
    entity_lines,
    has_stacks,
    reads_backwards,
    shorten,
)
from sagemaker_lineage import AssociationType
from tests.lineage_graph.examples import CHURN

BY = (DeclaringResource("Churn", "Model"),)


def test_an_entity_has_its_name_its_type_and_its_stack() -> None:
    entity = LineageEntity(
        "a", EntityKind.ACTION, "approve", LineageStatus.DECLARED, "Approval", declared_by=BY
    )

    assert entity_lines(entity) == ["approve", "Approval", "Churn"]
    assert entity_lines(entity, stack=False) == ["approve", "Approval"]


@pytest.mark.parametrize(
    ("type_", "line"),
    [
        ("TrainingJob", "TrainingJob"),
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


def test_a_hash_is_short_and_a_name_as_long_as_asked_for() -> None:
    entity = LineageEntity(
        "a", EntityKind.ARTIFACT, "621305e625800084a413bb723cb82558", LineageStatus.DECLARED
    )

    assert entity_lines(entity) == ["621305e6…3cb82558", "artifact"]
    named = replace(entity, name="a-name-of-forty-characters-that-says-it-")
    assert entity_lines(named)[0] == "a-name-of-forty-c…ters-that-says-it-"
    assert entity_lines(named, name_length=40)[0] == named.name


def test_what_is_not_declared_has_a_word_in_a_comparison() -> None:
    association = LineageAssociation("a", "b", LineageStatus.UNDECLARED, "Produced")

    assert association_text(association, compared=True) == "Produced · not declared"


def test_stacks_are_named_where_there_are_several() -> None:
    assert has_stacks(CHURN)
    assert not has_stacks(replace(CHURN, vertices=CHURN.vertices[:1]))


def test_only_derived_from_is_a_word_for_the_destination() -> None:
    types = [value for name, value in vars(AssociationType).items() if name.isupper()]
    backwards = [
        type_
        for type_ in types
        if reads_backwards(LineageAssociation("a", "b", LineageStatus.DECLARED, type_))
    ]
    assert backwards == ["DerivedFrom"]


@pytest.mark.parametrize(
    ("status", "type_", "text"),
    [
        (LineageStatus.DECLARED, "Produced", "Produced"),
        (LineageStatus.UNDECLARED, "Produced", "Produced"),
        (LineageStatus.MISSING, "Produced", "Produced · missing"),
        (LineageStatus.MISSING, None, "missing"),
        (LineageStatus.ADDED, "Produced", "Produced · added"),
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
