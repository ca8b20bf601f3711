"""What differs between what deployed stacks declare and what SageMaker has."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import boto3

from ..model import EntityKind, LineageEntity, LineageGraph
from ..readers.described import DESCRIBED_KINDS, with_members
from ..readers.sagemaker import AssociationKey, SageMakerLineage
from ..readers.stacks import StackReader
from ..readers.templates.declared import elsewhere
from ..readers.templates.deployed import DeployedTemplate
from . import remedies
from .actual_members import actual_members
from .association_drift import association_findings, association_text, wanted_association
from .deployed_declaration import DeployedDeclaration, deployed_declarations
from .drift_graph import drift_graph
from .entity_drift import EntityFindings
from .finding import DriftFinding, FindingKind


@dataclass(frozen=True)
class LineageDrift:
    """What differs between what stacks declare and what SageMaker has.

    Parameters
    ----------
    stacks
        The names of the stacks.
    resources
        How many resources were compared.
    findings
        What was found.
    graph
        What is declared, with what differs.
    """

    stacks: tuple[str, ...]
    resources: int
    findings: tuple[DriftFinding, ...]
    graph: LineageGraph

    @property
    def is_found(self) -> bool:
        """Whether there is drift."""
        return any(each.kind.is_drift for each in self.findings)


def drift(
    stacks: Iterable[str],
    *,
    session: boto3.Session,
    report: Callable[[str], None] = lambda _: None,
) -> LineageDrift:
    """Compare what deployed stacks declare with what SageMaker has.

    Parameters
    ----------
    stacks
        The names of the stacks; those nested in them are included.
    session
        The session to call AWS with.
    report
        Called with one line for each step.

    Raises
    ------
    GraphError
        If a stack does not exist.
    botocore.exceptions.ClientError
        If AWS refuses a call.

    Examples
    --------
    >>> drift(["ChurnTraining"], session=boto3.Session()).is_found  # doctest: +SKIP
    False
    """
    names = tuple(stacks)
    reader = StackReader(session)
    declarations = [
        each
        for name in names
        for stack in reader.read(name).all()
        for each in deployed_declarations(stack, DeployedTemplate(stack, lambda: reader.exports))
    ]
    report(f"comparing {len(declarations)} resources with SageMaker")
    comparison = _StackComparison(SageMakerLineage(session), declarations)
    findings = tuple(comparison.findings())
    graph = drift_graph(
        ", ".join(names),
        declarations,
        comparison.wanted,
        comparison.found,
        findings,
        comparison.undeclared,
    )
    return LineageDrift(names, len(declarations), findings, graph)


class _StackComparison:
    """Compares what is declared, entity by entity and association by association."""

    def __init__(self, lineage: SageMakerLineage, declarations: list[DeployedDeclaration]) -> None:
        self._lineage = lineage
        self._entities = [each for each in declarations if not each.is_association]
        self._associations = [each for each in declarations if each.is_association]
        # Several resources can declare one entity: the first one stands for it.
        self._by_arn = {each.arn: each for each in reversed(self._entities)}
        self._claims = {each.claim for each in declarations}
        self._names: dict[str, str] = {}
        self._undeclared: dict[str, LineageEntity] = {}
        self._missing: set[str] = set()
        self.wanted: dict[AssociationKey, list[DeployedDeclaration]] = {}
        self.found: dict[AssociationKey, None] = {}

    def findings(self) -> Iterator[DriftFinding]:
        """Yield what differs; on the way the associations of all entities are read."""
        for entity in self._entities:
            yield from self._of_entity(entity)
        for association in self._associations:
            yield from self._of_association(association)
        yield from self._beside()

    def _of_entity(self, each: DeployedDeclaration) -> Iterator[DriftFinding]:
        found = EntityFindings(each.declared, each.arn, each.claim)
        self._names[each.arn] = found.name
        kind = EntityKind.of_arn(each.arn)
        if kind is EntityKind.UNKNOWN:
            yield found.not_compared(f"because it is {each.status} and has no ARN")
        elif kind not in DESCRIBED_KINDS:
            yield found.not_compared(f"because the lineage API does not describe a {kind.value}")
        elif described := self._lineage.describe(each.arn):
            tags = self._lineage.tags(each.arn)
            yield from found.compare(actual_members(kind, described, tags), tags, self._claims)
            self.found |= dict.fromkeys(self._lineage.associations(each.arn))
        else:
            self._missing.add(each.arn)
            yield found.missing()

    def _of_association(self, each: DeployedDeclaration) -> Iterator[DriftFinding]:
        is_record = EntityKind.of_arn(each.arn) is EntityKind.ARTIFACT
        described = self._lineage.describe(each.arn) if is_record else None
        tags = self._lineage.tags(each.arn) if described else {}
        wanted = wanted_association(each.declared, (described or {}).get("Properties", {}))
        if wanted:
            self.wanted.setdefault(wanted, []).append(each)
            if wanted.source not in self._by_arn:
                self.found |= dict.fromkeys(self._lineage.associations(wanted.source))
        yield from association_findings(
            each,
            described,
            tags,
            wanted,
            self.found,
            self._name,
            self._claims,
            needs_entities=bool(wanted and not self._missing.isdisjoint(wanted.entities)),
        )

    def _beside(self) -> Iterator[DriftFinding]:
        """Yield the associations of the entities that these stacks do not declare."""
        declared = {key.entities for key in self.wanted}
        for key in self.found:
            ends = [self._by_arn[arn] for arn in key.entities if arn in self._by_arn]
            if ends and key.entities not in declared:
                yield DriftFinding(
                    FindingKind.BESIDE,
                    ends[0].declared.by,
                    ends[0].arn,
                    association_text(key, self._name),
                    remark=remedies.OTHER_ASSOCIATION,
                )

    def undeclared(self, arn: str) -> LineageEntity:
        """Return an entity that these stacks do not declare, as SageMaker describes it."""
        if arn not in self._undeclared:
            entity = elsewhere(arn)
            described = entity.kind in DESCRIBED_KINDS and self._lineage.describe(arn)
            self._undeclared[arn] = with_members(entity, described) if described else entity
        return self._undeclared[arn]

    def _name(self, arn: str) -> str:
        return self._names.get(arn) or self.undeclared(arn).name
