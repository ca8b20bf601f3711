"""Which deployments the function must refuse, as docs/ownership.md says, and which it must not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lineage_local.service import Behaviour

from .identity import arn_of, claim_key, is_same_source, stack_claims, without_suffix
from .resources import Properties, Ref, SimulatedResource, is_association
from .service_state import ArtifactState, AssociationState, Pair
from .stack import SimulatedStack

_TYPE = re.compile(r" as (\S+)")


def refusals(
    stack: SimulatedStack,
    template: Mapping[str, Properties],
    found: Mapping[str, ArtifactState],
    pairs: Mapping[Pair, AssociationState],
    behaviour: Behaviour,
) -> Iterator[str]:
    """Return why the deployment of a template to a stable stack must fail.

    Parameters
    ----------
    stack, template
        What is deployed.
    found, pairs
        The artifacts and associations that are there.
    behaviour
        What the service refuses.
    """
    sources: dict[str, Properties] = {
        arn: artifact.members["Source"] for arn, artifact in found.items()
    }
    names = {arn: artifact.members.get("ArtifactName") for arn, artifact in found.items()}
    for logical_id, declared in template.items():
        resource = stack.resources.get(logical_id)
        properties = _resolved(declared, template)
        if resource and resource.properties == properties:
            continue
        arn = arn_of(properties)
        there = found.get(arn)
        reason = None
        if is_association(properties):
            reason = _association_refusal(stack, logical_id, properties, resource, there, pairs)
        elif not is_same_source(
            sources.setdefault(arn, properties["Source"]), properties["Source"]
        ):
            reason = "another content of the URI"
        elif behaviour.unique_names and _is_taken(properties.get("ArtifactName"), arn, names):
            reason = "the name of another artifact"
        elif there:
            reason = _artifact_refusal(stack, logical_id, properties, resource, there)
        if reason:
            yield f"{logical_id}: {reason}"


def _is_taken(name: str | None, arn: str, names: dict[str, str | None]) -> bool:
    """Return whether an artifact cannot have a name; if it can, it has it from now on."""
    if name and name in {other for artifact, other in names.items() if artifact != arn}:
        return True
    names[arn] = name or names.get(arn)
    return False


def _artifact_refusal(
    stack: SimulatedStack,
    logical_id: str,
    declared: Properties,
    old: SimulatedResource | None,
    there: ArtifactState,
) -> str | None:
    if there.type != declared["ArtifactType"]:
        is_created = claim_key(stack.stack_id, logical_id) in there.claims and there.is_created
        old_type = old.properties["ArtifactType"] if old and old.physical_id == there.arn else None
        if is_created or old_type in {None, there.type}:
            return "another type"
    return _claim_refusal(stack, logical_id, declared, old, there)


def _association_refusal(
    stack: SimulatedStack,
    logical_id: str,
    declared: Properties,
    old: SimulatedResource | None,
    record: ArtifactState | None,
    pairs: Mapping[Pair, AssociationState],
) -> str | None:
    association = pairs.get((declared["SourceArn"], declared["DestinationArn"]))
    wanted = declared.get("AssociationType")
    if record is None:
        if association and declared.get("OnExisting") != "ADOPT":
            return "an association of nobody's"
        return "another type" if association and association.type != wanted else None
    others = record.claims - ({claim_key(stack.stack_id, logical_id)} if old else set())
    is_adopted = record.tags.get("cdk-sagemaker-lineage:association") == "adopted"
    # What was retained keeps its claim, also when the association has gone with its entity.
    claimed = {_TYPE.search(record.tags[claim]) for claim in others}
    types = {found[1] if found else None for found in claimed}
    if is_adopted and association:
        types.add(association.type)
    if types - {wanted}:
        return "another type"
    return _claim_refusal(stack, logical_id, declared, old, record)


def _claim_refusal(
    stack: SimulatedStack,
    logical_id: str,
    declared: Properties,
    old: SimulatedResource | None,
    there: ArtifactState,
) -> str | None:
    if declared.get("OnExisting") == "ADOPT" or (old and old.physical_id == there.arn):
        return None
    claims = {without_suffix(claim) for claim in there.claims}
    of_stack = {claim for claim in claims if claim.startswith(stack_claims(stack.stack_id))}
    if of_stack == {claim_key(stack.stack_id, logical_id)}:
        return None if old else "retained"
    return None if of_stack else "another's"


def _resolved(declared: Properties, template: Mapping[str, Properties]) -> Properties:
    return {
        key: arn_of(template[value.logical_id]) if isinstance(value, Ref) else value
        for key, value in declared.items()
    }
