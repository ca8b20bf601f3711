"""What is kept for this library: nobody may declare it, or it would pass for a mark or a record."""

from ..cloudformation.properties import ArtifactProperties
from ..cloudformation.reasons import Failure
from .claims import PREFIX

RECORD_SCHEME = f"{PREFIX}//"
"""What the sources of records begin with."""
RECORD_TYPE = "AssociationRecord"
"""The ArtifactType of records."""

_AWS = "aws:"


def is_reserved(key: str) -> bool:
    """Return whether a tag is this library's, or AWS's own, which nobody can set.

    In any case: IAM compares the keys of conditions without it.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
    """
    return key.lower().startswith((PREFIX, _AWS))


def is_of_aws(key: str) -> bool:
    """Return whether a tag is AWS's own, which does not count towards the limit of tags."""
    return key.lower().startswith(_AWS)


def check_reserved(declared: ArtifactProperties) -> None:
    """Refuse the source or the type of a record, and the keys of ownership tags.

    Raises `Failure`, before anything is written.
    """
    uri, kind = str(declared.members.source.uri), declared.members.artifact_type
    if uri.lower().startswith(RECORD_SCHEME):
        raise Failure(
            f"the source {uri!r} begins with {RECORD_SCHEME!r}, which is kept for the records of"
            " associations; declare another source"
        )
    if kind == RECORD_TYPE:
        raise Failure(
            f"the ArtifactType {kind!r} is kept for the records of associations; declare another"
            " one"
        )
    for key in map(str, declared.tags):
        if key.lower().startswith(PREFIX):
            raise Failure(
                f"the key of tag {key!r} begins with {PREFIX!r}, which is kept for the tags that"
                " say who owns the artifact; choose another key"
            )
