"""How to heal drift, and why what differs can be none.

docs/ownership.md says what the next change of a declaration does.
"""

from typing import Final

from ..readers.sagemaker import AssociationKey

UPDATE: Final = (
    "change something of its declaration, a property for example, and deploy: the update brings"
    " name, properties, tags, mark and claim back to what is declared"
)
CREATE: Final = (
    "change something of its declaration, a property for example, and deploy: it is created again"
)
REPLACE: Final = (
    "SageMaker cannot change this: delete the artifact by hand, then change something of its"
    " declaration and deploy: it is created again"
)
RECORD: Final = (
    "set on_existing=OnExisting.ADOPT on the association and deploy: it gets a new record, and"
    " counts as adopted"
)
CLAIM_OF_RECORD: Final = (
    "set on_existing=OnExisting.ADOPT on the association and deploy: the update claims it again"
)
NATIVE: Final = (
    "it is of a type of CloudFormation's own: `aws cloudformation detect-stack-drift`, and deploy"
    " its declaration anew"
)
KEPT: Final = (
    "MetadataProperties say how the artifact came to be: they are written when it is created, and"
    " kept"
)
OTHERS: Final = "added beside the declaration: no deployment changes it"
OTHER_OWNER: Final = "declares the artifact too: it is deleted with its last owner"
OTHER_ASSOCIATION: Final = "not declared by these stacks"


def association(
    wanted: AssociationKey, found: AssociationKey | None, *, needs_entities: bool = False
) -> str:
    """Return how to bring an association to its declaration by hand.

    Parameters
    ----------
    wanted, found
        The declared association, and the one that is there.
    needs_entities
        Whether one of its entities is missing.
    """
    ends = f"--source-arn {wanted.source} --destination-arn {wanted.destination}"
    add = f"aws sagemaker add-association {ends}"
    if wanted.type:
        add += f" --association-type {wanted.type}"
    if found:
        return f"aws sagemaker delete-association {ends} && {add}"
    return f"once its entities are there again: {add}" if needs_entities else add
