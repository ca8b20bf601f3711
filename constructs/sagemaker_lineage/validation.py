"""Holds the resolved properties of a resource to the limits of SageMaker's API.

What is still unknown at synthesis (a reference, a parameter, a dynamic reference) is left to
the service.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from aws_cdk import Stack

from . import limits
from .association_end import AssociationEnd
from .problems import Problem, Problems, is_token, show, text_rule

_DYNAMIC_REFERENCE = "{{resolve:"
_LINE_BREAK = re.compile(r"[\r\n]")


def check_artifact(problems: Problems, resolved: Mapping[str, Any]) -> None:
    """Note every rule that the resolved properties of an artifact break."""
    _check_name(problems, resolved.get("ArtifactName"))
    _check_source(problems, resolved["Source"])
    _check_text(problems, "artifact_type", resolved.get("ArtifactType"), limits.ARTIFACT_TYPE_MAX)
    _check_map(problems, resolved.get("Properties"))
    _check_metadata(problems, resolved.get("MetadataProperties", {}))
    _check_tags(problems, resolved.get("Tags", []))


def check_association(problems: Problems, resolved: Mapping[str, Any]) -> None:
    """Note every rule that the resolved properties of an association break."""
    association_type = resolved.get("AssociationType")
    if (
        association_type is not None
        and _is_known(association_type)
        and association_type not in limits.ASSOCIATION_TYPES
    ):
        problems.add(
            "association_type", association_type, f"one of {', '.join(limits.ASSOCIATION_TYPES)}"
        )


def check_end(
    problems: Problems, member: str, end: AssociationEnd, resolved_arn: object, stack: Stack
) -> None:
    """Note a problem when an end of an association is known to be none that the role reaches."""
    if end.construct:
        region, account = end.construct.env.region, end.construct.env.account
    elif not isinstance(resolved_arn, str) or not _is_known(resolved_arn):
        _check_text(problems, member, resolved_arn, limits.ENTITY_ARN_MAX)
        return
    elif _is_arn(resolved_arn, limits.ENTITY_ARN_PATTERN, limits.ENTITY_ARN_MAX):
        region, account = resolved_arn.split(":")[3:5]
    else:
        problems.add(
            member,
            resolved_arn,
            f"an ARN arn:<partition>:sagemaker:<region>:<account>:<kind>/<id> of at most "
            f"{limits.ENTITY_ARN_MAX} characters, whose kind is artifact, action, context, "
            f"experiment or experiment-trial-component",
        )
        return
    for kind, found, own in (
        ("region", region, stack.region),
        ("account", account, stack.account),
    ):
        if not is_token(found) and not is_token(own) and found != own:
            problems.found.append(
                Problem(
                    member,
                    end.shown,
                    f"one in the stack's own {kind}, {own}: the function's role reaches no other",
                )
            )


def check_arn(problems: Problems, arn: str) -> None:
    """Note a problem when a known ARN is not that of an artifact."""
    problems.check(
        "artifact_arn",
        arn,
        lambda value: _is_arn(value, limits.ARTIFACT_ARN_PATTERN, limits.ARTIFACT_ARN_MAX),
        f"an ARN arn:<partition>:sagemaker:<region>:<account>:artifact/<id> of at most "
        f"{limits.ARTIFACT_ARN_MAX} characters",
    )


def _is_arn(value: str, pattern: str, maximum: int) -> bool:
    return len(value) <= maximum and re.fullmatch(pattern, value) is not None


def _is_known(value: object) -> bool:
    """Tell whether a resolved value is final, not an intrinsic function."""
    if isinstance(value, Mapping) and len(value) == 1:
        function = next(iter(value))
        return not (function == "Ref" or function.startswith("Fn::"))
    return not (isinstance(value, str) and _DYNAMIC_REFERENCE in value)


def _check_text(
    problems: Problems,
    member: str,
    value: object,
    maximum: int,
    minimum: int = 0,
    *,
    one_line: bool = False,
) -> None:
    if value is None or not _is_known(value):
        return
    if not isinstance(value, str):
        problems.add(member, value, text_rule(value))
    elif not minimum <= len(value) <= maximum:
        length = f"at most {maximum}" if minimum == 0 else f"{minimum} to {maximum}"
        problems.add(member, value, f"{length} characters")
    elif one_line and _LINE_BREAK.search(value):
        problems.add(member, value, "no line break")


def _check_name(problems: Problems, value: object) -> None:
    if isinstance(value, str) and _is_known(value):
        if not re.fullmatch(limits.ARTIFACT_NAME_PATTERN, value):
            problems.add(
                "artifact_name",
                value,
                f"1 to {limits.ARTIFACT_NAME_MAX} letters, digits and hyphens, beginning and "
                f"ending with a letter or digit",
            )
    else:
        _check_text(problems, "artifact_name", value, limits.ARTIFACT_NAME_MAX)


def _check_source(problems: Problems, source: Mapping[str, Any]) -> None:
    _check_text(
        problems,
        "source.uri",
        source.get("SourceUri"),
        limits.SOURCE_URI_MAX,
        limits.SOURCE_URI_MIN,
        one_line=True,
    )
    for index, source_type in enumerate(source.get("SourceTypes", [])):
        member = f"source.source_types[{index}]"
        id_type, value = source_type.get("SourceIdType"), source_type.get("Value")
        if isinstance(id_type, str) and id_type not in limits.SOURCE_ID_TYPES:
            problems.add(
                f"{member}.source_id_type",
                id_type,
                f"one of {', '.join(limits.SOURCE_ID_TYPES)}",
            )
        # The API takes an empty value, but no object has an empty version or ETag.
        of_object = id_type in ("S3Version", "S3ETag")
        _check_text(
            problems,
            f"{member}.value" + (f" ({id_type})" if of_object else ""),
            value,
            limits.SOURCE_TYPE_VALUE_MAX,
            1 if of_object else 0,
        )


def _check_map(problems: Problems, properties: object) -> None:
    if properties is None or not _is_known(properties):
        return
    if not isinstance(properties, Mapping):
        problems.add("properties", properties, "a dict of strings")
        return
    if len(properties) > limits.PROPERTIES_MAX:
        problems.add(
            "the number of properties", len(properties), f"at most {limits.PROPERTIES_MAX}"
        )
    for key, value in properties.items():
        _check_text(problems, "a key of properties", key, limits.PROPERTY_KEY_MAX, one_line=True)
        _check_text(
            problems,
            f"properties[{show(key)}]",
            value,
            limits.PROPERTY_VALUE_MAX,
            one_line=True,
        )


def _check_metadata(problems: Problems, metadata: Mapping[str, Any]) -> None:
    for member, value in metadata.items():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", member).lower()
        _check_text(
            problems,
            f"metadata_properties.{name}",
            value,
            limits.METADATA_VALUE_MAX,
            one_line=True,
        )


def _check_tags(problems: Problems, tags: list[dict[str, Any]]) -> None:
    if len(tags) > limits.USER_TAGS_MAX:
        problems.add(
            "the number of tags",
            len(tags),
            f"at most {limits.USER_TAGS_MAX}, as {limits.TAGS_RESERVED} of SageMaker's "
            f"{limits.TAGS_MAX} are reserved for who owns the artifact",
        )
    for tag in tags:
        key, value = tag["Key"], tag["Value"]
        member = f"the value of tag {show(key)}"
        for name, text, maximum, minimum in (
            ("a tag's key", key, limits.TAG_KEY_MAX, limits.TAG_KEY_MIN),
            (member, value, limits.TAG_VALUE_MAX, 0),
        ):
            _check_text(problems, name, text, maximum, minimum)
            if isinstance(text, str) and _is_known(text) and not _has_tag_characters(text):
                problems.add(
                    name,
                    text,
                    f"letters, digits, spaces and {' '.join(limits.TAG_PUNCTUATION)} only",
                )
        _check_tag_prefix(problems, key)


def _check_tag_prefix(problems: Problems, key: object) -> None:
    if not isinstance(key, str):
        return
    if key.lower().startswith(limits.RESERVED_TAG_PREFIX_AWS):
        problems.add("a tag's key", key, f"no {limits.RESERVED_TAG_PREFIX_AWS!r} before it")
    elif key.startswith(limits.RESERVED_TAG_PREFIX_LINEAGE):
        problems.add(
            "a tag's key",
            key,
            f"no {limits.RESERVED_TAG_PREFIX_LINEAGE!r} before it, which marks who owns the "
            f"artifact",
        )


def _has_tag_characters(text: str) -> bool:
    return all(
        character in limits.TAG_PUNCTUATION
        or unicodedata.category(character).startswith(limits.TAG_CATEGORIES)
        for character in text
    )
