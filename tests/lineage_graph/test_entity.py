"""Entities and their kinds."""

import pytest

from lineage_graph import EntityKind
from tests.lineage_graph.examples import ARN


@pytest.mark.parametrize(
    ("arn", "kind"),
    [
        (f"{ARN}:artifact/0f1e", EntityKind.ARTIFACT),
        (f"{ARN}:action/a", EntityKind.ACTION),
        (f"{ARN}:context/c", EntityKind.CONTEXT),
        (f"{ARN}:experiment/e", EntityKind.EXPERIMENT),
        (f"{ARN}:experiment-trial-component/t", EntityKind.TRIAL_COMPONENT),
        ("arn:aws-cn:sagemaker:cn-north-1:111122223333:artifact/a", EntityKind.ARTIFACT),
        (
            "arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:action/a",
            EntityKind.ACTION,
        ),
        (f"{ARN}:model/artifact/x", EntityKind.UNKNOWN),
        ("arn:aws:s3:::bucket:artifact/x", EntityKind.UNKNOWN),
        ("${Parameter}", EntityKind.UNKNOWN),
    ],
)
def test_kind_of_an_arn(arn: str, kind: EntityKind) -> None:
    assert EntityKind.of_arn(arn) is kind
