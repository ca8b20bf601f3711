"""The errors for what the records do not allow.

No text of theirs is published, so each has two wordings, by `Behaviour.error_texts`.
"""

from lineage_local.service.behaviour import Behaviour
from lineage_local.service.protocol.errors import ServiceError, not_found, validation_error


def already_exists(behaviour: Behaviour, what: str) -> ServiceError:
    """Return the error for an entity or association that exists.

    Its code is `Behaviour.exists_code`. Assumption: the message does not name the ARN.
    """
    texts = {"own": f"{what} already exists", "other": f"Cannot create resource: duplicate {what}"}
    return ServiceError(behaviour.exists_code, texts[behaviour.error_texts])


def name_in_use(behaviour: Behaviour, name: str) -> ServiceError:
    """Return the error for an ArtifactName that another artifact has (assumption)."""
    texts = {
        "own": f"ArtifactName {name!r} is in use by another artifact",
        "other": f"Resource names must differ: {name!r}",
    }
    return validation_error(texts[behaviour.error_texts])


def has_associations(behaviour: Behaviour, what: str) -> ServiceError:
    """Return the error for the delete of an entity that has associations (assumption)."""
    texts = {
        "own": f"{what} cannot be deleted: it has associations, delete them first",
        "other": f"Other resources still refer to {what}",
    }
    return validation_error(texts[behaviour.error_texts])


def between_experiment_entities(behaviour: Behaviour) -> ServiceError:
    """Return the error for an association of an experiment or trial component with another.

    That it is refused: amazon-sagemaker-examples, sagemaker-lineage.ipynb, Caveats. Assumption: its
    code.
    """
    texts = {
        "own": "An association needs an artifact, action or context as its source or destination",
        "other": "Two experiment entities cannot be associated with each other",
    }
    return validation_error(texts[behaviour.error_texts])


def does_not_exist(behaviour: Behaviour, what: str) -> ServiceError:
    """Return the error for an entity or association that does not exist."""
    texts = {"own": f"{what} does not exist", "other": f"Unable to locate {what}"}
    return not_found(texts[behaviour.error_texts])


def no_such_resource(behaviour: Behaviour, arn: str) -> ServiceError:
    """Return the error of the tag operations for an ARN that does not exist.

    Assumption: a ValidationException, as none of the three has an error of its own.
    """
    texts = {"own": f"Could not find resource {arn!r}", "other": f"Invalid ResourceArn: {arn!r}"}
    return validation_error(texts[behaviour.error_texts])
