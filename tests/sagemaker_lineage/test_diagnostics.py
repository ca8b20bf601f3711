"""What is wrong with a declaration, in words."""

import math

import pytest
from aws_cdk import Fn, Token

from sagemaker_lineage.diagnostics import Diagnostic, Diagnostics, show, text_rule

from .mistakes import cut


def test_a_message_names_path_member_value_and_rule() -> None:
    diagnostic = Diagnostic("artifact_name", "''", "at least 1 character")

    assert diagnostic.at("Stack/Model") == (
        "Stack/Model: artifact_name is ''; expected at least 1 character"
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("churn", "'churn'"),
        ("n" * 60, repr("n" * 60)),
        ("n" * 61, cut("n" * 61)),
        (5, "5 (int)"),
        (None, "None (NoneType)"),
        (["n" * 60], f"['{'n' * 58}… (list)"),
        (Token.as_string(Fn.ref("Parameter")), "a token"),
        (Token.as_number(Fn.ref("Parameter")), "a token"),
    ],
    # A token's own text differs from process to process.
    ids=["text", "long", "too long", "number", "none", "list", "string token", "number token"],
)
def test_a_value_is_shown_with_its_length_or_its_type(value: object, shown: str) -> None:
    assert show(value) == shown


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        (5, "a string, for example str(5)"),
        (0.5, "a string, for example str(0.5)"),
        (math.nan, "a string, for example 'nan'"),
        (-math.inf, "a string, for example '-inf'"),
        (True, "a string, for example str(True)"),
        (None, "a string"),
        (["a"], "a string"),
    ],
)
def test_a_number_is_told_how_to_become_a_string(value: object, rule: str) -> None:
    assert text_rule(value) == rule


def test_everything_found_is_kept_in_its_order() -> None:
    diagnostics = Diagnostics([Diagnostic("first", "1", "2")])
    assert diagnostics.text("second", "text") == "text"
    assert diagnostics.text("second", 5) is None
    diagnostics.check("third", "text", str.isupper, "upper case")
    diagnostics.check("fourth", "TEXT", str.isupper, "upper case")
    diagnostics.check("fifth", Token.as_string(Fn.ref("Parameter")), str.isupper, "upper case")

    assert [each.member for each in diagnostics] == ["first", "second", "third"]


def test_diagnostics_are_true_when_something_is_wrong() -> None:
    assert not Diagnostics()
    assert Diagnostics([Diagnostic("member", "1", "2")])
