"""What a resource declares: its properties, as CloudFormation sends them.

Whatever a template may leave out may be missing: a request can carry the properties of a stack that
was deployed by another release.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..sagemaker.model import ArtifactMembers, AssociationMembers
from .reasons import Failure

_ADOPT = "ADOPT"


class InvalidPropertiesError(Failure):
    """The properties are not those of the resource: a Create could make nothing of them."""


@dataclass(frozen=True)
class ArtifactProperties:
    """The properties of ``Custom::SageMakerArtifact``."""

    members: ArtifactMembers
    tags: Mapping[str, str]
    adopt: bool

    @classmethod
    def parse(cls, properties: Mapping[str, Any]) -> ArtifactProperties:
        """Return what an artifact declares; raise `InvalidPropertiesError` if none."""
        with _shape_of("artifact", "Source with SourceUri, and ArtifactType, are required"):
            properties["ArtifactType"]
            return cls(
                members=ArtifactMembers.parse(properties),
                tags={tag["Key"]: tag["Value"] for tag in properties.get("Tags") or []},
                adopt=properties.get("OnExisting") == _ADOPT,
            )


@dataclass(frozen=True)
class AssociationProperties:
    """The properties of ``Custom::SageMakerAssociation``."""

    members: AssociationMembers
    adopt: bool

    @classmethod
    def parse(cls, properties: Mapping[str, Any]) -> AssociationProperties:
        """Return what an association declares; raise `InvalidPropertiesError` if none."""
        with _shape_of("association", "SourceArn and DestinationArn are required"):
            adopt = properties.get("OnExisting") == _ADOPT
            return cls(AssociationMembers.parse(properties), adopt)


@contextlib.contextmanager
def _shape_of(what: str, rule: str) -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InvalidPropertiesError(
            f"the resource's properties are not those of an {what}"
            f" ({type(error).__name__}: {error}): {rule}; declare the {what} with the"
            f" {what.capitalize()} construct"
        ) from error
