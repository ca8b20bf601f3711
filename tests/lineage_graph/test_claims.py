"""Claims on the record of an association."""

import pytest

from lineage_graph import DeclaringResource
from lineage_graph.readers.claims import declared_type

KEY = "cdk-sagemaker-lineage:claim:5d41402abc4b2a76:b9719d911017c592"
REQUEST = " by 9f1c2d3e-0000-4000-8000-000000000000 at "
EDGE = DeclaringResource("Churn", "Edge")
LONG = DeclaringResource("S" * 128, "E" * 255)


@pytest.mark.parametrize("request_part", ["", f"{REQUEST}2026-11-25T00:00:00Z"])
@pytest.mark.parametrize("type_", ["DerivedFrom", None])
@pytest.mark.parametrize("resource", [EDGE, LONG], ids=["short", "long"])
def test_the_type_is_read_with_and_without_the_request(
    resource: DeclaringResource, type_: str | None, request_part: str
) -> None:
    rest = (f" as {type_}" if type_ else "") + request_part
    holder = str(resource)[: 256 - len(rest)]

    assert declared_type({KEY: holder + rest}, resource) == type_


def test_a_resource_without_a_claim_declares_no_type() -> None:
    tags = {
        "team": "Churn/Edge as Produced",
        "cdk-sagemaker-lineage:managed": "created",
        KEY: "Churn/Edges as DerivedFrom",
        f"{KEY}0": "Other/Edge as DerivedFrom",
    }

    assert declared_type(tags, EDGE) is None


@pytest.mark.parametrize("reverse", [False, True])
def test_the_latest_claim_of_a_resource_counts(reverse: bool) -> None:  # noqa: FBT001
    claims = [
        (f"{KEY}:1a2b", f"Churn/Edge as Produced{REQUEST}2026-11-24T23:59:59Z"),
        (KEY, f"Churn/Edge as DerivedFrom{REQUEST}2026-11-25T00:00:00Z"),
    ]

    assert declared_type(dict(reversed(claims) if reverse else claims), EDGE) == "DerivedFrom"
