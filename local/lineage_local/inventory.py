"""What an embedded cloud holds, in all of its accounts and regions."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from lineage_local import bootstrap
from lineage_local.client import AccountRegion
from lineage_local.cloud import Cloud

# The source of the artifacts that the construct library keeps as records.
_RECORD_SOURCE = "cdk-sagemaker-lineage:"
# The outputs that the CDK makes for references from stack to stack.
_REFERENCE = "ExportsOutput"


class StackRow(NamedTuple):
    """A deployed stack, with the outputs that its app declares."""

    name: str
    environment: AccountRegion
    outputs: dict[str, str]


class ArtifactRow(NamedTuple):
    """An artifact, as ListArtifacts returns it."""

    name: str
    type: str
    source: str
    arn: str


class AssociationRow(NamedTuple):
    """An association, as ListAssociations returns it."""

    source: str
    type: str
    destination: str


def stacks(cloud: Cloud) -> list[StackRow]:
    """Return the deployed stacks, without bootstrap stacks, by name."""
    return sorted(
        StackRow(stack["StackName"], environment, _outputs(stack))
        for environment, stack in _listed(cloud, "cloudformation", "describe_stacks", "Stacks")
        if not stack["StackName"].startswith(bootstrap.STACK)
    )


def artifacts(cloud: Cloud) -> list[ArtifactRow]:
    """Return the artifacts of the lineage service, by name and source, without records."""
    found = _listed(cloud, "sagemaker", "list_artifacts", "ArtifactSummaries")
    rows = [
        ArtifactRow(
            name=summary.get("ArtifactName", ""),
            type=summary.get("ArtifactType", ""),
            source=summary["Source"]["SourceUri"],
            arn=summary["ArtifactArn"],
        )
        for _, summary in found
    ]
    return sorted(
        (row for row in rows if not row.source.startswith(_RECORD_SOURCE)),
        key=lambda row: (row.name, row.source),
    )


def associations(cloud: Cloud) -> list[AssociationRow]:
    """Return the associations of the lineage service, by source and destination."""
    found = _listed(cloud, "sagemaker", "list_associations", "AssociationSummaries")
    return sorted(
        (
            AssociationRow(
                source=summary.get("SourceName", summary["SourceArn"]),
                type=summary.get("AssociationType", ""),
                destination=summary.get("DestinationName", summary["DestinationArn"]),
            )
            for _, summary in found
        ),
        key=lambda row: (row.source, row.destination),
    )


def _outputs(stack: dict[str, Any]) -> dict[str, str]:
    return {
        output["OutputKey"]: output["OutputValue"]
        for output in stack.get("Outputs", [])
        if not output["OutputKey"].startswith(_REFERENCE)
    }


def _listed(
    cloud: Cloud, service: str, operation: str, member: str
) -> Iterator[tuple[AccountRegion, dict[str, Any]]]:
    for environment in cloud.environments():
        client = cloud.client(service, environment.account, environment.region)
        for page in client.get_paginator(operation).paginate():
            for each in page[member]:
                yield environment, each
