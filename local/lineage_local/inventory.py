"""What an embedded cloud holds, as rows for a table."""

from typing import Any, NamedTuple

from lineage_local import bootstrap
from lineage_local.cloud import Cloud

# The source of the artifacts that the construct library keeps as records.
_RECORD_SOURCE = "cdk-sagemaker-lineage:"


class OutputRow(NamedTuple):
    """An output of a deployed stack."""

    stack: str
    key: str
    value: str


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


def stacks(cloud: Cloud) -> list[str]:
    """Return the names of the deployed stacks, without the bootstrap stack."""
    return sorted(each["StackName"] for each in _described_stacks(cloud))


def outputs(cloud: Cloud) -> list[OutputRow]:
    """Return the outputs of all deployed stacks, by stack and key."""
    return sorted(
        OutputRow(stack["StackName"], output["OutputKey"], output["OutputValue"])
        for stack in _described_stacks(cloud)
        for output in stack.get("Outputs", [])
    )


def artifacts(cloud: Cloud) -> list[ArtifactRow]:
    """Return the artifacts of the lineage service, by name and source, without records."""
    pages = cloud.client("sagemaker").get_paginator("list_artifacts").paginate()
    rows = [
        ArtifactRow(
            name=summary.get("ArtifactName", ""),
            type=summary.get("ArtifactType", ""),
            source=summary["Source"]["SourceUri"],
            arn=summary["ArtifactArn"],
        )
        for page in pages
        for summary in page["ArtifactSummaries"]
    ]
    return sorted(
        (row for row in rows if not row.source.startswith(_RECORD_SOURCE)),
        key=lambda row: (row.name, row.source),
    )


def associations(cloud: Cloud) -> list[AssociationRow]:
    """Return the associations of the lineage service, by source and destination."""
    pages = cloud.client("sagemaker").get_paginator("list_associations").paginate()
    return sorted(
        (
            AssociationRow(
                source=summary.get("SourceName", summary["SourceArn"]),
                type=summary.get("AssociationType", ""),
                destination=summary.get("DestinationName", summary["DestinationArn"]),
            )
            for page in pages
            for summary in page["AssociationSummaries"]
        ),
        key=lambda row: (row.source, row.destination),
    )


def _described_stacks(cloud: Cloud) -> list[dict[str, Any]]:
    pages = cloud.client("cloudformation").get_paginator("describe_stacks").paginate()
    return [
        stack for page in pages for stack in page["Stacks"] if stack["StackName"] != bootstrap.STACK
    ]
