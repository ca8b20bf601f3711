"""CreationTime is audit data: it changes with the source, and with nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .declarations import (
    EVERYTHING,
    GRAPH,
    NEW_VERSION,
    OTHER_SOURCE,
    artifact,
    association,
    declaration,
)
from .deployments import roll_back
from .simulator.resources import Ref
from .simulator.world import World
from .user_view import creation_times

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

WEEK = 7 * 24 * 3600.0


@dataclass
class Year:
    """A stack whose commit changes every week, and much else from time to time."""

    names: dict[str, str] = field(default_factory=lambda: {"data": "Data", "edge": "Edge"})
    sources: list[dict[str, Any]] = field(
        default_factory=lambda: [EVERYTHING["Source"], OTHER_SOURCE]
    )

    def advance(self, week: int) -> dict[str, Any]:
        """Rename and move what is due in a week, and return what is declared then."""
        declared = declaration(
            MetadataProperties={"CommitId": f"{week:07x}"}, Properties={"rows": str(week)}
        )
        if week % 5 == 1:
            self.names["data"] = f"Data{week}"
        if week % 7 == 1:
            self.names["edge"] = f"Edge{week}"
        if week % 6 == 3:
            self.sources.reverse()
        holders = [self.names["data"], "Other"]
        first = holders[self.sources.index(EVERYTHING["Source"])]
        return {
            holders[0]: declared | {"Source": self.sources[0]},
            holders[1]: declared | {"Source": self.sources[1]},
            "Model": artifact("model"),
            self.names["edge"]: association(Ref(first), Ref("Model")),
        }


def test_a_year_of_commits_renames_moves_and_rollbacks_changes_no_creation_time(
    world: World, sagemaker: SageMakerClient
) -> None:
    """Neither of an artifact nor of an association, a job's included."""
    year = Year()
    world.stack.deploy(year.advance(0))
    job = world.outsider.make({"SourceUri": "s3://job"})
    world.outsider.associate(job, world.arn("Data"), "Produced")
    world.outsider.add(world.arn("Data"))
    before = creation_times(sagemaker)
    for week in range(1, 53):
        world.stack.clock.sleep(WEEK)
        template = year.advance(week)
        if week % 4 == 2:
            roll_back(world.stack, template)
            assert creation_times(sagemaker) == before
        world.stack.deploy(template)
        assert creation_times(sagemaker) == before
        assert world.violations() == []
    found = sagemaker.describe_artifact(ArtifactArn=world.arn(year.names["data"]))
    assert found["MetadataProperties"] == {"CommitId": "0000000"}


def test_another_version_is_another_artifact_and_the_rest_stays(
    world: World, sagemaker: SageMakerClient
) -> None:
    world.stack.deploy(GRAPH | {"Data": EVERYTHING})
    before = creation_times(sagemaker)
    model = world.arn("Model")
    world.stack.clock.sleep(WEEK)
    moved = GRAPH | {"Data": declaration(Source=NEW_VERSION)}
    roll_back(world.stack, moved)
    assert creation_times(sagemaker) == before
    world.stack.deploy(moved)
    after = creation_times(sagemaker)
    assert after[model] == before[model]
    assert after[world.arn("Data")] > before[model]
