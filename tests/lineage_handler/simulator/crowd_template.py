"""Templates of many artifacts, with associations between them."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import TopologicalSorter

from .resources import Properties, Ref

Template = Mapping[str, Properties]


def crowd_template(
    name: str, artifacts: int, associations: int, properties: Mapping[str, str]
) -> Template:
    """Return a template in which each artifact is on a source of its own.

    Parameters
    ----------
    name
        That of the stack: it is part of names and sources.
    artifacts, associations
        How many there are. Associations lead from each artifact to the next one, then to the one
        after that, and so on: as many from each, and none twice.
    properties
        Those of each artifact.
    """
    template: dict[str, Properties] = {
        f"Data{number}": {
            "ArtifactName": f"{name}-{number}",
            "Source": {"SourceUri": f"s3://bucket/{name}/{number}"},
            "ArtifactType": "DataSet",
            "Properties": properties,
        }
        for number in range(artifacts)
    }
    for number in range(associations):
        round_, source = divmod(number, artifacts)
        template[f"Edge{number}"] = {
            "SourceArn": Ref(f"Data{source}"),
            "DestinationArn": Ref(f"Data{(source + round_ + 1) % artifacts}"),
            "AssociationType": "DerivedFrom",
        }
    return template


def with_properties(template: Template, properties: Mapping[str, str]) -> Template:
    """Return a template whose artifacts have other properties."""
    return {
        logical_id: {**declared, "Properties": properties} if "Properties" in declared else declared
        for logical_id, declared in template.items()
    }


def creation_order(template: Template) -> TopologicalSorter[str]:
    """Return the order in which CloudFormation creates: a resource after those it refers to."""
    order: TopologicalSorter[str] = TopologicalSorter()
    for logical_id, declared in template.items():
        order.add(logical_id, *references(declared))
    return order


def deletion_order(template: Template) -> TopologicalSorter[str]:
    """Return the order in which CloudFormation deletes: a resource after those referring to it."""
    order: TopologicalSorter[str] = TopologicalSorter()
    for logical_id, declared in template.items():
        order.add(logical_id)
        for each in references(declared):
            order.add(each, logical_id)
    return order


def references(properties: Properties) -> list[str]:
    """Return the logical ids of the resources that a resource refers to."""
    return [value.logical_id for value in properties.values() if isinstance(value, Ref)]
