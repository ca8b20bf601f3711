"""How late reads show what was written."""

from typing import Any

from ..reading import Reading
from .bench import Bench, certainly, lag_reading

_TAGS: Any = [{"Key": "probe", "Value": "1"}]


async def list_lag_seconds(bench: Bench) -> Reading:
    """Create two artifacts and an association, and list them."""
    pair = bench.create_pair("list-lag")
    bench.client.add_association(**pair)
    written = bench.clock.monotonic()
    uri = bench.source("list-lag/source")["SourceUri"]

    def artifact() -> object:
        return bench.client.list_artifacts(SourceUri=uri)["ArtifactSummaries"] or None

    def association() -> object:
        return bench.client.list_associations(**pair)["AssociationSummaries"] or None

    shown = await bench.until(artifact, since=written)
    if shown is None:
        return lag_reading("ListArtifacts shows the artifact", None)
    associated = await bench.until(association, since=written)
    if associated is None or associated.not_after > shown.after:
        return lag_reading("ListAssociations shows the association", associated)
    return lag_reading("ListArtifacts shows the artifact", shown)


async def describe_lag_seconds(bench: Bench) -> Reading:
    """Create, update and delete an artifact, and describe it after each; the longest counts."""
    arn = bench.create("describe-lag")
    readings = [
        lag_reading(
            "DescribeArtifact shows the create", await bench.until(lambda: bench.describe(arn))
        )
    ]
    bench.client.update_artifact(ArtifactArn=arn, Properties={"updated": "1"})

    def updated() -> object:
        return (bench.describe(arn) or {}).get("Properties", {}).get("updated")

    readings.append(lag_reading("DescribeArtifact shows the update", await bench.until(updated)))
    bench.client.delete_artifact(ArtifactArn=arn)
    gone = await bench.until(lambda: None if bench.describe(arn) else True)
    readings.append(lag_reading("DescribeArtifact shows the delete", gone))
    return max(readings, key=lambda reading: reading.value)


async def create_tag_lag_seconds(bench: Bench) -> Reading:
    """Create an artifact with a tag."""
    arn = bench.create("create-tag", Tags=_TAGS)
    shown = await bench.until(lambda: bench.tags(arn).get("probe"))
    return lag_reading("ListTags shows the tag of CreateArtifact", shown)


async def add_tag_lag_seconds(bench: Bench) -> Reading:
    """Add a tag to an artifact."""
    arn = bench.create("add-tag")
    bench.client.add_tags(ResourceArn=arn, Tags=_TAGS)
    shown = await bench.until(lambda: bench.tags(arn).get("probe"))
    return lag_reading("ListTags shows the tag of AddTags", shown)


async def delete_tag_lag_seconds(bench: Bench) -> Reading:
    """Remove a tag that an artifact shows."""
    arn = bench.create("delete-tag", Tags=_TAGS)
    certainly(await bench.until(lambda: bench.tags(arn).get("probe")), "the tag to remove")
    bench.client.delete_tags(ResourceArn=arn, TagKeys=["probe"])
    gone = await bench.until(lambda: None if "probe" in bench.tags(arn) else True)
    return lag_reading("ListTags shows the effect of DeleteTags", gone)


async def tag_cleanup_lag_seconds(bench: Bench) -> Reading:
    """Delete an artifact with a tag, and create another one without it on the same source."""
    arn = bench.create("tag-cleanup", Tags=_TAGS)
    certainly(await bench.until(lambda: bench.tags(arn).get("probe")), "the old artifact's tag")
    bench.client.delete_artifact(ArtifactArn=arn)
    deleted = bench.clock.monotonic()
    again = bench.create("tag-cleanup")
    gone = await bench.until(lambda: None if "probe" in bench.tags(again) else True, since=deleted)
    return lag_reading("ListTags of the new artifact is without the old one's tag", gone)
