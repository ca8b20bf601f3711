"""What the role of the construct library's function can do, and what it cannot."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from botocore.exceptions import ClientError

from tests.lineage_local.service.enforcement import (
    FunctionPrincipal,
    create,
    denied,
    document,
    tags,
)
from tests.lineage_local.service.role import ROLE_ACCOUNT, function_role
from tests.lineage_local.service.wire import REGION

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ARN = f"arn:aws:sagemaker:{REGION}:{ROLE_ACCOUNT}"

Attempt = Callable[["SageMakerClient", str], object]


@pytest.fixture(autouse=True)
def role(function_principal: FunctionPrincipal) -> FunctionPrincipal:
    function_principal.principal = function_role(REGION)
    return function_principal


def tags_of(client: "SageMakerClient", arn: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in client.list_tags(ResourceArn=arn)["Tags"]}


CHANGES: dict[str, Attempt] = {
    "UpdateArtifact": lambda client, arn: client.update_artifact(
        ArtifactArn=arn, ArtifactName="new"
    ),
    "AddTags": lambda client, arn: client.add_tags(ResourceArn=arn, Tags=tags(claim="x")),
    "DeleteTags": lambda client, arn: client.delete_tags(ResourceArn=arn, TagKeys=["team"]),
    "DeleteArtifact": lambda client, arn: client.delete_artifact(ArtifactArn=arn),
}


def test_the_role_can_do_all_that_it_needs_on_its_own(
    function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    arn = create(function, mark="created", claim="Stack/Data", team="ml")
    other = create(function, "s3://bucket/other", mark="created")
    owner.create_action(ActionName="a", ActionType="T", Source={"SourceUri": "u"})
    owner.create_context(ContextName="c", ContextType="T", Source={"SourceUri": "u"})
    kinds = ("action/a", "context/c", "experiment/e", "experiment-trial-component/t")
    for end in (other, *(f"{ARN}:{kind}" for kind in kinds)):
        function.add_association(SourceArn=end, DestinationArn=arn, AssociationType="Produced")
        function.delete_association(SourceArn=end, DestinationArn=arn)
    function.describe_artifact(ArtifactArn=arn)
    function.list_tags(ResourceArn=arn)
    function.list_artifacts(SourceUri="s3://bucket/key")
    function.list_associations(DestinationArn=arn)

    for change in CHANGES.values():
        change(function, arn)

    assert len(owner.list_artifacts()["ArtifactSummaries"]) == 1


@pytest.mark.parametrize("operation", CHANGES)
def test_the_role_cannot_change_what_is_not_marked(
    operation: str, function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    arn = create(owner, team="ml")

    assert denied(lambda: CHANGES[operation](function, arn)) == f"{operation} on {arn}"

    assert tags_of(owner, arn) == {"team": "ml"}
    assert "ArtifactName" not in owner.describe_artifact(ArtifactArn=arn)


def test_the_role_can_adopt_but_not_delete_what_it_adopted(
    function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    arn = create(owner, team="ml")

    function.add_tags(ResourceArn=arn, Tags=tags(mark="adopted", claim="Stack/Data"))

    function.update_artifact(ArtifactArn=arn, ArtifactName="new")
    function.delete_tags(ResourceArn=arn, TagKeys=["team"])
    assert denied(lambda: function.delete_artifact(ArtifactArn=arn)) == f"DeleteArtifact on {arn}"
    missing = denied(lambda: function.delete_artifact(Source={"SourceUri": "s3://bucket/key"}))
    assert missing == f"DeleteArtifact on {arn}"


def test_the_role_can_delete_an_association_of_others_unless_a_boundary_denies_it(
    role: FunctionPrincipal, function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    source, destination = create(owner), create(owner, "s3://bucket/other", team="it")
    owner.add_association(SourceArn=source, DestinationArn=destination)
    own = role.principal

    theirs = {"StringEquals": {"aws:ResourceTag/team": "it"}}
    boundary = document("Allow", "*")
    boundary["Statement"] += document("Deny", "*Association", condition=theirs)["Statement"]
    role.principal = replace(own, boundary=boundary)
    with pytest.raises(ClientError, match=f"DeleteAssociation on resource: {destination}"):
        function.delete_association(SourceArn=source, DestinationArn=destination)

    role.principal = own
    function.delete_association(SourceArn=source, DestinationArn=destination)


@pytest.mark.parametrize(
    ("before", "mark"),
    [
        ({"team": "ml"}, "created"),
        ({"mark": "adopted"}, "created"),
        ({"mark": "adopted"}, "adopted"),
        ({"mark": "created"}, "adopted"),
    ],
)
def test_the_role_cannot_raise_its_rights_by_a_mark(
    before: dict[str, str],
    mark: str,
    function: "SageMakerClient",
    owner: "SageMakerClient",
) -> None:
    arn = create(owner, **before)
    marks = tags(mark=mark, claim="x")

    assert denied(lambda: function.add_tags(ResourceArn=arn, Tags=marks)) == f"AddTags on {arn}"


@pytest.mark.parametrize("values", [{}, {"team": "ml"}, {"mark": "adopted"}, {"mark": ""}])
def test_the_role_cannot_create_without_the_mark(
    values: dict[str, str], function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    missing = denied(lambda: create(function, **values))

    assert missing == f"CreateArtifact on {create(owner)}"


@pytest.mark.parametrize(
    ("attempt", "missing"),
    [
        (lambda client: client.query_lineage(), "QueryLineage on *"),
        (lambda client: client.list_actions(), "ListActions on *"),
        (lambda client: client.list_lineage_groups(), "ListLineageGroups on *"),
        (
            lambda client: client.describe_context(ContextName="c"),
            f"DescribeContext on {ARN}:context/c",
        ),
        (
            lambda client: client.add_tags(ResourceArn=f"{ARN}:action/a", Tags=tags(team="x")),
            f"AddTags on {ARN}:action/a",
        ),
    ],
)
def test_the_role_can_do_nothing_else(
    attempt: Callable[["SageMakerClient"], object], missing: str, function: "SageMakerClient"
) -> None:
    assert denied(lambda: attempt(function)) == missing


def test_the_role_is_of_one_account_and_region(function: "SageMakerClient") -> None:
    elsewhere = f"arn:aws:sagemaker:us-east-1:{ROLE_ACCOUNT}:artifact/x"

    missing = denied(lambda: function.describe_artifact(ArtifactArn=elsewhere))

    assert missing == f"DescribeArtifact on {elsewhere}"
