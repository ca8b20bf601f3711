"""What a deployment can find, or meet on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from lineage_handler.sagemaker.client import sagemaker_client
from lineage_local.service import Behaviour, Fault, LineageService
from tests.lineage_handler.conftest import NewStack
from tests.lineage_handler.declarations import EVERYTHING, artifact, association
from tests.lineage_handler.simulator.identity import arn_of
from tests.lineage_handler.simulator.stack import SimulatedStack
from tests.lineage_handler.simulator.turns import Turns

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

ALWAYS = 10**6
FUNCTION_SECONDS = 900.0

ARN = arn_of(EVERYTHING)
DATA, MODEL = arn_of(artifact("data")), arn_of(artifact("model"))
EDGE = association(DATA, MODEL)
MANY_TAGS = [{"Key": f"key-{number}", "Value": "x"} for number in range(45)]


@dataclass
class Situation:
    """What a deployment can meet."""

    stack: SimulatedStack
    new_stack: NewStack
    service: LineageService
    sagemaker: SageMakerClient
    clock: Turns
    monkeypatch: pytest.MonkeyPatch


def nothing(_: Situation) -> None:
    """Nothing is there."""


def made_by_a_job(situation: Situation) -> None:
    situation.sagemaker.create_artifact(Source=EVERYTHING["Source"], ArtifactType="DataSet")


def declared_by_another_stack(situation: Situation) -> None:
    situation.new_stack("Other").create("Data", EVERYTHING)


def shared_by_four_stacks(situation: Situation) -> None:
    for number in range(4):
        declared = EVERYTHING | {"Tags": MANY_TAGS, "OnExisting": "ADOPT"}
        situation.new_stack(f"Other{number}").create("Data", declared)


def deployed(situation: Situation) -> None:
    situation.stack.deploy({"Data": EVERYTHING})


def retained(situation: Situation) -> None:
    situation.stack.deploy({"Data": EVERYTHING})
    situation.stack.deploy({}, retain=["Data"])


def refused_beside_another_version(situation: Situation) -> None:
    made_by_a_job(situation)
    situation.service.faults.add(Fault("conflict", "CreateArtifact", times=ALWAYS))


def deleted_meanwhile(situation: Situation) -> None:
    made_by_a_job(situation)

    def delete() -> None:
        situation.sagemaker.delete_artifact(ArtifactArn=ARN)

    situation.service.faults.add(Fault(operation="DescribeArtifact", hook=delete))


def entities(situation: Situation) -> None:
    for name in ("data", "model"):
        situation.sagemaker.create_artifact(
            ArtifactName=name, Source={"SourceUri": f"s3://bucket/{name}"}, ArtifactType="DataSet"
        )


def associated_by_a_job(situation: Situation) -> None:
    entities(situation)
    situation.sagemaker.add_association(
        SourceArn=DATA, DestinationArn=MODEL, AssociationType="Produced"
    )


def associated_by_another_stack(situation: Situation) -> None:
    entities(situation)
    situation.new_stack("Other").create("Edge", EDGE)


def associated(situation: Situation) -> None:
    entities(situation)
    situation.stack.deploy({"Edge": EDGE})


def no_quota(situation: Situation) -> None:
    situation.service.behaviour = Behaviour(quota=0)


def denied(situation: Situation) -> None:
    situation.service.faults.add(Fault("access_denied", "CreateArtifact", times=ALWAYS))


def throttled(situation: Situation) -> None:
    situation.service.faults.add(Fault("throttle", "CreateArtifact", times=ALWAYS))


def failing(situation: Situation) -> None:
    situation.service.faults.add(Fault("error", "CreateArtifact", times=ALWAYS))


def slow(situation: Situation) -> None:
    situation.service.faults.add(Fault(hook=lambda: situation.clock.sleep(FUNCTION_SECONDS - 15)))


def unreachable(situation: Situation) -> None:
    situation.monkeypatch.setenv("AWS_ENDPOINT_URL_SAGEMAKER", "http://127.0.0.1:9")
    sagemaker_client.cache_clear()
