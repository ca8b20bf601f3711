"""What a user sees of lineage, through SageMaker's API."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

PREFIX = "cdk-sagemaker-lineage:"


def tags_of(sagemaker: SageMakerClient, arn: str) -> dict[str, str]:
    """Return the tags of an artifact."""
    return {tag["Key"]: tag["Value"] for tag in sagemaker.list_tags(ResourceArn=arn)["Tags"]}


def user_tags_of(sagemaker: SageMakerClient, arn: str) -> dict[str, str]:
    """Return the tags of an artifact that are not this library's."""
    tags = tags_of(sagemaker, arn)
    return {key: value for key, value in tags.items() if not key.startswith(PREFIX)}


def holders(sagemaker: SageMakerClient, arn: str) -> list[str]:
    """Return who claims an artifact, as often as there are claims."""
    tags = tags_of(sagemaker, arn)
    return sorted(value.split()[0] for key, value in tags.items() if ":claim:" in key)


def arns(sagemaker: SageMakerClient) -> list[str]:
    """Return the ARNs of all artifacts but records."""
    found = sagemaker.list_artifacts(MaxResults=100)["ArtifactSummaries"]
    return [each["ArtifactArn"] for each in found if each["ArtifactType"] != "AssociationRecord"]


def records(sagemaker: SageMakerClient) -> list[str]:
    """Return the ARNs of the records of associations."""
    found = sagemaker.list_artifacts(ArtifactType="AssociationRecord")["ArtifactSummaries"]
    return [each["ArtifactArn"] for each in found]


def associations(sagemaker: SageMakerClient) -> dict[tuple[str, str], str | None]:
    """Return the types of all associations by the names of source and destination."""
    found = sagemaker.list_associations(MaxResults=100)["AssociationSummaries"]
    return {
        (each["SourceName"], each["DestinationName"]): each.get("AssociationType") for each in found
    }


def creation_times(sagemaker: SageMakerClient) -> dict[str, datetime]:
    """Return the CreationTimes of all artifacts, by name, and of all associations, by names."""
    artifacts = sagemaker.list_artifacts(MaxResults=100)["ArtifactSummaries"]
    edges = sagemaker.list_associations(MaxResults=100)["AssociationSummaries"]
    return {each["ArtifactArn"]: each["CreationTime"] for each in artifacts} | {
        f"{each['SourceArn']} {each['DestinationArn']}": each["CreationTime"] for each in edges
    }


def source_of(sagemaker: SageMakerClient, arn: str) -> dict[str, Any]:
    """Return the source of an artifact; one without source types may show that it has none."""
    source = sagemaker.describe_artifact(ArtifactArn=arn)["Source"]
    return {name: value for name, value in source.items() if value}


def assert_declared(
    sagemaker: SageMakerClient,
    arn: str,
    declared: dict[str, Any],
    others: dict[str, str] | None = None,
) -> None:
    """Assert that an artifact is as it is declared, but for metadata, and has what others added."""
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["ArtifactName"] == declared["ArtifactName"]
    assert found["ArtifactType"] == declared["ArtifactType"]
    assert source_of(sagemaker, arn) == declared["Source"]
    assert found.get("Properties", {}) == declared.get("Properties", {}) | (others or {})
    tags = {tag["Key"]: tag["Value"] for tag in declared.get("Tags", [])}
    assert user_tags_of(sagemaker, arn) == tags | (others or {})
