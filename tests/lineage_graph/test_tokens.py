"""Values that are known only at deployment."""

from __future__ import annotations

from typing import Any

import pytest
from aws_cdk import App, Fn, Stack
from aws_cdk import aws_s3 as s3

from lineage_graph import declared_graph
from sagemaker_lineage import ArtifactSource
from tests.lineage_graph.apps import artifact


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        (lambda bucket: Fn.join("", ["s3://", bucket.bucket_name, "/x"]), "s3://${Data}/x"),
        (
            lambda _: f"s3://{Fn.import_value('Shared')}/x",
            "s3://${ImportValue(Shared)}/x",
        ),
        (lambda _: Fn.sub("s3://${AWS::Region}-data/x"), "s3://${AWS::Region}-data/x"),
        (
            lambda bucket: f"s3://{Stack.of(bucket).account}-{bucket.bucket_arn}",
            "s3://${AWS::AccountId}-${Data.Arn}",
        ),
    ],
    ids=["join", "import", "sub", "attributes"],
)
def test_tokens_are_written_as_sub_writes_them(
    uri: Any, shown: str, app: App, churn: Stack
) -> None:
    bucket = s3.Bucket(churn, "Data")
    artifact(churn, "Model", source=ArtifactSource.from_uri(uri(bucket)))

    (vertex,) = declared_graph(app).vertices

    assert vertex.source_uri == shown
