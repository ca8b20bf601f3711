from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from lineage_local.cloud import Cloud

from .functions import create_function
from .stacks import RESPONDS, Template, deploy, parameter, reasons

NAME = "Exporting:Value"


def exporting(name: str = NAME, value: str = "first") -> Template:
    output = {"Value": {"Fn::GetAtt": ["Value", "Value"]}, "Export": {"Name": name}}
    return {"Resources": {"Value": parameter(value)}, "Outputs": {"Value": output}}


@pytest.fixture
def imported(cloud: Cloud) -> Iterator[None]:
    """Two stacks: one imports what the other exports."""
    assert deploy(cloud, "Exporting", exporting()) == "CREATE_COMPLETE"
    importing = {"Resources": {"Value": parameter({"Fn::ImportValue": NAME})}}
    assert deploy(cloud, "Importing", importing) == "CREATE_COMPLETE"
    yield
    client = cloud.client("cloudformation")
    for stack in ("Importing", "Exporting"):
        client.delete_stack(StackName=stack)
        client.get_waiter("stack_delete_complete").wait(StackName=stack)


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize(
    ("template", "change"),
    [(exporting("Exporting:Other"), "deleted"), (exporting(value="second"), "updated")],
    ids=["renamed", "changed"],
)
def test_an_export_in_use_stays_as_it_is(cloud: Cloud, template: Template, change: str) -> None:
    assert deploy(cloud, "Exporting", template) == "UPDATE_ROLLBACK_COMPLETE"

    assert f"Export {NAME} cannot be {change} as it is in use by Importing" in reasons(
        cloud, "Exporting"
    )
    exports = cloud.client("cloudformation").list_exports()["Exports"]
    assert [each["Value"] for each in exports if each["Name"] == NAME] == ["first"]


@pytest.mark.usefixtures("imported")
def test_an_export_that_nobody_uses_any_more_can_go(cloud: Cloud) -> None:
    assert deploy(cloud, "Importing", {"Resources": {"Value": parameter("own")}})
    assert deploy(cloud, "Exporting", exporting("Exporting:Other")) == "UPDATE_COMPLETE"

    exports = cloud.client("cloudformation").list_exports()["Exports"]
    assert NAME not in {each["Name"] for each in exports}


def custom(kind: str = "Custom::Thing", **properties: Any) -> Template:
    return {"Resources": {"Thing": {"Type": kind, "Properties": properties}}}


@pytest.mark.parametrize(
    ("template", "message"),
    [
        (
            custom(ServiceToken={"Ref": "Nowhere"}),
            "Unresolved resource dependencies [Nowhere] in the Resources block of the template",
        ),
        (
            {
                "Resources": {"Value": parameter("v")},
                "Outputs": {"Out": {"Value": {"Fn::GetAtt": ["Nowhere", "Arn"]}}},
            },
            "Unresolved resource dependencies [Nowhere] in the Outputs block of the template",
        ),
        (custom("Custom::" + "x" * 53, ServiceToken="arn"), "is longer than 60 characters"),
        (custom(ServiceToken="arn", ServiceTimeout=3601), "ServiceTimeout is 3601, 1 to 3600"),
    ],
    ids=["ref", "output", "type", "timeout"],
)
def test_a_template_that_cloudformation_would_not_take(
    cloud: Cloud, template: Template, message: str
) -> None:
    with pytest.raises(ClientError) as caught:
        deploy(cloud, "Refused", template)

    assert message in str(caught.value)
    assert caught.value.response["Error"]["Code"] == "ValidationError"


def test_a_service_token_stays_as_it_is(cloud: Cloud) -> None:
    arns = []
    for name in ("first", "second"):
        create_function(cloud, name, RESPONDS)
        found = cloud.client("lambda").get_function(FunctionName=name)
        arns.append(found["Configuration"]["FunctionArn"])
    first, second = (custom(ServiceToken=arn, ServiceTimeout=10) for arn in arns)
    assert deploy(cloud, "Token", first) == "CREATE_COMPLETE"

    assert deploy(cloud, "Token", second) == "UPDATE_ROLLBACK_COMPLETE"

    assert "Modifying service token is not allowed." in reasons(cloud, "Token")
