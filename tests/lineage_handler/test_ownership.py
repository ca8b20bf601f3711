"""No orphan, no loss: who owns an artifact when declarations meet on one source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, LineageService

from .cloudformation import ResourceFailed, Stack
from .conftest import NewStack
from .environment import kill
from .inspection import Others, problems
from .test_lifecycle import EVERYTHING, declaration, tags_of, user_tags_of

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

S1 = {"SourceUri": "s3://bucket/one"}
S2 = {"SourceUri": "s3://bucket/two"}


def sources(sagemaker: SageMakerClient) -> dict[str, str]:
    """Return the ARNs of all artifacts by source."""
    found = sagemaker.list_artifacts(MaxResults=100)["ArtifactSummaries"]
    return {summary["Source"]["SourceUri"]: summary["ArtifactArn"] for summary in found}


def holders(sagemaker: SageMakerClient, arn: str) -> set[str]:
    return {value for key, value in tags_of(sagemaker, arn).items() if ":claim:" in key}


def assert_equal_to_declaration(
    sagemaker: SageMakerClient, arn: str, declared: dict[str, Any], others: dict[str, str]
) -> None:
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert found["ArtifactName"] == declared["ArtifactName"]
    assert found["ArtifactType"] == declared["ArtifactType"]
    assert found.get("MetadataProperties", {}) == declared.get("MetadataProperties", {})
    assert found.get("Properties", {}) == declared.get("Properties", {}) | others
    tags = {tag["Key"]: tag["Value"] for tag in declared.get("Tags", [])}
    assert user_tags_of(sagemaker, arn) == tags | others


def add_by_hand(sagemaker: SageMakerClient, arn: str) -> dict[str, str]:
    others = {"by-hand": "yes"}
    sagemaker.update_artifact(ArtifactArn=arn, Properties=others)
    sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "by-hand", "Value": "yes"}])
    return others


def associate_by_hand(sagemaker: SageMakerClient, arn: str) -> str:
    other = sagemaker.create_artifact(Source={"SourceUri": "s3://other"}, ArtifactType="X")
    sagemaker.add_association(
        SourceArn=arn, DestinationArn=other["ArtifactArn"], AssociationType="DerivedFrom"
    )
    return other["ArtifactArn"]


CHANGES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "name": {"ArtifactName": "new-name"},
    "properties": {"Properties": {"rows": "2", "new": "yes"}},
    "tags": {"Tags": [{"Key": "team", "Value": "other"}, {"Key": "new", "Value": "yes"}]},
    "metadata": {"MetadataProperties": {"CommitId": "def456"}},
    "type": {"ArtifactType": "Model"},
    "everything": {
        "ArtifactName": "new-name",
        "ArtifactType": "Model",
        "Properties": {"new": "yes"},
        "MetadataProperties": {},
        "Tags": [],
    },
}
each_change = pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES.keys())


@each_change
def test_renamed_construct(
    stack: Stack, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    """The new logical id's Create meets the old one's artifact; then the old one is deleted."""
    arn = stack.create("Old", EVERYTHING).physical_id
    others = add_by_hand(sagemaker, arn)
    other_end = associate_by_hand(sagemaker, arn)
    renamed = declaration(**changes)
    stack.deploy({"New": renamed})
    new = stack.resources["New"].physical_id
    assert holders(sagemaker, new) == {"Stack/New"}
    assert_equal_to_declaration(sagemaker, new, renamed, others)
    (edge,) = sagemaker.list_associations()["AssociationSummaries"]
    assert (edge["SourceArn"], edge["DestinationArn"]) == (new, other_end)
    stack.destroy()
    assert list(sources(sagemaker)) == ["s3://other"]


@each_change
def test_renamed_construct_rolled_back(
    stack: Stack, sagemaker: SageMakerClient, changes: dict[str, Any]
) -> None:
    arn = stack.create("Old", EVERYTHING).physical_id
    others = add_by_hand(sagemaker, arn)
    other_end = associate_by_hand(sagemaker, arn)
    with pytest.raises(ResourceFailed):
        stack.deploy({"New": declaration(**changes)}, fail_at_end=True)
    assert holders(sagemaker, arn) == {"Stack/Old"}
    assert_equal_to_declaration(sagemaker, arn, EVERYTHING, others)
    (edge,) = sagemaker.list_associations()["AssociationSummaries"]
    assert (edge["SourceArn"], edge["DestinationArn"]) == (arn, other_end)
    stack.destroy()
    assert list(sources(sagemaker)) == ["s3://other"]


@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
def test_swapped_sources(stack: Stack, sagemaker: SageMakerClient, *, is_rolled_back: bool) -> None:
    before = {
        "A": declaration(Source=S1, ArtifactName="a", Properties={"a": "1"}),
        "B": declaration(Source=S2, ArtifactName="b", ArtifactType="Model"),
    }
    after = {
        "A": before["A"] | {"Source": S2},
        "B": before["B"] | {"Source": S1},
    }
    stack.deploy(before)
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            stack.deploy(after, fail_at_end=True)
    else:
        stack.deploy(after)
    wanted = before if is_rolled_back else after
    assert set(sources(sagemaker)) == {S1["SourceUri"], S2["SourceUri"]}
    for logical_id, declared in wanted.items():
        arn = stack.resources[logical_id].physical_id
        assert arn == sources(sagemaker)[declared["Source"]["SourceUri"]]
        assert holders(sagemaker, arn) == {f"Stack/{logical_id}"}
        assert_equal_to_declaration(sagemaker, arn, declared, {})
    stack.destroy()
    assert sources(sagemaker) == {}


def test_source_taken_by_another_stack_is_refused(
    new_stack: NewStack, sagemaker: SageMakerClient
) -> None:
    first, second = new_stack("First"), new_stack("Second")
    arn = first.create("Data", EVERYTHING).physical_id
    with pytest.raises(ResourceFailed) as failed:
        second.deploy({"Mine": EVERYTHING})
    reason = str(failed.value)
    assert arn in reason
    assert "First/Data" in reason
    assert "OnExisting.ADOPT" in reason
    assert "from_artifact_arn" in reason
    assert holders(sagemaker, arn) == {"First/Data"}


@pytest.mark.parametrize("call", range(8))
def test_retained_artifact_made_anew_for_its_old_logical_id(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, call: int
) -> None:
    """However far the Create had come when the function was killed."""
    arn = stack.create("Data", EVERYTHING).physical_id
    added = add_by_hand(sagemaker, arn)
    stack.deploy({}, retain=["Data"])
    service.faults.add(kill("after", skip=call))
    changed = declaration(**CHANGES["metadata"])
    stack.deploy({"Data": changed})
    stack.retained.clear()
    others = Others(additions={EVERYTHING["Source"]["SourceUri"]: added})
    assert problems(service, [stack], others) == []
    assert len(sources(sagemaker)) == 1


@pytest.mark.parametrize("first_deleted", ["First", "Second"])
def test_source_shared_by_two_stacks(
    new_stack: NewStack, sagemaker: SageMakerClient, first_deleted: str
) -> None:
    """The last to leave deletes what this library made."""
    stacks = {name: new_stack(name) for name in ("First", "Second")}
    arn = stacks["First"].create("Data", EVERYTHING).physical_id
    stacks["Second"].deploy({"Data": declaration(OnExisting="ADOPT")})
    assert holders(sagemaker, arn) == {"First/Data", "Second/Data"}
    stacks.pop(first_deleted).destroy()
    (remaining,) = stacks.values()
    assert holders(sagemaker, arn) == {f"{remaining.name}/Data"}
    remaining.destroy()
    assert sources(sagemaker) == {}


@pytest.mark.parametrize("last", ["First", "Second"])
def test_shared_source_renamed_by_both_stacks_at_once_rolled_back(
    new_stack: NewStack, service: LineageService, sagemaker: SageMakerClient, last: str
) -> None:
    stacks = {name: new_stack(name) for name in ("First", "Second")}
    for stack in stacks.values():
        stack.deploy({"Data": declaration(OnExisting="ADOPT")})
    created = {
        name: stack.send(stack.request("Create", "New", declaration(ArtifactName=name)))
        for name, stack in stacks.items()
    }
    for name in sorted(stacks, key=lambda name: name == last):
        physical_id = created[name].physical_id
        stacks[name].delete_entity("New", declaration(ArtifactName=name), physical_id)
    shared = Others(shared={EVERYTHING["Source"]["SourceUri"]})
    assert problems(service, list(stacks.values()), shared) == []
    assert len(sources(sagemaker)) == 1


def test_artifact_of_a_job_is_refused(stack: Stack, sagemaker: SageMakerClient) -> None:
    made = sagemaker.create_artifact(Source=EVERYTHING["Source"], ArtifactType="DataSet")
    with pytest.raises(ResourceFailed, match="SageMaker or another tool made it"):
        stack.deploy({"Data": EVERYTHING})
    assert tags_of(sagemaker, made["ArtifactArn"]) == {}


def test_artifact_of_a_job_is_adopted_and_never_deleted(
    stack: Stack, sagemaker: SageMakerClient
) -> None:
    arn = sagemaker.create_artifact(
        Source=EVERYTHING["Source"],
        ArtifactType="DataSet",
        Properties={"job": "j-1"},
        MetadataProperties={"GeneratedBy": "job", "ProjectId": "p"},
    )["ArtifactArn"]
    adopting = declaration(OnExisting="ADOPT", MetadataProperties={"GeneratedBy": "job"})
    stack.deploy({"Data": adopting})
    found = sagemaker.describe_artifact(ArtifactArn=arn)
    assert stack.resources["Data"].physical_id == arn
    assert found["ArtifactName"] == "training-data"
    assert found["Properties"] == {"job": "j-1"} | EVERYTHING["Properties"]
    assert found["MetadataProperties"] == {"GeneratedBy": "job", "ProjectId": "p"}
    assert tags_of(sagemaker, arn)["cdk-sagemaker-lineage:managed"] == "adopted"
    stack.destroy()
    assert sources(sagemaker) == {EVERYTHING["Source"]["SourceUri"]: arn}
    assert not [key for key in tags_of(sagemaker, arn) if key.startswith("cdk-sagemaker")]


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"ArtifactType": "Model"}, "ArtifactType"), ({}, "MetadataProperties")],
    ids=["type", "metadata"],
)
def test_what_cannot_be_adopted_is_told(
    stack: Stack, sagemaker: SageMakerClient, changes: dict[str, Any], words: str
) -> None:
    sagemaker.create_artifact(Source=EVERYTHING["Source"], ArtifactType="DataSet")
    with pytest.raises(ResourceFailed, match=words):
        stack.deploy({"Data": declaration(OnExisting="ADOPT", **changes)})


def test_retained_artifact_and_stack_made_again(
    new_stack: NewStack, sagemaker: SageMakerClient
) -> None:
    """A new stack of the same name is another stack: it has to say that it wants the artifact."""
    arn = new_stack("Stack").create("Data", EVERYTHING).physical_id
    again = new_stack("Stack")
    with pytest.raises(ResourceFailed, match="Stack/Data"):
        again.deploy({"Data": EVERYTHING})
    again.deploy({"Data": declaration(OnExisting="ADOPT")})
    again.destroy()
    assert list(sources(sagemaker).values()) == [arn]


@pytest.mark.parametrize("is_created", [True, False], ids=["retained", "of-a-job"])
def test_adoption_rolled_back(
    new_stack: NewStack, sagemaker: SageMakerClient, *, is_created: bool
) -> None:
    """Mark and claim are taken off again, and the artifact stays."""
    if is_created:
        new_stack("Stack").create("Data", EVERYTHING)
    else:
        sagemaker.create_artifact(Source=EVERYTHING["Source"], ArtifactType="DataSet")
    before = sources(sagemaker)
    (arn,) = before.values()
    owner = tags_of(sagemaker, arn).keys()
    adopting = declaration(OnExisting="ADOPT", MetadataProperties=None, Tags=[])
    if is_created:
        adopting = declaration(OnExisting="ADOPT")
    with pytest.raises(ResourceFailed, match="another resource failed"):
        new_stack("Stack").deploy({"Data": adopting}, fail_at_end=True)
    assert sources(sagemaker) == before
    assert tags_of(sagemaker, arn).keys() == owner


def test_other_source_rolled_back(stack: Stack, sagemaker: SageMakerClient) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    others = add_by_hand(sagemaker, arn)
    with pytest.raises(ResourceFailed):
        stack.deploy({"Data": declaration(Source=S1)}, fail_at_end=True)
    assert sources(sagemaker) == {EVERYTHING["Source"]["SourceUri"]: arn}
    assert holders(sagemaker, arn) == {"Stack/Data"}
    assert_equal_to_declaration(sagemaker, arn, EVERYTHING, others)


@pytest.mark.parametrize("what", ["nothing", "changed", "deleted"])
def test_change_rolled_back_after_something_was_done_by_hand(
    stack: Stack, sagemaker: SageMakerClient, what: str
) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    others = {} if what == "deleted" else add_by_hand(sagemaker, arn)
    if what == "changed":
        sagemaker.update_artifact(ArtifactArn=arn, ArtifactName="by-hand", Properties={"rows": "x"})
        sagemaker.delete_tags(ResourceArn=arn, TagKeys=["team"])
    if what == "deleted":
        sagemaker.delete_artifact(ArtifactArn=arn)
    with pytest.raises(ResourceFailed):
        stack.deploy({"Data": declaration(**CHANGES["properties"], Tags=[])}, fail_at_end=True)
    assert holders(sagemaker, arn) == {"Stack/Data"}
    assert_equal_to_declaration(sagemaker, arn, EVERYTHING, others)
    stack.destroy()
    assert sources(sagemaker) == {}


def test_recreating_what_another_stack_claims_is_refused(
    new_stack: NewStack, sagemaker: SageMakerClient
) -> None:
    first, second = new_stack("First"), new_stack("Second")
    first.create("Data", EVERYTHING)
    second.deploy({"Data": declaration(OnExisting="ADOPT")})
    with pytest.raises(ResourceFailed, match="Second/Data claims it too"):
        first.deploy({"Data": declaration(MetadataProperties={"CommitId": "new"})})


@pytest.mark.parametrize("merges", [True, False], ids=["merges", "overwrites"])
def test_everything_changed_by_hand_is_healed(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, *, merges: bool
) -> None:
    service.behaviour = Behaviour(merge_properties=merges)
    arn = stack.create("Data", EVERYTHING).physical_id
    sagemaker.update_artifact(ArtifactArn=arn, ArtifactName="by-hand", PropertiesToRemove=["owner"])
    keys = list(tags_of(sagemaker, arn))
    sagemaker.delete_tags(ResourceArn=arn, TagKeys=keys)
    stack.deploy({"Data": declaration(Properties=EVERYTHING["Properties"] | {"x": "1"})})
    assert holders(sagemaker, arn) == {"Stack/Data"}
    assert_equal_to_declaration(sagemaker, arn, dict(stack.resources["Data"].properties), {})


@pytest.mark.parametrize("changes", [CHANGES["metadata"], CHANGES["type"], CHANGES["everything"]])
@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
def test_made_anew_with_what_others_added(
    stack: Stack, sagemaker: SageMakerClient, changes: dict[str, Any], *, is_rolled_back: bool
) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    others = add_by_hand(sagemaker, arn)
    other_end = associate_by_hand(sagemaker, arn)
    changed = declaration(**changes)
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            stack.deploy({"Data": changed}, fail_at_end=True)
    else:
        stack.deploy({"Data": changed})
    arn = stack.resources["Data"].physical_id
    assert_equal_to_declaration(sagemaker, arn, EVERYTHING if is_rolled_back else changed, others)
    (edge,) = sagemaker.list_associations()["AssociationSummaries"]
    assert (edge["SourceArn"], edge["DestinationArn"]) == (arn, other_end)
    assert len(sources(sagemaker)) == 2
    assert [key for key in tags_of(sagemaker, arn) if "stand-in" in key] == []


def test_impossible_declaration_deletes_nothing(stack: Stack, sagemaker: SageMakerClient) -> None:
    arn = stack.create("Data", EVERYTHING).physical_id
    other_end = associate_by_hand(sagemaker, arn)
    with pytest.raises(ResourceFailed, match="commitId"):
        stack.deploy({"Data": declaration(MetadataProperties={"CommitId": "x" * 1025})})
    assert_equal_to_declaration(sagemaker, arn, EVERYTHING, {})
    (edge,) = sagemaker.list_associations()["AssociationSummaries"]
    assert edge["DestinationArn"] == other_end


def test_retained_old_name(stack: Stack, sagemaker: SageMakerClient) -> None:
    """No Delete comes for the old name: the artifact stays, and stays the old name's too."""
    arn = stack.create("Old", EVERYTHING).physical_id
    stack.resources.pop("Old")
    stack.deploy({"New": declaration(MetadataProperties={"CommitId": "def456"})})
    stack.deploy({"New": declaration(MetadataProperties={"CommitId": "789abc"})})
    assert holders(sagemaker, arn) == {"Stack/Old", "Stack/New"}
    stack.destroy()
    assert list(sources(sagemaker).values()) == [arn]


@pytest.mark.parametrize("refuses", [True, False], ids=["refuses", "does-not"])
def test_delete_with_more_than_a_page_of_associations(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, *, refuses: bool
) -> None:
    service.behaviour = Behaviour(refuse_delete_with_associations=refuses)
    arn = stack.create("Data", EVERYTHING).physical_id
    for number in range(120):
        sagemaker.add_association(
            SourceArn=arn,
            DestinationArn=arn.replace("artifact/", "experiment-trial-component/") + str(number),
        )
    stack.destroy()
    assert sources(sagemaker) == {}
    removed = [call for call in service.calls if call.operation == "DeleteAssociation"]
    assert len(removed) == 120
    assert sagemaker.list_associations()["AssociationSummaries"] == []
