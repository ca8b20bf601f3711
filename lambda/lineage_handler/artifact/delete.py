"""Deletes an artifact together with its associations.

The public documentation leaves open whether an artifact can be deleted while it has associations,
and whether they go with it: here it has none that a list shows when it is deleted.
"""

import logging

from botocore.exceptions import ClientError

from ..ownership.claims import Ownership
from ..sagemaker.client import LineageApi
from ..sagemaker.consistency import poll_until
from ..sagemaker.errors import may_have_associations
from .release import Orphan

logger = logging.getLogger(__name__)


def delete_with_associations(orphan: Orphan | None, api: LineageApi) -> None:
    """Delete an artifact that nobody claims any more; what is deleted is in the log first.

    While SageMaker refuses it, somebody else may claim the artifact: then it stays.
    """
    if orphan is None:
        return
    arn, refusals = orphan.arn, list[ClientError]()
    present = api.describe_artifact(arn)
    members = present.to_api() if present else "not shown yet"

    def attempt() -> bool | None:
        if refusals and Ownership.read(api.list_tags(arn) or {}).claims:
            logger.info({"event": "left in place", "arn": arn})
            return True
        associations = api.list_associations(SourceArn=arn)
        associations += api.list_associations(DestinationArn=arn)
        shown = [association.to_api() for association in associations]
        what = {"members": members, "tags": orphan.tags, "associations": shown}
        logger.info({"event": "deleting", "arn": arn} | what)
        for association in associations:
            api.delete_association(association)
        try:
            api.delete_artifact(arn)
        except ClientError as error:
            # There may be an association that lists did not show.
            if not may_have_associations(error):
                raise
            refusals.append(error)
            return None
        return True

    if poll_until(attempt, api.deadline) is None:
        raise refusals[-1]
