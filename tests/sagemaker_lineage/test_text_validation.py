"""The rules of a text: its length, its lines, its pattern."""

import pytest

from sagemaker_lineage.diagnostics import Diagnostics
from sagemaker_lineage.text_validation import check_text, is_arn


def rules(
    value: object, maximum: int = 5, minimum: int = 0, *, one_line: bool = False
) -> list[str]:
    diagnostics = Diagnostics()
    check_text(diagnostics, "member", value, maximum, minimum, one_line=one_line)
    return [each.rule for each in diagnostics]


@pytest.mark.parametrize(
    "value", ["", "a", "abcde", "a\nb", None, {"Ref": "A"}, "{{resolve:ssm:/a}}"]
)
def test_what_is_allowed_or_not_known_is_passed(value: object) -> None:
    assert rules(value) == []


@pytest.mark.parametrize(
    ("value", "minimum", "rule"),
    [
        ("abcdef", 0, "at most 5 characters"),
        ("abcdef", 1, "1 to 5 characters"),
        ("", 1, "1 to 5 characters"),
        (5, 0, "a string, for example str(5)"),
        ({"a": "b"}, 0, "a string"),
    ],
)
def test_another_length_or_type_is_noted(value: object, minimum: int, rule: str) -> None:
    assert rules(value, minimum=minimum) == [rule]


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\n"])
def test_a_line_break_is_noted_where_there_may_be_none(value: str) -> None:
    assert rules(value, one_line=True) == ["no line break"]


@pytest.mark.parametrize(
    ("value", "expected"), [("arn:a", True), ("arn:abc", False), ("arn", False), ("arn:a\n", False)]
)
def test_an_arn_has_a_pattern_and_a_length(value: str, *, expected: bool) -> None:
    assert is_arn(value, "arn:[a-z]+", 6) is expected
