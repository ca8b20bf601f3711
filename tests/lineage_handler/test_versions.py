"""Several contents at one URI, told apart by source types: each is an artifact of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .calls import operations
from .declarations import ADOPTING, EVERYTHING, NEW_VERSION, declaration
from .simulator.deployment import ResourceFailed
from .simulator.faults import kill
from .simulator.world import World
from .user_view import arns, assert_declared, creation_times, holders

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

NEXT = declaration(Source=NEW_VERSION)
REORDERED = EVERYTHING["Source"] | {"SourceTypes": EVERYTHING["Source"]["SourceTypes"][::-1]}
# A tag that SageMaker refuses; that is no violation of a constraint of its model.
REFUSED = declaration(Source=NEW_VERSION, Tags=[{"Key": "aws:x", "Value": "x"}])


def test_two_versions_of_a_key_are_two_artifacts(world: World, sagemaker: SageMakerClient) -> None:
    world.stack.deploy({"Old": EVERYTHING, "New": NEXT})
    assert sorted(arns(sagemaker)) == sorted([world.arn("Old"), world.arn("New")])
    assert world.violations() == []
    world.stack.deploy({"New": NEXT})
    assert arns(sagemaker) == [world.arn("New")]
    assert world.violations() == []


@pytest.mark.parametrize("is_adopting", [False, True], ids=["", "adopting"])
def test_version_that_is_refused_takes_no_other_one(
    created: World, sagemaker: SageMakerClient, *, is_adopting: bool
) -> None:
    """The message has SageMaker's words, and names the artifacts on the key with their types."""
    arn = created.arn("Data")
    refused = REFUSED | ({"OnExisting": "ADOPT"} if is_adopting else {})
    with pytest.raises(ResourceFailed, match="CreateArtifact: ValidationException") as failed:
        created.stack.deploy({"Data": EVERYTHING, "Next": refused})
    for words in (arn, "s3://bucket/data.csv", "S3Version v1"):
        assert words in str(failed.value)
    assert arns(sagemaker) == [arn]
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert_declared(sagemaker, arn, EVERYTHING)
    assert created.violations() == []


FAULTS = {
    "conflict": [Fault("conflict", "CreateArtifact", times=2)],
    "lost response": [Fault("reset", "CreateArtifact", at="after")],
    "killed": [kill("after", operation="CreateArtifact")],
}


@pytest.mark.parametrize("faults", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("lag", [0.0, 8.0], ids=["", "lists-lag"])
def test_version_whose_create_goes_wrong_takes_no_other_one(
    created: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    faults: list[Fault],
    lag: float,
) -> None:
    service.behaviour = Behaviour(list_lag_seconds=lag)
    arn, before = created.arn("Data"), creation_times(sagemaker)
    service.faults.add(*faults)
    created.stack.deploy({"Data": EVERYTHING, "Next": NEXT})
    created.turns.sleep(60.0)
    assert sorted(arns(sagemaker)) == sorted([arn, created.arn("Next")])
    assert_declared(sagemaker, arn, EVERYTHING)
    assert_declared(sagemaker, created.arn("Next"), NEXT)
    assert creation_times(sagemaker).items() >= before.items()
    assert created.violations() == []


def test_source_types_in_another_order_are_the_same_source(
    created: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    arn, before = created.arn("Data"), len(service.calls)
    created.stack.deploy({"Data": declaration(Source=REORDERED)})
    assert operations(service)[before:] == ["DescribeArtifact", "ListTags"]
    created.stack.deploy({"New": declaration(Source=REORDERED)})
    assert created.arn("New") == arn
    assert holders(sagemaker, arn) == ["Stack/New"]


@pytest.mark.parametrize("template", [{"New": EVERYTHING}, {"Data": ADOPTING}], ids=["renamed", ""])
def test_artifact_is_found_among_more_than_a_page_of_versions(
    created: World, sagemaker: SageMakerClient, template: dict[str, Any]
) -> None:
    arn, uri = created.arn("Data"), EVERYTHING["Source"]["SourceUri"]
    for number in range(120):
        types = [{"SourceIdType": "S3Version", "Value": f"other-{number}"}]
        created.outsider.make({"SourceUri": uri, "SourceTypes": types})
    if "Data" in template:
        created.stack.deploy({}, retain=["Data"])
    created.stack.deploy(template)
    assert created.arn(next(iter(template))) == arn
    assert created.violations() == []
