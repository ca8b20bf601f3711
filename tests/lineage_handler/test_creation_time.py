"""CreationTime is audit data: it changes with the source, and with nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lineage_local.service import LineageService

from .declarations import EDGE, EVERYTHING, NEW_VERSION, artifact, association, declaration
from .simulator.deployment import ResourceFailed
from .simulator.resources import Ref
from .simulator.world import World
from .user_view import creation_times

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

WEEK = 7 * 24 * 3600.0


def test_a_year_of_commits_renames_and_rollbacks(
    world: World, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """Neither of the artifacts nor of the associations, a job's included."""
    name, edge_name = "Data", "Edge"
    model = {"Model": artifact("model")}
    template = {name: EVERYTHING, **model, edge_name: EDGE}
    world.stack.deploy(template)
    job = world.outsider.make({"SourceUri": "s3://job"})
    world.outsider.associate(job, world.arn("Data"), "Produced")
    before = creation_times(sagemaker)
    for week in range(52):
        world.stack.clock.sleep(WEEK)
        declared = declaration(
            MetadataProperties={"CommitId": f"{week:07x}"}, Properties={"rows": str(week)}
        )
        if week % 5 == 1:
            name = f"Data{week}"
        if week % 7 == 1:
            edge_name = f"Edge{week}"
        edge = association(Ref(name), Ref("Model"))
        template = {name: declared, **model, edge_name: edge}
        if week % 4 == 2:
            with pytest.raises(ResourceFailed, match="another resource failed"):
                world.stack.deploy(template, fail_at_end=True)
        world.stack.deploy(template)
        assert creation_times(sagemaker) == before
        assert world.violations() == []
    found = sagemaker.describe_artifact(ArtifactArn=world.arn(name))
    assert found["MetadataProperties"] == EVERYTHING["MetadataProperties"]


def test_another_version_is_another_artifact_and_the_rest_stays(
    world: World, sagemaker: SageMakerClient
) -> None:
    world.stack.deploy({"Data": EVERYTHING, "Model": artifact("model"), "Edge": EDGE})
    before = creation_times(sagemaker)
    model = world.arn("Model")
    world.stack.clock.sleep(WEEK)
    moved = {"Data": declaration(Source=NEW_VERSION), "Model": artifact("model"), "Edge": EDGE}
    with pytest.raises(ResourceFailed):
        world.stack.deploy(moved, fail_at_end=True)
    assert creation_times(sagemaker) == before
    world.stack.deploy(moved)
    after = creation_times(sagemaker)
    assert after[model] == before[model]
    assert after[world.arn("Data")] > before[model]
