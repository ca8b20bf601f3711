"""The pages of one query, while others write and query."""

from itertools import pairwise
from typing import Any

import pytest

from lineage_local.service.found_lineage import FoundLineage, FoundLineages
from tests.lineage_local.service.wire import Call


@pytest.fixture
def chain(call: Call) -> list[str]:
    """Forty artifacts, each derived from the one before."""
    arns = [create(call, f"s3://bucket/{number}") for number in range(40)]
    for source, destination in pairwise(arns):
        call("AddAssociation", SourceArn=source, DestinationArn=destination)
    return arns


def create(call: Call, uri: str) -> str:
    response = call("CreateArtifact", Source={"SourceUri": uri}, ArtifactType="DataSet")
    return str(response["ArtifactArn"])


def query(call: Call, start: str, **members: object) -> dict[str, Any]:
    return call(
        "QueryLineage", StartArns=[start], IncludeEdges=True, MaxResults=4, MaxDepth=9, **members
    )


def rest(call: Call, start: str, page: dict[str, Any]) -> list[str]:
    """Return the vertices of a page and of those that follow."""
    found = [vertex["Arn"] for vertex in page["Vertices"]]
    while "NextToken" in page:
        page = query(call, start, NextToken=page["NextToken"])
        found += [vertex["Arn"] for vertex in page["Vertices"]]
    return found


def test_what_is_written_between_two_pages_moves_no_vertex(chain: list[str], call: Call) -> None:
    page = query(call, chain[0])
    nearer = create(call, "s3://bucket/nearer")
    call("AddAssociation", SourceArn=chain[0], DestinationArn=nearer)

    assert rest(call, chain[0], page) == chain[:10]
    assert set(rest(call, chain[0], query(call, chain[0]))) == {*chain[:10], nearer}


def test_a_token_is_good_for_as_long_as_anybody_keeps_it(chain: list[str], call: Call) -> None:
    page = query(call, chain[0])
    for start in chain[1:]:
        query(call, start)

    assert rest(call, chain[0], page) == chain[:10]


def test_the_oldest_of_what_was_found_is_dropped_first() -> None:
    lineages = FoundLineages()
    lineage = FoundLineage([], {})
    for number in range(33):
        lineages.keep(str(number), lineage)
        lineages.keep("again", lineage)

    kept = [token for token in map(str, range(33)) if lineages.get(token)]
    assert kept == [str(number) for number in range(2, 33)]
    assert lineages.get("again") is lineage
    assert lineages.get(None) is None
