"""Filters, order and pages of the lists of artifacts, actions and contexts."""

from typing import TYPE_CHECKING, Any

import pytest
from botocore import xform_name

from tests.lineage_local.service.wire import Call, Fail

if TYPE_CHECKING:
    from botocore.client import BaseClient

KINDS = pytest.mark.parametrize("kind", ["Artifact", "Action", "Context"])
FAR_FUTURE = 4102444800


def create(call: Call, kind: str, name: str, type_: str = "T") -> None:
    source = {"SourceUri": f"s3://{name}"}
    call(f"Create{kind}", **{f"{kind}Name": name, "Source": source, f"{kind}Type": type_})


def names(call: Call, kind: str, **request: object) -> list[str]:
    answer = call(f"List{kind}s", **request)
    return [summary[f"{kind}Name"] for summary in answer[f"{kind}Summaries"]]


@KINDS
def test_the_newest_comes_first(kind: str, call: Call) -> None:
    for name in ["b", "c", "a"]:
        create(call, kind, name)

    assert names(call, kind) == ["a", "c", "b"]
    assert names(call, kind, SortBy="CreationTime", SortOrder="Ascending") == ["b", "c", "a"]


@pytest.mark.parametrize("kind", ["Action", "Context"])
def test_order_by_name(kind: str, call: Call) -> None:
    for name in ["b", "c", "a"]:
        create(call, kind, name)

    assert names(call, kind, SortBy="Name", SortOrder="Ascending") == ["a", "b", "c"]
    assert names(call, kind, SortBy="Name") == ["c", "b", "a"]


@KINDS
def test_each_filter(kind: str, call: Call) -> None:
    create(call, kind, "first", "DataSet")
    create(call, kind, "second", "Model")
    create(call, {"Artifact": "Action"}.get(kind, "Artifact"), "other-kind", "Model")

    assert names(call, kind, SourceUri="s3://first") == ["first"]
    assert names(call, kind, SourceUri="s3://f") == []
    assert names(call, kind, **{f"{kind}Type": "Model"}) == ["second"]
    assert names(call, kind, CreatedAfter=FAR_FUTURE) == []
    assert names(call, kind, CreatedBefore=0) == []
    assert names(call, kind, CreatedAfter=0, CreatedBefore=FAR_FUTURE) == ["second", "first"]


@KINDS
def test_the_time_filters_take_in_the_time_itself(kind: str, call: Call) -> None:
    create(call, kind, "only")
    (summary,) = call(f"List{kind}s")[f"{kind}Summaries"]
    moment = summary["CreationTime"].timestamp()

    # botocore sends whole seconds; the wire carries fractions too.
    assert names(call, kind, CreatedAfter=int(moment)) == ["only"]
    assert names(call, kind, CreatedBefore=int(moment) + 1) == ["only"]
    assert names(call, kind, CreatedBefore=int(moment) - 1) == []


@KINDS
def test_a_page_has_ten_items_unless_told_otherwise(kind: str, call: Call) -> None:
    for number in range(11):
        create(call, kind, f"n{number}")

    assert len(names(call, kind)) == 10
    assert len(names(call, kind, MaxResults=3)) == 3
    assert "NextToken" not in call(f"List{kind}s", MaxResults=11)


@KINDS
@pytest.mark.parametrize("order", ["Ascending", "Descending"])
def test_botocores_paginator_gives_each_once(
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


def test_pages_neither_skip_nor_repeat_while_others_write(call: Call) -> None:
    for name in ["a", "b", "c", "d"]:
        create(call, "Action", name)
    request = {"SortBy": "Name", "SortOrder": "Ascending", "MaxResults": 2}
    token = call("ListActions", **request)["NextToken"]

    call("DeleteAction", ActionName="a")
    call("DeleteAction", ActionName="b")

    assert names(call, "Action", **request, NextToken=token) == ["c", "d"]


@KINDS
def test_a_token_is_good_only_for_the_request_that_it_was_given_for(
    kind: str, call: Call, fail: Fail
) -> None:
    create(call, kind, "a")
    create(call, kind, "b")
    token = call(f"List{kind}s", MaxResults=1)["NextToken"]

    assert names(call, kind, MaxResults=5, NextToken=token) == ["a"]
    other = fail("ValidationException", f"List{kind}s", SortOrder="Ascending", NextToken=token)
    assert other == "Invalid NextToken: it was not given out for this request"


@pytest.mark.parametrize("token", ["x", "W10=", "bnVsbA==", "W1siYSJdLCAiYiJd", "é", "W1tb" * 1000])
def test_a_forged_token_is_refused(token: str, fail: Fail) -> None:
    message = fail("ValidationException", "ListArtifacts", NextToken=token)

    assert message == "Invalid NextToken: it was not given out for this request"


def test_the_lineage_group_of_the_account(call: Call, fail: Fail) -> None:
    (group,) = call("ListLineageGroups")["LineageGroupSummaries"]

    described = call("DescribeLineageGroup", LineageGroupName=group["LineageGroupName"])

    assert group.items() <= described.items()
    assert group["LineageGroupArn"].endswith(":lineage-group/sagemaker-default-lineage-group")
    assert call("ListLineageGroups", CreatedAfter=FAR_FUTURE)["LineageGroupSummaries"] == []
    fail("ResourceNotFound", "DescribeLineageGroup", LineageGroupName="other")
