"""Somebody who may write tags changes those that say who owns an artifact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .declarations import ADOPTING, EVERYTHING, declaration
from .simulator.world import World
from .user_view import PREFIX, arns, holders, tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

MARK = f"{PREFIX}managed"


def claims(sagemaker: SageMakerClient, arn: str, stack: str) -> list[str]:
    """Return the keys of a stack's claims on an artifact."""
    return [key for key, value in tags_of(sagemaker, arn).items() if value.startswith(f"{stack}/")]


def test_forged_claim_keeps_the_artifact(created: World, sagemaker: SageMakerClient) -> None:
    (arn,) = arns(sagemaker)
    key = f"{PREFIX}claim:0123456789abcdef:0123456789abcdef"
    sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": key, "Value": "Forged/Data"}])
    created.stack.destroy()
    assert arns(sagemaker) == [arn]
    assert holders(sagemaker, arn) == ["Forged/Data"]


def test_artifact_without_its_mark_is_not_deleted(
    created: World, sagemaker: SageMakerClient
) -> None:
    (arn,) = arns(sagemaker)
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=[MARK])
    created.stack.destroy()
    assert arns(sagemaker) == [arn]


def test_claim_that_was_taken_off_protects_no_more(
    world: World, sagemaker: SageMakerClient
) -> None:
    """What the other stack declares is deleted with the last claim, and created again."""
    world.neighbour.deploy({"Data": EVERYTHING})
    world.stack.deploy({"Data": ADOPTING})
    arn = world.arn("Data")
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=claims(sagemaker, arn, "Neighbour"))
    world.stack.destroy()
    assert arns(sagemaker) == []
    world.neighbour.deploy({"Data": declaration(ArtifactName="again")})
    assert arns(sagemaker) == [arn]


def test_forged_mark_is_believed(world: World, sagemaker: SageMakerClient) -> None:
    """Nothing but the mark says who created an artifact: so who may tag may have it deleted."""
    arn = world.outsider.make(EVERYTHING["Source"])
    world.stack.deploy({"Data": ADOPTING})
    sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": MARK, "Value": "created"}])
    world.stack.destroy()
    assert arns(sagemaker) == []
