"""Holds the resolved properties of an artifact to the limits of SageMaker's API.

What is still unknown at synthesis (a reference, a parameter, a dynamic reference) is left to
the service.
"""

import re
from collections.abc import Mapping
from typing import Any

from . import limits
from .diagnostics import Diagnostics, show, text_rule
from .source_validation import check_source
from .tag_validation import check_tags
from .text_validation import check_text, is_arn
from .tokens import holds_secret, is_known


def check_artifact(
    diagnostics: Diagnostics, declared: Mapping[str, Any], resolved: Mapping[str, Any]
) -> None:
    """Note every rule that the properties of an artifact break.

    Parameters
    ----------
    diagnostics
        Where the broken rules are noted.
    declared, resolved
        The rendered properties with their tokens, and without. CDK leaves what resolves to
        ``None`` out.
    """
    _check_name(diagnostics, resolved.get("ArtifactName"))
    check_source(diagnostics, resolved["Source"])
    _check_type(diagnostics, resolved.get("ArtifactType"))
    _check_properties_are_there(diagnostics, declared.get("Properties"), resolved)
    _check_properties(diagnostics, resolved.get("Properties"))
    _check_metadata(diagnostics, resolved.get("MetadataProperties", {}))
    check_tags(diagnostics, resolved.get("Tags", []))


def check_artifact_arn(diagnostics: Diagnostics, arn: str) -> None:
    """Note a known ARN that is not that of an artifact."""
    diagnostics.check(
        "artifact_arn",
        arn,
        lambda value: is_arn(value, limits.ARTIFACT_ARN_PATTERN, limits.ARTIFACT_ARN_MAX),
        f"an ARN arn:<partition>:sagemaker:<region>:<account>:artifact/<id> of at most "
        f"{limits.ARTIFACT_ARN_MAX} characters",
    )


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


def _check_type(diagnostics: Diagnostics, value: object) -> None:
    check_text(diagnostics, "artifact_type", value, limits.ARTIFACT_TYPE_MAX, required=True)
    if value == limits.RESERVED_ARTIFACT_TYPE:
        diagnostics.add(
            "artifact_type", value, "another type, as this one marks the records of associations"
        )


def _check_properties_are_there(
    diagnostics: Diagnostics, declared: object, resolved: Mapping[str, Any]
) -> None:
    """Note what is late and turns out to be ``None``, as what is ``None`` at once is noted."""
    if isinstance(declared, Mapping):
        there = resolved.get("Properties", {})
        for key in declared:
            if key not in there:
                diagnostics.add(f"properties[{show(key)}]", None, text_rule(None))


def _check_properties(diagnostics: Diagnostics, properties: object) -> None:
    if properties is None:
        return
    if not is_known(properties):
        if holds_secret(properties):
            diagnostics.add_secret("properties", properties)
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
