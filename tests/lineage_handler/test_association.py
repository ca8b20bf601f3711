"""Associations as resources: Create, Update and Delete, and who owns an association."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from lineage_local.service import Behaviour, Fault, LineageService

from .cloudformation import Ref, ResourceFailed, Stack
from .conftest import NewStack
from .environment import kill
from .inspection import Others, problems

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

Edges = dict[tuple[str, str], str | None]


def artifact(name: str, **members: Any) -> dict[str, Any]:
    return {
        "ArtifactName": name,
        "Source": {"SourceUri": f"s3://bucket/{name}"},
        "ArtifactType": "DataSet",
        **members,
    }


def association(source: object, destination: object, **members: Any) -> dict[str, Any]:
    return {
        "SourceArn": source,
        "DestinationArn": destination,
        "AssociationType": "ContributedTo",
        **members,
    }


ENDS = {"Data": artifact("data"), "Model": artifact("model")}
DECLARED = ENDS | {"Edge": association(Ref("Data"), Ref("Model"))}


def present(sagemaker: SageMakerClient) -> Edges:
    """Return the types of all associations by the names of their ends."""
    found = sagemaker.list_associations(MaxResults=100)["AssociationSummaries"]
    return {
        (each["SourceName"], each["DestinationName"]): each.get("AssociationType") for each in found
    }


def records(sagemaker: SageMakerClient) -> list[str]:
    found = sagemaker.list_artifacts(ArtifactType="AssociationRecord")["ArtifactSummaries"]
    return [each["ArtifactArn"] for each in found]


def make_ends(sagemaker: SageMakerClient) -> tuple[str, str]:
    """Make two artifacts that no stack declares."""
    data, model = (
        sagemaker.create_artifact(
            ArtifactName=name, Source={"SourceUri": f"s3://bucket/{name}"}, ArtifactType="DataSet"
        )["ArtifactArn"]
        for name in ("data", "model")
    )
    return data, model


@pytest.fixture
def ends(sagemaker: SageMakerClient) -> tuple[str, str]:
    return make_ends(sagemaker)


def test_create_associates(stack: Stack, sagemaker: SageMakerClient) -> None:
    stack.deploy(DECLARED)
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}
    assert stack.resources["Edge"].data == {
        "SourceArn": stack.resources["Data"].physical_id,
        "DestinationArn": stack.resources["Model"].physical_id,
        "AssociationType": "ContributedTo",
    }
    assert records(sagemaker) == [stack.resources["Edge"].physical_id]


def test_type_can_be_left_out(stack: Stack, sagemaker: SageMakerClient) -> None:
    untyped = {key: value for key, value in DECLARED["Edge"].items() if key != "AssociationType"}
    stack.deploy(ENDS | {"Edge": untyped})
    assert present(sagemaker) == {("data", "model"): None}
    assert stack.resources["Edge"].data["AssociationType"] == ""


def test_destroy_leaves_nothing(stack: Stack, sagemaker: SageMakerClient) -> None:
    stack.deploy(DECLARED)
    stack.destroy()
    assert present(sagemaker) == {}
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


def test_delete_keeps_the_ends(stack: Stack, sagemaker: SageMakerClient) -> None:
    stack.deploy(DECLARED)
    stack.deploy(ENDS)
    assert present(sagemaker) == {}
    assert len(sagemaker.list_artifacts()["ArtifactSummaries"]) == 2


def test_another_type_makes_it_anew(stack: Stack, sagemaker: SageMakerClient) -> None:
    stack.deploy(DECLARED)
    before = stack.resources["Edge"].physical_id
    stack.deploy(ENDS | {"Edge": association(Ref("Data"), Ref("Model"), AssociationType="SameAs")})
    assert present(sagemaker) == {("data", "model"): "SameAs"}
    assert stack.resources["Edge"].physical_id == before


def test_another_type_rolled_back(stack: Stack, sagemaker: SageMakerClient) -> None:
    stack.deploy(DECLARED)
    changed = ENDS | {"Edge": association(Ref("Data"), Ref("Model"), AssociationType="SameAs")}
    with pytest.raises(ResourceFailed):
        stack.deploy(changed, fail_at_end=True)
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}


@pytest.mark.parametrize("is_renamed", [False, True])
def test_another_type_rolled_back_while_lists_lag(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, *, is_renamed: bool
) -> None:
    stack.deploy(DECLARED)
    service.behaviour = Behaviour(list_lag_seconds=0.1)
    new = {"New" if is_renamed else "Edge": DECLARED["Edge"] | {"AssociationType": "DerivedFrom"}}
    with pytest.raises(ResourceFailed):
        stack.deploy(ENDS | new, fail_at_end=True)
    time.sleep(0.1)
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}


def test_new_edge_of_a_renamed_artifact_rolled_back_while_lists_lag(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    stack.deploy(ENDS)
    service.behaviour = Behaviour(list_lag_seconds=0.1)
    new = {
        "Data": ENDS["Data"],
        "New": ENDS["Model"] | {"ArtifactType": "Model"},
        "Edge": association(Ref("Data"), Ref("New")),
    }
    # Until then lists show the new one.
    service.faults.add(Fault(operation="AddAssociation", at="after", delay_seconds=0.3))
    with pytest.raises(ResourceFailed):
        stack.deploy(new, fail_at_end=True)
    time.sleep(0.1)
    assert present(sagemaker) == {}
    assert problems(service, [stack]) == []


def test_edge_of_a_renamed_artifact_deleted_with_the_rename_while_lists_lag(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    stack.deploy(DECLARED)
    time.sleep(0.1)
    service.behaviour = Behaviour(list_lag_seconds=0.1)
    new = {"Data": ENDS["Data"], "New": ENDS["Model"] | {"ArtifactType": "Model"}}
    # Until then lists show it with the stand-in, and when it has gone from there, still.
    service.faults.add(Fault(operation="AddAssociation", at="after", delay_seconds=0.3))
    stack.deploy(new)
    time.sleep(0.1)
    assert present(sagemaker) == {}
    assert problems(service, [stack]) == []


@pytest.mark.parametrize("skip", range(20))
def test_edges_of_an_artifact_made_anew_twice_while_lists_lag(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, skip: int
) -> None:
    stack.deploy(DECLARED)
    time.sleep(0.2)
    service.behaviour = Behaviour(list_lag_seconds=0.1, refuse_delete_with_associations=False)
    service.faults.add(kill("after", skip=skip))
    stack.redelivery_seconds = 0.3
    new = DECLARED | {"Model": artifact("model", MetadataProperties={"CommitId": "2"})}
    with pytest.raises(ResourceFailed):
        stack.deploy(new, fail_at_end=True)
    time.sleep(0.1)
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}
    assert problems(service, [stack]) == []


@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
@pytest.mark.parametrize("backwards", [False, True], ids=["", "cleaned-up-backwards"])
def test_another_end_is_a_replacement(
    stack: Stack, sagemaker: SageMakerClient, *, is_rolled_back: bool, backwards: bool
) -> None:
    stack.cleans_up_backwards = backwards
    other = ENDS | {"Other": artifact("other")}
    stack.deploy(other | {"Edge": association(Ref("Data"), Ref("Model"))})
    changed = other | {"Edge": association(Ref("Other"), Ref("Model"))}
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            stack.deploy(changed, fail_at_end=True)
    else:
        stack.deploy(changed)
    source = "data" if is_rolled_back else "other"
    assert present(sagemaker) == {(source, "model"): "ContributedTo"}
    assert records(sagemaker) == [stack.resources["Edge"].physical_id]


@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
@pytest.mark.parametrize("backwards", [False, True], ids=["", "cleaned-up-backwards"])
def test_replaced_artifact_takes_its_edges_along(
    stack: Stack,
    service: LineageService,
    sagemaker: SageMakerClient,
    *,
    is_rolled_back: bool,
    backwards: bool,
) -> None:
    """In the middle of a graph: edges on both sides of it."""
    stack.cleans_up_backwards = backwards
    template = DECLARED | {
        "Report": artifact("report"),
        "After": association(Ref("Model"), Ref("Report"), AssociationType="DerivedFrom"),
    }
    stack.deploy(template)
    moved = artifact("model-2", Source={"SourceUri": "s3://bucket/model-2"})
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            stack.deploy(template | {"Model": moved}, fail_at_end=True)
    else:
        stack.deploy(template | {"Model": moved})
    middle = "model" if is_rolled_back else "model-2"
    assert present(sagemaker) == {
        ("data", middle): "ContributedTo",
        (middle, "report"): "DerivedFrom",
    }
    assert problems(service, [stack]) == []


@pytest.mark.parametrize("edge_first", [False, True], ids=["artifact-first", "edge-first"])
@pytest.mark.parametrize("refuses", [False, True], ids=["", "refuses-deletes"])
@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
def test_artifact_made_anew_keeps_its_edges(
    stack: Stack,
    service: LineageService,
    sagemaker: SageMakerClient,
    *,
    edge_first: bool,
    refuses: bool,
    is_rolled_back: bool,
) -> None:
    """A new commit, in the deployment that also changes the edge's type, in both orders."""
    service.reset(Behaviour(refuse_delete_with_associations=refuses))
    stack.deploy(DECLARED)
    changed = {
        "Data": artifact("data", MetadataProperties={"CommitId": "def456"}),
        "Edge": association(Ref("Data"), Ref("Model"), AssociationType="DerivedFrom"),
    }
    order = ["Edge", "Data", "Model"] if edge_first else ["Data", "Model", "Edge"]
    template = {logical_id: (DECLARED | changed)[logical_id] for logical_id in order}
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            stack.deploy(template, fail_at_end=True)
    else:
        stack.deploy(template)
    wanted = "ContributedTo" if is_rolled_back else "DerivedFrom"
    assert present(sagemaker) == {("data", "model"): wanted}
    assert problems(service, [stack]) == []


@pytest.mark.parametrize("changes", [{}, {"AssociationType": "DerivedFrom"}], ids=["", "type"])
@pytest.mark.parametrize("is_rolled_back", [False, True], ids=["", "rolled-back"])
def test_renamed(
    stack: Stack,
    service: LineageService,
    sagemaker: SageMakerClient,
    changes: dict[str, Any],
    *,
    is_rolled_back: bool,
) -> None:
    """The artifact at one end and the association are declared under other logical ids."""
    stack.deploy(DECLARED)
    renamed = {
        "Data": ENDS["Data"],
        "NewModel": ENDS["Model"],
        "NewEdge": association(Ref("Data"), Ref("NewModel"), **changes),
    }
    before = stack.resources["Edge"].physical_id
    if is_rolled_back:
        with pytest.raises(ResourceFailed):
            stack.deploy(renamed, fail_at_end=True)
    else:
        stack.deploy(renamed)
    wanted = {"AssociationType": "ContributedTo"} | ({} if is_rolled_back else changes)
    assert present(sagemaker) == {("data", "model"): wanted["AssociationType"]}
    assert records(sagemaker) == [before]
    assert problems(service, [stack]) == []
    stack.destroy()
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []


def test_one_of_a_job_is_refused_and_left(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    data, model = ends
    sagemaker.add_association(SourceArn=data, DestinationArn=model, AssociationType="ContributedTo")
    with pytest.raises(ResourceFailed) as failed:
        stack.deploy({"Edge": association(data, model)})
    reason = str(failed.value)
    assert data in reason
    assert model in reason
    assert "OnExisting.ADOPT" in reason
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}
    assert records(sagemaker) == []


def test_one_of_a_job_is_adopted_and_never_deleted(
    stack: Stack, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    data, model = ends
    sagemaker.add_association(SourceArn=data, DestinationArn=model, AssociationType="ContributedTo")
    stack.deploy({"Edge": association(data, model, OnExisting="ADOPT")})
    assert len(records(sagemaker)) == 1
    stack.destroy()
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}
    assert records(sagemaker) == []


def test_adopted_one_is_carried_along_and_still_not_deleted(
    stack: Stack, sagemaker: SageMakerClient
) -> None:
    """When an end is made anew the association is, too; it stays the job's all the same."""
    stack.deploy(ENDS)
    data, model = (stack.resources[each].physical_id for each in ("Data", "Model"))
    sagemaker.add_association(SourceArn=data, DestinationArn=model, AssociationType="ContributedTo")
    adopting = ENDS | {"Edge": association(Ref("Data"), Ref("Model"), OnExisting="ADOPT")}
    stack.deploy(adopting)
    anew = {"Data": artifact("data", MetadataProperties={"CommitId": "def456"})}
    stack.deploy(adopting | anew)
    stack.deploy(ENDS | anew)
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}


def test_one_of_another_type_cannot_be_adopted(
    stack: Stack, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    data, model = ends
    sagemaker.add_association(SourceArn=data, DestinationArn=model, AssociationType="SameAs")
    with pytest.raises(ResourceFailed, match="association_type='SameAs'"):
        stack.deploy({"Edge": association(data, model, OnExisting="ADOPT")})
    assert present(sagemaker) == {("data", "model"): "SameAs"}
    assert records(sagemaker) == []


def test_adopted_one_that_is_gone_is_made_and_then_deleted(
    stack: Stack, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    data, model = ends
    sagemaker.add_association(SourceArn=data, DestinationArn=model, AssociationType="ContributedTo")
    adopting = association(data, model, OnExisting="ADOPT")
    stack.deploy({"Edge": adopting})
    sagemaker.delete_association(SourceArn=data, DestinationArn=model)
    stack.deploy({"Edge": adopting | {"ServiceTimeout": "600"}})
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}
    stack.destroy()
    assert present(sagemaker) == {}


def test_declared_by_another_stack_is_refused(
    new_stack: NewStack, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    new_stack("First").deploy({"Edge": association(*ends)})
    with pytest.raises(ResourceFailed, match="First/Edge as ContributedTo"):
        new_stack("Second").deploy({"Mine": association(*ends)})
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}


@pytest.mark.parametrize("first_deleted", ["First", "Second"])
def test_shared_by_two_stacks(
    new_stack: NewStack, sagemaker: SageMakerClient, ends: tuple[str, str], first_deleted: str
) -> None:
    stacks = {name: new_stack(name) for name in ("First", "Second")}
    stacks["First"].deploy({"Edge": association(*ends)})
    stacks["Second"].deploy({"Edge": association(*ends, OnExisting="ADOPT")})
    stacks.pop(first_deleted).destroy()
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}
    next(iter(stacks.values())).destroy()
    assert present(sagemaker) == {}
    assert records(sagemaker) == []


def test_shared_with_another_type_is_refused(
    new_stack: NewStack, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    new_stack("First").deploy({"Edge": association(*ends)})
    other = association(*ends, AssociationType="SameAs", OnExisting="ADOPT")
    with pytest.raises(ResourceFailed, match="another type, by First/Edge"):
        new_stack("Second").deploy({"Edge": other})
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}


@pytest.mark.parametrize("retained", ["Edge", "Kept", "Old"])
def test_renamed_beside_a_retained_claim_of_another_type(
    stack: Stack, sagemaker: SageMakerClient, retained: str
) -> None:
    """Claims come in the order of hashes: whichever comes first."""
    types = {retained: "Produced", "New": "DerivedFrom", "Newer": "SameAs"}
    for name, association_type in types.items():
        edge = association(Ref("Data"), Ref("Model"), AssociationType=association_type)
        stack.deploy(ENDS | {name: edge}, retain=[retained])
    assert present(sagemaker) == {("data", "model"): "SameAs"}


def test_retained_one_whose_end_is_deleted_before_the_last_claim(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    stack.cleans_up_backwards = True
    stack.deploy(DECLARED)
    renamed = association(Ref("Data"), Ref("Model"), AssociationType="DerivedFrom")
    stack.deploy(ENDS | {"New": renamed}, retain=["Edge"])
    stack.deploy(
        {
            "Data": ENDS["Data"],
            "Other": artifact("other"),
            "New": association(Ref("Data"), Ref("Other")),
        }
    )
    assert present(sagemaker) == {("data", "other"): "ContributedTo"}
    assert problems(service, [stack]) == []


@pytest.mark.parametrize("at", ["before", "after"])
@pytest.mark.parametrize("call", range(2))
def test_create_whose_answer_is_lost_is_repeated(
    stack: Stack,
    service: LineageService,
    sagemaker: SageMakerClient,
    ends: tuple[str, str],
    at: str,
    call: int,
) -> None:
    service.faults.add(kill(at, skip=call))
    stack.deploy({"Edge": association(*ends)})
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}
    stack.destroy()
    assert present(sagemaker) == {}
    assert records(sagemaker) == []


def test_lost_answer_is_not_taken_for_a_job(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    service.faults.add(Fault("reset", operation="AddAssociation", at="after"))
    stack.deploy({"Edge": association(*ends)})
    stack.destroy()
    assert present(sagemaker) == {}


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_a_request_delivered_twice_does_no_harm(
    stack: Stack, sagemaker: SageMakerClient, ends: tuple[str, str], request_type: str
) -> None:
    declared = association(*ends)
    if request_type == "Create":
        event = stack.request("Create", "Edge", declared)
    else:
        record = stack.create("Edge", declared).physical_id
        changed = declared | {"AssociationType": "DerivedFrom"}
        event = stack.request(request_type, "Edge", changed, record, declared)
    assert stack.send(event) == stack.send(event)
    assert len(present(sagemaker)) == len(records(sagemaker)) == (request_type != "Delete")


@pytest.mark.parametrize("has_created", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("is_there", [False, True], ids=["", "beside-one-of-a-job"])
def test_cancelled_create(
    stack: Stack,
    sagemaker: SageMakerClient,
    ends: tuple[str, str],
    *,
    has_created: bool,
    is_there: bool,
) -> None:
    data, model = ends
    declared = association(data, model)
    if is_there:
        sagemaker.add_association(
            SourceArn=data, DestinationArn=model, AssociationType="ContributedTo"
        )
    if has_created:
        stack.send(stack.request("Create", "Edge", declared))
    stack.delete_entity("Edge", declared, stack.made_up_id("Edge"))
    assert len(present(sagemaker)) == is_there
    assert records(sagemaker) == []


def test_delete_of_what_is_gone_succeeds(
    stack: Stack, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    data, model = ends
    stack.deploy({"Edge": association(data, model)})
    sagemaker.delete_association(SourceArn=data, DestinationArn=model)
    sagemaker.delete_artifact(ArtifactArn=data)
    stack.destroy()
    assert records(sagemaker) == []


def test_record_deleted_by_hand_is_made_again(
    stack: Stack, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    """Who made the association is forgotten then, so it is never deleted."""
    stack.deploy({"Edge": association(*ends)})
    sagemaker.delete_artifact(ArtifactArn=stack.resources["Edge"].physical_id)
    stack.deploy({"Edge": association(*ends, ServiceTimeout="600")})
    assert records(sagemaker) == [stack.resources["Edge"].physical_id]
    stack.destroy()
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}


def test_end_that_is_not_there_is_told(stack: Stack, ends: tuple[str, str]) -> None:
    data, model = ends
    with pytest.raises(ResourceFailed, match="both ends of an association must be there"):
        stack.deploy({"Edge": association(data, model[:-1] + "x")})


def test_end_that_is_away_for_a_moment(
    stack: Stack, service: LineageService, sagemaker: SageMakerClient, ends: tuple[str, str]
) -> None:
    """It is being made anew by another stack."""
    data, model = ends
    sagemaker.delete_artifact(ArtifactArn=model)
    service.faults.add(
        Fault(
            operation="AddAssociation",
            skip=1,
            hook=lambda: sagemaker.create_artifact(
                ArtifactName="model",
                Source={"SourceUri": "s3://bucket/model"},
                ArtifactType="DataSet",
            ),
        )
    )
    stack.deploy({"Edge": association(data, model)})
    assert present(sagemaker) == {("data", "model"): "ContributedTo"}


def test_shared_record_is_left_to_others_edges(
    new_stack: NewStack, service: LineageService, sagemaker: SageMakerClient
) -> None:
    """Deleting an artifact deletes its associations; their resources find nothing, and end well."""
    first, second = new_stack("First"), new_stack("Second")
    first.deploy(ENDS)
    data, model = (first.resources[each].physical_id for each in ("Data", "Model"))
    second.deploy({"Edge": association(data, model)})
    first.destroy()
    second.destroy()
    assert problems(service, [first, second], Others()) == []
    assert sagemaker.list_artifacts()["ArtifactSummaries"] == []
