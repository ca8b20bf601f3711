"""What a probe has seen, and which values a reading may have."""

from dataclasses import dataclass

Value = bool | str | float
"""A value of one field of the embedded service's behaviour: a switch, a choice, or seconds."""

LONGEST_LAG_SECONDS = 120.0
"""How long a probe waits for what it wrote; the SageMaker SDK waits as long for artifacts."""

NEVER = float("inf")
"""The lag of what was not shown within `LONGEST_LAG_SECONDS`."""


@dataclass(frozen=True)
class Reading:
    """One open fact as it was seen.

    Parameters
    ----------
    value
        Its value; of a lag, the time of the first look that showed what was written.
    seen
        What was seen, in a sentence.
    not_below
        Of a lag, the time of the last look that did not show it: the truth is in between.
    """

    value: Value
    seen: str
    not_below: float | None = None

    def is_within(self, values: "Values") -> bool | None:
        """Return whether it is one of some values; None if that is between two looks."""
        if self.value in values:
            return True
        return None if self.not_below in values else False


class UndecidedError(Exception):
    """A probe could not settle its fact; the message says why."""


@dataclass(frozen=True)
class AtMost:
    """The lags up to some seconds, as a container of values."""

    seconds: float

    def __contains__(self, value: object) -> bool:
        """Return whether a lag is within the limit."""
        return isinstance(value, float | int) and value <= self.seconds

    def __str__(self) -> str:
        return f"0 to {self.seconds:g} s"


@dataclass(frozen=True)
class OneOf:
    """Some choices, as a container of values."""

    values: tuple[Value, ...]

    def __contains__(self, value: object) -> bool:
        """Return whether a value is among them."""
        return value in self.values

    def __str__(self) -> str:
        return " or ".join(text_of(value) for value in self.values)


Values = AtMost | OneOf


def text_of(value: Value) -> str:
    """Return a value as the report shows it."""
    if value == NEVER:
        return f"more than {LONGEST_LAG_SECONDS:g} s"
    return f"{value:.1f} s" if isinstance(value, float) else str(value)
