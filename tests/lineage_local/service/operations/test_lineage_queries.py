"""QueryLineage on this graph (arrows from source to destination):

raw -> clean -> job -> model -> endpoint
                image -> model
                image -> other-model
"""

from typing import Any

import pytest

from tests.lineage_local.service.wire import Call, Fail

EDGES = [
    ("raw", "clean"),
    ("clean", "job"),
    ("job", "model"),
    ("image", "model"),
    ("image", "other-model"),
    ("model", "endpoint"),
]
TYPES = {
    "raw": "DataSet",
    "clean": "DataSet",
    "image": "Image",
    "model": "Model",
    "other-model": "Model",
}
FAR_FUTURE = 4102444800


class QueriedGraph:
    def __init__(self, call: Call) -> None:
        self.call = call
        self.arns = {
            "job": "arn:aws:sagemaker:eu-central-1:111122223333:experiment-trial-component/job",
            "endpoint": call(
                "CreateContext",
                ContextName="endpoint",
                Source={"SourceUri": "endpoint"},
                ContextType="Endpoint",
            )["ContextArn"],
        }
        for name, type_ in TYPES.items():
            self.arns[name] = call(
                "CreateArtifact",
                Source={"SourceUri": name},
                ArtifactType=type_,
                Properties={"name": name, "project": "p"},
            )["ArtifactArn"]
        for source, destination in EDGES:
            self.associate(source, destination)
        self.names = {arn: name for name, arn in self.arns.items()}

    def associate(self, source: str, destination: str) -> None:
        self.call(
            "AddAssociation",
            SourceArn=self.arns[source],
            DestinationArn=self.arns[destination],
            AssociationType="ContributedTo",
        )

    def raw_query(self, start: str | None, **request: object) -> dict[str, Any]:
        starts = {"StartArns": [self.arns[start]]} if start else {}
        return self.call("QueryLineage", **starts, **request)

    def vertices(self, start: str | None, **request: object) -> list[str]:
        return self.named(self.raw_query(start, **request))

    def named(self, response: dict[str, Any]) -> list[str]:
        return [self.names[vertex["Arn"]] for vertex in response["Vertices"]]

    def edges(self, response: dict[str, Any]) -> list[tuple[str, str]]:
        return [
            (self.names[edge["SourceArn"]], self.names[edge["DestinationArn"]])
            for edge in response["Edges"]
        ]


@pytest.fixture
def graph(call: Call) -> QueriedGraph:
    return QueriedGraph(call)


def test_ascendants(graph: QueriedGraph) -> None:
    assert graph.vertices("model", Direction="Ascendants") == ["job", "image", "clean", "raw"]


def test_descendants(graph: QueriedGraph) -> None:
    assert graph.vertices("clean", Direction="Descendants") == ["job", "model", "endpoint"]


@pytest.mark.parametrize("request_", [{"Direction": "Both"}, {}])
def test_both_turns_at_every_entity(request_: dict[str, object], graph: QueriedGraph) -> None:
    found = graph.vertices("raw", **request_)

    assert sorted(found) == ["clean", "endpoint", "image", "job", "model", "other-model"]


@pytest.mark.parametrize(("depth", "found"), [(0, []), (1, ["clean"]), (2, ["clean", "job"])])
def test_depth(depth: int, found: list[str], graph: QueriedGraph) -> None:
    assert graph.vertices("raw", Direction="Descendants", MaxDepth=depth) == found


def test_a_vertex_has_type_and_lineage_type(graph: QueriedGraph) -> None:
    response = graph.raw_query("model", Direction="Ascendants", MaxDepth=1)

    assert response["Vertices"] == [
        {"Arn": graph.arns["job"], "Type": "TrialComponent", "LineageType": "TrialComponent"},
        {"Arn": graph.arns["image"], "Type": "Image", "LineageType": "Artifact"},
    ]
    assert response["Edges"] == []


def test_edges_include_the_start_and_the_associations(graph: QueriedGraph) -> None:
    response = graph.raw_query("model", Direction="Descendants", IncludeEdges=True)

    assert graph.named(response) == ["model", "endpoint"]
    assert response["Edges"] == [
        {
            "SourceArn": graph.arns["model"],
            "DestinationArn": graph.arns["endpoint"],
            "AssociationType": "ContributedTo",
        }
    ]


def test_edges_include_the_paths_to_the_matches_and_no_more(graph: QueriedGraph) -> None:
    response = graph.raw_query("model", IncludeEdges=True, Filters={"Types": ["DataSet"]})

    assert graph.named(response) == ["model", "job", "clean", "raw"]
    assert sorted(graph.edges(response)) == [("clean", "job"), ("job", "model"), ("raw", "clean")]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"Types": ["DataSet"]}, {"raw", "clean"}),
        ({"Types": ["DataSet", "Image"]}, {"raw", "clean", "image"}),
        ({"LineageTypes": ["Artifact"]}, {"raw", "clean", "image", "other-model"}),
        ({"LineageTypes": ["TrialComponent"]}, {"job"}),
        ({"LineageTypes": ["Context"], "Types": ["Endpoint"]}, {"endpoint"}),
        ({"LineageTypes": ["Context"], "Types": ["DataSet"]}, set()),
        ({"Properties": {"name": "raw"}}, {"raw"}),
        ({"Properties": {"name": "no", "project": "p"}}, {"raw", "clean", "image", "other-model"}),
        ({"Properties": {"name": "no"}}, set()),
        ({"CreatedAfter": FAR_FUTURE}, set()),
        ({"CreatedBefore": 0}, set()),
        ({"ModifiedAfter": FAR_FUTURE}, set()),
        ({"ModifiedBefore": 0}, set()),
        (
            {"ModifiedAfter": 0, "CreatedAfter": 0, "ModifiedBefore": FAR_FUTURE},
            {"raw", "clean", "image", "other-model", "endpoint"},
        ),
        ({}, {"raw", "clean", "image", "other-model", "endpoint", "job"}),
    ],
)
def test_each_filter(filters: dict[str, object], found: set[str], graph: QueriedGraph) -> None:
    assert set(graph.vertices("model", Filters=filters)) == found


def test_the_start_is_no_match(graph: QueriedGraph) -> None:
    assert graph.vertices("model", Direction="Ascendants", Filters={"Types": ["Model"]}) == []


def test_cycles_end(graph: QueriedGraph) -> None:
    graph.associate("endpoint", "raw")
    graph.associate("model", "model")

    response = graph.raw_query("raw", Direction="Descendants", IncludeEdges=True)

    assert graph.named(response) == ["raw", "clean", "job", "model", "endpoint"]
    assert ("endpoint", "raw") in graph.edges(response)
    assert ("model", "model") in graph.edges(response)


def test_without_a_start_everything_is_searched(graph: QueriedGraph) -> None:
    assert set(graph.vertices(None)) == set(graph.arns)
    assert set(graph.vertices(None, Filters={"Types": ["Model"]})) == {"model", "other-model"}


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_pages_have_each_vertex_and_edge_once(size: int, graph: QueriedGraph) -> None:
    request: dict[str, object] = {"IncludeEdges": True, "MaxResults": size}
    vertices: list[str] = []
    edges: list[tuple[str, str]] = []
    while True:
        response = graph.raw_query("raw", **request)
        assert len(response["Vertices"]) <= size
        vertices += graph.named(response)
        edges += graph.edges(response)
        assert {name for edge in edges for name in edge} <= set(vertices)
        if "NextToken" not in response:
            break
        request["NextToken"] = response["NextToken"]

    assert sorted(vertices) == sorted(graph.arns)
    assert sorted(edges) == sorted(EDGES)


def test_queries_that_are_refused(graph: QueriedGraph, fail: Fail) -> None:
    none = "arn:aws:sagemaker:eu-central-1:111122223333:artifact/none"

    fail("ResourceNotFound", "QueryLineage", StartArns=[none])
    fail("ValidationException", "QueryLineage", StartArns=[graph.arns["raw"]], MaxResults=0)
    fail("ValidationException", "QueryLineage", NextToken="forged")


def test_an_entity_without_associations_has_no_lineage(call: Call) -> None:
    arn = call("CreateArtifact", Source={"SourceUri": "x"}, ArtifactType="T")["ArtifactArn"]

    assert call("QueryLineage", StartArns=[arn]) == {"Vertices": [], "Edges": []}
