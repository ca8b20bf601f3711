"""What happens when what is declared is already there."""

from enum import Enum


class OnExisting(Enum):
    """What happens when SageMaker already holds what is declared.

    A source identifies an artifact, and its two ends an association, so there can be only one of
    each. SageMaker itself makes artifacts for the inputs, images and outputs of its jobs, and
    associates them.
    """

    FAIL = "FAIL"
    """The deployment fails and names what was found."""

    ADOPT = "ADOPT"
    """The stack takes it over as it is declared, and never deletes it."""
