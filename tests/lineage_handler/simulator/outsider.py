"""Everybody who works on lineage beside CloudFormation: people, jobs, other tools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lineage_local.service import LineageService

from .clock import Clock
from .identity import arn_of_source
from .knobs import longest_lag
from .resources import pair
from .service_state import Pair, artifacts, associations
from .stack import SimulatedStack

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ADDED = {"by-hand": "yes"}
CHANGED = "changed by hand"


@dataclass
class Outsider:
    """Somebody who changes lineage by hand, and remembers what of it must stay.

    What is done by hand is seen everywhere before anything else happens: whoever deploys sooner
    is told in docs/ownership.md what can come of it.

    Attributes
    ----------
    clock
        What passes until all of the service shows what was done.
    additions
        By ARN, the properties and tags that were added: equal keys and values.
    changed
        ARNs of artifacts whose declared content was changed, since it was looked at last.
    deleted
        ARNs of artifacts, and pairs of associations, that were deleted since it was looked at last.
    pairs
        Associations made by hand, with the numbers of their creations.
    made
        ARNs of artifacts that no stack made.
    damaged
        Resources, by the names of stack and resource, whose artifact, record or association was
        deleted, or an end of it: nothing is expected of them until they are updated.
    """

    service: LineageService
    sagemaker: SageMakerClient
    clock: Clock
    additions: dict[str, dict[str, str]] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    deleted: set[str | Pair] = field(default_factory=set)
    pairs: dict[Pair, int] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    damaged: set[tuple[str, str]] = field(default_factory=set)

    def make(self, source: Mapping[str, Any], **members: Any) -> str:
        """Make an artifact as a job makes it; return its ARN."""
        request: dict[str, Any] = {"Source": source, "ArtifactType": "DataSet", **members}
        arn = self.sagemaker.create_artifact(**request)["ArtifactArn"]
        self.made.add(arn)
        self.additions[arn] = dict(members.get("Properties", {}))
        self._wait()
        return arn

    def add(self, arn: str) -> None:
        """Add a property and a tag to an artifact."""
        present = dict(artifacts(self.service)[arn].content["Properties"])
        self.sagemaker.update_artifact(ArtifactArn=arn, Properties=present | ADDED)
        self.sagemaker.add_tags(
            ResourceArn=arn, Tags=[{"Key": key, "Value": value} for key, value in ADDED.items()]
        )
        self.additions[arn] = self.additions.get(arn, {}) | ADDED
        self._wait()

    def change(self, arn: str) -> None:
        """Change the properties of an artifact that are declared, and remove its tags."""
        content = artifacts(self.service)[arn].content
        others = self.additions.get(arn, {})
        changed = {key: CHANGED for key in content["Properties"] if key not in others}
        self.sagemaker.update_artifact(
            ArtifactArn=arn, Properties=dict(content["Properties"]) | changed
        )
        keys = [key for key in content["Tags"] if key not in others]
        if keys:
            self.sagemaker.delete_tags(ResourceArn=arn, TagKeys=keys)
        self.changed.add(arn)
        self._wait()

    def associate(self, source: str, destination: str, association_type: Any = None) -> None:
        """Associate two artifacts."""
        members = {"AssociationType": association_type} if association_type else {}
        self.sagemaker.add_association(SourceArn=source, DestinationArn=destination, **members)
        ends = (source, destination)
        self.pairs[ends] = associations(self.service)[ends].number
        self._wait()

    def delete(self, arn: str, stacks: list[SimulatedStack]) -> None:
        """Delete an artifact with its associations."""
        for ends in associations(self.service):
            if arn in ends:
                self.dissociate(ends, stacks)
        self.sagemaker.delete_artifact(ArtifactArn=arn)
        self.made.discard(arn)
        self.additions.pop(arn, None)
        self.deleted.add(arn)
        for stack in stacks:
            stack.retained = [each for each in stack.retained if each[1] != arn]
            for logical_id, resource in stack.resources.items():
                if resource.physical_id == arn:
                    self.damaged.add((stack.name, logical_id))
        self._wait()

    def dissociate(self, ends: Pair, stacks: list[SimulatedStack]) -> None:
        """Delete an association."""
        self.sagemaker.delete_association(SourceArn=ends[0], DestinationArn=ends[1])
        self.pairs.pop(ends, None)
        self.deleted.add(ends)
        for stack in stacks:
            for logical_id, resource in stack.resources.items():
                if pair(resource.properties) == ends:
                    self.damaged.add((stack.name, logical_id))
        self._wait()

    def delete_source(self, source: Mapping[str, Any], stacks: list[SimulatedStack]) -> None:
        """Delete the artifact on a source."""
        self.delete(arn_of_source(source), stacks)

    def _wait(self) -> None:
        self.clock.sleep(longest_lag(self.service.behaviour))
