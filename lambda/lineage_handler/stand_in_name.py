"""The name of a stand-in, which says of which artifact it is one.

Lists of associations show names, so an association with a stand-in can be told without a look at
the stand-in, which another request of the stack may be about to delete.
"""

from __future__ import annotations

_PREFIX = "cdk-sagemaker-lineage-stand-in-of-"


def name_of_stand_in(original_arn: str) -> str:
    """Give the name that the stand-in of an artifact has."""
    return _PREFIX + original_arn.rpartition("/")[2]


def original_of(arn: str, name: str | None) -> str:
    """Give the ARN of the artifact that one of this name stands for: usually itself."""
    if name is None or not name.startswith(_PREFIX):
        return arn
    return f"{arn.rpartition('/')[0]}/{name.removeprefix(_PREFIX)}"
