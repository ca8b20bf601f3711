from typing import TYPE_CHECKING, Any

import pytest
from botocore import xform_name

from tests.lineage_local.service.wire import Call, Fail

if TYPE_CHECKING:
    from botocore.client import BaseClient

KINDS = pytest.mark.parametrize("kind", ["Artifact", "Action", "Context"])


def create(call: Call, kind: str, name: str) -> None:
    source = {"SourceUri": f"s3://{name}"}
    call(f"Create{kind}", **{f"{kind}Name": name, "Source": source, f"{kind}Type": "T"})


def names(call: Call, kind: str, **request: object) -> list[str]:
    response = call(f"List{kind}s", **request)
    return [summary[f"{kind}Name"] for summary in response[f"{kind}Summaries"]]


@KINDS
def test_a_page_has_ten_items_by_default(kind: str, call: Call) -> None:
    for number in range(11):
        create(call, kind, f"n{number}")

    assert len(names(call, kind)) == 10
    assert len(names(call, kind, MaxResults=3)) == 3
    assert "NextToken" not in call(f"List{kind}s", MaxResults=11)


@KINDS
@pytest.mark.parametrize("order", ["Ascending", "Descending"])
def test_botocores_paginator_returns_each_once(
    kind: str, order: str, call: Call, client: "BaseClient"
) -> None:
    for number in range(25):
        create(call, kind, f"n{number}")

    pages: Any = client.get_paginator(xform_name(f"List{kind}s")).paginate(
        SortOrder=order, PaginationConfig={"PageSize": 4}
    )
    found = [summary[f"{kind}Name"] for summary in pages.search(f"{kind}Summaries")]

    expected = [f"n{number}" for number in range(25)]
    assert found == (expected if order == "Ascending" else expected[::-1])


def test_pages_neither_skip_nor_repeat_items_while_others_write(call: Call) -> None:
    for name in ["a", "b", "c", "d"]:
        create(call, "Action", name)
    request = {"SortBy": "Name", "SortOrder": "Ascending", "MaxResults": 2}
    token = call("ListActions", **request)["NextToken"]

    call("DeleteAction", ActionName="a")
    call("DeleteAction", ActionName="b")

    assert names(call, "Action", **request, NextToken=token) == ["c", "d"]


@KINDS
def test_a_token_is_valid_only_for_the_request_whose_response_had_it(
    kind: str, call: Call, fail: Fail
) -> None:
    create(call, kind, "a")
    create(call, kind, "b")
    token = call(f"List{kind}s", MaxResults=1)["NextToken"]

    assert names(call, kind, MaxResults=5, NextToken=token) == ["a"]
    other = fail("ValidationException", f"List{kind}s", SortOrder="Ascending", NextToken=token)
    assert other == "Invalid NextToken: no response to this request had it"


@pytest.mark.parametrize("token", ["x", "W10=", "bnVsbA==", "W1siYSJdLCAiYiJd", "é", "W1tb" * 1000])
def test_a_forged_token_is_refused(token: str, fail: Fail) -> None:
    message = fail("ValidationException", "ListArtifacts", NextToken=token)

    assert message == "Invalid NextToken: no response to this request had it"
