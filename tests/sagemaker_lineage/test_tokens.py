"""What is known only when the app is synthesised or deployed."""

import math
import struct

import pytest
from aws_cdk import App, Fn, Lazy, Stack, Token

from sagemaker_lineage.tokens import holds_secret, is_known, is_token, known_beginning

from .late import LateText


@pytest.mark.parametrize(
    "value",
    [
        Fn.ref("Parameter"),
        f"a {Fn.ref('Parameter')}",
        Token.as_number(Fn.get_att("Resource", "Size")),
        Fn.get_att("Resource", "Arn"),
        Fn.condition_if("Condition", "a", "b"),
        Lazy.string(LateText(["late"])),
    ],
    # A token's own text differs from process to process.
    ids=["string", "within a text", "number", "reference", "condition", "lazy"],
)
def test_a_token_in_any_form_is_one(value: object) -> None:
    assert is_token(value)


@pytest.mark.parametrize(
    "value",
    ["text", "", 5, 0.5, math.nan, math.inf, -math.inf, True, None, ["text"], {"a": "b"}, object()],
)
def test_a_final_value_is_none(value: object) -> None:
    assert not is_token(value)


NUMBER = Token.as_number(Fn.get_att("Resource", "Size"))
FIRST, LAST = struct.unpack(">dd", bytes.fromhex("fbff000000000000 fbffffffffffffff"))
WRITTEN = [
    *("Token[1]", "${Token[]}", "${Token[a b]}", "${Token[é]}", "${Token[TOKEN.1]", "#{Token[a]}"),
    *("${Token[TOKEN.1]}", "a ${Token[Bucket.Arn:1_2-3.4]} b", "${Token[a]}${Token[b]}"),
    *(str(NUMBER), f"{NUMBER} Token[", f"-1.1{'2' * 15}e+289 Token[", "-1.12e+289 Token["),
    *(NUMBER, int(NUMBER), -NUMBER, FIRST, LAST, 10**300, -(10**289), 1e308),
    *(math.nextafter(FIRST, 0), math.nextafter(LAST, -math.inf)),
]


# A token's own text differs from process to process, so it is in no test's name.
@pytest.mark.parametrize("value", WRITTEN, ids=map(str, range(len(WRITTEN))))
def test_what_is_a_token_is_what_cdk_takes_for_one(value: str | float) -> None:
    """CDK is not asked, as that takes long: it is read how tokens are written."""
    assert is_token(value) is bool(Token.is_unresolved(value))


def test_a_construct_is_none_though_cdk_can_resolve_a_stack() -> None:
    assert not is_token(Stack())
    assert not is_token(App())


@pytest.mark.parametrize(
    "resolved",
    [
        {"Ref": "Parameter"},
        {"Fn::Join": ["", []]},
        "{{resolve:ssm:/churn}}",
        "a {{resolve:ssm:/b}}",
    ],
)
def test_what_the_deployment_resolves_is_not_known(resolved: object) -> None:
    assert not is_known(resolved)


@pytest.mark.parametrize("resolved", ["text", 5, {}, {"rows": "1"}, {"Ref": "a", "rows": "1"}, []])
def test_everything_else_is_known(resolved: object) -> None:
    assert is_known(resolved)


@pytest.mark.parametrize(
    "resolved",
    [
        "{{resolve:secretsmanager:churn:SecretString:::}}",
        "a {{resolve:ssm-secure:/churn:1}}",
        {"Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": "Secret"}, "}}"]]},
        {"Fn::If": ["Condition", {"token": "{{resolve:ssm-secure:/churn}}"}, {}]},
    ],
)
def test_a_secret_is_found_wherever_it_is(resolved: object) -> None:
    assert holds_secret(resolved)


@pytest.mark.parametrize(
    "resolved", ["", "{{resolve:ssm:/churn}}", "secretsmanager", {"Ref": "Secret"}, ["a", 5, None]]
)
def test_everything_else_is_no_secret(resolved: object) -> None:
    assert not holds_secret(resolved)


@pytest.mark.parametrize(
    ("resolved", "beginning"),
    [
        ("text", "text"),
        ({"Fn::Join": ["", ["s3://", {"Ref": "Bucket"}]]}, "s3://"),
        ({"Fn::Join": ["", [{"Ref": "Bucket"}, "/key"]]}, ""),
        ({"Ref": "Bucket"}, ""),
        (5, ""),
        (None, ""),
    ],
)
def test_what_a_text_is_known_to_begin_with(resolved: object, beginning: str) -> None:
    assert known_beginning(resolved) == beginning
