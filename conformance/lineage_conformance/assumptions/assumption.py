"""What the handler takes for granted of a system that it does not control."""

from dataclasses import dataclass
from typing import Literal

from ..reading import Values

System = Literal["SageMaker", "IAM", "CloudFormation", "Lambda"]

Strength = Literal["strong", "some", "none"]
"""Strong: a model or documentation of AWS states it, and nothing is known against it."""


@dataclass(frozen=True)
class Assumption:
    """One assumption, its evidence, and what is done about the other readings.

    Parameters
    ----------
    name
        That of its probe, and of its knob if it has one of its own.
    system
        Of which it is assumed.
    statement
        The assumption, in a sentence.
    evidence_for, evidence_against
        What public facts say, each with its source.
    strength
        How strong the evidence for it is, with that against it in view.
    if_wrong
        What happens if it is wrong.
    assumed
        The values of its probe's reading that are as assumed; None without a probe.
    safe_with
        The values with which this version keeps its promises: no orphan and no loss.
    knobs
        The fields of the embedded service's ``Behaviour`` that play the other readings.
    simulated
        The fields of the simulator's ``CloudFormationBehaviour`` that do.
    no_knob, no_probe
        Why there is none.
    """

    name: str
    system: System
    statement: str
    evidence_for: str
    strength: Strength
    if_wrong: str
    evidence_against: str = ""
    assumed: Values | None = None
    safe_with: Values | None = None
    knobs: tuple[str, ...] = ()
    simulated: tuple[str, ...] = ()
    no_knob: str = ""
    no_probe: str = ""
