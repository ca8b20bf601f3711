"""What an association becomes in the template."""

from aws_cdk import CfnParameter, Lazy, Stack, Tags

from sagemaker_lineage import AssociationType, OnExisting

from .conftest import DESTINATION, SOURCE, Associate, Declare
from .late import LateText
from .synthesis import ASSOCIATION, association_properties, errors, resource, resources


def test_every_member_of_the_request_is_a_property_under_its_own_name(
    stack: Stack, associate: Associate
) -> None:
    associate(association_type=AssociationType.PRODUCED, on_existing=OnExisting.ADOPT)

    rendered = resource(stack, ASSOCIATION)["Properties"]

    assert rendered == {
        "ServiceToken": {"Fn::GetAtt": ["SageMakerLineageProviderFunctionBA5197F9", "Arn"]},
        "ServiceTimeout": "3000",
        "SourceArn": SOURCE,
        "DestinationArn": DESTINATION,
        "AssociationType": "Produced",
        "OnExisting": "ADOPT",
    }


def test_what_is_not_declared_is_absent(stack: Stack, associate: Associate) -> None:
    associate()

    assert association_properties(stack) == {"SourceArn": SOURCE, "DestinationArn": DESTINATION}


def test_the_logical_id_never_changes(stack: Stack, associate: Associate) -> None:
    associate()

    assert list(resources(stack, ASSOCIATION)) == ["Edge7038544F"]


def test_attributes_are_those_of_the_deployed_association(
    stack: Stack, associate: Associate
) -> None:
    edge = associate()

    assert [
        stack.resolve(attribute)["Fn::GetAtt"][1]
        for attribute in (edge.source_arn, edge.destination_arn, edge.association_type)
    ] == ["SourceArn", "DestinationArn", "AssociationType"]


def test_an_association_has_no_tags(stack: Stack, declare: Declare) -> None:
    declare("Model").derived_from(declare("Data"))
    Tags.of(stack).add("team", "ml")

    assert "Tags" not in association_properties(stack)
    assert errors(stack) == []


def test_tokens_are_taken_wherever_a_value_can_be_one(stack: Stack, associate: Associate) -> None:
    names = ("Source", "Destination", "Type")
    source, destination, type_ = (CfnParameter(stack, name).value_as_string for name in names)
    associate(source=source, destination=destination, association_type=type_)

    assert errors(stack) == []
    assert association_properties(stack) == {
        "SourceArn": {"Ref": "Source"},
        "DestinationArn": {"Ref": "Destination"},
        "AssociationType": {"Ref": "Type"},
    }


def test_a_late_value_is_the_final_one(stack: Stack, associate: Associate) -> None:
    late: list[str] = []
    associate(source=Lazy.string(LateText(late)))
    late.append("churn-7")

    assert association_properties(stack)["SourceArn"] == "churn-7"
    assert errors(stack)[0].startswith("Stack/Edge: source is 'churn-7'; expected an ARN")
