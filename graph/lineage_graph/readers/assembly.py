"""The lineage that an app declares, read from its cloud assembly: the app itself is not run."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..model import DeclaredLineage, GraphError
from .templates.trees import TemplateTree, templates_lineage

_STACK = "aws:cloudformation:stack"
_ASSEMBLY = "cdk:cloud-assembly"


def assembly_lineage(
    folder: Path, stacks: Sequence[str] = (), name: str | None = None
) -> DeclaredLineage:
    """Return the lineage that the stacks of a cloud assembly declare.

    Parameters
    ----------
    folder
        The cloud assembly, ``cdk.out`` for example, as ``cdk synth`` writes it.
    stacks
        The names of the stacks to read; all, if there are none. The stacks nested in them are
        included.
    name
        What it is called in headings; the folder if it is not given.

    Raises
    ------
    GraphError
        If the folder is no cloud assembly, or has no stack of a name.

    Examples
    --------
    >>> assembly_lineage(Path("cdk.out"), ["ChurnTraining"])  # doctest: +SKIP
    """
    found = dict(_stacks(folder))
    missing = [stack for stack in stacks if stack not in found]
    if missing:
        raise GraphError(
            f"there is no stack {', '.join(missing)} in {folder}: it has {', '.join(found)}"
        )
    return templates_lineage(name or str(folder), found, stacks or list(found))


def assembly_stacks(folder: Path) -> list[str]:
    """Return the names of the stacks of a cloud assembly, nested ones not included."""
    return [name for name, _ in _stacks(folder)]


def _stacks(folder: Path) -> Iterator[tuple[str, TemplateTree]]:
    manifest = _read(folder / "manifest.json", folder)
    for artifact_id, artifact in manifest.get("artifacts", {}).items():
        properties = artifact.get("properties", {})
        if artifact["type"] == _ASSEMBLY:
            yield from _stacks(folder / properties["directoryName"])
        elif artifact["type"] == _STACK:
            template = folder / properties["templateFile"]
            yield properties.get("stackName", artifact_id), _tree(template, folder)


def _tree(file: Path, folder: Path) -> TemplateTree:
    template = _read(file, folder)
    nested = {
        logical_id: _tree(folder / path, folder)
        for logical_id, resource in template.get("Resources", {}).items()
        if resource.get("Type") == "AWS::CloudFormation::Stack"
        and (path := _nested_file(resource, folder))
    }
    return TemplateTree(template, nested)


def _nested_file(resource: Mapping[str, Any], folder: Path) -> str | None:
    """Return the file of a nested stack's template: the asset that its URL names by its hash."""
    url = json.dumps(resource.get("Properties", {}).get("TemplateURL"))
    for assets in sorted(folder.glob("*.assets.json")):
        for asset_hash, asset in _read(assets, folder).get("files", {}).items():
            if asset_hash in url:
                return str(asset["source"]["path"])
    return None


def _read(file: Path, folder: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise GraphError(
            f"{folder} is no cloud assembly: it has no {file.name}; `cdk synth` writes one"
        ) from error
    except ValueError as error:
        raise GraphError(f"{file} is not JSON: {error}") from error
