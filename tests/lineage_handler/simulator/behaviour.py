"""What CloudFormation does where its documentation leaves it open."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class CloudFormationBehaviour:
    """What CloudFormation does where its documentation leaves it open, or a user chooses.

    Attributes
    ----------
    attempts
        How often a Delete, or a rollback's Update, that fails is sent. CloudFormation gives up a
        clean-up after three; more stand for a user who continues what has failed.
    takes_failed_id
        Whether the physical id that a failed Update responds with becomes the resource's.
    keeps_failed_properties
        Whether the properties of a failed Update that is not rolled back are the next one's
        OldResourceProperties; if not, those of the last Update that succeeded.
    deletes_failed_first
        Whether the Delete of a failed Create that was not rolled back comes before the next
        Create; if not, in that deployment's clean-up.
    cleans_up_backwards
        Whether a clean-up deletes what came last first.
    """

    attempts: int = 3
    takes_failed_id: bool = False
    keeps_failed_properties: bool = False
    deletes_failed_first: bool = True
    cleans_up_backwards: bool = False
