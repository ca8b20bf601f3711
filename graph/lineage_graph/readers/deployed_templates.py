"""The lineage that the templates of deployed stacks declare."""

from collections.abc import Sequence

import boto3

from ..model import DeclaredLineage
from .stacks import StackDescription, StackReader
from .templates.trees import TemplateTree, templates_lineage


def deployed_lineage(
    session: boto3.Session, stacks: Sequence[str], others: Sequence[str] = ()
) -> DeclaredLineage:
    """Return what deployed stacks declare: as their templates say it, not as SageMaker has it.

    A stack that is not deployed yet declares nothing.

    Parameters
    ----------
    session
        The session to call CloudFormation with.
    stacks
        The names of the stacks; those nested in them are included.
    others
        The names of stacks whose exports they may import.
    """
    reader = StackReader(session)
    trees = {
        stack: _tree(description)
        for stack in dict.fromkeys([*stacks, *others])
        if (description := reader.read_if_deployed(stack))
    }
    return templates_lineage("deployed", trees, [stack for stack in stacks if stack in trees])


def _tree(stack: StackDescription) -> TemplateTree:
    nested = {logical_id: _tree(each) for logical_id, each in stack.nested.items()}
    return TemplateTree(stack.template, nested)
