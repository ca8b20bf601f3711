"""Holds the resolved source of an artifact to the rules of SageMaker and of this library."""

import re
from collections.abc import Mapping
from typing import Any

from . import limits
from .diagnostics import Diagnostics
from .text_validation import check_text
from .tokens import is_known, known_beginning


def check_source(diagnostics: Diagnostics, source: Mapping[str, Any]) -> None:
    """Note every rule that the resolved source of an artifact breaks."""
    _check_uri(diagnostics, source.get("SourceUri"))
    for index, source_type in enumerate(source.get("SourceTypes", [])):
        member = f"source.source_types[{index}]"
        id_type, value = source_type.get("SourceIdType"), source_type.get("Value")
        if id_type not in limits.SOURCE_ID_TYPES and is_known(id_type):
            name = f"{member}.source_id_type"
            if not diagnostics.names(name):
                diagnostics.add(name, id_type, f"one of {', '.join(limits.SOURCE_ID_TYPES)}")
        if id_type == "MD5Hash" and isinstance(value, str) and is_known(value):
            if not re.fullmatch(limits.MD5_HASH_PATTERN, value):
                diagnostics.add(f"{member}.value (MD5Hash)", value, "32 hexadecimal digits")
            continue
        # The API takes an empty value, but no object has an empty version or ETag.
        of_object = id_type in ("S3Version", "S3ETag")
        check_text(
            diagnostics,
            f"{member}.value" + (f" ({id_type})" if of_object else ""),
            value,
            limits.SOURCE_TYPE_VALUE_MAX,
            1 if of_object else 0,
            required=True,
        )


def _check_uri(diagnostics: Diagnostics, uri: object) -> None:
    check_text(
        diagnostics,
        "source.uri",
        uri,
        limits.SOURCE_URI_MAX,
        limits.SOURCE_URI_MIN,
        one_line=True,
        required=True,
    )
    beginning = known_beginning(uri).lower()
    if beginning.startswith(limits.RESERVED_SOURCE_SCHEME):
        diagnostics.add(
            "source.uri",
            uri,
            f"no {limits.RESERVED_SOURCE_SCHEME!r} before it, which marks the records of "
            f"associations",
        )
    # A URI has no spaces (RFC 3986), but SageMaker writes the keys of S3 objects as they are.
    if isinstance(uri, str) and is_known(uri):
        outside_keys = uri[:1] + uri[-1:] if beginning.startswith("s3://") else uri
        if " " in outside_keys:
            diagnostics.add(
                "source.uri",
                uri,
                "no space, except within the key of an S3 object; elsewhere it is written %20",
            )
