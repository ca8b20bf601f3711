"""Loads botocore's data files: of the service model and the endpoints, what this function needs.

SageMaker's model has some 400 operations, and the endpoints are those of all services. To read all
that takes more time and memory than the rest of the client, at each cold start.

botocore's files are cut before they are decoded, by how they are indented. What has another form
raises `KeyError` or `ValueError`.
"""

import gzip
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from botocore.loaders import JSONFileLoader, Loader

OPERATIONS = (
    "AddAssociation",
    "AddTags",
    "CreateArtifact",
    "DeleteArtifact",
    "DeleteAssociation",
    "DeleteTags",
    "DescribeArtifact",
    "ListArtifacts",
    "ListAssociations",
    "ListTags",
    "UpdateArtifact",
)

File = IO[bytes] | gzip.GzipFile

# The whole model in memory would be the most that the function ever has.
_READ_BYTES = 1 << 16
_SERVICES = b'"services" : {'
_SAGEMAKER = b'"api.sagemaker" : {'


def lineage_model(file: File) -> dict[str, Any]:
    """Return the part of a service model that describes `OPERATIONS`."""
    sections: dict[str, dict[str, bytes]] = {}
    members: dict[str, bytes] = {}
    for member in _members(file):
        name, _, value = member.partition(b'":')
        members[name.decode()] = value
        if member.endswith(b'":{'):  # the last one of a section, with the name of the next
            members = sections[member.split(b'"')[-2].decode()] = {}
    metadata = {name: _decoded(value) for name, value in sections["metadata"].items()}
    operations = {name: _decoded(sections["operations"][name]) for name in OPERATIONS}
    shapes: dict[str, Any] = {}
    missing = {*_references(operations)}
    while missing:
        shape = missing.pop()
        shapes[shape] = _decoded(sections["shapes"][shape])
        missing |= {*_references(shapes[shape])} - shapes.keys()
    return {"metadata": metadata, "operations": operations, "shapes": shapes}


def _members(file: File) -> Iterator[bytes]:
    """Yield the members that are indented by four blanks: each operation, each shape."""
    rest = b""
    while read := file.read(_READ_BYTES):
        *members, rest = (rest + read).split(b'\n    "')
        yield from members
    yield rest


def _decoded(value: bytes) -> Any:
    return json.JSONDecoder().raw_decode(value.decode())[0]


def _references(value: Any) -> Iterator[str]:
    """Return the names of the shapes to which a part of the model refers."""
    if isinstance(value, dict):
        if isinstance(value.get("shape"), str):
            yield value["shape"]
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _references(each)


def lineage_endpoints(file: File) -> Any:
    """Return the partitions and their regions, each with the endpoints of SageMaker alone."""
    kept, *partitions = file.read().split(_SERVICES)
    for partition in partitions:
        services, _, rest = partition.partition(b"\n    }")
        _, name, value = services.partition(_SAGEMAKER)
        service = name and name + value.partition(b"\n      }")[0] + b"}"
        kept += _SERVICES + service + b"}" + rest
    return json.loads(kept)


class LineageFiles(JSONFileLoader):
    """Reads JSON files, and cuts the two that are large."""

    def load_file(self, file_path: str) -> Any:
        """Return what is in a file, whose name is without its ending; None if there is none."""
        cuts = {"service-2": lineage_model, "endpoints": lineage_endpoints}
        load = cuts.get(Path(file_path).name, json.load)
        for ending, opened in ((".json", open), (".json.gz", gzip.open)):
            with suppress(FileNotFoundError), opened(file_path + ending, "rb") as file:
                return load(file)
        return None


class LineageLoader(Loader):
    """botocore's loader, for the one service that is called."""

    FILE_LOADER_CLASS = LineageFiles

    def list_available_services(self, type_name: str) -> list[str]:  # noqa: ARG002
        """Return SageMaker, without a look at the folders of all services."""
        return ["sagemaker"]
