"""Holds the resolved properties of a resource to the limits of SageMaker's API.

What is still unknown at synthesis (a reference, a parameter, a dynamic reference) is left to
the service.
"""

import re
from collections.abc import Mapping
from typing import Any

from aws_cdk import Stack

from . import limits
from .diagnostics import Diagnostic, Diagnostics, show
from .lineage_entity import AssociatedEntity
from .tag_validation import check_tags
from .text_validation import check_text
from .tokens import is_known, is_token


def check_artifact(diagnostics: Diagnostics, resolved: Mapping[str, Any]) -> None:
    """Note every rule that the resolved properties of an artifact break."""
    _check_name(diagnostics, resolved.get("ArtifactName"))
    _check_source(diagnostics, resolved["Source"])
    check_text(diagnostics, "artifact_type", resolved.get("ArtifactType"), limits.ARTIFACT_TYPE_MAX)
    _check_properties(diagnostics, resolved.get("Properties"))
    _check_metadata(diagnostics, resolved.get("MetadataProperties", {}))
    check_tags(diagnostics, resolved.get("Tags", []))


def check_association(diagnostics: Diagnostics, resolved: Mapping[str, Any]) -> None:
    """Note every rule that the resolved properties of an association break."""
    association_type = resolved.get("AssociationType")
    if (
        association_type is not None
        and is_known(association_type)
        and association_type not in limits.ASSOCIATION_TYPES
    ):
        diagnostics.add(
            "association_type", association_type, f"one of {', '.join(limits.ASSOCIATION_TYPES)}"
        )


def check_entity(
    diagnostics: Diagnostics,
    member: str,
    entity: AssociatedEntity,
    resolved_arn: object,
    stack: Stack,
) -> None:
    """Note a source or destination that the function's role is known not to reach."""
    if entity.construct:
        region, account = entity.construct.env.region, entity.construct.env.account
    elif not isinstance(resolved_arn, str) or not is_known(resolved_arn):
        check_text(diagnostics, member, resolved_arn, limits.ENTITY_ARN_MAX)
        return
    elif _is_arn(resolved_arn, limits.ENTITY_ARN_PATTERN, limits.ENTITY_ARN_MAX):
        region, account = resolved_arn.split(":")[3:5]
    else:
        diagnostics.add(
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
            diagnostics.append(
                Diagnostic(
                    member,
                    entity.shown,
                    f"one in the stack's own {kind}, {own}: the function's role reaches no other",
                )
            )


def check_artifact_arn(diagnostics: Diagnostics, arn: str) -> None:
    """Note a known ARN that is not that of an artifact."""
    diagnostics.check(
        "artifact_arn",
        arn,
        lambda value: _is_arn(value, limits.ARTIFACT_ARN_PATTERN, limits.ARTIFACT_ARN_MAX),
        f"an ARN arn:<partition>:sagemaker:<region>:<account>:artifact/<id> of at most "
        f"{limits.ARTIFACT_ARN_MAX} characters",
    )


def _is_arn(value: str, pattern: str, maximum: int) -> bool:
    return len(value) <= maximum and re.fullmatch(pattern, value) is not None


def _check_name(diagnostics: Diagnostics, value: object) -> None:
    if isinstance(value, str) and is_known(value):
        if not re.fullmatch(limits.ARTIFACT_NAME_PATTERN, value):
            diagnostics.add(
                "artifact_name",
                value,
                f"1 to {limits.ARTIFACT_NAME_MAX} letters, digits and hyphens, beginning and "
                f"ending with a letter or digit",
            )
    else:
        check_text(diagnostics, "artifact_name", value, limits.ARTIFACT_NAME_MAX)


def _check_source(diagnostics: Diagnostics, source: Mapping[str, Any]) -> None:
    check_text(
        diagnostics,
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
            diagnostics.add(
                f"{member}.source_id_type",
                id_type,
                f"one of {', '.join(limits.SOURCE_ID_TYPES)}",
            )
        # The API takes an empty value, but no object has an empty version or ETag.
        of_object = id_type in ("S3Version", "S3ETag")
        check_text(
            diagnostics,
            f"{member}.value" + (f" ({id_type})" if of_object else ""),
            value,
            limits.SOURCE_TYPE_VALUE_MAX,
            1 if of_object else 0,
        )


def _check_properties(diagnostics: Diagnostics, properties: object) -> None:
    if properties is None or not is_known(properties):
        return
    if not isinstance(properties, Mapping):
        diagnostics.add("properties", properties, "a dict of strings")
        return
    if len(properties) > limits.PROPERTIES_MAX:
        diagnostics.add(
            "the number of properties", len(properties), f"at most {limits.PROPERTIES_MAX}"
        )
    for key, value in properties.items():
        check_text(diagnostics, "a key of properties", key, limits.PROPERTY_KEY_MAX, one_line=True)
        check_text(
            diagnostics,
            f"properties[{show(key)}]",
            value,
            limits.PROPERTY_VALUE_MAX,
            one_line=True,
        )


def _check_metadata(diagnostics: Diagnostics, metadata: Mapping[str, Any]) -> None:
    for member, value in metadata.items():
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", member).lower()
        check_text(
            diagnostics,
            f"metadata_properties.{name}",
            value,
            limits.METADATA_VALUE_MAX,
            one_line=True,
        )
