"""Deploys declared artifacts with the real cdk CLI, and looks at what came of it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lineage_local import environment
from lineage_local.cloud import Cloud

APP = Path(__file__).parent / "declared_app.py"
AWS = Path(sys.executable).with_name("aws")
SDK = Path(sys.prefix) / "sdk" / "bin" / "python"
WALK = Path(__file__).parents[1] / "sdk" / "walk.py"

Declared = dict[str, dict[str, dict[str, Any]]]


@dataclass
class DeployedStacks:
    """Stacks of declared artifacts in one cloud, in one test's folder."""

    cloud: Cloud
    folder: Path

    @classmethod
    def empty(cls, cloud: Cloud, folder: Path) -> DeployedStacks:
        """Begin without artifacts."""
        empty = cls(cloud, folder)
        empty._control("POST", "reset")
        return empty

    def set_faults(self, *faults: dict[str, Any]) -> None:
        """Have the lineage service fail as these say, and no longer as others said before."""
        self._control("PUT", "faults", json.dumps(faults).encode())

    def _control(self, method: str, what: str, body: bytes = b"") -> None:
        url = f"{self.cloud.settings()['AWS_ENDPOINT_URL_SAGEMAKER']}/_lineage/{what}"
        urllib.request.urlopen(urllib.request.Request(url, body, method=method)).close()

    def run(self, command: str, stacks: Declared, *options: str) -> tuple[int, str]:
        """Run a command of the cdk CLI for these stacks; return its code and what it printed."""
        declared = self.folder / "declared.json"
        declared.write_text(json.dumps(stacks))
        log = self.folder / f"{command}.log"
        log.unlink(missing_ok=True)
        code = self.cloud.cdk(
            command,
            *stacks,
            "--no-color",
            *options,
            app=f"{sys.executable} {APP} {declared}",
            cwd=self.folder,
            log=log,
        )
        return code, log.read_text()

    def deploy(self, stacks: Declared) -> dict[str, str]:
        """Deploy and return the outputs of all stacks; fail with what the CLI printed."""
        code, printed = self.run("deploy", stacks, "--require-approval=never")
        assert code == 0, printed
        return {
            output["OutputKey"]: output["OutputValue"]
            for name in stacks
            for output in self.stack(name).get("Outputs", [])
        }

    def destroy(self, stacks: Declared) -> None:
        code, printed = self.run("destroy", stacks, "--force")
        assert code == 0, printed

    def stack(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.cloud.client("cloudformation").describe_stacks(StackName=name)
        return dict(found["Stacks"][0])

    def physical_id(self, stack: str, resource_type: str) -> str:
        """Return the physical id of the one resource of a type."""
        found = self.cloud.client("cloudformation").list_stack_resources(StackName=stack)
        (physical_id,) = [
            resource["PhysicalResourceId"]
            for resource in found["StackResourceSummaries"]
            if resource["ResourceType"] == resource_type
        ]
        return str(physical_id)

    def reasons(self, stack: str) -> list[str]:
        """Return what the stack's events say of failures."""
        events = self.cloud.client("cloudformation").describe_stack_events(StackName=stack)
        return [
            event["ResourceStatusReason"]
            for event in events["StackEvents"]
            if "FAILED" in event["ResourceStatus"] and event.get("ResourceStatusReason")
        ]

    def aws(self, *arguments: str) -> Any:
        """Run the real AWS CLI against the cloud and return what it printed, parsed."""
        return self._printed(AWS, *arguments, "--output=json")

    def walk(self) -> Any:
        """Walk the lineage with the SageMaker SDK and return what it found."""
        return self._printed(SDK, WALK)

    def _printed(self, *command: str | Path) -> Any:
        printed = subprocess.run(
            command,
            env=environment.applied(self.cloud.settings(), os.environ),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout
        return json.loads(printed)

    def artifacts(self) -> dict[str, str]:
        """Return the ARN of every artifact by its source's URI."""
        pages = self.cloud.client("sagemaker").get_paginator("list_artifacts").paginate()
        return {
            summary["Source"]["SourceUri"]: summary["ArtifactArn"]
            for page in pages
            for summary in page["ArtifactSummaries"]
        }

    def associations(self) -> dict[tuple[str, str], str]:
        """Return the type of every association by the names of its ends."""
        pages = self.cloud.client("sagemaker").get_paginator("list_associations").paginate()
        return {
            (summary["SourceName"], summary["DestinationName"]): summary["AssociationType"]
            for page in pages
            for summary in page["AssociationSummaries"]
        }

    def described(self, arn: str) -> dict[str, Any]:
        """Return what was declared of an artifact, as the AWS CLI shows it."""
        found = self.aws("sagemaker", "describe-artifact", "--artifact-arn", arn)
        members = ("ArtifactName", "Source", "ArtifactType", "Properties", "MetadataProperties")
        # What was not given is empty or absent.
        found["Source"] = {name: value for name, value in found["Source"].items() if value}
        return {member: found[member] for member in members if found.get(member)}

    def tags(self, arn: str) -> dict[str, str]:
        """Return the tags of an artifact but for those that say who owns it."""
        return {
            key: value
            for key, value in self.all_tags(arn).items()
            if not key.startswith("cdk-sagemaker-lineage:")
        }

    def all_tags(self, arn: str) -> dict[str, str]:
        found = self.aws("sagemaker", "list-tags", "--resource-arn", arn)
        return {tag["Key"]: tag["Value"] for tag in found["Tags"]}

    def holders(self, arn: str) -> set[str]:
        """Return who claims an artifact."""
        tags = self.all_tags(arn)
        claims = [value for key, value in tags.items() if ":claim:" in key]
        return {re.sub(r"[0-9A-F]{8}$", "", claim.partition(" ")[0]) for claim in claims}

    def created(self, arn: str) -> str:
        """Return when an artifact was created."""
        found = self.aws("sagemaker", "describe-artifact", "--artifact-arn", arn)
        return str(found["CreationTime"])


def changed_lines(diff: str) -> list[str]:
    """Return the lines of a ``cdk diff`` that show a change, without their drawing and remarks.

    Of every property of every custom resource the CLI remarks that it may cause a replacement.
    """
    lines = []
    for line in diff.splitlines():
        change = re.match(
            r"[ │├└─]*(\[[-+~]\].*?)( may be replaced| \(may cause replacement\))?$", line
        )
        if change:
            lines.append(change[1])
    return lines
