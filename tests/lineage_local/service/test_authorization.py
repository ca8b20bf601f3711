from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from lineage_local.service import Fault, LineageService, Principal
from tests.lineage_local.service.enforcement import (
    FunctionPrincipal,
    create,
    denied,
    document,
    tags,
)
from tests.lineage_local.service.role import FUNCTION_ARN, FUNCTION_KEY, ROLE_ACCOUNT
from tests.lineage_local.service.wire import REGION, make_client

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ARN = f"arn:aws:sagemaker:{REGION}:{ROLE_ACCOUNT}"

DENIED = "AccessDeniedException"
# The error of a call that the policies allow, on an artifact that does not exist.
ALLOWED = "ValidationException"


def test_a_call_that_is_denied_is_recorded(
    enforcing_service: LineageService, function: "SageMakerClient"
) -> None:
    denied(function.query_lineage)

    (only,) = enforcing_service.calls
    assert (only.result, only.access_key) == ("AccessDeniedException", FUNCTION_KEY)


def test_a_fault_comes_before_the_policies(
    enforcing_service: LineageService, function: "SageMakerClient"
) -> None:
    enforcing_service.faults.add(Fault("throttle"))

    with pytest.raises(ClientError, match="ThrottlingException"):
        function.query_lineage()


def test_a_service_without_principals_enforces_nothing() -> None:
    with LineageService() as service:
        make_client(service, FUNCTION_KEY, REGION).query_lineage()


def test_a_create_with_tags_needs_add_tags(
    function_principal: FunctionPrincipal, function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    function_principal.allow("CreateArtifact", "CreateAction")
    arn = create(owner, "s3://bucket/same")
    owner.delete_artifact(ArtifactArn=arn)

    assert denied(lambda: create(function, "s3://bucket/same", team="ml")) == f"AddTags on {arn}"
    assert owner.list_artifacts()["ArtifactSummaries"] == []
    create(function)


@pytest.mark.parametrize("kind", ["Action", "Context"])
def test_the_action_that_tags(
    kind: str, function_principal: FunctionPrincipal, function: "SageMakerClient"
) -> None:
    def attempt(name: str) -> None:
        members: Any = {f"{kind}Name": name, f"{kind}Type": "T", "Source": {"SourceUri": "u"}}
        getattr(function, f"create_{kind.lower()}")(**members, Tags=tags(team="ml"))

    function_principal.allow(
        f"Create{kind}", "AddTags", condition={"Null": {"sagemaker:TaggingAction": "true"}}
    )
    arn = f"{ARN}:{kind.lower()}/first"
    assert denied(lambda: attempt("first")) == f"AddTags on {arn}"

    tagging = {"StringEqualsIfExists": {"sagemaker:TaggingAction": f"Create{kind}"}}
    function_principal.allow(f"Create{kind}", "AddTags", condition=tagging)
    attempt("first")

    function_tags = {"StringEquals": {"sagemaker:TaggingAction": f"Create{kind}"}}
    function_principal.allow("AddTags", condition=function_tags)
    only_creating = denied(lambda: function.add_tags(ResourceArn=arn, Tags=tags(team="x")))
    assert only_creating == f"AddTags on {arn}"


@pytest.mark.parametrize(
    ("allowed", "missing"), [("artifact", "context/c"), ("context", "artifact/a")]
)
@pytest.mark.parametrize("order", [1, -1])
def test_an_association_needs_its_source_and_its_destination(
    allowed: str,
    missing: str,
    order: int,
    function_principal: FunctionPrincipal,
    function: "SageMakerClient",
) -> None:
    function_principal.allow("AddAssociation", "DeleteAssociation", resource=f"{ARN}:{allowed}/*")
    source, destination = [f"{ARN}:artifact/a", f"{ARN}:context/c"][::order]

    def add() -> object:
        return function.add_association(SourceArn=source, DestinationArn=destination)

    def delete() -> object:
        return function.delete_association(SourceArn=source, DestinationArn=destination)

    assert denied(add) == f"AddAssociation on {ARN}:{missing}"
    assert denied(delete) == f"DeleteAssociation on {ARN}:{missing}"


def test_a_resource_does_not_allow_a_list(
    function_principal: FunctionPrincipal, function: "SageMakerClient"
) -> None:
    function_principal.allow("ListArtifacts", resource=f"{ARN}:artifact/*")

    assert denied(function.list_artifacts) == "ListArtifacts on *"


@pytest.mark.parametrize("prefix", ["aws", "sagemaker"])
@pytest.mark.parametrize("by_arn", [False, True])
def test_the_tags_of_an_action(
    prefix: str,
    by_arn: bool,  # noqa: FBT001
    function_principal: FunctionPrincipal,
    function: "SageMakerClient",
    owner: "SageMakerClient",
) -> None:
    for name, team in (("ours", "ml"), ("theirs", "it")):
        owner.create_action(
            ActionName=name, ActionType="T", Source={"SourceUri": "u"}, Tags=tags(Team=team)
        )
    function_principal.allow(
        "DescribeAction", condition={"StringEquals": {f"{prefix}:ResourceTag/team": "ml"}}
    )
    start = f"{ARN}:action/" if by_arn else ""

    function.describe_action(ActionName=f"{start}ours")

    missing = denied(lambda: function.describe_action(ActionName=f"{start}theirs"))
    assert missing == f"DescribeAction on {ARN}:action/theirs"


@pytest.mark.parametrize(
    ("condition", "keys", "code"),
    [
        ({"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}, ["a", "b"], ALLOWED),
        ({"ForAllValues:StringEquals": {"aws:TagKeys": ["a", "b"]}}, ["a", "c"], DENIED),
        ({"ForAnyValue:StringLike": {"aws:TagKeys": ["a*"]}}, ["c", "ab"], ALLOWED),
        ({"ForAnyValue:StringLike": {"aws:TagKeys": ["a*"]}}, ["c"], DENIED),
        ({"Null": {"aws:TagKeys": "true"}}, ["a"], DENIED),
        ({"Null": {"aws:TagKeys": "false"}}, ["a"], ALLOWED),
        ({"StringEquals": {"aws:RequestTag/a": "1"}}, ["a"], ALLOWED),
        ({"StringEquals": {"aws:RequestTag/a": "2"}}, ["a"], DENIED),
        ({"StringEquals": {"aws:RequestTag/A": "1"}}, ["a"], ALLOWED),
        ({"Null": {"aws:RequestTag/a": "true"}}, ["b"], ALLOWED),
        ({"Null": {"aws:RequestTag/a": "true"}}, ["a", "b"], DENIED),
        ({"StringEquals": {"aws:RequestedRegion": REGION}}, ["a"], ALLOWED),
        ({"StringEquals": {"aws:PrincipalAccount": "1"}}, ["a"], DENIED),
    ],
)
def test_conditions_on_a_request(
    condition: Mapping[str, Any],
    keys: list[str],
    code: str,
    function_principal: FunctionPrincipal,
    function: "SageMakerClient",
) -> None:
    function_principal.allow("AddTags", condition=condition)

    with pytest.raises(ClientError) as caught:
        function.add_tags(ResourceArn=f"{ARN}:artifact/x", Tags=tags(**dict.fromkeys(keys, "1")))

    assert caught.value.response["Error"]["Code"] == code


def test_keys_of_tags_to_be_removed(
    function_principal: FunctionPrincipal, function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    arn = create(owner, a="1", b="1")
    function_principal.allow(
        "DeleteTags", condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["a"]}}
    )

    function.delete_tags(ResourceArn=arn, TagKeys=["a"])
    denied(lambda: function.delete_tags(ResourceArn=arn, TagKeys=["b"]))


def test_a_request_without_tags_has_no_tag_keys(
    function_principal: FunctionPrincipal, function: "SageMakerClient"
) -> None:
    function_principal.allow("ListArtifacts", condition={"Null": {"aws:TagKeys": "true"}})

    function.list_artifacts()


def test_a_deny_and_a_boundary(
    function_principal: FunctionPrincipal, function: "SageMakerClient"
) -> None:
    allowed, no_lists = document("Allow", "*"), document("Deny", "List*")
    function_principal.principal = Principal(FUNCTION_ARN, [allowed, no_lists])
    with pytest.raises(ClientError, match="with an explicit deny in an identity-based policy"):
        function.list_artifacts()
    function.query_lineage()

    function_principal.principal = Principal(
        FUNCTION_ARN, [allowed], boundary=document("Allow", "List*")
    )
    function.list_artifacts()
    assert denied(function.query_lineage) == "QueryLineage on *"
