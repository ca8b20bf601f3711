"""What happens when what is declared is already there."""

from enum import Enum


class OnExisting(Enum):
    """What happens when SageMaker already holds what is declared.

    A source identifies an artifact, and source and destination an association, so there can be
    only one of each. SageMaker itself creates artifacts for the inputs, images and outputs of its
    jobs, and associates them.
    """

    FAIL = "FAIL"
    """The deployment fails and names what was found, and who holds it."""

    ADOPT = "ADOPT"
    """The resource adopts it: its claim is added, then it is brought to the declaration in place.

    One of another type is refused. What this library did not create, it never deletes.
    """
