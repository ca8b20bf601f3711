"""Create, Update and Delete of an artifact, as CloudFormation asks for them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, LineageService
from tests.lineage_local.service.role import FUNCTION_KEY

from .declarations import CHANGES, EVERYTHING, NEW_COMMIT, NEW_VERSION, OTHER_SOURCE, declaration
from .simulator.deployment import ResourceFailed
from .simulator.outsider import ADDED
from .simulator.world import World
from .user_view import arns, assert_declared, holders, tags_of, user_tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.fixture
def created(world: World) -> World:
    """A world whose stack has declared everything."""
    world.stack.deploy({"Data": EVERYTHING})
    return world


def test_create_gives_every_declared_member(created: World, sagemaker: SageMakerClient) -> None:
    found = sagemaker.describe_artifact(ArtifactArn=created.arn("Data"))
    assert {key: found.get(key) for key in EVERYTHING if key != "Tags"} == {
        key: value for key, value in EVERYTHING.items() if key != "Tags"
    }
    assert user_tags_of(sagemaker, created.arn("Data")) == {"team": "ml", "stage": "test"}


def test_create_marks_and_claims(created: World, sagemaker: SageMakerClient) -> None:
    tags = tags_of(sagemaker, created.arn("Data"))
    request_id = created.stack.events[0]["RequestId"]
    assert tags["cdk-sagemaker-lineage:managed"] == "created"
    (claim,) = (value for key, value in tags.items() if ":claim:" in key)
    assert claim.startswith(f"Stack/Data by {request_id} at 2026-01-01T00:00:")


def test_the_function_acts_in_its_role(created: World, service: LineageService) -> None:
    """Or its role would not be enforced here, whatever it does."""
    assert {call.access_key for call in service.calls} == {FUNCTION_KEY}


@pytest.mark.parametrize(
    "changes",
    [{}, {"ArtifactName": "renamed"}, {"Source": OTHER_SOURCE}],
    ids=["unchanged", "name", "source"],
)
def test_every_response_has_all_attributes(created: World, changes: dict[str, Any]) -> None:
    properties = declaration(Tags=[], **changes)
    created.stack.deploy({"Data": properties})
    resource = created.stack.resources["Data"]
    assert resource.data == {
        "ArtifactArn": resource.physical_id,
        "ArtifactName": properties["ArtifactName"],
        "ArtifactType": properties["ArtifactType"],
        "SourceUri": properties["Source"]["SourceUri"],
        "CommitId": "abc123",
    }


@pytest.mark.parametrize("merges", [True, False], ids=["merges", "overwrites"])
@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())
def test_change_in_place_keeps_what_others_added(
    created: World,
    service: LineageService,
    sagemaker: SageMakerClient,
    changes: dict[str, Any],
    *,
    merges: bool,
    is_rolled_back: bool,
) -> None:
    """Whatever UpdateArtifact does with Properties."""
    service.behaviour = Behaviour(merge_properties=merges)
    arn = created.arn("Data")
    created.outsider.add(arn)
    changed = declaration(**changes)
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            created.stack.deploy({"Data": changed}, fail_at_end=True)
    else:
        created.stack.deploy({"Data": changed})
    assert created.arn("Data") == arn
    assert_declared(sagemaker, arn, EVERYTHING if is_rolled_back else changed, ADDED)
    assert created.violations() == []


def test_what_does_not_differ_is_not_written(created: World, service: LineageService) -> None:
    before = len(service.calls)
    created.stack.deploy({"Data": declaration(ServiceTimeout="600")})
    operations = {call.operation for call in service.calls[before:]}
    assert operations == {"DescribeArtifact", "ListTags"}


def test_metadata_stay_as_created_and_that_is_told(
    created: World, sagemaker: SageMakerClient, log_lines: list[str]
) -> None:
    created.stack.deploy({"Data": declaration(MetadataProperties=NEW_COMMIT)})
    found = sagemaker.describe_artifact(ArtifactArn=created.arn("Data"))
    assert found["MetadataProperties"] == EVERYTHING["MetadataProperties"]
    assert created.stack.resources["Data"].data["CommitId"] == "abc123"
    messages = [json.loads(line)["message"] for line in log_lines]
    (told,) = (m for m in messages if isinstance(m, dict) and "MetadataProperties" in m["event"])
    assert told["actual"] == EVERYTHING["MetadataProperties"]
    assert told["declared"] == NEW_COMMIT


def test_another_type_is_refused_and_nothing_changes(
    created: World, sagemaker: SageMakerClient
) -> None:
    with pytest.raises(ResourceFailed, match="ArtifactType 'DataSet', declared is 'Model'"):
        created.stack.deploy({"Data": declaration(ArtifactType="Model", Properties={})})
    assert_declared(sagemaker, created.arn("Data"), EVERYTHING)
    assert created.violations() == []


def test_another_type_of_what_was_replaced_by_hand_cannot_jam_a_rollback(
    created: World, sagemaker: SageMakerClient
) -> None:
    sagemaker.delete_artifact(ArtifactArn=created.arn("Data"))
    sagemaker.create_artifact(Source=EVERYTHING["Source"], ArtifactType="Model")
    adopting = declaration(OnExisting="ADOPT", Properties={"rows": "2"})
    with pytest.raises(ResourceFailed, match="another resource failed"):
        created.stack.deploy({"Data": adopting}, fail_at_end=True)
    found = sagemaker.describe_artifact(ArtifactArn=created.arn("Data"))
    assert found["ArtifactType"] == "Model"
    assert found["Properties"] == EVERYTHING["Properties"]


@pytest.mark.parametrize("source", [OTHER_SOURCE, NEW_VERSION], ids=["another-key", "a-version"])
@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
def test_another_source_is_a_replacement(
    created: World, sagemaker: SageMakerClient, source: dict[str, Any], *, is_rolled_back: bool
) -> None:
    old = created.arn("Data")
    created.outsider.add(old)
    changed = declaration(Source=source)
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            created.stack.deploy({"Data": changed}, fail_at_end=True)
    else:
        created.stack.deploy({"Data": changed})
    assert arns(sagemaker) == [created.arn("Data")]
    assert (created.arn("Data") == old) == is_rolled_back
    assert created.violations() == []


def test_another_version_that_is_refused_leaves_the_live_artifact_alone(
    created: World, sagemaker: SageMakerClient
) -> None:
    arn = created.arn("Data")
    with pytest.raises(ResourceFailed, match="failed to satisfy constraint"):
        created.stack.deploy({"Data": declaration(Source=NEW_VERSION, ArtifactName="not a name")})
    assert arns(sagemaker) == [arn]
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert_declared(sagemaker, arn, EVERYTHING)


def test_two_versions_of_a_key_are_two_artifacts(world: World, sagemaker: SageMakerClient) -> None:
    world.stack.deploy({"Old": EVERYTHING, "New": declaration(Source=NEW_VERSION)})
    assert sorted(arns(sagemaker)) == sorted([world.arn("Old"), world.arn("New")])
    world.stack.deploy({"New": declaration(Source=NEW_VERSION)})
    assert arns(sagemaker) == [world.arn("New")]


@pytest.mark.parametrize("refuses", [True, False], ids=["refuses", "does-not"])
def test_delete_with_more_than_a_page_of_associations(
    created: World, service: LineageService, sagemaker: SageMakerClient, *, refuses: bool
) -> None:
    service.behaviour = Behaviour(refuse_delete_with_associations=refuses)
    arn = created.arn("Data")
    for number in range(120):
        sagemaker.add_association(
            SourceArn=arn,
            DestinationArn=arn.replace("artifact/", "experiment-trial-component/") + str(number),
        )
    created.stack.destroy()
    assert arns(sagemaker) == []
    removed = [call for call in service.calls if call.operation == "DeleteAssociation"]
    assert len(removed) == 120
    assert sagemaker.list_associations()["AssociationSummaries"] == []


def test_what_is_deleted_is_in_the_log_first(created: World, log_lines: list[str]) -> None:
    created.stack.destroy()
    messages = [json.loads(line)["message"] for line in log_lines]
    (told,) = (m for m in messages if isinstance(m, dict) and m["event"] == "deleting")
    assert told["members"]["Properties"] == EVERYTHING["Properties"]
    assert told["tags"]["team"] == "ml"


def test_artifact_deleted_by_hand_is_recreated(created: World, sagemaker: SageMakerClient) -> None:
    arn = created.arn("Data")
    created.outsider.delete(arn, created.stacks)
    created.stack.deploy({"Data": declaration(ArtifactName="again")})
    assert_declared(sagemaker, arn, declaration(ArtifactName="again"))
    assert created.stack.exchanges[-1].response.reason.startswith(
        f"{arn} was gone: somebody deleted it"
    )


def test_delete_of_what_is_gone_succeeds(created: World) -> None:
    created.outsider.delete(created.arn("Data"), created.stacks)
    created.stack.destroy()
    assert created.violations() == []


@pytest.mark.parametrize("merges", [True, False], ids=["merges", "overwrites"])
def test_everything_changed_by_hand_is_repaired(
    created: World, service: LineageService, sagemaker: SageMakerClient, *, merges: bool
) -> None:
    service.behaviour = Behaviour(merge_properties=merges)
    arn = created.arn("Data")
    sagemaker.update_artifact(ArtifactArn=arn, ArtifactName="by-hand", PropertiesToRemove=["owner"])
    # Without the mark the role could change nothing but it.
    claims = [key for key in tags_of(sagemaker, arn) if not key.endswith(":managed")]
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=claims)
    changed = declaration(Properties=EVERYTHING["Properties"] | {"x": "1"})
    created.stack.deploy({"Data": changed})
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert_declared(sagemaker, arn, changed)


@pytest.mark.parametrize("what", ["nothing", "changed", "deleted"])
def test_change_rolled_back_after_something_was_done_by_hand(
    created: World, sagemaker: SageMakerClient, what: str
) -> None:
    arn = created.arn("Data")
    if what == "changed":
        created.outsider.change(arn)
    if what == "deleted":
        created.outsider.delete(arn, created.stacks)
    with pytest.raises(ResourceFailed):
        created.stack.deploy(
            {"Data": declaration(**CHANGES["properties"], Tags=[])}, fail_at_end=True
        )
    assert holders(sagemaker, arn) == ["Stack/Data"]
    assert_declared(sagemaker, arn, EVERYTHING)
    assert created.violations() == []


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_a_request_delivered_twice_does_no_harm(
    world: World, sagemaker: SageMakerClient, request_type: str
) -> None:
    stack = world.stack
    if request_type == "Create":
        event = stack.request("Create", "Data", EVERYTHING)
    else:
        arn = stack.create("Data", EVERYTHING).physical_id
        changed = declaration(Properties={"rows": "2"})
        event = stack.request(request_type, "Data", changed, arn, EVERYTHING)
    first = stack.send(event)
    second = stack.send(event)
    assert first == second
    assert first.succeeded
    assert len(arns(sagemaker)) == (request_type != "Delete")


def test_failed_create_leaves_nothing(world: World, sagemaker: SageMakerClient) -> None:
    with pytest.raises(ResourceFailed, match="failed to satisfy constraint"):
        world.stack.deploy({"Data": declaration(ArtifactName="not a name")})
    assert arns(sagemaker) == []
    assert world.violations() == []
