"""What responses look like: members, timestamps, vertices, codes and texts of errors."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from ..reading import Reading, UndecidedError
from .bench import Bench, certainly, code_of, refusal

CONSTRAINT = "failed to satisfy constraint"
"""How every AWS service words the violation of a constraint of its model."""

_TRIANGLE = ((0, 1), (1, 2), (0, 2))


async def empty_members(bench: Bench) -> Reading:
    """Describe an artifact that was created without any optional member."""
    artifact = await _described(bench, bench.specimen)
    optional = {"Properties", "MetadataProperties"} & artifact.keys()
    optional |= {"SourceTypes"} & artifact["Source"].keys()
    return Reading(bool(optional), f"empty members: {', '.join(sorted(optional)) or 'none'}")


async def whole_seconds(bench: Bench) -> Reading:
    """Look at the timestamps of two artifacts."""
    times = [
        (await _described(bench, arn))[name]
        for arn in (bench.specimen, bench.specimens["DestinationArn"])
        for name in ("CreationTime", "LastModifiedTime")
    ]
    shown = ", ".join(f"{time:%H:%M:%S.%f}" for time in times)
    return Reading(not any(time.microsecond for time in times), f"timestamps: {shown}")


async def duplicate_vertices(bench: Bench) -> Reading:
    """Query three artifacts of which one is reached on two ways."""
    arns = [bench.create(f"vertices/{number}") for number in range(3)]
    for source, destination in _TRIANGLE:
        bench.client.add_association(SourceArn=arns[source], DestinationArn=arns[destination])

    def query() -> tuple[list[Any], list[Any]] | None:
        response = bench.client.query_lineage(
            StartArns=arns[:1], Direction="Descendants", IncludeEdges=True
        )
        vertices = [vertex["Arn"] for vertex in response.get("Vertices", [])]
        edges = [(edge["SourceArn"], edge["DestinationArn"]) for edge in response.get("Edges", [])]
        is_whole = {*arns[1:]} <= {*vertices} and len({*edges}) == len(_TRIANGLE)
        return (vertices, edges) if is_whole else None

    vertices, edges = certainly(await bench.until(query), "the whole graph")
    twice = len(vertices) > len({*vertices}) or len(edges) > len({*edges})
    return Reading(
        twice,
        f"{len(vertices)} vertices of which {len({*vertices})} differ,"
        f" {len(edges)} edges of which {len({*edges})} differ",
    )


async def error_texts(bench: Bench) -> Reading:
    """Read the text of an error: whether it is that of the embedded service."""
    error = _error_of_absent(bench)
    text = error.response["Error"]["Message"]
    return Reading("own" if text.endswith("does not exist") else "other", f"the text is {text!r}")


async def not_found_code(bench: Bench) -> Reading:
    """Describe an artifact that does not exist."""
    error = _error_of_absent(bench)
    return Reading(code_of(error), str(error))


async def absent_resource_code(bench: Bench) -> Reading:
    """List the tags of an artifact that does not exist."""
    try:
        bench.client.list_tags(ResourceArn=bench.absent)
    except ClientError as error:
        return Reading(code_of(refusal(error)), str(error))
    return Reading("none", "ListTags returned no tags")


async def absent_association_code(bench: Bench) -> Reading:
    """Delete an association that does not exist, between artifacts that do."""
    source, destination = bench.specimens["DestinationArn"], bench.specimens["SourceArn"]
    try:
        bench.client.delete_association(SourceArn=source, DestinationArn=destination)
    except ClientError as error:
        return Reading(code_of(refusal(error)), str(error))
    return Reading("none", "DeleteAssociation succeeded, as if it had been there")


async def constraint_text(bench: Bench) -> Reading:
    """Create an artifact whose name breaks the pattern of the model."""
    try:
        bench.create("constraint-text", ArtifactName="not a name")
    except ClientError as error:
        is_usual = CONSTRAINT in str(refusal(error))
        return Reading(CONSTRAINT if is_usual else "another text", str(error))
    return Reading("none", "the name was accepted")


async def _described(bench: Bench, arn: str) -> Mapping[str, Any]:
    return certainly(await bench.until(lambda: bench.describe(arn)), f"the artifact {arn}")


def _error_of_absent(bench: Bench) -> ClientError:
    try:
        bench.client.describe_artifact(ArtifactArn=bench.absent)
    except ClientError as error:
        return refusal(error)
    raise UndecidedError(f"{bench.absent} was described, though nothing has made it")
