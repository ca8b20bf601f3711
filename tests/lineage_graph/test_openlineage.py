"""The events, against the specification's own client."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from openlineage.client.event_v2 import (
    DatasetEvent,
    InputDataset,
    Job,
    JobEvent,
    OutputDataset,
    StaticDataset,
    set_producer,
)
from openlineage.client.facet_v2 import documentation_dataset, job_type_job, tags_dataset
from openlineage.client.serde import Serde

from lineage_graph import (
    EntityKind,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
    write_graph,
)
from lineage_graph.renderings.openlineage import PRODUCER, events
from tests.lineage_graph.examples import CHURN, HOSTILE, large

DECLARED = LineageStatus.DECLARED


def artifact(name: str, kind: str, uri: str | None, **properties: str) -> LineageEntity:
    return LineageEntity(name, EntityKind.ARTIFACT, name, DECLARED, kind, uri, properties)


GRAPH = LineageGraph(
    "Churn",
    (
        artifact("data", "DataSet", "s3://bucket/churn/data.csv", rows="10"),
        artifact("training", "TrainingJob", "arn:aws:sagemaker:eu-west-1:1:training-job/churn"),
        artifact("model", "Model", "s3://bucket/models/7/model.tar.gz"),
        artifact("report", "Report", "https://reports.example.com/churn/7?full=yes"),
    ),
    (
        LineageAssociation("data", "training", DECLARED, "ContributedTo"),
        LineageAssociation("training", "model", DECLARED, "Produced"),
        LineageAssociation("data", "report", DECLARED, "DerivedFrom"),
        LineageAssociation("model", "report", DECLARED, "DerivedFrom"),
    ),
)


def by_client(event: dict[str, Any]) -> Any:
    """Build an event with the client, which validates it."""
    set_producer(PRODUCER)
    if "dataset" in event:
        return DatasetEvent(
            eventTime=event["eventTime"], dataset=_dataset(StaticDataset, event["dataset"])
        )
    job = event["job"]
    job_type = {name: value for name, value in job["facets"]["jobType"].items() if name[0] != "_"}
    return JobEvent(
        eventTime=event["eventTime"],
        job=Job(
            job["namespace"], job["name"], {"jobType": job_type_job.JobTypeJobFacet(**job_type)}
        ),
        inputs=[_dataset(InputDataset, each) for each in event["inputs"]],
        outputs=[_dataset(OutputDataset, each) for each in event["outputs"]],
    )


def _dataset(kind: Any, given: dict[str, Any]) -> Any:
    facets = given["facets"]
    tags = [tags_dataset.TagsDatasetFacetFields(**tag) for tag in facets["tags"]["tags"]]
    return kind(
        given["namespace"],
        given["name"],
        facets={
            "documentation": documentation_dataset.DocumentationDatasetFacet(
                facets["documentation"]["description"]
            ),
            "tags": tags_dataset.TagsDatasetFacet(tags),
        },
    )


def test_the_client_writes_the_same_events() -> None:
    for graph in (GRAPH, CHURN, HOSTILE, large(100)):
        for event in events(graph):
            written = Serde.to_dict(by_client(event))
            assert _without_empty(written) == _without_empty(event)


def test_a_job_reads_and_writes_data_sets() -> None:
    jobs = {event["job"]["name"]: event for event in events(GRAPH) if "job" in event}

    assert {
        name: (_places(event["inputs"]), _places(event["outputs"])) for name, event in jobs.items()
    } == {
        "training": (
            [("s3://bucket", "churn/data.csv")],
            [("s3://bucket", "models/7/model.tar.gz")],
        ),
        "DerivedFrom report": (
            [("s3://bucket", "churn/data.csv"), ("s3://bucket", "models/7/model.tar.gz")],
            [("https://reports.example.com", "churn/7?full=yes")],
        ),
    }


def test_every_data_set_has_an_event_and_its_properties() -> None:
    found = {
        event["dataset"]["name"]: event["dataset"]["facets"]["tags"]["tags"]
        for event in events(GRAPH)
        if "dataset" in event
    }
    assert found["churn/data.csv"] == [{"key": "rows", "value": "10", "source": "SageMaker"}]
    assert len(found) == 3


def test_the_suffix_of_a_file_is_told_from_that_of_json() -> None:
    write_graph(GRAPH, "lineage.openlineage.json")
    write_graph(GRAPH, "lineage.json")

    assert json.loads(Path("lineage.openlineage.json").read_text()) == list(events(GRAPH))
    assert json.loads(Path("lineage.json").read_text())["title"] == "Churn"


def _places(datasets: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(each["namespace"], each["name"]) for each in datasets]


def _without_empty(value: Any) -> Any:
    """Return a document without what the client leaves out or writes as null."""
    if isinstance(value, dict):
        members = {key: _without_empty(each) for key, each in value.items()}
        return {key: each for key, each in members.items() if each not in (None, {}, [])}
    return [_without_empty(each) for each in value] if isinstance(value, list) else value
