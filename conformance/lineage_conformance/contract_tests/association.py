"""The contract tests of ``Custom::SageMakerAssociation``; an association has no tags."""

from ..probes.bench import Bench
from ..run_id import ASSOCIATION_DESTINATION, ASSOCIATION_SOURCE
from .resource import ASSOCIATION, Properties, TestedResource
from .result import ContractResults, seen


async def check_association(bench: Bench, results: ContractResults) -> None:
    """Take an association through all requests of the contract tests, in their orders."""
    source, destination = bench.create(ASSOCIATION_SOURCE), bench.create(ASSOCIATION_DESTINATION)
    declared = {
        "SourceArn": source,
        "DestinationArn": destination,
        "AssociationType": "DerivedFrom",
    }
    changed = {**declared, "AssociationType": "ContributedTo"}
    stack = "conformance-" + bench.uri_prefix.rstrip("/").rpartition("/")[2]
    association = TestedResource(bench.client, ASSOCIATION, stack, "Association")
    physical_id = await _check_create(bench, association, declared, results)
    if not physical_id:
        return
    await _check_update(bench, association, physical_id, declared, changed, results)
    await _check_delete(bench, association, physical_id, changed, results)


async def _check_create(
    bench: Bench, association: TestedResource, declared: Properties, results: ContractResults
) -> str:
    created = association.create(declared)
    if not created.succeeded:
        results.check("contract_create_delete", as_expected=False, seen=str(created))
        return ""
    read = await bench.until(lambda: _is_read(bench, declared))
    results.check_shown("contract_create_read", read)
    listed = await bench.until(lambda: _is_listed(bench, declared))
    results.check_shown("contract_create_list", listed)
    other = TestedResource(bench.client, ASSOCIATION, "conformance-other", "Association")
    again = other.create(declared)
    results.check("contract_create_create", as_expected=not again.succeeded, seen=str(again))
    return created.physical_id


async def _check_update(
    bench: Bench,
    association: TestedResource,
    physical_id: str,
    declared: Properties,
    changed: Properties,
    results: ContractResults,
) -> None:
    updated = association.update(physical_id, changed, declared)
    read = await bench.until(lambda: _is_read(bench, changed))
    is_same = updated.physical_id == physical_id
    results.check("contract_update_read", as_expected=is_same and bool(read), seen=seen(read))
    listed = await bench.until(lambda: _is_listed(bench, changed))
    results.check_shown("contract_update_list", listed)
    reverse = {
        **changed,
        "SourceArn": changed["DestinationArn"],
        "DestinationArn": changed["SourceArn"],
    }
    replaced = association.update(physical_id, reverse, changed)
    is_replaced = replaced.succeeded and replaced.physical_id != physical_id
    results.check(
        "contract_update_create_only_property (source)", as_expected=is_replaced, seen=str(replaced)
    )
    if is_replaced:
        association.delete(replaced.physical_id, reverse)


async def _check_delete(
    bench: Bench,
    association: TestedResource,
    physical_id: str,
    declared: Properties,
    results: ContractResults,
) -> None:
    deleted = association.delete(physical_id, declared)
    results.check("contract_create_delete", as_expected=deleted.succeeded, seen=str(deleted))
    gone = await bench.until(lambda: None if _is_listed(bench, declared) else True)
    results.check_shown("contract_delete_read", gone)
    results.check_shown("contract_delete_list", gone)
    again = association.delete(physical_id, declared)
    results.check("contract_delete_delete", as_expected=again.succeeded, seen=str(again))
    updated = association.update(physical_id, declared, declared)
    results.check("contract_delete_update", as_expected=updated.succeeded, seen=str(updated))
    association.delete(updated.physical_id or physical_id, declared)
    created = association.create(declared)
    results.check("contract_delete_create", as_expected=created.succeeded, seen=str(created))
    association.delete(created.physical_id or physical_id, declared)


def _types(bench: Bench, declared: Properties) -> list[str | None]:
    found = bench.client.list_associations(
        SourceArn=declared["SourceArn"], DestinationArn=declared["DestinationArn"]
    )
    return [each.get("AssociationType") for each in found["AssociationSummaries"]]


def _is_read(bench: Bench, declared: Properties) -> bool | None:
    return True if _types(bench, declared) == [declared["AssociationType"]] else None


def _is_listed(bench: Bench, declared: Properties) -> bool | None:
    return True if _types(bench, declared) else None
