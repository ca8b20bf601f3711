"""The function's entry: which lifecycle serves which request."""

import contextlib
from typing import Any

from .artifact import lifecycle as artifact
from .association import lifecycle as association
from .cloudformation.physical_id import is_nothing_created, nothing_created_id, unfinished_id
from .cloudformation.properties import InvalidPropertiesError
from .cloudformation.response import CreateFailedError, CustomResource, Outcome
from .ownership.conflicts import Conflict
from .sagemaker.client import LineageApi, sagemaker_client
from .sagemaker.deadline import Deadline
from .sagemaker.errors import OutOfTimeError

handler = CustomResource()

_LIFECYCLES: dict[str, Any] = {
    "Custom::SageMakerArtifact": artifact,
    "Custom::SageMakerAssociation": association,
}

# The client is made in Lambda's initialisation, which has a whole processor; an invocation has a
# seventh of one. What is in the way there is in the way in a request as well, which has a response.
with contextlib.suppress(Exception):
    sagemaker_client()


@handler.create
def create(event: dict[str, Any], _: object) -> Any:
    """Serve a Create; the physical id is the ARN of the artifact, or of the record."""
    api = _lineage_api()
    try:
        return _LIFECYCLES[event["ResourceType"]].create(event, api)
    except Exception as error:
        may_have_written = api.may_have_written or isinstance(error, OutOfTimeError)
        is_unclaimed = isinstance(error, Conflict) and api.tagged_arn is None
        if may_have_written and not is_unclaimed:
            physical_id = unfinished_id(event["RequestId"], api.tagged_arn)
        else:
            physical_id = nothing_created_id(event["LogicalResourceId"])
        raise CreateFailedError(physical_id) from error


@handler.update
def update(event: dict[str, Any], _: object) -> Any:
    """Serve an Update; another physical id than before means a replacement."""
    return _LIFECYCLES[event["ResourceType"]].update(event, _lineage_api())


@handler.delete
def delete(event: dict[str, Any], _: object) -> Any:
    """Serve a Delete; it succeeds if the Create has surely made nothing."""
    if is_nothing_created(str(event.get("PhysicalResourceId"))):
        return Outcome()
    try:
        return _LIFECYCLES[event["ResourceType"]].delete(event, _lineage_api())
    except InvalidPropertiesError:
        return Outcome()


def _lineage_api() -> LineageApi:
    return LineageApi(sagemaker_client(), Deadline(handler.seconds_left))
