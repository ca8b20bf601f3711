"""Adds, retypes and deletes an association, as far as its record allows."""

import logging

from botocore.exceptions import ClientError

from ..artifact.release import Orphan
from ..sagemaker.client import LineageApi
from ..sagemaker.consistency import poll_until
from ..sagemaker.errors import may_exist
from ..sagemaker.model import AssociationMembers
from .record import is_adopted

logger = logging.getLogger(__name__)


def find(association: AssociationMembers, api: LineageApi) -> AssociationMembers | None:
    """Return the association with the same source and destination, if lists show it."""
    return next(iter(api.list_associations(**association.entities)), None)


def add(association: AssociationMembers, api: LineageApi) -> AssociationMembers | None:
    """Add an association; return the one that is there, if there is one after all."""
    try:
        api.add_association(association)
    except ClientError as error:
        if not may_exist(error):
            raise
        if found := poll_until(lambda: find(association, api), api.deadline):
            return found
        raise
    return None


def retype(association: AssociationMembers, api: LineageApi) -> None:
    """Delete and add an association: SageMaker cannot change its type."""
    api.delete_association(association)
    add(association, api)


def delete(orphan: Orphan | None, api: LineageApi) -> None:
    """Delete an association whose record nobody claims any more, and the record.

    The record says which one: the request may be that of an Update that failed. An association that
    was there before its record stays.
    """
    if orphan is None or (record := api.describe_artifact(orphan.arn)) is None:
        return
    if not is_adopted(orphan.tags):
        association = AssociationMembers.parse(record.properties)
        # As it is, for the log: the record does not say its type.
        association = find(association, api) or association
        logger.info({"event": "deleting", "record": orphan.arn} | association.to_api())
        api.delete_association(association)
    api.delete_artifact(orphan.arn)
