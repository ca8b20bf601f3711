"""What an update and a delete do."""

from collections.abc import Callable, Mapping

from botocore.exceptions import ClientError

from ..reading import Reading
from .bench import Bench, certainly, refusal


async def merge_properties(bench: Bench) -> Reading:
    """Update an artifact with another property, and look for the one that it had."""
    arn = bench.create("merge-properties", Properties={"before": "1"})
    bench.client.update_artifact(ArtifactArn=arn, Properties={"after": "2"})

    def updated() -> Mapping[str, str] | None:
        properties = (bench.describe(arn) or {}).get("Properties", {})
        return properties if "after" in properties else None

    properties = certainly(await bench.until(updated), "the updated property")
    return Reading("before" in properties, f"properties after the update: {sorted(properties)}")


async def refuse_delete_with_associations(bench: Bench) -> Reading:
    """Delete an artifact that has an association."""
    pair = bench.create_pair("refuse-delete")
    bench.client.add_association(**pair)
    try:
        bench.client.delete_artifact(ArtifactArn=pair["SourceArn"])
    except ClientError as error:
        return Reading(value=True, seen=f"the delete was refused: {refusal(error)}")
    return Reading(value=False, seen="the artifact was deleted")


async def absent_tag(bench: Bench) -> Reading:
    """Remove a tag that an artifact does not have."""
    return _removal(
        "DeleteTags",
        lambda: bench.client.delete_tags(ResourceArn=bench.specimen, TagKeys=["absent"]),
    )


async def absent_property(bench: Bench) -> Reading:
    """Remove a property that an artifact does not have."""
    return _removal(
        "UpdateArtifact",
        lambda: bench.client.update_artifact(
            ArtifactArn=bench.specimen, PropertiesToRemove=["absent"]
        ),
    )


def _removal(operation: str, call: Callable[[], object]) -> Reading:
    """Return whether what is not there can be removed."""
    try:
        call()
    except ClientError as error:
        return Reading(value=False, seen=f"{operation} was refused: {refusal(error)}")
    return Reading(value=True, seen=f"{operation} succeeded, as if it had been there")
