"""The graph of deployed stacks, against CloudFormation and SageMaker's API."""

from __future__ import annotations

import boto3

from lineage_graph import EntityKind, deployed_graph
from lineage_graph.renderings.label import entity_lines
from lineage_local.service import Behaviour, LineageService
from tests.lineage_graph.deployed_stack import DeployedStack, NewStack
from tests.lineage_graph.graphs import edges, pairs, statuses


def test_declared_undeclared_and_missing(stack: DeployedStack, session: boto3.Session) -> None:
    data, model, gone = (stack.artifact(name) for name in ("data", "model", "gone"))
    report = stack.other_artifact("report")
    for logical_id, source, destination, type_ in [
        ("Kept", data, model, "ContributedTo"),
        ("Lost", model, report, "DerivedFrom"),
        ("Retyped", data, report, "Produced"),
        ("ToGone", model, gone, "DerivedFrom"),
    ]:
        stack.association(logical_id, source, destination, type_)
    stack.associate(data, model, "ContributedTo")
    stack.associate(data, report, "DerivedFrom")
    stack.sagemaker.delete_artifact(ArtifactArn=gone)
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert graph.title == f"Deployed lineage: {stack.name}"
    names = statuses(graph)
    # What is gone has the name of the resource that declares it.
    assert names.pop("gone") == "missing"
    assert names == {"data": "declared", "model": "declared", "report": "undeclared"}
    assert edges(graph) == {
        ("data", "ContributedTo", "model"): "declared",
        ("data", "DerivedFrom", "report"): "undeclared",
        ("data", "Produced", "report"): "missing",
        ("model", "DerivedFrom", "report"): "missing",
        ("model", "DerivedFrom", "gone"): "missing",
    }
    (found,) = [vertex for vertex in graph.vertices if vertex.id == data]
    assert (found.kind, found.type, found.source_uri, found.properties) == (
        EntityKind.ARTIFACT,
        "DataSet",
        "s3://bucket/data",
        {"of": "data"},
    )
    assert [str(by) for by in found.declared_by] == [f"{stack.name}/data"]


def test_an_association_declared_without_a_type_is_there_whatever_its_type(
    stack: DeployedStack, session: boto3.Session
) -> None:
    data, model = stack.artifact("data"), stack.artifact("model")
    stack.association("Any", data, model, None)
    stack.associate(data, model, "Produced")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert edges(graph) == {("data", "Produced", "model"): "declared"}


def test_associations_between_what_the_stack_does_not_declare(
    stack: DeployedStack, session: boto3.Session
) -> None:
    """As of what SageMaker made for a job."""
    data, job, model = (stack.other_artifact(name) for name in ("data", "job", "model"))
    stack.association("Kept", data, job, "ContributedTo")
    stack.association("Lost", job, model, "Produced")
    stack.associate(data, job, "ContributedTo")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert set(statuses(graph).values()) == {"undeclared"}
    assert edges(graph) == {
        ("data", "ContributedTo", "job"): "declared",
        ("job", "Produced", "model"): "missing",
    }


def test_each_stack_declares_its_own_type_of_one_association(
    new_stack: NewStack, session: boto3.Session
) -> None:
    first, second = new_stack("First"), new_stack("Second")
    data, model = first.artifact("data"), first.artifact("model")
    first.association("Edge", data, model, "ContributedTo")
    second.claim("Edge", "Custom::SageMakerAssociation", first.physical_id("Edge"))
    second.claim_record("Edge", first.physical_id("Edge"), "Produced")
    first.associate(data, model, "ContributedTo")
    first.deploy()
    second.deploy()

    graph = deployed_graph([first.name, second.name], session=session)

    assert edges(graph) == {
        ("data", "ContributedTo", "model"): "declared",
        ("data", "Produced", "model"): "missing",
    }
    by = {edge.type: [str(each) for each in edge.declared_by] for edge in graph.edges}
    assert by == {"ContributedTo": [f"{first.name}/Edge"], "Produced": [f"{second.name}/Edge"]}


def test_an_artifact_without_a_name_is_known_by_its_arn(
    stack: DeployedStack, session: boto3.Session
) -> None:
    arn = stack.sagemaker.create_artifact(
        ArtifactType="DataSet", Source={"SourceUri": "s3://bucket/x"}
    )["ArtifactArn"]
    stack.claim("Nameless", "Custom::SageMakerArtifact", arn)
    stack.deploy()

    (vertex,) = deployed_graph([stack.name], session=session).vertices

    assert vertex.name == arn.rpartition("/")[2]


def test_two_stacks_can_declare_one_artifact(new_stack: NewStack, session: boto3.Session) -> None:
    first, second = new_stack("First"), new_stack("Second")
    arn = first.artifact("shared")
    second.claim("Shared", "Custom::SageMakerArtifact", arn)
    first.deploy()
    second.deploy()

    (vertex,) = deployed_graph([first.name, second.name], session=session).vertices

    assert [str(by) for by in vertex.declared_by] == [
        f"{first.name}/shared",
        f"{second.name}/Shared",
    ]


def test_what_cannot_be_shown_is_reported(stack: DeployedStack, session: boto3.Session) -> None:
    model, other = stack.artifact("model"), stack.artifact("other")
    stack.association("Forgotten", model, other, "Produced")
    record = stack.physical_id("Forgotten")
    stack.sagemaker.delete_artifact(ArtifactArn=record)
    stack.claim("Odd", "Custom::SageMakerArtifact", "failed-to-create")
    stack.deploy()
    reported: list[str] = []

    graph = deployed_graph([stack.name], session=session, report=reported.append)

    assert statuses(graph) == {"model": "declared", "other": "declared"}
    assert f"{stack.name}/Odd is not shown: it is CREATE_COMPLETE and has no ARN" in reported
    assert (
        f"{stack.name}/Forgotten is not shown: its record {record} is gone, so its source and "
        "destination are not known" in reported
    )


def test_actions_and_contexts_have_names_types_and_sources(
    stack: DeployedStack, session: boto3.Session
) -> None:
    model = stack.artifact("model")
    action = stack.sagemaker.create_action(
        ActionName="approval", ActionType="Approval", Source={"SourceUri": "x:1"}
    )["ActionArn"]
    context = stack.sagemaker.create_context(
        ContextName="endpoint", ContextType="Endpoint", Source={"SourceUri": "x:2"}
    )["ContextArn"]
    stack.associate(action, model, "AssociatedWith")
    stack.associate(model, context, "AssociatedWith")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session)

    assert {(each.kind, each.name, each.type, each.source_uri) for each in graph.vertices} == {
        (EntityKind.ARTIFACT, "model", "DataSet", "s3://bucket/model"),
        (EntityKind.ACTION, "approval", "Approval", "x:1"),
        (EntityKind.CONTEXT, "endpoint", "Endpoint", "x:2"),
    }


def test_a_job_is_shown_as_such_and_each_association_once(
    stack: DeployedStack, session: boto3.Session, service: LineageService
) -> None:
    model = stack.artifact("model")
    component = f"{model.rpartition(':')[0]}:experiment-trial-component"
    job, by_hand = f"{component}/churn-7-aws-training-job", f"{component}/by-hand"
    stack.associate(job, model, "Produced")
    stack.associate(model, by_hand, "ContributedTo")
    stack.deploy()
    service.behaviour = Behaviour(duplicate_vertices=True)

    graph = deployed_graph([stack.name], session=session)

    assert sorted(vertex.id for vertex in graph.vertices) == sorted([model, job, by_hand])
    assert sorted(pairs(graph)) == sorted([(job, model), (model, by_hand)])
    lines = {vertex.id: entity_lines(vertex) for vertex in graph.vertices}
    assert lines[job][:2] == ["churn-7-aws-training-job", "TrainingJob"]
    assert lines[by_hand][:2] == ["by-hand", "trial component"]


def test_direction_and_depth_are_those_of_the_queries(
    stack: DeployedStack, session: boto3.Session
) -> None:
    before, middle, after = (
        stack.other_artifact("before"),
        stack.artifact("middle"),
        stack.other_artifact("after"),
    )
    stack.associate(before, middle, "ContributedTo")
    stack.associate(middle, after, "ContributedTo")
    stack.associate(after, stack.other_artifact("farther"), "ContributedTo")
    stack.deploy()

    graph = deployed_graph([stack.name], session=session, direction="Descendants", depth=1)

    assert set(statuses(graph)) == {"middle", "after"}
