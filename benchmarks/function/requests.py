"""What CloudFormation sends the functions: requests for artifacts and associations."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

from .endpoints import ResponseEndpoint
from .process import FunctionProcess, Spent

STACK_ID = "arn:aws:cloudformation:eu-west-1:111122223333:stack/Stack/0123"

_numbers = itertools.count()


def artifact(rows: int = 1) -> dict[str, Any]:
    """Return a CreateArtifact request on a new source, with all members that are usual."""
    number = next(_numbers)
    return {
        "ArtifactName": f"data-{number}",
        "Source": {
            "SourceUri": f"s3://bucket/data/{number}.csv",
            "SourceTypes": [{"SourceIdType": "S3Version", "Value": f"v{number}"}],
        },
        "ArtifactType": "DataSet",
        "Properties": {"project": "churn", "rows": str(rows)},
        "MetadataProperties": {"CommitId": "0f3c"},
        "Tags": [{"Key": "team", "Value": "ml"}],
    }


def request(
    kind: str,
    kind_of_resource: str,
    properties: Mapping[str, Any],
    endpoint: ResponseEndpoint,
    resource: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return a Create; or an Update or Delete of a resource, as its last request had it."""
    number = next(_numbers)
    event = {
        "RequestType": kind,
        "ResponseURL": f"https://localhost:{endpoint.port}/{number}?X-Amz-Signature=0123",
        "StackId": STACK_ID,
        "RequestId": f"request-{number}",
        "ResourceType": f"Custom::SageMaker{kind_of_resource}",
        "LogicalResourceId": f"Resource{number}",
        "ResourceProperties": {"ServiceToken": "arn", **properties},
    }
    if resource:
        same = ("LogicalResourceId", "PhysicalResourceId")
        event |= {key: resource[key] for key in same}
        event["OldResourceProperties"] = resource["ResourceProperties"]
    return event


def send(event: dict[str, Any], process: FunctionProcess, endpoint: ResponseEndpoint) -> Spent:
    """Send a request to a function, and return what it took; raise if it failed."""
    spent = process.serve(event)
    response = endpoint.received
    if (response["RequestId"], response["Status"]) != (event["RequestId"], "SUCCESS"):
        raise RuntimeError(f"{event} got {response}")
    event["PhysicalResourceId"] = response["PhysicalResourceId"]
    return spent
