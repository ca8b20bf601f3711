"""The contract tests of ``Custom::SageMakerArtifact``."""

from typing import Any

from ..probes.bench import Bench
from ..run_id import ARTIFACT_TYPE
from .resource import ARTIFACT, Properties, TestedResource
from .result import ContractResults, seen

# The mark and the claims of the library are no part of what a resource declares.
_RESERVED = "cdk-sagemaker-lineage:"


async def check_artifact(bench: Bench, results: ContractResults) -> None:
    """Take an artifact through all requests of the contract tests, in their orders."""
    suffix = bench.uri_prefix.rstrip("/").rpartition("/")[2]
    declared: dict[str, Any] = {
        "Source": bench.source("contract/artifact", S3Version="1"),
        "ArtifactType": ARTIFACT_TYPE,
        "ArtifactName": f"contract-{suffix}",
        "Properties": {"kept": "1", "removed": "1", "changed": "1"},
        "MetadataProperties": {"CommitId": "0123abc"},
        "Tags": [{"Key": key, "Value": "1"} for key in ("changed", "kept", "removed")],
    }
    changed = declared | {
        "ArtifactName": f"contract-{suffix}-2",
        "Properties": {"kept": "1", "changed": "2", "added": "2"},
        "Tags": [
            {"Key": "added", "Value": "2"},
            {"Key": "changed", "Value": "2"},
            {"Key": "kept", "Value": "1"},
        ],
    }
    artifact = TestedResource(bench.client, ARTIFACT, f"conformance-{suffix}", "Artifact")
    arn = await _check_create(bench, artifact, declared, results)
    if not arn:
        return
    await _check_update(bench, artifact, arn, declared, changed, results)
    await _check_delete(bench, artifact, arn, changed, results)
    _check_absent(artifact, arn, declared, results)


async def _check_create(
    bench: Bench, artifact: TestedResource, declared: Properties, results: ContractResults
) -> str:
    created = artifact.create(declared)
    arn = created.physical_id
    if not arn:
        results.check("contract_create_delete", as_expected=False, seen=str(created))
        return ""
    read = await bench.until(lambda: _is_read(bench, arn, declared))
    results.check_shown("contract_create_read", read)
    results.check_shown("contract_create_taggable", read)
    listed = await bench.until(lambda: _is_listed(bench, arn, declared))
    results.check_shown("contract_create_list", listed)
    other = TestedResource(bench.client, ARTIFACT, "conformance-other", "Artifact")
    again = other.create(declared)
    is_refused = not again.succeeded and arn in again.reason
    results.check("contract_create_create", as_expected=is_refused, seen=str(again))
    return arn


async def _check_update(
    bench: Bench,
    artifact: TestedResource,
    arn: str,
    declared: Properties,
    changed: Properties,
    results: ContractResults,
) -> None:
    there = artifact.update(arn, changed, declared)
    read = await bench.until(lambda: _is_read(bench, arn, changed))
    is_same = there.physical_id == arn
    results.check("contract_update_read", as_expected=is_same and bool(read), seen=seen(read))
    listed = await bench.until(lambda: _is_listed(bench, arn, changed))
    results.check_shown("contract_update_list", listed)
    back = artifact.update(arn, declared, changed)
    read = await bench.until(lambda: _is_read(bench, arn, declared))
    results.check(
        "contract_update_tag_updatable", as_expected=bool(read), seen=f"{back}; {seen(read)}"
    )
    without_tags = {key: value for key, value in declared.items() if key != "Tags"}
    artifact.update(arn, without_tags, declared)
    read = await bench.until(lambda: _is_read(bench, arn, without_tags))
    results.check_shown("contract_update_tag_updatable (none)", read)
    artifact.update(arn, changed, without_tags)
    read = await bench.until(lambda: _is_read(bench, arn, changed))
    results.check_shown("contract_update_tag_updatable (anew)", read)
    other_type = artifact.update(arn, {**changed, "ArtifactType": "other"}, changed)
    is_refused = not other_type.succeeded and bool(_is_read(bench, arn, changed))
    results.check(
        "contract_update_create_only_property", as_expected=is_refused, seen=str(other_type)
    )


async def _check_delete(
    bench: Bench, artifact: TestedResource, arn: str, declared: Properties, results: ContractResults
) -> None:
    deleted = artifact.delete(arn, declared)
    results.check("contract_create_delete", as_expected=deleted.succeeded, seen=str(deleted))
    gone = await bench.until(lambda: None if bench.describe(arn) else True)
    results.check_shown("contract_delete_read", gone)
    absent = await bench.until(lambda: None if _is_listed(bench, arn, declared) else True)
    results.check_shown("contract_delete_list", absent)
    again = artifact.delete(arn, declared)
    results.check("contract_delete_delete", as_expected=again.succeeded, seen=str(again))


def _check_absent(
    artifact: TestedResource, arn: str, declared: Properties, results: ContractResults
) -> None:
    again = artifact.create(declared)
    results.check("contract_delete_create", as_expected=again.succeeded, seen=str(again))
    artifact.delete(again.physical_id or arn, declared)
    updated = artifact.update(arn, declared, declared)
    for name in ("contract_delete_update", "contract_update_without_create"):
        results.check(name, as_expected=updated.succeeded, seen=str(updated))
    artifact.delete(updated.physical_id or arn, declared)


def _is_read(bench: Bench, arn: str, declared: Properties) -> bool | None:
    """Return whether SageMaker shows what is declared, and nothing else; None if it does not."""
    found = bench.describe(arn)
    if not found:
        return None
    members = {name: found.get(name) for name in declared if name not in {"Source", "Tags"}}
    shown = {key: value for key, value in bench.tags(arn).items() if not key.startswith(_RESERVED)}
    tags = {tag["Key"]: tag["Value"] for tag in declared.get("Tags", [])}
    wanted = {name: declared[name] for name in members}
    return True if (members, found["Source"], shown) == (wanted, declared["Source"], tags) else None


def _is_listed(bench: Bench, arn: str, declared: Properties) -> bool | None:
    found = bench.client.list_artifacts(SourceUri=declared["Source"]["SourceUri"])
    return True if arn in [each["ArtifactArn"] for each in found["ArtifactSummaries"]] else None
