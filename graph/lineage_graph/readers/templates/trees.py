"""The lineage that templates declare before they are deployed, references as text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ...model import DeclaredLineage, DeclaringResource, ResourceDeclaration
from ..resource_types import ASSOCIATION
from .members import declaration, is_lineage
from .symbolic import SymbolicTemplate


@dataclass(frozen=True)
class TemplateTree:
    """A template, and those of the stacks nested in it.

    Parameters
    ----------
    template
        The template.
    nested
        The nested ones, by the logical ids of their resources.
    """

    template: Mapping[str, Any]
    nested: Mapping[str, "TemplateTree"] = field(default_factory=dict)


def templates_lineage(
    name: str, trees: Mapping[str, TemplateTree], stacks: Iterable[str]
) -> DeclaredLineage:
    """Return the lineage that stacks declare.

    Parameters
    ----------
    name
        What the lineage is called.
    trees
        The templates of all stacks by their names, also of those that only export something.
    stacks
        The names of the stacks whose lineage it is.
    """
    exports: dict[str, tuple[SymbolicTemplate, Any]] = {}

    def exported(export: str) -> Any:
        found = exports.get(export)
        return found[0].resolve(found[1]) if found else None

    built = {stack: _built(stack, tree, {}, exported) for stack, tree in trees.items()}
    for template in [each for top in built.values() for each in _all(top)]:
        for output in template.template.get("Outputs", {}).values():
            if "Export" in output:
                export = str(template.resolve(output["Export"]["Name"]))
                exports[export] = template, output["Value"]
    found = [
        each
        for stack in stacks
        for template in _all(built[stack])
        for each in _declarations(template)
    ]
    return DeclaredLineage.of(
        name,
        [each for each in found if each.resource_type != ASSOCIATION],
        [each for each in found if each.resource_type == ASSOCIATION],
    )


def _built(
    stack: str, tree: TemplateTree, arguments: Mapping[str, Any], exported: Any
) -> SymbolicTemplate:
    template = SymbolicTemplate(stack, tree.template, arguments, exported)
    for logical_id, resource in template.nested_stacks():
        if logical_id in tree.nested:
            given = _Arguments(template, resource.get("Properties", {}).get("Parameters", {}))
            nested = _built(f"{stack}/{logical_id}", tree.nested[logical_id], given, exported)
            template.nested[logical_id] = nested
    return template


class _Arguments(Mapping[str, Any]):
    """The parameters of a nested stack, resolved when asked for: one may name another stack's."""

    def __init__(self, parent: SymbolicTemplate, given: Mapping[str, Any]) -> None:
        self._parent, self._given = parent, given

    def __getitem__(self, name: str) -> Any:
        return self._parent.resolve(self._given[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


def _all(template: SymbolicTemplate) -> Iterator[SymbolicTemplate]:
    yield template
    for nested in template.nested.values():
        yield from _all(nested)


def _declarations(template: SymbolicTemplate) -> Iterator[ResourceDeclaration]:
    for logical_id, resource in template.template.get("Resources", {}).items():
        if is_lineage(resource):
            found = declaration(DeclaringResource(template.stack, logical_id), resource, template)
            if condition := resource.get("Condition"):
                members = {**found.members, "Condition": template.condition_text(condition)}
                found = replace(found, members=members)
            yield found
