from collections.abc import Iterator

import pytest

from lineage_local import inventory
from lineage_local.cloud import Cloud
from lineage_local.inventory import ArtifactRow, AssociationRow


@pytest.fixture
def sources(cloud: Cloud) -> Iterator[dict[str, str]]:
    """The ARNs of two artifacts and of a record, by source; they are associated in a row."""
    sagemaker = cloud.client("sagemaker")
    names = {
        "s3://inventory/b": "data",
        "s3://inventory/a": "model",
        "cdk-sagemaker-lineage://r": "",
    }
    arns = {
        uri: sagemaker.create_artifact(
            Source={"SourceUri": uri}, ArtifactType="T", **({"ArtifactName": name} if name else {})
        )["ArtifactArn"]
        for uri, name in names.items()
    }
    first, second, record = arns.values()
    pairs = [(first, second), (second, record)]
    for source, destination in pairs:
        sagemaker.add_association(SourceArn=source, DestinationArn=destination)
    yield arns
    for source, destination in pairs:
        sagemaker.delete_association(SourceArn=source, DestinationArn=destination)
    for arn in arns.values():
        sagemaker.delete_artifact(ArtifactArn=arn)


def test_artifacts_are_listed_by_name_without_records(
    cloud: Cloud, sources: dict[str, str]
) -> None:
    rows = [row for row in inventory.artifacts(cloud) if row.source.startswith("s3://inventory/")]

    assert rows == [
        ArtifactRow("data", "T", "s3://inventory/b", sources["s3://inventory/b"]),
        ArtifactRow("model", "T", "s3://inventory/a", sources["s3://inventory/a"]),
    ]
    assert not any(
        row.arn == sources["cdk-sagemaker-lineage://r"] for row in inventory.artifacts(cloud)
    )


def test_an_association_is_listed_by_names_or_arns(cloud: Cloud, sources: dict[str, str]) -> None:
    rows = inventory.associations(cloud)

    assert AssociationRow("data", "", "model") in rows
    assert AssociationRow("model", "", sources["cdk-sagemaker-lineage://r"]) in rows


def test_the_bootstrap_stack_is_not_listed(cloud: Cloud) -> None:
    described = cloud.client("cloudformation").describe_stacks(StackName="CDKToolkit")["Stacks"]

    assert described
    assert "CDKToolkit" not in {row.name for row in inventory.stacks(cloud)}
