"""What happens when an artifact with the declared source is already there."""

from enum import Enum


class OnExisting(Enum):
    """What happens when SageMaker already holds an artifact with the declared source.

    The source identifies an artifact, so there can be only one of each. SageMaker itself makes
    artifacts for the inputs, images and outputs of its jobs.
    """

    FAIL = "FAIL"
    """The deployment fails and names the artifact found."""

    ADOPT = "ADOPT"
    """The stack takes the artifact over as it is declared, and never deletes it."""
