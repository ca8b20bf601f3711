"""Adds an association, or retypes it; finds out which one was there before its record."""

from typing import NamedTuple

from botocore.exceptions import ClientError

from ..artifact.waits import wait_for_artifact
from ..sagemaker.client import LineageApi
from ..sagemaker.consistency import poll_until, wait_for_consistency
from ..sagemaker.errors import CONFLICT, code_of, may_exist
from ..sagemaker.model import ArtifactMembers, AssociationMembers


def find(association: AssociationMembers, api: LineageApi) -> AssociationMembers | None:
    """Return the association with the same source and destination, if lists show it."""
    return next(iter(api.list_associations(**association.entities)), None)


class Added(NamedTuple):
    """The association that is there after one was added, and whether it was there before."""

    association: AssociationMembers
    was_there: bool


def add(
    association: AssociationMembers, record_arn: str, api: LineageApi, *, is_first: bool
) -> Added:
    """Add an association, and find out whether it was there before its record.

    SageMaker may refuse a second one, as its SDK expects, or respond as if it had added it; and
    lists may still show one that has been deleted. So an association is this library's if it is not
    older than its record. A refusal that may be for something else is believed only when SageMaker
    shows what is there: a conflict, one after a response that was lost, or one by a record that was
    not created just now (``is_first``).
    """
    refusal = None
    try:
        api.add_association(association)
    except ClientError as error:
        if not may_exist(error):
            raise
        refusal = error
        if code_of(error) == CONFLICT or api.has_lost_response or not is_first:
            wait_for_consistency(api.deadline)
    record = wait_for_artifact(record_arn, api)

    def read() -> AssociationMembers | None:
        return find(association, api) if refusal else find_younger(association, record, api)

    found = poll_until(read, api.deadline) or find(association, api)
    if found is None and refusal:
        raise refusal
    return Added(found or association, bool(found and is_older(found, record)))


def find_younger(
    association: AssociationMembers, record: ArtifactMembers, api: LineageApi
) -> AssociationMembers | None:
    """Return the association if lists show one that is not older than its record."""
    found = find(association, api)
    return found if found and not is_older(found, record) else None


def is_older(association: AssociationMembers, record: ArtifactMembers) -> bool:
    """Return whether an association is older than its record, by times that SageMaker has set."""
    added, recorded = association.creation_time, record.creation_time
    return bool(added and recorded and added < recorded)


def retype(association: AssociationMembers, api: LineageApi) -> None:
    """Delete and add an association: SageMaker cannot change its type."""
    api.delete_association(association)
    try:
        api.add_association(association)
    except ClientError as error:
        # Another stack that declares the same may have added it at the same moment.
        if not may_exist(error):
            raise
        wait_for_consistency(api.deadline)
        if find(association, api) != association:
            raise
