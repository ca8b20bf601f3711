"""What a deployed resource declares, and what it is in SageMaker."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import DeclaringResource, ResourceDeclaration
from ..readers.claims import claim_key
from ..readers.resource_types import ASSOCIATION
from ..readers.stacks import StackDescription
from ..readers.templates.deployed import DeployedTemplate
from ..readers.templates.members import declaration, is_lineage


@dataclass(frozen=True)
class DeployedDeclaration:
    """A deployed resource with its declaration.

    Parameters
    ----------
    declared
        What it declares.
    arn
        The ARN of its entity, or of its association's record: its physical id.
    status
        Its status in CloudFormation.
    claim
        The key of its claim.
    """

    declared: ResourceDeclaration
    arn: str
    status: str
    claim: str

    @property
    def is_association(self) -> bool:
        """Whether it declares an association."""
        return self.declared.resource_type == ASSOCIATION


def deployed_declarations(
    stack: StackDescription, template: DeployedTemplate
) -> Iterator[DeployedDeclaration]:
    """Yield what the resources of one stack declare.

    Parameters
    ----------
    stack
        The stack, without those nested in it.
    template
        What resolves its template.
    """
    for logical_id, resource in stack.template.get("Resources", {}).items():
        deployed = stack.resources.get(logical_id)
        # A resource whose condition does not hold is not deployed.
        if deployed and is_lineage(resource):
            by = DeclaringResource(stack.name, logical_id)
            yield DeployedDeclaration(
                declaration(by, resource, template),
                deployed.physical_id,
                deployed.status,
                claim_key(stack.id, logical_id),
            )
