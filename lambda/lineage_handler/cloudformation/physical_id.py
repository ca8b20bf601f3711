"""Physical ids: an artifact's ARN, or the id with which a failed Create responds.

CloudFormation sends the id of a failed Create back in the Delete that follows. So it says what that
Delete has to look for.
"""

import re

_NOTHING_CREATED = "nothing-created:"
_ARN = r"arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:artifact/.+"
_UNFINISHED = re.compile(rf"unfinished:([^:]+)(?::({_ARN}))?")


def artifact_arn(physical_id: str) -> str | None:
    """Return the id if it is an artifact's ARN."""
    return physical_id if re.fullmatch(_ARN, physical_id) else None


def nothing_created_id(logical_id: str) -> str:
    """Return the id of a Create that has surely written nothing."""
    return _NOTHING_CREATED + logical_id


def is_nothing_created(physical_id: str) -> bool:
    """Return whether the id is that of a Create that has surely written nothing."""
    return physical_id.startswith(_NOTHING_CREATED)


def unfinished_id(request_id: str, arn: str | None = None) -> str:
    """Return the id of a Create that may have written something, to an artifact if it knows it."""
    return f"unfinished:{request_id}:{arn}" if arn else f"unfinished:{request_id}"


def parse_unfinished(physical_id: str) -> tuple[str, str | None] | None:
    """Return RequestId and artifact of a Create that may have written something."""
    found = _UNFINISHED.fullmatch(physical_id)
    return (found[1], found[2]) if found else None
