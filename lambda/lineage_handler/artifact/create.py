"""Creates an artifact on a source that may have one already.

That a second CreateArtifact on a source is refused is what the SageMaker SDK takes for granted; the
API reference does not say it. If instead it responds with the ARN of the artifact that is there,
only the tags tell: so the artifact is created with the claim, and the claim is looked for.
Nor does it say whether two contents of one URI, told apart by their source types, are two
artifacts. Where they are one, the second is refused: it would overwrite the first.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from botocore.exceptions import ClientError

from ..cloudformation.reasons import reason_for
from ..ownership.claims import CREATED, MARK, Claim, Ownership
from ..ownership.conflicts import check_source, no_artifact
from ..ownership.tag_limit import check_tag_limit
from ..sagemaker.client import LineageApi
from ..sagemaker.consistency import is_new, poll_until
from ..sagemaker.errors import may_exist
from ..sagemaker.model import ArtifactMembers, Source
from .waits import wait_for_artifact, wait_for_tags

logger = logging.getLogger(__name__)


class Creation(NamedTuple):
    """The artifact on a source, and whether this create has made it."""

    arn: str
    members: ArtifactMembers
    tags: Mapping[str, str]
    is_new: bool


def create_artifact(
    members: ArtifactMembers,
    tags: Mapping[str, str],
    claim: Claim,
    api: LineageApi,
    *,
    may_adopt: bool,
) -> Creation:
    """Create an artifact with mark and claim, or find the one that is on its source.

    Raises `Failure` if the create is refused, and no artifact is found on the source.
    """
    tags = {**tags, MARK: CREATED, **claim.tag}
    check_tag_limit(tags)
    may_be_new = True
    try:
        arn = api.create_artifact(members, tags)
    except ClientError as error:
        if not may_exist(error):
            raise
        arn = _existing(members.source, error, api)
        may_be_new = api.has_lost_response
    if may_be_new:
        shown = wait_for_tags(arn, api)
        if Ownership.read(shown) == Ownership.read(tags):
            logger.info({"event": "created", "arn": arn})
            return Creation(arn, members, shown, is_new=True)
    present = wait_for_artifact(arn, api)
    check_source(arn, present.source, members.source)
    created = present.creation_time
    if may_adopt and not is_new(created):
        # Its last owner may be about to delete it: a claim that comes now saves it.
        there = api.tags_of(arn)
    else:
        there = wait_for_tags(arn, api, may_have_none=not is_new(created))
    if Ownership.read(there) == Ownership.read(tags):
        # An earlier delivery has created it, and what is described may be what was there before: so
        # what is declared is written again, whatever differs.
        present = replace(members, artifact_name=None, properties={}, creation_time=created)
    return Creation(arn, present, there, is_new=False)


def find_artifact(source: Source, api: LineageApi) -> str | None:
    """Return the ARN of the artifact with exactly this source, once lists show it."""

    def read() -> str | None:
        return next((arn for arn, found in api.list_artifacts(source.uri) if found == source), None)

    return poll_until(read, api.deadline)


def _existing(source: Source, refusal: ClientError, api: LineageApi) -> str:
    arn = find_artifact(source, api)
    if arn is None:
        others = api.list_artifacts(source.uri)
        raise no_artifact(reason_for(refusal), others) from refusal
    return arn
