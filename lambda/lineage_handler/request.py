"""One request of CloudFormation, as the lifecycle sees it."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from .declaration import AssociationDeclaration, Declaration
from .failure import Failure
from .ownership import Claim

# Physical ids of a failed Create. CloudFormation sends the id back in the Delete that follows:
# after the first there is nothing to look for, after the second there may be.
_NOTHING_CREATED = "nothing-created:"
_UNFINISHED = "unfinished:"

_ARTIFACT_ARN = re.compile(r"arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:artifact/.+")


Declared = TypeVar("Declared")


@dataclass(frozen=True)
class ResourceRequest(Generic[Declared]):
    """A Create, Update or Delete of one resource.

    The properties are read when they are asked for: a Delete must succeed whatever they are.
    """

    event: Mapping[str, Any]

    @staticmethod
    @abstractmethod
    def parse(resource_properties: Mapping[str, Any]) -> Declared:
        """Read what a resource of this type declares.

        Raises
        ------
        Failure
            If the properties are not those of such a resource.
        """

    @cached_property
    def claim(self) -> Claim:
        """The claim of the resource that the request is about."""
        return Claim.of(self.event["StackId"], self.event["LogicalResourceId"])

    @cached_property
    def declared(self) -> Declared:
        """What the resource declares.

        Raises
        ------
        Failure
            If the properties are not those of such a resource.
        """
        return self.parse(self.event["ResourceProperties"])

    @cached_property
    def previous(self) -> Declared | None:
        """What the resource declared before; None if nothing, or in a form unknown here."""
        try:
            return self.parse(self.event["OldResourceProperties"])
        except (KeyError, Failure):
            return None

    @property
    def physical_id(self) -> str:
        """The resource's physical id; empty in a Create."""
        return str(self.event.get("PhysicalResourceId") or "")

    @property
    def artifact_arn(self) -> str | None:
        """The ARN of an artifact, if the physical id is one."""
        return self.physical_id if _ARTIFACT_ARN.fullmatch(self.physical_id) else None

    @property
    def create_left_nothing(self) -> bool:
        """Whether the physical id is that of a Create that ended without having written."""
        return self.physical_id.startswith(_NOTHING_CREATED)


class Request(ResourceRequest[Declaration]):
    """A request about an artifact."""

    parse = staticmethod(Declaration.parse)


class AssociationRequest(ResourceRequest[AssociationDeclaration]):
    """A request about an association; the artifact of its physical id is its record."""

    parse = staticmethod(AssociationDeclaration.parse)


def failed_create_id(logical_id: str, *, may_have_written: bool) -> str:
    """Return the physical id with which a failed Create answers."""
    return (_UNFINISHED if may_have_written else _NOTHING_CREATED) + logical_id
