from tests.lineage_local.service.wire import Call, Fail

FAR_FUTURE = 4102444800


def test_the_lineage_group_of_the_account(call: Call, fail: Fail) -> None:
    (group,) = call("ListLineageGroups")["LineageGroupSummaries"]

    described = call("DescribeLineageGroup", LineageGroupName=group["LineageGroupName"])

    assert group.items() <= described.items()
    assert group["LineageGroupArn"].endswith(":lineage-group/sagemaker-default-lineage-group")
    assert call("ListLineageGroups", CreatedAfter=FAR_FUTURE)["LineageGroupSummaries"] == []
    fail("ResourceNotFound", "DescribeLineageGroup", LineageGroupName="other")
