"""Every constraint of the model on every member of every operation."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

import pytest
import regex
from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape

from lineage_local.service.operations import OPERATIONS
from lineage_local.service.protocol.service_model import shapes_of
from lineage_local.service.protocol.validation import validate
from tests.lineage_local.service.wire import Call, Fail

Path = tuple[str | int, ...]

TEXTS = [
    "sample",
    "arn:aws:sagemaker:eu-central-1:111122223333:artifact/sample",
    "arn:aws:sagemaker:eu-central-1:111122223333:action/sample",
    "arn:aws:sagemaker:eu-central-1:111122223333:context/sample",
]


class ConstraintCase(NamedTuple):
    operation: str
    path: str
    constraint: str
    request: dict[str, Any]


def sample(shape: Shape) -> Any:
    """Return a value that breaks no constraint, with every optional member."""
    if isinstance(shape, StructureShape):
        return {name: sample(member) for name, member in shape.members.items()}
    if isinstance(shape, ListShape):
        return [sample(shape.member)]
    if isinstance(shape, MapShape):
        return {sample(shape.key): sample(shape.value)}
    if isinstance(shape, StringShape):
        if shape.enum:
            return shape.enum[0]
        pattern = shape.metadata.get("pattern", ".*")
        return next(text for text in TEXTS if regex.fullmatch(pattern, text))
    return {"timestamp": 0, "boolean": True}.get(
        shape.type_name, shape.metadata.get("min", shape.metadata.get("max"))
    )


def broken(shape: Shape) -> Iterator[tuple[str, Any]]:
    """Yield values that each break one constraint on the value itself, with the words of AWS."""
    limits = shape.metadata
    length = "value" if shape.type_name == "integer" else "length"
    if "max" in limits:
        yield (
            f"have {length} less than or equal to {limits['max']}",
            sized(shape, limits["max"] + 1),
        )
    if limits.get("min"):
        wording = f"have {length} greater than or equal to {limits['min']}"
        yield wording, sized(shape, limits["min"] - 1)
    if "pattern" in limits:
        # No pattern of the lineage operations takes a line break.
        yield f"satisfy regular expression pattern: {limits['pattern']}", "line\nbreak"
    if isinstance(shape, StringShape) and shape.enum:
        yield f"satisfy enum value set: [{', '.join(shape.enum)}]", "NoSuchValue"


def sized(shape: Shape, size: int) -> Any:
    if isinstance(shape, ListShape):
        return [sample(shape.member)] * size
    if isinstance(shape, MapShape):
        return {f"key{number}": sample(shape.value) for number in range(size)}
    if shape.type_name == "integer":
        return size
    start = sample(shape)[:size]
    return start + "a" * (size - len(start))


def cases_of(operation: str) -> Iterator[ConstraintCase]:
    shape, _ = shapes_of(operation)
    request = sample(shape)
    for path, value, name, constraint in walk(shape, (), ""):
        yield ConstraintCase(operation, name, constraint, replaced(request, path, value))


def walk(shape: Shape, path: Path, name: str) -> Iterator[tuple[Path, Any, str, str]]:
    """Yield each path, a value that breaks a constraint there, and its name and words."""
    if isinstance(shape, StructureShape):
        for key, member in shape.members.items():
            lower = f"{name}.{key[0].lower()}{key[1:]}".lstrip(".")
            if key in shape.required_members:
                yield (*path, key), None, lower, "Member must not be null"
            for wording, value in broken(member):
                yield (*path, key), value, lower, f"Member must {wording}"
            yield from walk(member, (*path, key), lower)
    elif isinstance(shape, ListShape):
        if isinstance(shape.member, StructureShape):
            yield from walk(shape.member, (*path, 0), f"{name}.1.member")
        for wording, value in broken(shape.member):
            yield (
                (*path, 0),
                value,
                name,
                f"Member must satisfy constraint: [*Member must {wording}",
            )
    elif isinstance(shape, MapShape):
        for wording, key in broken(shape.key):
            constraint = f"Map keys must satisfy constraint: [*Member must {wording}"
            yield path, {key: sample(shape.value)}, name, constraint
        for wording, value in broken(shape.value):
            constraint = f"Map value must satisfy constraint: [*Member must {wording}"
            yield path, {sample(shape.key): value}, name, constraint


def replaced(request: Any, path: Path, value: object) -> dict[str, Any]:
    """Return the request with another value at a path; None removes what is there."""
    copy: dict[str, Any] = deepcopy(request)
    place: Any = copy
    for key in path[:-1]:
        place = place[key]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return copy


CASES = [case for operation in OPERATIONS for case in cases_of(operation)]


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.operation}-{case.path}-{case.constraint}" for case in CASES]
)
def test_each_constraint_is_checked_and_named(case: ConstraintCase, fail: Fail) -> None:
    message = fail("ValidationException", case.operation, **case.request)

    assert "validation error" in message
    start, _, rest = case.constraint.partition("*")
    place = message.index(f"at '{case.path}' failed to satisfy constraint: {start}")
    assert rest in message[place:]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_request_that_breaks_no_constraint_passes(operation: str) -> None:
    shape, _ = shapes_of(operation)

    validate(shape, sample(shape))


def test_the_cases_cover_every_kind_of_constraint() -> None:
    constraints = " ".join(case.constraint for case in CASES)

    for kind in ["null", "length less", "length greater", "value less", "value greater"]:
        assert kind in constraints
    for kind in ["pattern", "enum", "Map keys", "Map value", "constraint: [*Member"]:
        assert kind in constraints
    assert {case.operation for case in CASES} == set(OPERATIONS)


def test_all_violations_are_counted_and_joined(fail: Fail) -> None:
    message = fail("ValidationException", "CreateArtifact", Source={}, ArtifactName="-")

    assert message == (
        "3 validation errors detected: "
        "Value '-' at 'artifactName' failed to satisfy constraint: Member must satisfy regular "
        "expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}; "
        "Value null at 'source.sourceUri' failed to satisfy constraint: Member must not be null; "
        "Value null at 'artifactType' failed to satisfy constraint: Member must not be null"
    )


def test_values_are_printed_as_java_prints_them(fail: Fail) -> None:
    message = fail(
        "ValidationException",
        "AddTags",
        ResourceArn=TEXTS[1],
        Tags=[{"Key": "k", "Value": "v"}] * 51,
    )

    assert "Value '[{Key=k, Value=v}, {Key=k, Value=v}," in message


@pytest.mark.parametrize("key", ["größe", "数据", "a b\u2003c", "٣", "_.:/=+-@"])
def test_a_tag_can_hold_letters_spaces_and_digits_of_any_script(key: str, call: Call) -> None:
    arn = call(
        "CreateArtifact",
        Source={"SourceUri": "s3://bucket/key"},
        ArtifactType="DataSet",
        Tags=[{"Key": key, "Value": key}],
    )["ArtifactArn"]

    assert call("ListTags", ResourceArn=arn)["Tags"] == [{"Key": key, "Value": key}]
