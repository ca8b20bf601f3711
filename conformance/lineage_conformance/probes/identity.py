"""What identifies an artifact and an association, and what happens to a second one."""

from botocore.exceptions import ClientError

from ..reading import Reading, UndecidedError
from .bench import Bench, code_of, refusal


async def duplicate_source(bench: Bench) -> Reading:
    """Create an artifact twice on one source."""
    arn = bench.create("duplicate-source")
    try:
        second = bench.create("duplicate-source")
    except ClientError as error:
        return Reading("raise", f"the second create was refused: {refusal(error)}")
    what = "the same ARN" if second == arn else "another ARN"
    return Reading("return", f"the second create returned {what}")


async def identity(bench: Bench) -> Reading:
    """Create two artifacts on one URI with different source types."""
    source = bench.source("identity", S3Version="1"), bench.source("identity", S3Version="2")
    arn = bench.create("", Source=source[0])
    try:
        second = bench.create("", Source=source[1])
    except ClientError as error:
        return Reading("uri", f"the second create was refused: {refusal(error)}")
    if second == arn:
        return Reading("uri", "both creates returned the same ARN")
    return Reading("uri_and_types", "the two artifacts have different ARNs")


async def unique_names(bench: Bench) -> Reading:
    """Create two artifacts of one name on different sources."""
    name = "conformance-" + bench.uri_prefix.rstrip("/").rpartition("/")[2]
    bench.create("unique-names/1", ArtifactName=name)
    try:
        bench.create("unique-names/2", ArtifactName=name)
    except ClientError as error:
        return Reading(value=True, seen=f"the second create was refused: {refusal(error)}")
    return Reading(value=False, seen="two artifacts have the same name")


async def duplicate_association(bench: Bench) -> Reading:
    """Add an association twice, the second time with another type."""
    bench.client.add_association(**bench.specimens, AssociationType="DerivedFrom")
    try:
        bench.client.add_association(**bench.specimens, AssociationType="Produced")
    except ClientError as error:
        return Reading("raise", f"the second call was refused: {refusal(error)}")
    return Reading("return", "the second call succeeded like the first")


async def exists_code(bench: Bench) -> Reading:
    """Provoke the refusal of an artifact that exists, or else of an association."""
    bench.create("exists-code")
    try:
        bench.create("exists-code")
    except ClientError as error:
        return Reading(code_of(refusal(error)), f"CreateArtifact: {error}")
    pair = bench.create_pair("exists-code")
    bench.client.add_association(**pair)
    try:
        bench.client.add_association(**pair)
    except ClientError as error:
        return Reading(code_of(refusal(error)), f"AddAssociation: {error}")
    raise UndecidedError("neither a second artifact nor a second association was refused")
