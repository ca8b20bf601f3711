"""Holds the resolved tags of an artifact to the rules of SageMaker and of this library."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from . import limits
from .diagnostics import Diagnostics, show
from .text_validation import check_text
from .tokens import is_known, known_beginning


def check_tags(diagnostics: Diagnostics, tags: Sequence[Mapping[str, Any]]) -> None:
    """Note every rule that the tags of an artifact break."""
    if len(tags) > limits.USER_TAGS_MAX:
        diagnostics.add(
            "the number of tags",
            len(tags),
            f"at most {limits.USER_TAGS_MAX}, as {limits.TAGS_RESERVED} of SageMaker's "
            f"{limits.TAGS_MAX} are reserved for who owns the artifact",
        )
    for tag in tags:
        key, value = tag.get("Key"), tag.get("Value")
        member = f"the value of tag {show(key)}"
        for name, text, maximum, minimum in (
            ("a tag's key", key, limits.TAG_KEY_MAX, limits.TAG_KEY_MIN),
            (member, value, limits.TAG_VALUE_MAX, 0),
        ):
            check_text(diagnostics, name, text, maximum, minimum, required=True)
            if isinstance(text, str) and is_known(text) and not _has_tag_characters(text):
                diagnostics.add(
                    name,
                    text,
                    f"letters, digits, spaces and {' '.join(limits.TAG_PUNCTUATION)} only",
                )
        _check_prefix(diagnostics, key)


def _check_prefix(diagnostics: Diagnostics, key: object) -> None:
    beginning = known_beginning(key).lower()
    if beginning.startswith(limits.RESERVED_TAG_PREFIX_AWS):
        diagnostics.add("a tag's key", key, f"no {limits.RESERVED_TAG_PREFIX_AWS!r} before it")
    elif beginning.startswith(limits.RESERVED_TAG_PREFIX_LINEAGE):
        diagnostics.add(
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
