"""One request of CloudFormation, as the lifecycles see it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from .physical_id import artifact_arn
from .properties import ArtifactProperties, AssociationProperties
from .reasons import Failure

Declared = TypeVar("Declared")


@dataclass(frozen=True)
class Request(Generic[Declared]):
    """A Create, Update or Delete of one resource, whose properties ``parse`` reads.

    The properties are read when they are asked for: a Delete must succeed whatever they are.
    """

    event: Mapping[str, Any]
    parse: Callable[[Mapping[str, Any]], Declared]

    @property
    def is_create(self) -> bool:
        """Whether this is a Create."""
        return bool(self.event["RequestType"] == "Create")

    @property
    def request_id(self) -> str:
        """The same in each delivery of one request."""
        return str(self.event["RequestId"])

    @property
    def physical_id(self) -> str:
        """The resource's physical id; empty in a Create."""
        return str(self.event.get("PhysicalResourceId") or "")

    @property
    def artifact_arn(self) -> str | None:
        """The physical id, if it is an artifact's ARN."""
        return artifact_arn(self.physical_id)

    @cached_property
    def declared(self) -> Declared:
        """What the resource declares; raises `Failure` if its properties do not say it."""
        return self.parse(self.event["ResourceProperties"])

    @cached_property
    def previous(self) -> Declared | None:
        """What the resource declared before; None if nothing, or in a form unknown here."""
        try:
            return self.parse(self.event["OldResourceProperties"])
        except (KeyError, Failure):
            return None


ArtifactRequest = Request[ArtifactProperties]
AssociationRequest = Request[AssociationProperties]
