"""Every kind of request that the function gets, each in the deployment that brings it about."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lineage_local.service import LineageService

from .cloudformation import Ref, ResourceFailed, Stack
from .inspection import Others

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

URI = "s3://bucket/data"
OTHER_URI = "s3://bucket/other"
NEIGHBOUR = "s3://bucket/neighbour"
BY_HAND = {"by-hand": "yes"}


def declared(uri: str = URI, **members: Any) -> dict[str, Any]:
    return {
        "ArtifactName": "data",
        "Source": {"SourceUri": uri},
        "ArtifactType": "DataSet",
        "Properties": {"rows": "1000"},
        "MetadataProperties": {"CommitId": "abc123"},
        "Tags": [{"Key": "team", "Value": "ml"}],
        **members,
    }


def joined(source: object, destination: object, **members: Any) -> dict[str, Any]:
    return {
        "SourceArn": source,
        "DestinationArn": destination,
        "AssociationType": "ContributedTo",
        **members,
    }


IN_PLACE: dict[str, Any] = {
    "ArtifactName": "changed",
    "Properties": {"columns": "7"},
    "Tags": [{"Key": "stage", "Value": "test"}],
}
ANEW: dict[str, Any] = {"MetadataProperties": {"CommitId": "def456"}}


@dataclass
class Scene:
    """Where a scenario plays: two stacks, the service, and somebody who does things by hand."""

    stack: Stack
    neighbour: Stack
    service: LineageService
    sagemaker: SageMakerClient
    others: Others = field(default_factory=Others)

    @property
    def stacks(self) -> list[Stack]:
        return [self.stack, self.neighbour]

    def add_by_hand(self, uri: str = URI) -> None:
        """Add a property and a tag to an artifact."""
        arn = self._arn(uri)
        self.sagemaker.update_artifact(
            ArtifactArn=arn,
            Properties={**self.sagemaker.describe_artifact(ArtifactArn=arn)["Properties"]}
            | BY_HAND,
        )
        self.sagemaker.add_tags(ResourceArn=arn, Tags=[{"Key": "by-hand", "Value": "yes"}])
        self.others.additions[uri] = BY_HAND

    def associate_by_hand(self, uri: str = URI) -> None:
        """Associate an artifact with one that a job has made, in both directions."""
        arn = self._arn(uri)
        job = self.make_by_hand(NEIGHBOUR)
        self.sagemaker.add_association(
            SourceArn=arn, DestinationArn=job, AssociationType="ContributedTo"
        )
        self.sagemaker.add_association(SourceArn=job, DestinationArn=arn)
        self.others.edges |= {(uri, NEIGHBOUR), (NEIGHBOUR, uri)}

    def make_by_hand(self, uri: str = URI, **members: Any) -> str:
        """Make an artifact as a job makes it."""
        self.others.made.add(uri)
        made = self.sagemaker.create_artifact(
            Source={"SourceUri": uri}, ArtifactType="DataSet", **members
        )
        return made["ArtifactArn"]

    def delete_by_hand(self, uri: str = URI) -> None:
        """Delete an artifact."""
        self.sagemaker.delete_artifact(ArtifactArn=self._arn(uri))

    def _arn(self, uri: str) -> str:
        (found,) = self.sagemaker.list_artifacts(SourceUri=uri)["ArtifactSummaries"]
        return found["ArtifactArn"]


@dataclass(frozen=True)
class Scenario:
    """A deployment, and the request in it that is looked at.

    Attributes
    ----------
    arrange
        What was before.
    act
        The deployment.
    request
        Type and logical id; the first such request of the deployment.
    calls
        What the request asks of SageMaker when nothing goes wrong, in order.
    is_refused
        Whether the deployment fails, though nothing goes wrong.
    """

    arrange: Callable[[Scene], None]
    act: Callable[[Scene], None]
    request: tuple[str, str]
    calls: tuple[str, ...]
    is_refused: bool = False


def nothing(_: Scene) -> None:
    pass


def made(scene: Scene) -> None:
    scene.stack.deploy({"Data": declared()})


def made_with_additions(scene: Scene) -> None:
    made(scene)
    scene.add_by_hand()


def made_with_associations(scene: Scene) -> None:
    made_with_additions(scene)
    scene.associate_by_hand()


def made_two(scene: Scene) -> None:
    scene.stack.deploy({"Data": declared(), "Other": declared(OTHER_URI, ArtifactName="other")})
    scene.add_by_hand()


def made_by_a_job(scene: Scene) -> None:
    scene.make_by_hand(Properties={"job": "7"}, MetadataProperties={"GeneratedBy": "job"})
    scene.others.additions[URI] = {}


def adopted(scene: Scene) -> None:
    scene.make_by_hand()
    scene.stack.deploy({"Data": ADOPTING})


def shared(scene: Scene) -> None:
    scene.neighbour.deploy({"Data": declared()})
    scene.stack.deploy({"Data": declared(OnExisting="ADOPT")})


def held_by_the_neighbour(scene: Scene) -> None:
    scene.neighbour.deploy({"Data": declared()})


def deleted_by_hand(scene: Scene) -> None:
    made(scene)
    scene.delete_by_hand()


def made_ends(scene: Scene) -> None:
    scene.stack.deploy(ENDS)


def made_graph(scene: Scene) -> None:
    scene.stack.deploy(GRAPH)


def made_graph_with_third(scene: Scene) -> None:
    scene.stack.deploy(GRAPH | THIRD)


def joined_by_a_job(scene: Scene) -> None:
    made_ends(scene)
    data, model = (scene.stack.resources[each].physical_id for each in ENDS)
    scene.sagemaker.add_association(
        SourceArn=data, DestinationArn=model, AssociationType="ContributedTo"
    )
    scene.others.edges.add((URI, OTHER_URI))


def adopted_edge(scene: Scene) -> None:
    joined_by_a_job(scene)
    scene.stack.deploy(ENDS | {"Edge": EDGE | {"OnExisting": "ADOPT"}})


def shared_edge(scene: Scene) -> None:
    made_graph(scene)
    ends = (scene.stack.resources[each].physical_id for each in ENDS)
    scene.neighbour.deploy({"Edge": joined(*ends, OnExisting="ADOPT")})


def edge_deleted_by_hand(scene: Scene) -> None:
    made_graph(scene)
    data, model = (scene.stack.resources[each].physical_id for each in ENDS)
    scene.sagemaker.delete_association(SourceArn=data, DestinationArn=model)


ENDS = {"Data": declared(), "Other": declared(OTHER_URI, ArtifactName="other")}
EDGE = joined(Ref("Data"), Ref("Other"))
GRAPH = ENDS | {"Edge": EDGE}
THIRD = {"Third": declared("s3://bucket/third", ArtifactName="third")}
OTHER_TYPE = {"AssociationType": "DerivedFrom"}

ADOPTING = declared(
    OnExisting="ADOPT", Properties={"job": "7", "rows": "1000"}, MetadataProperties={}
)


def deploying(template: dict[str, Any], **how: Any) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        scene.stack.deploy(template, **how)

    return act


def rolled_back(template: dict[str, Any]) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        with contextlib.suppress(ResourceFailed):
            scene.stack.deploy(template, fail_at_end=True)

    return act


def destroying(scene: Scene) -> None:
    scene.stack.destroy()
    scene.others.edges.clear()


def cancelled_create(scene: Scene) -> None:
    """The Create's answer came too late: CloudFormation has given up and made up an id."""
    scene.stack.send(scene.stack.request("Create", "Data", declared()))
    scene.stack.delete_entity("Data", declared(), scene.stack.made_up_id("Data"))


def cancelled_create_of_an_edge(scene: Scene) -> None:
    ends = (scene.stack.resources[each].physical_id for each in ENDS)
    edge = joined(*ends)
    scene.stack.send(scene.stack.request("Create", "Edge", edge))
    scene.stack.delete_entity("Edge", edge, scene.stack.made_up_id("Edge"))


def cancelled_rename(scene: Scene) -> None:
    new = declared(**IN_PLACE, **ANEW)
    scene.stack.send(scene.stack.request("Create", "New", new))
    scene.stack.delete_entity("New", new, scene.stack.made_up_id("New"))


SCENARIOS = {
    "create": Scenario(nothing, made, ("Create", "Data"), ("CreateArtifact",)),
    "create on a source renamed": Scenario(
        made,
        deploying({"New": declared()}),
        ("Create", "New"),
        (
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
        ),
    ),
    "create on a source renamed and changed in place": Scenario(
        made_with_additions,
        deploying({"New": declared(**IN_PLACE)}),
        ("Create", "New"),
        (
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "CreateArtifact",
            "DeleteTags",
            "AddTags",
            "UpdateArtifact",
        ),
    ),
    "create on a source renamed and made anew": Scenario(
        made_with_associations,
        deploying({"New": declared(**ANEW)}),
        ("Create", "New"),
        (
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
        ),
    ),
    "create that adopts": Scenario(
        made_by_a_job,
        deploying({"Data": ADOPTING}),
        ("Create", "Data"),
        (
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "UpdateArtifact",
        ),
    ),
    "create refused": Scenario(
        held_by_the_neighbour,
        made,
        ("Create", "Data"),
        (
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
        ),
        is_refused=True,
    ),
    "update of nothing": Scenario(
        made_with_additions,
        deploying({"Data": declared(ServiceTimeout="600")}),
        ("Update", "Data"),
        (
            "DescribeArtifact",
            "ListTags",
        ),
    ),
    "update in place": Scenario(
        made_with_additions,
        deploying({"Data": declared(**IN_PLACE)}),
        ("Update", "Data"),
        (
            "DescribeArtifact",
            "ListTags",
            "DeleteTags",
            "AddTags",
            "UpdateArtifact",
        ),
    ),
    "update to another source": Scenario(
        made,
        deploying({"Data": declared(OTHER_URI)}),
        ("Update", "Data"),
        (
            "DescribeArtifact",
            "CreateArtifact",
        ),
    ),
    "update that swaps sources": Scenario(
        made_two,
        deploying({"Data": declared(OTHER_URI), "Other": declared(URI, ArtifactName="other")}),
        ("Update", "Other"),
        (
            "DescribeArtifact",
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "CreateArtifact",
            "DeleteTags",
            "UpdateArtifact",
        ),
    ),
    "update made anew": Scenario(
        made,
        deploying({"Data": declared(**ANEW)}),
        ("Update", "Data"),
        (
            "DescribeArtifact",
            "ListTags",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
            "CreateArtifact",
        ),
    ),
    "update made anew with associations": Scenario(
        made_with_associations,
        deploying({"Data": declared(**ANEW)}),
        ("Update", "Data"),
        (
            "DescribeArtifact",
            "ListTags",
            "CreateArtifact",
            "AddTags",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "DeleteTags",
        ),
    ),
    "update of what was deleted by hand": Scenario(
        deleted_by_hand,
        deploying({"Data": declared(**IN_PLACE)}),
        ("Update", "Data"),
        (
            "DescribeArtifact",
            "ListArtifacts",
            "CreateArtifact",
        ),
    ),
    "delete": Scenario(
        made,
        destroying,
        ("Delete", "Data"),
        (
            "ListTags",
            "ListArtifacts",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
        ),
    ),
    "delete with associations": Scenario(
        made_with_associations,
        destroying,
        ("Delete", "Data"),
        (
            "ListTags",
            "ListArtifacts",
            "ListAssociations",
            "ListAssociations",
            "DeleteAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
        ),
    ),
    "delete of what is shared": Scenario(
        shared,
        destroying,
        ("Delete", "Data"),
        (
            "ListTags",
            "DeleteTags",
            "ListTags",
        ),
    ),
    "delete of what was adopted": Scenario(
        adopted,
        destroying,
        ("Delete", "Data"),
        (
            "ListTags",
            "DeleteTags",
            "ListTags",
        ),
    ),
    "delete of what was deleted by hand": Scenario(
        deleted_by_hand,
        destroying,
        ("Delete", "Data"),
        (
            "ListTags",
            "DescribeArtifact",
            "ListArtifacts",
        ),
    ),
    "delete of the old source": Scenario(
        made,
        deploying({"Data": declared(OTHER_URI)}),
        ("Delete", "Data"),
        (
            "ListTags",
            "ListArtifacts",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
        ),
    ),
    "delete of the old name": Scenario(
        made,
        deploying({"New": declared()}),
        ("Delete", "Data"),
        (
            "ListTags",
            "DeleteTags",
            "ListTags",
        ),
    ),
    "delete of the old name after a change in place": Scenario(
        made_with_additions,
        deploying({"New": declared(**IN_PLACE)}),
        ("Delete", "Data"),
        (
            "ListTags",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "DescribeArtifact",
            "AddTags",
            "UpdateArtifact",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
            "DeleteTags",
            "DeleteTags",
            "ListTags",
        ),
    ),
    "delete of the old name after making anew": Scenario(
        made_with_associations,
        deploying({"New": declared(**ANEW)}),
        ("Delete", "Data"),
        (
            "ListTags",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "DescribeArtifact",
            "AddTags",
            "UpdateArtifact",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
            "DeleteTags",
            "DeleteTags",
            "ListTags",
        ),
    ),
    "delete with a made-up id": Scenario(
        nothing,
        cancelled_create,
        ("Delete", "Data"),
        (
            "ListArtifacts",
            "ListTags",
            "ListTags",
            "ListArtifacts",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
        ),
    ),
    "delete with a made-up id after a change by renaming": Scenario(
        made_with_associations,
        cancelled_rename,
        ("Delete", "New"),
        (
            "ListArtifacts",
            "ListTags",
            "ListTags",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "DescribeArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "DeleteTags",
        ),
    ),
    "rollback: delete of the new name": Scenario(
        made_with_additions,
        rolled_back({"New": declared()}),
        ("Delete", "New"),
        (
            "ListTags",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "DescribeArtifact",
            "DeleteTags",
            "AddTags",
            "UpdateArtifact",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
            "DeleteTags",
        ),
    ),
    "rollback: delete of the new name after a change in place": Scenario(
        made_with_additions,
        rolled_back({"New": declared(**IN_PLACE)}),
        ("Delete", "New"),
        (
            "ListTags",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "DescribeArtifact",
            "DeleteTags",
            "AddTags",
            "UpdateArtifact",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
            "DeleteTags",
        ),
    ),
    "rollback: delete of the new name after making anew": Scenario(
        made_with_associations,
        rolled_back({"New": declared(**ANEW)}),
        ("Delete", "New"),
        (
            "ListTags",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "DescribeArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "DeleteTags",
        ),
    ),
    "rollback: update in place": Scenario(
        made_with_additions,
        rolled_back({"Data": declared(**IN_PLACE)}),
        ("Update back", "Data"),
        (
            "DescribeArtifact",
            "ListTags",
            "DeleteTags",
            "AddTags",
            "UpdateArtifact",
        ),
    ),
    "rollback: update made anew": Scenario(
        made_with_associations,
        rolled_back({"Data": declared(**ANEW)}),
        ("Update back", "Data"),
        (
            "DescribeArtifact",
            "ListTags",
            "CreateArtifact",
            "AddTags",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "DeleteTags",
        ),
    ),
    "rollback: update to the old source": Scenario(
        made,
        rolled_back({"Data": declared(OTHER_URI)}),
        ("Update back", "Data"),
        (
            "DescribeArtifact",
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
        ),
    ),
    "rollback: delete of the new source": Scenario(
        made,
        rolled_back({"Data": declared(OTHER_URI)}),
        ("Delete", "Data"),
        (
            "ListTags",
            "ListArtifacts",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
        ),
    ),
    "rollback: update after swapping": Scenario(
        made_two,
        rolled_back({"Data": declared(OTHER_URI), "Other": declared(URI, ArtifactName="other")}),
        ("Update back", "Other"),
        (
            "DescribeArtifact",
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "UpdateArtifact",
            "ListAssociations",
            "ListAssociations",
            "DeleteArtifact",
            "DeleteTags",
        ),
    ),
    "rollback: delete after swapping": Scenario(
        made_two,
        rolled_back({"Data": declared(OTHER_URI), "Other": declared(URI, ArtifactName="other")}),
        ("Delete", "Other"),
        (
            "ListTags",
            "DeleteTags",
            "ListTags",
        ),
    ),
    "create of an edge": Scenario(
        made_ends,
        deploying(GRAPH),
        ("Create", "Edge"),
        (
            "CreateArtifact",
            "AddAssociation",
        ),
    ),
    "create of an edge renamed": Scenario(
        made_graph,
        deploying(ENDS | {"New": EDGE}),
        ("Create", "New"),
        (
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "ListAssociations",
        ),
    ),
    "create of an edge renamed and of another type": Scenario(
        made_graph,
        deploying(ENDS | {"New": EDGE | OTHER_TYPE}),
        ("Create", "New"),
        (
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "ListAssociations",
            "DeleteAssociation",
            "AddAssociation",
        ),
    ),
    "create of an edge that adopts": Scenario(
        joined_by_a_job,
        deploying(ENDS | {"Edge": EDGE | {"OnExisting": "ADOPT"}}),
        ("Create", "Edge"),
        (
            "CreateArtifact",
            "AddAssociation",
            "ListAssociations",
            "DescribeArtifact",
            "AddTags",
        ),
    ),
    "create of an edge refused": Scenario(
        joined_by_a_job,
        deploying(GRAPH),
        ("Create", "Edge"),
        (
            "CreateArtifact",
            "AddAssociation",
            "ListAssociations",
            "DescribeArtifact",
            "AddTags",
        ),
        is_refused=True,
    ),
    "update of an edge, of nothing": Scenario(
        made_graph,
        deploying(ENDS | {"Edge": EDGE | {"ServiceTimeout": "600"}}),
        ("Update", "Edge"),
        (
            "DescribeArtifact",
            "ListTags",
            "ListAssociations",
        ),
    ),
    "update of an edge to another type": Scenario(
        made_graph,
        deploying(ENDS | {"Edge": EDGE | OTHER_TYPE}),
        ("Update", "Edge"),
        (
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "ListAssociations",
            "DeleteAssociation",
            "AddAssociation",
        ),
    ),
    "update of an edge to another end": Scenario(
        made_graph_with_third,
        deploying(ENDS | THIRD | {"Edge": joined(Ref("Third"), Ref("Other"))}),
        ("Update", "Edge"),
        (
            "DescribeArtifact",
            "CreateArtifact",
            "AddAssociation",
        ),
    ),
    "update of an edge whose end is replaced": Scenario(
        made_graph,
        deploying(GRAPH | {"Data": declared("s3://bucket/third")}),
        ("Update", "Edge"),
        (
            "DescribeArtifact",
            "CreateArtifact",
            "AddAssociation",
        ),
    ),
    "update of an edge that was deleted by hand": Scenario(
        edge_deleted_by_hand,
        deploying(ENDS | {"Edge": EDGE | {"ServiceTimeout": "600"}}),
        ("Update", "Edge"),
        (
            "DescribeArtifact",
            "ListTags",
            "ListAssociations",
            "AddAssociation",
        ),
    ),
    "update made anew with a declared edge": Scenario(
        made_graph,
        deploying(GRAPH | {"Data": declared(**ANEW)}),
        ("Update", "Data"),
        (
            "DescribeArtifact",
            "ListTags",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddTags",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "CreateArtifact",
            "ListAssociations",
            "ListAssociations",
            "AddAssociation",
            "DeleteAssociation",
            "DeleteArtifact",
            "DeleteTags",
        ),
    ),
    "delete of an edge": Scenario(
        made_graph,
        deploying(ENDS),
        ("Delete", "Edge"),
        (
            "ListTags",
            "DeleteAssociation",
            "DeleteArtifact",
        ),
    ),
    "delete of an edge that was adopted": Scenario(
        adopted_edge,
        deploying(ENDS),
        ("Delete", "Edge"),
        (
            "ListTags",
            "DeleteArtifact",
        ),
    ),
    "delete of an edge that is shared": Scenario(
        shared_edge,
        deploying(ENDS),
        ("Delete", "Edge"),
        (
            "ListTags",
            "DeleteTags",
            "ListTags",
        ),
    ),
    "delete of an edge under its old name": Scenario(
        made_graph,
        deploying(ENDS | {"New": EDGE}),
        ("Delete", "Edge"),
        (
            "ListTags",
            "DeleteTags",
            "ListTags",
            "ListAssociations",
        ),
    ),
    "delete of an edge with its old end": Scenario(
        made_graph,
        deploying(GRAPH | {"Data": declared("s3://bucket/third")}),
        ("Delete", "Edge"),
        (
            "ListTags",
            "DeleteAssociation",
            "DeleteArtifact",
        ),
    ),
    "delete of an edge with a made-up id": Scenario(
        made_ends,
        cancelled_create_of_an_edge,
        ("Delete", "Edge"),
        (
            "ListArtifacts",
            "ListTags",
            "ListAssociations",
            "DescribeArtifact",
            "ListTags",
            "DeleteAssociation",
            "DeleteArtifact",
        ),
    ),
    "rollback: delete of a new edge": Scenario(
        made_ends,
        rolled_back(GRAPH),
        ("Delete", "Edge"),
        (
            "ListTags",
            "DeleteAssociation",
            "DeleteArtifact",
        ),
    ),
    "rollback: delete of an edge's new name": Scenario(
        made_graph,
        rolled_back(ENDS | {"New": EDGE | OTHER_TYPE}),
        ("Delete", "New"),
        (
            "ListTags",
            "DeleteTags",
            "ListTags",
            "ListAssociations",
            "DeleteAssociation",
            "AddAssociation",
        ),
    ),
    "rollback: update of an edge to its old type": Scenario(
        made_graph,
        rolled_back(ENDS | {"Edge": EDGE | OTHER_TYPE}),
        ("Update back", "Edge"),
        (
            "DescribeArtifact",
            "ListTags",
            "AddTags",
            "ListAssociations",
            "DeleteAssociation",
            "AddAssociation",
        ),
    ),
    "rollback: update of an edge to its old end": Scenario(
        made_graph,
        rolled_back(GRAPH | {"Data": declared("s3://bucket/third")}),
        ("Update back", "Edge"),
        (
            "DescribeArtifact",
            "CreateArtifact",
            "ListArtifacts",
            "DescribeArtifact",
            "ListTags",
            "ListAssociations",
        ),
    ),
    "rollback: delete of an edge with its new end": Scenario(
        made_graph,
        rolled_back(GRAPH | {"Data": declared("s3://bucket/third")}),
        ("Delete", "Edge"),
        (
            "ListTags",
            "DeleteAssociation",
            "DeleteArtifact",
        ),
    ),
}
