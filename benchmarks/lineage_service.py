"""What a call to the local lineage service costs, with few records and with many.

Run it from the root of the repository; it takes one to two minutes::

    python -m benchmarks.lineage_service

It prints milliseconds of the service's processor time, in this process, and requests a second over
a socket, by one client, to a service in a process of its own. The ratio is what many records cost:
1.0 is nothing.
"""

import json
import multiprocessing
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection
from statistics import median
from typing import Any

import urllib3
from werkzeug.test import Client

from lineage_local.service import Behaviour, LineageService
from lineage_local.service.application import Application

# No quota is to end a measurement.
BEHAVIOUR = Behaviour(quota=1_000_000, association_quota=1_000_000)
AUTHORIZATION = (
    "AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-central-1/sagemaker/aws4_request, "
    "SignedHeaders=host, Signature=0"
)


@dataclass(frozen=True)
class Size:
    """How many records a service has."""

    artifacts: int
    associations: int

    def __str__(self) -> str:
        return f"{self.artifacts:,}/{self.associations:,}"


SIZES = (Size(10, 20), Size(6_000, 20_000))


@dataclass
class MeasuredService:
    """A service whose calls are measured.

    Parameters
    ----------
    post
        Sends headers and a body to the service; returns the response's body.
    clock
        Returns the time that counts, in seconds.
    """

    post: Callable[[dict[str, str], bytes], bytes]
    clock: Callable[[], float]
    seconds: float = 0.0
    arns: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def call(self, operation: str, **members: object) -> dict[str, Any]:
        """Call an operation; afterwards `seconds` is what the call took."""
        headers = {"Authorization": AUTHORIZATION, "X-Amz-Target": f"SageMaker.{operation}"}
        body = json.dumps(members).encode()
        started = self.clock()
        response = self.post(headers, body)
        self.seconds = self.clock() - started
        parsed: dict[str, Any] = json.loads(response)
        if "__type" in parsed:
            raise RuntimeError(f"{operation}: {parsed}")
        return parsed

    def create(self) -> str:
        """Create an artifact on a source of its own; return its ARN."""
        source = {"SourceUri": f"s3://bucket/{next(self._numbers)}"}
        properties = {"project": "churn"}
        response = self.call(
            "CreateArtifact", Source=source, ArtifactType="DataSet", Properties=properties
        )
        return str(response["ArtifactArn"])

    def fill(self, size: Size) -> None:
        """Create artifacts, and associations between them at random, the same in each run."""
        self.arns = [self.create() for _ in range(size.artifacts)]
        chosen = random.Random(0)  # noqa: S311
        pairs: set[tuple[str, ...]] = set()
        while len(pairs) < size.associations:
            pairs.add(tuple(chosen.sample(self.arns, 2)))
        for source, destination in sorted(pairs):
            self.call("AddAssociation", SourceArn=source, DestinationArn=destination)


@contextmanager
def in_process() -> Iterator[MeasuredService]:
    """Yield a service in this process: its processor time counts."""
    client = Client(Application(BEHAVIOUR, principal_of=None))

    def post(headers: dict[str, str], body: bytes) -> bytes:
        return client.post("/", headers=headers, data=body).get_data()

    yield MeasuredService(post, time.process_time)


@contextmanager
def over_socket() -> Iterator[MeasuredService]:
    """Yield a service in a process of its own: the time that passes counts."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(there,))
    process.start()
    url = here.recv()
    pool = urllib3.PoolManager()

    def post(headers: dict[str, str], body: bytes) -> bytes:
        return pool.request("POST", url, headers=headers, body=body).data

    try:
        yield MeasuredService(post, time.perf_counter)
    finally:
        process.terminate()
        process.join()


def serve(connection: "Connection[str, str]") -> None:
    """Serve until the process ends; send the endpoint's URL first."""
    service = LineageService(behaviour=BEHAVIOUR)
    connection.send(service.endpoint_url)
    service.serve()


# Measures something about one of the artifacts, in seconds.
Measurement = Callable[[MeasuredService, int], float]


def create_artifact(service: MeasuredService, _number: int) -> float:
    """Create an artifact, and delete it again, which does not count."""
    arn = service.create()
    seconds = service.seconds
    service.call("DeleteArtifact", ArtifactArn=arn)
    return seconds


def describe_artifact(service: MeasuredService, number: int) -> float:
    """Describe an artifact."""
    service.call("DescribeArtifact", ArtifactArn=service.arns[number])
    return service.seconds


def artifacts_by_uri(service: MeasuredService, number: int) -> float:
    """List the one artifact of a URI."""
    service.call("ListArtifacts", SourceUri=f"s3://bucket/{number}")
    return service.seconds


def artifacts(service: MeasuredService, _number: int) -> float:
    """List the ten newest artifacts."""
    service.call("ListArtifacts")
    return service.seconds


def associations_by_source(service: MeasuredService, number: int) -> float:
    """List the associations of a source."""
    service.call("ListAssociations", SourceArn=service.arns[number])
    return service.seconds


def query_first_page(service: MeasuredService, number: int) -> float:
    """Query the lineage of an artifact."""
    service.call("QueryLineage", StartArns=[service.arns[number]], IncludeEdges=True)
    return service.seconds


def query_all_pages(service: MeasuredService, number: int) -> float:
    """Query the lineage of an artifact, to the last page."""
    token: dict[str, str] = {}
    seconds = 0.0
    while True:
        page = service.call(
            "QueryLineage", StartArns=[service.arns[number]], IncludeEdges=True, **token
        )
        seconds += service.seconds
        if "NextToken" not in page:
            return seconds
        token = {"NextToken": page["NextToken"]}


# What is measured, and how often.
MEASUREMENTS: dict[str, tuple[Measurement, int]] = {
    "CreateArtifact": (create_artifact, 100),
    "DescribeArtifact": (describe_artifact, 100),
    "ListArtifacts, by URI": (artifacts_by_uri, 100),
    "ListArtifacts, a page": (artifacts, 100),
    "ListAssociations, by source": (associations_by_source, 100),
    "QueryLineage, first page": (query_first_page, 5),
    "QueryLineage, all pages": (query_all_pages, 1),
}


def measure(service: MeasuredService, size: Size) -> list[float]:
    """Return the median of each measurement, in seconds."""
    service.fill(size)
    return [
        median(function(service, number % size.artifacts) for number in range(times))
        for function, times in MEASUREMENTS.values()
    ]


def measured(kind: Callable[[], AbstractContextManager[MeasuredService]]) -> list[list[float]]:
    """Return the measurements of a service with few and of one with many records, in pairs."""
    columns = []
    for size in SIZES:
        with kind() as service:
            columns.append(measure(service, size))
    return [list(row) for row in zip(*columns, strict=True)]


def main() -> None:
    """Measure, and print a table."""
    few, many = SIZES
    columns = f"{few!s:>12}{many!s:>14}{'ratio':>8}"
    lines = [f"{'':28}{'milliseconds':>34}{'a second':>34}", f"{'':28}{columns}{columns}"]
    processor, socket = measured(in_process), measured(over_socket)
    for name, spent, passed in zip(MEASUREMENTS, processor, socket, strict=True):
        lines.append(
            f"{name:28}{spent[0] * 1000:12.2f}{spent[1] * 1000:14.2f}{spent[1] / spent[0]:8.1f}"
            f"{1 / passed[0]:12.1f}{1 / passed[1]:14.1f}{passed[1] / passed[0]:8.1f}"
        )
    sys.stdout.write("\n".join([*lines, ""]))


if __name__ == "__main__":
    main()
