"""A graph as events of OpenLineage, for catalogs such as Marquez.

https://openlineage.io/docs/spec/object-model knows jobs, with data sets that go in and come out.
docs/openlineage.md says what of SageMaker's lineage that loses.
"""

import json
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from ..model import EntityKind, LineageAssociation, LineageEntity, LineageGraph, LineageStatus

PRODUCER: Final = "https://pypi.org/project/cdk-sagemaker-lineage"
"""What the events name as their source."""

_SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs"
_FACETS = "https://openlineage.io/spec/facets"
# A graph does not say when its entities came to be, and the same graph gives the same events.
_TIME = "1970-01-01T00:00:00Z"
_NAMESPACE = "sagemaker"
# What runs, and what artifacts stand for that run.
_JOBS = (EntityKind.ACTION, EntityKind.TRIAL_COMPONENT)
_JOB_TYPES = ("TrainingJob", "ProcessingJob", "TransformJob")
# What joins two entities without any job between them.
_DERIVED = "association"


def render(graph: LineageGraph) -> str:
    """Return the events as a JSON list."""
    return json.dumps(list(events(graph)), indent=2, ensure_ascii=False) + "\n"


def events(graph: LineageGraph) -> Iterator[dict[str, Any]]:
    """Yield an event for each job, for each entity that others are associated with, and data set.

    What a graph misses in SageMaker is left out: it is not there.
    """
    entities = {
        each.id: each for each in graph.vertices if each.status is not LineageStatus.MISSING
    }
    edges = [
        edge
        for edge in graph.edges
        if edge.status is not LineageStatus.MISSING
        and edge.source in entities
        and edge.destination in entities
    ]
    for entity in entities.values():
        if _is_job(entity):
            yield _job_of(entity, entities, edges)
        else:
            yield _event("DatasetEvent", dataset=_dataset(entity))
    for entity in entities.values():
        if not _is_job(entity):
            yield from _associations_of(entity, entities, edges)


def _job_of(
    job: LineageEntity, entities: dict[str, LineageEntity], edges: list[LineageAssociation]
) -> dict[str, Any]:
    inputs = [entities[edge.source] for edge in edges if edge.destination == job.id]
    outputs = [entities[edge.destination] for edge in edges if edge.source == job.id]
    return _event(
        "JobEvent",
        job=_named(_NAMESPACE, job.name, {"jobType": _job_type(job.type or job.kind.value)}),
        inputs=[_dataset(each) for each in inputs if not _is_job(each)],
        outputs=[_dataset(each) for each in outputs if not _is_job(each)],
    )


def _associations_of(
    entity: LineageEntity, entities: dict[str, LineageEntity], edges: list[LineageAssociation]
) -> Iterator[dict[str, Any]]:
    """Yield a job for each type of association by which other data sets lead to one."""
    by_type: dict[str, list[LineageEntity]] = {}
    for edge in edges:
        if edge.destination == entity.id and not _is_job(entities[edge.source]):
            by_type.setdefault(edge.type or "Association", []).append(entities[edge.source])
    for type_, sources in by_type.items():
        yield _event(
            "JobEvent",
            job=_named(_NAMESPACE, f"{type_} {entity.name}", {"jobType": _job_type(_DERIVED)}),
            inputs=[_dataset(each) for each in sources],
            outputs=[_dataset(entity)],
        )


def _is_job(entity: LineageEntity) -> bool:
    return entity.kind in _JOBS or entity.type in _JOB_TYPES


def _dataset(entity: LineageEntity) -> dict[str, Any]:
    """Return an entity as a data set, named as https://openlineage.io/docs/spec/naming says."""
    facets = {
        "documentation": _facet(
            "1-1-0/DocumentationDatasetFacet.json#/$defs/DocumentationDatasetFacet",
            description=f"{entity.type or entity.kind.value} {entity.name}",
        ),
        "tags": _facet(
            "1-0-0/TagsDatasetFacet.json#/$defs/TagsDatasetFacet",
            tags=[
                {"key": key, "value": str(value), "source": "SageMaker"}
                for key, value in sorted(entity.properties.items())
            ],
        ),
    }
    return _named(*_place(entity), facets)


def _place(entity: LineageEntity) -> tuple[str, str]:
    """Return namespace and name: bucket and key, or host and path."""
    parts = urlsplit(entity.source_uri or "")
    if parts.scheme and parts.netloc and parts.path.strip("/"):
        query = f"?{parts.query}" if parts.query else ""
        return f"{parts.scheme}://{parts.netloc}", parts.path.lstrip("/") + query
    return _NAMESPACE, entity.source_uri or entity.name


def _job_type(text: str) -> dict[str, Any]:
    return _facet(
        "2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet",
        processingType="BATCH",
        integration="SAGEMAKER",
        jobType=text,
    )


def _facet(schema: str, **members: Any) -> dict[str, Any]:
    return {"_producer": PRODUCER, "_schemaURL": f"{_FACETS}/{schema}", **members}


def _named(namespace: str, name: str, facets: dict[str, Any]) -> dict[str, Any]:
    return {"namespace": namespace, "name": name, "facets": facets}


def _event(kind: str, **members: Any) -> dict[str, Any]:
    return {
        "eventTime": _TIME,
        "producer": PRODUCER,
        "schemaURL": f"{_SPEC}/{kind}",
        **members,
    }
