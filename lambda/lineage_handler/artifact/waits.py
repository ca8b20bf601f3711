"""The waits of an artifact's lifecycle: what was written is shown later."""

from collections.abc import Callable, Mapping

from ..cloudformation.reasons import Failure
from ..ownership.claims import MARK, Ownership
from ..sagemaker.client import LineageApi
from ..sagemaker.consistency import poll_until
from ..sagemaker.errors import GoneError
from ..sagemaker.model import ArtifactMembers


def wait_for_artifact(arn: str, api: LineageApi) -> ArtifactMembers:
    """Return an artifact that something else shows already; raise `GoneError` if it is gone."""
    found = poll_until(lambda: api.describe_artifact(arn), api.deadline)
    if found is None:
        raise GoneError(arn)
    return found


def wait_for_tags(arn: str, api: LineageApi, *, may_have_none: bool = False) -> Mapping[str, str]:
    """Return an artifact's tags once they show claims, or are those of an artifact without a mark.

    If neither comes, return what they show at last. An artifact may show first what another one on
    its source had that has just been deleted: a mark, but no claim any more. That it has no tags is
    believed at once only of an artifact that ``may_have_none``.
    """
    tags: Mapping[str, str] = {}

    def are_shown() -> bool | None:
        nonlocal tags
        tags = api.tags_of(arn)
        is_foreign = MARK not in tags and (may_have_none or bool(tags))
        return True if is_foreign or Ownership.read(tags).claims else None

    poll_until(are_shown, api.deadline)
    return tags


def wait_until_shown(
    arn: str, is_shown: Callable[[Mapping[str, str]], bool], api: LineageApi
) -> Mapping[str, str]:
    """Return an artifact's tags once they show what was written; none if it is gone with them.

    Raises `Failure` if they do not show it, and `GoneError` if the artifact is gone before.
    """

    def read() -> Mapping[str, str] | None:
        tags = api.list_tags(arn)
        if is_shown(tags or {}):
            return tags or {}
        if tags is None:
            raise GoneError(arn)
        return None

    shown = poll_until(read, api.deadline)
    if shown is None:
        raise Failure(f"{arn} does not show the tags that were written to it; deploy again")
    return shown
