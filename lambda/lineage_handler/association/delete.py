"""Deletes an association together with its record."""

import logging

from ..artifact.release import Orphan
from ..sagemaker.client import LineageApi
from ..sagemaker.consistency import poll_until
from ..sagemaker.model import ArtifactMembers, AssociationMembers
from .apply import find, find_younger, is_older
from .record import is_adopted

logger = logging.getLogger(__name__)


def delete_with_record(orphan: Orphan | None, api: LineageApi) -> None:
    """Delete an association whose record nobody claims any more, and the record.

    The record says which one: the request may be that of an Update that failed. An association that
    was there before its record stays, also if the record did not get to say so.
    """
    if orphan is None:
        return
    record = poll_until(lambda: api.describe_artifact(orphan.arn), api.deadline)
    if record is None:
        return
    if not is_adopted(orphan.tags):
        _delete_unless_older(AssociationMembers.parse(record.properties), record, api)
    api.delete_artifact(orphan.arn)


def _delete_unless_older(
    association: AssociationMembers, record: ArtifactMembers, api: LineageApi
) -> None:
    found = find(association, api)
    if found and is_older(found, record):
        # Unless lists show one that has been deleted: then a younger one is shown later.
        younger = poll_until(lambda: find_younger(association, record, api), api.deadline)
        if younger is None:
            logger.info({"event": "left in place"} | found.to_api())
            return
        found = younger
    # As it is, for the log: the record does not say its type.
    logger.info({"event": "deleting"} | (found or association).to_api())
    api.delete_association(association)
