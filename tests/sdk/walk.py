"""Walks the lineage graph with the classes of the SageMaker SDK; prints what they found, as JSON.

Runs in an environment of its own, that of ``requirements.txt`` beside it. It is given nothing but
the variables that lead an AWS client to the cloud.
"""

# ruff: noqa: E402  # what is imported may already ask for a host

from __future__ import annotations

import json
import sys
from typing import Any

hosts: set[str] = set()


def note_host(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        hosts.add(arguments[0])
    elif event == "socket.connect":
        hosts.add(arguments[1][0])


sys.addaudithook(note_host)

import boto3
from sagemaker.core.helper.session_helper import Session
from sagemaker.core.lineage.action import Action
from sagemaker.core.lineage.artifact import Artifact, ModelArtifact
from sagemaker.core.lineage.association import Association
from sagemaker.core.lineage.query import (
    LineageFilter,
    LineageQuery,
    LineageQueryDirectionEnum,
    LineageSourceEnum,
)

UPSTREAM = LineageQueryDirectionEnum.ASCENDANTS
DOWNSTREAM = LineageQueryDirectionEnum.DESCENDANTS

session = Session(sagemaker_client=boto3.client("sagemaker"))


def given(members: dict[str, Any]) -> dict[str, Any]:
    """Return the members without those that are shown empty since they were not given."""
    return {name: value for name, value in members.items() if value}


def loaded(arn: str) -> dict[str, Any]:
    artifact = Artifact.load(arn, session)
    return {
        "ArtifactName": artifact.artifact_name,
        "ArtifactType": artifact.artifact_type,
        "Source": given(artifact.source.to_boto(artifact.source)),
        "Properties": artifact.properties or None,
    }


def loaded_action(name: str) -> dict[str, Any]:
    action = Action.load(name, session)
    return {
        "ActionName": action.action_name,
        "ActionType": action.action_type,
        "Source": action.source.to_boto(action.source),
        "Status": action.status,
    }


def listed(**criteria: str) -> list[str]:
    return [each.artifact_arn for each in Artifact.list(**criteria, sagemaker_session=session)]


def associations(**criteria: str) -> list[list[str]]:
    return [
        [each.source_arn, each.association_type, each.destination_arn]
        for each in Association.list(**criteria, sagemaker_session=session)
    ]


def lineage(arn: str, direction: LineageQueryDirectionEnum) -> dict[str, Any]:
    found = LineageQuery(session).query([arn], direction)
    return {
        "vertices": [[each.arn, each.lineage_source] for each in found.vertices],
        "edges": [
            [each.source_arn, each.association_type, each.destination_arn] for each in found.edges
        ],
    }


def data_sets_of(model: str) -> list[str]:
    """Answer what a model was made of, as the SDK's class for models does."""
    found = ModelArtifact.load(model, session).dataset_artifacts()
    return [data_set.artifact_arn for data_set in found]


def models_of(data_set: str) -> list[str]:
    """Answer what came of a data set, by a query with a filter."""
    models = LineageFilter(sources=[LineageSourceEnum.MODEL])
    found = LineageQuery(session).query(
        [data_set], DOWNSTREAM, include_edges=False, query_filter=models
    )
    return [vertex.to_lineage_object().artifact_arn for vertex in found.vertices]


artifacts = {arn: loaded(arn) for arn in listed()}
json.dump(
    {
        "artifacts": artifacts,
        "actions": {
            each.action_arn: loaded_action(each.action_name)
            for each in Action.list(sagemaker_session=session)
        },
        "by_uri": {
            uri: listed(source_uri=uri)
            for uri in (each["Source"]["SourceUri"] for each in artifacts.values())
        },
        "by_type": {
            type_: listed(artifact_type=type_)
            for type_ in {each["ArtifactType"] for each in artifacts.values()}
        },
        "outgoing": {arn: associations(source_arn=arn) for arn in artifacts},
        "incoming": {arn: associations(destination_arn=arn) for arn in artifacts},
        "upstream": {arn: lineage(arn, UPSTREAM) for arn in artifacts},
        "downstream": {arn: lineage(arn, DOWNSTREAM) for arn in artifacts},
        "data_sets": {arn: data_sets_of(arn) for arn in listed(artifact_type="Model")},
        "models": {arn: models_of(arn) for arn in listed(artifact_type="DataSet")},
        "hosts": sorted(hosts),
    },
    sys.stdout,
)
