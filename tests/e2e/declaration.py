"""What synthesised templates declare, with the values that their references have once deployed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lineage_local import environment
from lineage_local.cloud import Cloud

_MEMBERS = ("ArtifactName", "ArtifactType", "Source", "Properties")
_ACTION_MEMBERS = ("ActionName", "ActionType", "Source", "Status")


@dataclass
class Declaration:
    """Artifacts and actions by their ARNs, and associations by those of their records."""

    artifacts: dict[str, dict[str, Any]] = field(default_factory=dict)
    actions: dict[str, dict[str, Any]] = field(default_factory=dict)
    associations: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Source, type and destination of each."""

    @property
    def types(self) -> dict[str, str]:
        return {arn: artifact["ArtifactType"] for arn, artifact in self.artifacts.items()} | {
            arn: action["ActionType"] for arn, action in self.actions.items()
        }


def read(assembly: Path, cloud: Cloud) -> Declaration:
    """Read the templates of a cloud assembly that is deployed."""
    declaration = Declaration()
    for path in assembly.glob("*.template.json"):
        stack = _Stack(cloud, path.name.partition(".")[0])
        for logical_id, resource in json.loads(path.read_text())["Resources"].items():
            members = resource["Properties"]
            if resource["Type"] == "Custom::SageMakerArtifact":
                declared = {member: members.get(member) for member in _MEMBERS}
                declaration.artifacts[stack.values[logical_id]] = stack.resolved(declared)
            elif resource["Type"] == "AWS::SageMaker::Action":
                declared = {member: members.get(member) for member in _ACTION_MEMBERS}
                declaration.actions[stack.values[logical_id]] = stack.resolved(declared)
            elif resource["Type"] == "Custom::SageMakerAssociation":
                source, type_, destination = (
                    stack.resolved(members[member])
                    for member in ("SourceArn", "AssociationType", "DestinationArn")
                )
                record = stack.values[logical_id]
                declaration.associations[record] = (source, type_, destination)
    return declaration


class _Stack:
    """The intrinsic functions of a stack's template, as far as the example uses them."""

    def __init__(self, cloud: Cloud, name: str) -> None:
        self._ecr = cloud.client("ecr")
        cloudformation = cloud.client("cloudformation")
        resources = cloudformation.list_stack_resources(StackName=name)["StackResourceSummaries"]
        self.values = {
            "AWS::AccountId": environment.ACCOUNT,
            "AWS::Partition": "aws",
            "AWS::Region": environment.REGION,
            "AWS::URLSuffix": "amazonaws.com",
        } | {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in resources}
        self._exports = {
            each["Name"]: each["Value"] for each in cloudformation.list_exports()["Exports"]
        }

    def resolved(self, value: Any) -> Any:  # noqa: PLR0911  # one for each function
        match value:
            case {"Ref": name}:
                return self.values[name]
            case {"Fn::ImportValue": name}:
                return self._exports[name]
            case {"Fn::GetAtt": [name, "Arn"]}:
                physical_id = self.values[name]
                is_arn = physical_id.startswith("arn:")
                return physical_id if is_arn else self._repository_arn(physical_id)
            case {"Fn::Join": [delimiter, parts]}:
                return delimiter.join(self.resolved(parts))
            case {"Fn::Split": [delimiter, whole]}:
                return self.resolved(whole).split(delimiter)
            case {"Fn::Select": [index, parts]}:
                return self.resolved(parts)[index]
            case {"Fn::Sub": text}:
                return re.sub(r"\$\{(.+?)\}", lambda name: self.values[name[1]], text)
            case dict():
                return {key: self.resolved(each) for key, each in value.items()}
            case list():
                return [self.resolved(each) for each in value]
        return value

    def _repository_arn(self, name: str) -> str:
        (found,) = self._ecr.describe_repositories(repositoryNames=[name])["repositories"]
        return str(found["repositoryArn"])
