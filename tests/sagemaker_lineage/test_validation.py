"""What a user is told about a declaration that SageMaker would refuse."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jsii
import pytest
from aws_cdk import (
    App,
    CfnCondition,
    Environment,
    Fn,
    IStableNumberProducer,
    Lazy,
    RemovalPolicy,
    Stack,
    Tags,
    Token,
)
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_s3 as s3

from sagemaker_lineage import (
    Artifact,
    ArtifactSource,
    Association,
    AssociationType,
    LineageProvider,
    MetadataProperties,
    OnExisting,
    SourceType,
)

from .conftest import Declare
from .synthesis import errors, resources, warnings


@jsii.implements(IStableNumberProducer)
class _Five:
    def produce(self) -> int:
        return 5


def bucket(stack: Stack) -> s3.IBucket:
    return s3.Bucket.from_bucket_name(stack, "Bucket", "bucket")


def repository(stack: Stack) -> ecr.IRepository:
    return ecr.Repository.from_repository_name(stack, "Repository", "training")


def uri(text: Any, source_types: Any = ()) -> ArtifactSource:
    return ArtifactSource.from_uri(text, source_types)


def cut(text: str) -> str:
    return f"{text[:60]!r}… ({len(text)} characters)"


@dataclass
class Bad:
    """A declaration, and the message that it gets, without the path."""

    given: dict[str, Any] | Callable[[Stack], dict[str, Any]]
    message: str


NAME_RULE = (
    "expected 1 to 120 letters, digits and hyphens, beginning and ending with a letter or digit"
)
IMAGE_RULE = (
    "expected a tag of up to 128 letters, digits, '_', '.' and '-', not beginning with '.' or "
    "'-', or a digest: 'sha256:' and 64 hexadecimal digits in lower case"
)

TABLE = {
    "name empty": Bad({"artifact_name": ""}, f"artifact_name is ''; {NAME_RULE}"),
    "name with a space": Bad(
        {"artifact_name": "churn 7"}, f"artifact_name is 'churn 7'; {NAME_RULE}"
    ),
    "name with an underscore": Bad(
        {"artifact_name": "churn_7"}, f"artifact_name is 'churn_7'; {NAME_RULE}"
    ),
    "name ends with a hyphen": Bad(
        {"artifact_name": "churn-"}, f"artifact_name is 'churn-'; {NAME_RULE}"
    ),
    "name ends with a line break": Bad(
        {"artifact_name": "churn\n"}, f"artifact_name is 'churn\\n'; {NAME_RULE}"
    ),
    "name too long": Bad(
        {"artifact_name": "n" * 121}, f"artifact_name is {cut('n' * 121)}; {NAME_RULE}"
    ),
    "name no string": Bad(
        {"artifact_name": ["churn"]}, "artifact_name is ['churn'] (list); expected a string"
    ),
    "name a late number": Bad(
        lambda _: {"artifact_name": Lazy.number(_Five())},
        "artifact_name is 5 (int); expected a string, for example str(5)",
    ),
    "type none": Bad(
        {"artifact_type": None}, "artifact_type is None (NoneType); expected a string"
    ),
    "type bytes": Bad({"artifact_type": b"x"}, "artifact_type is b'x' (bytes); expected a string"),
    "type too long": Bad(
        {"artifact_type": "t" * 257},
        f"artifact_type is {cut('t' * 257)}; expected at most 256 characters",
    ),
    "uri empty": Bad({"source": uri("")}, "source.uri is ''; expected 1 to 2048 characters"),
    "uri too long": Bad(
        {"source": uri("u" * 2049)},
        f"source.uri is {cut('u' * 2049)}; expected 1 to 2048 characters",
    ),
    "uri of two lines": Bad(
        {"source": uri("s3://b\n/k")}, "source.uri is 's3://b\\n/k'; expected no line break"
    ),
    "uri no string": Bad(
        {"source": uri(5)}, "source.uri is 5 (int); expected a string, for example str(5)"
    ),
    "source types no list": Bad(
        {"source": uri("u", SourceType.custom("c"))},
        "source.source_types is SourceType(source_id_type='Custom', value='c') (SourceType); "
        "expected a list of SourceType",
    ),
    "source types a string": Bad(
        {"source": uri("u", "Custom")},
        "source.source_types is 'Custom'; expected a list of SourceType",
    ),
    "source type of another type": Bad(
        {"source": uri("u", [{"Custom": "c"}])},
        "source.source_types[0] is {'Custom': 'c'} (dict); expected a SourceType, such as "
        "SourceType.custom('v1')",
    ),
    "source id type unknown": Bad(
        {"source": uri("u", [SourceType("MD5", "5d41")])},
        "source.source_types[0].source_id_type is 'MD5'; expected one of MD5Hash, S3ETag, "
        "S3Version, Custom",
    ),
    "source type's value too long": Bad(
        {"source": uri("u", [SourceType.custom("c"), SourceType.md5_hash("v" * 257)])},
        f"source.source_types[1].value is {cut('v' * 257)}; expected at most 256 characters",
    ),
    "source type's value no string": Bad(
        {"source": uri("u", [SourceType.custom(7)])},  # type: ignore[arg-type]
        "source.source_types[0].value is 7 (int); expected a string, for example str(7)",
    ),
    "key empty": Bad(
        lambda stack: {"source": ArtifactSource.from_bucket(bucket(stack), "")},
        "source.key is ''; expected at least 1 character",
    ),
    "key no string": Bad(
        lambda stack: {"source": ArtifactSource.from_bucket(bucket(stack), 1)},  # type: ignore[arg-type]
        "source.key is 1 (int); expected a string, for example str(1)",
    ),
    "version empty": Bad(
        lambda stack: {"source": ArtifactSource.from_bucket(bucket(stack), "k", version_id="")},
        "source.source_types[0].value (S3Version) is ''; expected 1 to 256 characters",
    ),
    "etag empty": Bad(
        lambda stack: {"source": ArtifactSource.from_bucket(bucket(stack), "k", etag="")},
        "source.source_types[0].value (S3ETag) is ''; expected 1 to 256 characters",
    ),
    "image tag malformed": Bad(
        lambda stack: {"source": ArtifactSource.from_ecr_repository(repository(stack), "a b")},
        f"source.tag_or_digest is 'a b'; {IMAGE_RULE}",
    ),
    "image tag empty": Bad(
        lambda stack: {"source": ArtifactSource.from_ecr_repository(repository(stack), "")},
        f"source.tag_or_digest is ''; {IMAGE_RULE}",
    ),
    "image digest too short": Bad(
        lambda stack: {
            "source": ArtifactSource.from_ecr_repository(repository(stack), "sha256:12")
        },
        f"source.tag_or_digest is 'sha256:12'; {IMAGE_RULE}",
    ),
    "image tag no string": Bad(
        lambda stack: {
            "source": ArtifactSource.from_ecr_repository(repository(stack), 1.4)  # type: ignore[arg-type]
        },
        "source.tag_or_digest is 1.4 (float); expected a string, for example str(1.4)",
    ),
    "too many properties": Bad(
        {"properties": {f"key{number}": "" for number in range(31)}},
        "the number of properties is 31 (int); expected at most 30",
    ),
    "properties no dict": Bad(
        {"properties": ["a", "b"]}, "properties is ['a', 'b'] (list); expected a dict of strings"
    ),
    "property's key too long": Bad(
        {"properties": {"k" * 2501: "value"}},
        f"a key of properties is {cut('k' * 2501)}; expected at most 2500 characters",
    ),
    "property's key no string": Bad(
        {"properties": {5: "value"}},
        "a key of properties is 5 (int); expected a string known at synthesis",
    ),
    "property's key a token": Bad(
        lambda _: {"properties": {Token.as_string(Fn.ref("AWS::Region")): "value"}},
        "a key of properties is a token; expected a string known at synthesis",
    ),
    "property's key a function": Bad(
        {"properties": {"Fn::Sub": "x"}},
        "a key of properties is 'Fn::Sub'; expected another name, as CloudFormation takes it for "
        "a function",
    ),
    "property too long": Bad(
        {"properties": {"key": "v" * 4097}},
        f"properties['key'] is {cut('v' * 4097)}; expected at most 4096 characters",
    ),
    "property of two lines": Bad(
        {"properties": {"key": "a\nb"}}, "properties['key'] is 'a\\nb'; expected no line break"
    ),
    "property a number": Bad(
        {"properties": {"rows": 70421}},
        "properties['rows'] is 70421 (int); expected a string, for example str(70421)",
    ),
    "property a truth value": Bad(
        {"properties": {"final": True}},
        "properties['final'] is True (bool); expected a string, for example str(True)",
    ),
    "property none": Bad(
        {"properties": {"key": None}}, "properties['key'] is None (NoneType); expected a string"
    ),
    "property a date": Bad(
        {"properties": {"made": datetime.date(2026, 11, 23)}},
        "properties['made'] is datetime.date(2026, 11, 23) (date); expected a string",
    ),
    "property a dict": Bad(
        {"properties": {"key": {"a": "b"}}},
        "properties['key'] is {'a': 'b'} (dict); expected a string",
    ),
    "properties late and wrong": Bad(
        lambda _: {"properties": Token.as_any({"a": "1", "b": 2})},
        "properties['b'] is 2 (int); expected a string, for example str(2)",
    ),
    "metadata a dict": Bad(
        {"metadata_properties": {"commit_id": "8bd1fd5"}},
        "metadata_properties is {'commit_id': '8bd1fd5'} (dict); expected MetadataProperties, "
        "with its members as keywords",
    ),
    "commit id no string": Bad(
        {"metadata_properties": MetadataProperties(commit_id=8)},  # type: ignore[arg-type]
        "metadata_properties.commit_id is 8 (int); expected a string, for example str(8)",
    ),
    "repository too long": Bad(
        {"metadata_properties": MetadataProperties(repository="r" * 1025)},
        f"metadata_properties.repository is {cut('r' * 1025)}; expected at most 1024 characters",
    ),
    "generated by too long": Bad(
        {"metadata_properties": MetadataProperties(generated_by="g" * 1025)},
        f"metadata_properties.generated_by is {cut('g' * 1025)}; expected at most 1024 characters",
    ),
    "project id of two lines": Bad(
        {"metadata_properties": MetadataProperties(project_id="a\nb")},
        "metadata_properties.project_id is 'a\\nb'; expected no line break",
    ),
    "on existing unknown": Bad(
        {"on_existing": "ADOPT"},
        "on_existing is 'ADOPT'; expected OnExisting.FAIL or OnExisting.ADOPT",
    ),
    "removal policy unknown": Bad(
        {"removal_policy": "retain"},
        "removal_policy is 'retain'; expected RemovalPolicy.DESTROY, RETAIN or "
        "RETAIN_ON_UPDATE_OR_DELETE",
    ),
    "removal policy snapshot": Bad(
        {"removal_policy": RemovalPolicy.SNAPSHOT},
        "removal_policy is <RemovalPolicy.SNAPSHOT: 'SNAPSHOT'> (RemovalPolicy); expected "
        "RemovalPolicy.DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE",
    ),
}


@pytest.mark.parametrize("case", TABLE.values(), ids=TABLE.keys())
def test_a_bad_declaration_is_reported_with_path_value_and_rule(
    stack: Stack, declare: Declare, case: Bad
) -> None:
    declare("Model", **(case.given(stack) if callable(case.given) else case.given))

    (message,) = errors(stack)
    assert message == f"Stack/Model: {case.message}"


ENTITIES = "arn:aws:sagemaker:eu-west-1:123456789012"
ELSEWHERE = "arn:aws:sagemaker:us-east-1:123456789012"
STRANGERS = "arn:aws:sagemaker:eu-west-1:210987654321"
ENTITY_RULE = (
    "expected an ARN arn:<partition>:sagemaker:<region>:<account>:<kind>/<id> of at most 256 "
    "characters, whose kind is artifact, action, context, experiment or "
    "experiment-trial-component"
)


def declared_twice(stack: Stack) -> dict[str, Any]:
    ends: dict[str, Any] = {
        "source": f"{ENTITIES}:artifact/data",
        "destination": f"{ENTITIES}:action/training",
    }
    Association(stack, "First", **ends, association_type="ContributedTo")
    return ends | {"association_type": "AssociatedWith"}


ASSOCIATION_TABLE = {
    "type unknown": Bad(
        {"association_type": "ProducedBy"},
        "association_type is 'ProducedBy'; expected one of ContributedTo, AssociatedWith, "
        "DerivedFrom, Produced, SameAs",
    ),
    "type empty": Bad(
        {"association_type": ""},
        "association_type is ''; expected one of ContributedTo, AssociatedWith, DerivedFrom, "
        "Produced, SameAs",
    ),
    "type no string": Bad(
        {"association_type": 5},
        "association_type is 5 (int); expected a string, for example str(5)",
    ),
    "source no ARN": Bad({"source": "churn-7"}, f"source is 'churn-7'; {ENTITY_RULE}"),
    "source of another kind": Bad(
        {"source": f"{ENTITIES}:endpoint/churn"},
        f"source is {ENTITIES + ':endpoint/churn'!r}; {ENTITY_RULE}",
    ),
    "source a late number": Bad(
        lambda _: {"source": Lazy.number(_Five())},
        "source is 5 (int); expected a string, for example str(5)",
    ),
    "destination too long": Bad(
        {"destination": f"{ENTITIES}:context/".ljust(257, "c")},
        f"destination is {cut(f'{ENTITIES}:context/'.ljust(257, 'c'))}; {ENTITY_RULE}",
    ),
    "source in another region": Bad(
        {"source": f"{ELSEWHERE}:artifact/4ae2d8"},
        f"source is {ELSEWHERE + ':artifact/4ae2d8'!r}; expected one in the stack's own region, "
        f"eu-west-1: the function's role reaches no other",
    ),
    "destination in another account": Bad(
        lambda stack: {
            "destination": Artifact.from_artifact_arn(stack, "Model", f"{STRANGERS}:artifact/1")
        },
        "destination is 'Stack/Model'; expected one in the stack's own account, 123456789012: the "
        "function's role reaches no other",
    ),
    "source and destination the same": Bad(
        {"source": f"{ENTITIES}:artifact/1", "destination": f"{ENTITIES}:artifact/1"},
        f"destination is {ENTITIES + ':artifact/1'!r}; expected another entity than the source",
    ),
    "source and destination associated twice": Bad(
        declared_twice,
        f"destination is {ENTITIES + ':action/training'!r}; expected another one than that of "
        f"Stack/First, whose source is the same: SageMaker holds one association for each pair, "
        f"whatever its type",
    ),
    "on existing unknown": TABLE["on existing unknown"],
    "removal policy unknown": TABLE["removal policy unknown"],
}


@pytest.mark.parametrize("case", ASSOCIATION_TABLE.values(), ids=ASSOCIATION_TABLE.keys())
def test_a_bad_association_is_reported_with_path_value_and_rule(app: App, case: Bad) -> None:
    stack = Stack(app, "Stack", env=Environment(account="123456789012", region="eu-west-1"))
    ends = {"source": f"{ENTITIES}:artifact/a", "destination": f"{ENTITIES}:artifact/b"}
    given = case.given(stack) if callable(case.given) else case.given
    Association(stack, "Edge", **(ends | given))

    (message,) = errors(stack)
    assert message == f"Stack/Edge: {case.message}"


CYCLE = Bad(
    {},
    "destination is 'Stack/Data'; expected an entity that does not lead back to the source: "
    "'Stack/Model' → 'Stack/Data' → 'Stack/Model', each arrow from source to destination",
)


def test_lineage_that_goes_in_a_cycle_is_a_warning(stack: Stack, declare: Declare) -> None:
    data, model = declare("Data"), declare("Model")
    model.derived_from(data)
    Association(
        stack, "Last", source=model, destination=data, association_type=AssociationType.PRODUCED
    )

    assert errors(stack) == []
    (message,) = warnings(stack)
    assert message == f"Stack/Last: {CYCLE.message} [ack: cdk-sagemaker-lineage:cycle]"


TAG_TABLE = {
    "key empty": ("", "v", "a tag's key is ''; expected 1 to 128 characters"),
    "key too long": (
        "k" * 129,
        "v",
        f"a tag's key is {cut('k' * 129)}; expected 1 to 128 characters",
    ),
    "key with other characters": (
        "a#b",
        "v",
        "a tag's key is 'a#b'; expected letters, digits, spaces and _ . : / = + - @ only",
    ),
    "key of AWS": ("aws:x", "v", "a tag's key is 'aws:x'; expected no 'aws:' before it"),
    "key of AWS in another case": (
        "AwS:x",
        "v",
        "a tag's key is 'AwS:x'; expected no 'aws:' before it",
    ),
    "key of the ownership": (
        "cdk-sagemaker-lineage:managed",
        "created",
        "a tag's key is 'cdk-sagemaker-lineage:managed'; expected no 'cdk-sagemaker-lineage:' "
        "before it, which marks who owns the artifact",
    ),
    "value too long": (
        "k",
        "v" * 257,
        f"the value of tag 'k' is {cut('v' * 257)}; expected at most 256 characters",
    ),
    "value with other characters": (
        "k",
        "a\tb",
        "the value of tag 'k' is 'a\\tb'; expected letters, digits, spaces and _ . : / = + - @ "
        "only",
    ),
}


@pytest.mark.parametrize(("key", "value", "expected"), TAG_TABLE.values(), ids=TAG_TABLE.keys())
def test_a_bad_tag_is_reported(
    stack: Stack, declare: Declare, key: str, value: str, expected: str
) -> None:
    Tags.of(declare("Model")).add(key, value)

    (message,) = errors(stack)
    assert message == f"Stack/Model: {expected}"


def test_tags_that_the_stack_itself_has_are_checked(app: App, declare: Declare) -> None:
    stack = Stack(app, "Tagged", tags={"a#b": "v"})
    declare(scope=stack)

    (message,) = errors(stack)
    assert message.startswith("Tagged/Artifact: a tag's key is 'a#b'; expected letters")


def test_45_tags_are_left_to_the_user(stack: Stack, declare: Declare) -> None:
    artifact = declare()
    for number in range(45):
        Tags.of(artifact).add(f"tag{number}", "value")

    assert errors(stack) == []


def test_the_46th_tag_is_one_too_many(stack: Stack, declare: Declare) -> None:
    artifact = declare()
    for number in range(46):
        Tags.of(artifact).add(f"tag{number}", "value")

    assert errors(stack) == [
        "Stack/Artifact: the number of tags is 46 (int); expected at most 45, as 5 of "
        "SageMaker's 50 are reserved for who owns the artifact"
    ]


def test_each_value_at_its_limit_is_allowed(stack: Stack, declare: Declare) -> None:
    artifact = declare(
        source=uri("u" * 2048, [SourceType.custom("c" * 256), SourceType.md5_hash("")]),
        artifact_type="t" * 256,
        artifact_name="n" * 120,
        properties={f"{number:02}" + "k" * 2498: "v" * 4096 for number in range(30)} | {},
        metadata_properties=MetadataProperties(
            commit_id="c" * 1024, repository="", generated_by="g" * 1024, project_id="p" * 1024
        ),
    )
    Tags.of(artifact).add("k" * 128, "v" * 256)
    Tags.of(artifact).add("größe_.:/=+-@ 1", "数据_.:/=+-@ 1")
    Tags.of(artifact).add("empty", "")

    assert errors(stack) == []


@pytest.mark.parametrize("name", ["a", "A-1", "a--b", "7", "n" * 120])
def test_a_good_name_is_allowed(stack: Stack, declare: Declare, name: str) -> None:
    declare(artifact_name=name)

    assert errors(stack) == []


def test_everything_is_reported_at_once(stack: Stack, declare: Declare) -> None:
    one = declare(
        "One",
        source=uri("", [SourceType("MD5", "")]),
        artifact_name="a b",
        properties={"a": 1, "b": 2},
        on_existing=None,
    )
    Tags.of(one).add("aws:x", "y")
    declare("Two", artifact_type=None)

    messages = errors(stack)

    assert [message.split(" is ")[0] for message in messages] == [
        "Stack/One: properties['a']",
        "Stack/One: properties['b']",
        "Stack/One: on_existing",
        "Stack/One: artifact_name",
        "Stack/One: source.uri",
        "Stack/One: source.source_types[0].source_id_type",
        "Stack/One: a tag's key",
        "Stack/Two: artifact_type",
    ]


def test_a_second_synthesis_reports_nothing_twice(app: App, declare: Declare) -> None:
    stack = Stack(app, "Twice")
    declare(scope=stack, artifact_name="a b")
    app.synth()
    app.synth(force=True)

    assert len(errors(stack)) == 1


def same(stack: Stack) -> ArtifactSource:
    return ArtifactSource.from_uri("s3://bucket/key")


def same_with_types(stack: Stack) -> ArtifactSource:
    return uri("s3://bucket/key", [SourceType.custom("a"), SourceType.s3_etag("b")])


def same_with_a_token(stack: Stack) -> ArtifactSource:
    return uri(f"s3://{stack.account}/key")


@pytest.mark.parametrize("source", [same, same_with_types, same_with_a_token])
def test_two_artifacts_on_one_source_in_a_stack_are_reported(
    stack: Stack, declare: Declare, source: Callable[[Stack], ArtifactSource]
) -> None:
    declare("One", source=source(stack))
    declare("Two", source=source(stack))

    (message,) = errors(stack)
    assert message.startswith("Stack/Two: source is ")
    assert message.endswith(
        "expected another one than that of Stack/One: SageMaker holds one artifact for each source"
    )


def test_the_order_of_source_types_makes_no_other_source(stack: Stack, declare: Declare) -> None:
    types = [SourceType.custom("a"), SourceType.s3_etag("b")]
    declare("One", source=uri("u", types))
    declare("Two", source=uri("u", types[::-1]))

    assert len(errors(stack)) == 1


def test_other_source_types_make_another_source(stack: Stack, declare: Declare) -> None:
    declare("One", source=uri("u", [SourceType.custom("a")]))
    declare("Two", source=uri("u", [SourceType.custom("b")]))
    declare("Three", source=uri("u"))

    assert errors(stack) == []


def test_the_same_source_in_two_stacks_is_allowed(app: App, declare: Declare) -> None:
    stacks = [Stack(app, name) for name in ("One", "Two")]
    for stack in stacks:
        declare(scope=stack, source=uri("u"))

    assert [errors(stack) for stack in stacks] == [[], []]


@pytest.mark.parametrize("env", [None, Environment(account="123456789012", region="eu-west-1")])
def test_a_provider_of_another_stack_is_reported(
    app: App, stack: Stack, declare: Declare, env: Environment | None
) -> None:
    provider = LineageProvider(Stack(app, "Other", env=env), "Provider")
    declare(provider=provider)

    assert errors(stack) == [
        "Stack/Artifact: provider is 'Other/Provider'; expected a LineageProvider in the same "
        "stack, Stack"
    ]


def test_what_is_known_only_at_deployment_is_not_judged(stack: Stack, declare: Declare) -> None:
    CfnCondition(stack, "Condition", expression=Fn.condition_equals("a", "a"))
    unknown = Token.as_string(Fn.condition_if("Condition", "a b", ""))
    declare(
        source=uri(unknown, [SourceType.s3_etag(unknown)]),
        artifact_type=unknown,
        artifact_name=unknown,
        properties={"key": unknown},
        metadata_properties=MetadataProperties(commit_id=unknown),
        on_existing=OnExisting.FAIL,
    )

    assert errors(stack) == []


def test_a_bad_artifact_does_not_hide_the_others(stack: Stack, declare: Declare) -> None:
    declare("Good")
    declare("Bad", artifact_type=None)

    assert len(errors(stack)) == 1
    assert len(resources(stack, "Custom::SageMakerArtifact")) == 2


def test_artifacts_in_one_scope_have_their_own_messages(stack: Stack) -> None:
    Artifact(stack, "A", source=uri("a"), artifact_type="t", artifact_name="a b")
    Artifact(stack, "B", source=uri("b"), artifact_type="t", artifact_name="a b")

    assert [message.split(":")[0] for message in errors(stack)] == ["Stack/A", "Stack/B"]
