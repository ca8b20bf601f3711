"""The readings of the service that are played: what public facts leave open, each way.

Most runs turn a few knobs, some turn all and some none: what two readings do together is found
where the others do not hide it (Groce et al., "Swarm Testing", ISSTA 2012).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from hypothesis import note
from hypothesis import strategies as st

from lineage_local.service import Behaviour

Reading = tuple[str, Any]

# A minute is as late as the function waits for.
_LAGS = (3.0, 20.0, 60.0)

# By field of `Behaviour`, the values that are played beside the default.
READINGS: Mapping[str, tuple[Any, ...]] = {
    "merge_properties": (False,),
    "refuse_delete_with_associations": (False,),
    "duplicate_source": ("return",),
    "duplicate_association": ("return",),
    "exists_code": ("ConflictException", "ResourceInUse", "ResourceAlreadyExists"),
    "identity": ("uri",),
    "unique_names": (True,),
    "list_lag_seconds": _LAGS,
    "describe_lag_seconds": _LAGS,
    "create_tag_lag_seconds": _LAGS,
    "add_tag_lag_seconds": _LAGS,
    "delete_tag_lag_seconds": _LAGS,
    "iam_tag_lag_seconds": _LAGS,
    "tag_cleanup_lag_seconds": _LAGS,
    "empty_members": (False,),
    "whole_seconds": (True,),
    "error_texts": ("other",),
}

# The fields that are not played, and why.
UNPLAYED: Mapping[str, str] = {
    "duplicate_vertices": "the function makes no lineage queries",
    "requests_per_second": "a rate goes by the machine's clock: faults throttle instead",
    "quota": "a create beyond a quota is one that SageMaker refuses",
    "action_quota": "the function makes no actions",
    "context_quota": "the function makes no contexts",
    "association_quota": "the same as of artifacts",
}

NAMES = sorted(READINGS)


# How many knobs are turned, each as often as the others.
_COUNTS = (0, 1, 2, 2, 3, 3, 4, 8, len(NAMES))


def knobs() -> st.SearchStrategy[Behaviour]:
    """Draw a behaviour, and note it in one line.

    It is drawn from a seed: what is drawn by parts is often much like the last one.
    """
    return st.integers(0, 2**16).map(_noted)


def seeded_knobs(seed: int) -> Behaviour:
    """Return the behaviour that a seed draws, the same each time."""
    random = Random(seed)  # noqa: S311 (it keeps no secret)
    turned = random.sample(NAMES, random.choice(_COUNTS))
    return Behaviour(**{name: random.choice(READINGS[name]) for name in turned})


def _noted(seed: int) -> Behaviour:
    behaviour = seeded_knobs(seed)
    note(described(behaviour))
    return behaviour


def described(behaviour: Behaviour) -> str:
    """Return the expression that makes a behaviour."""
    turned = (f"{name}={value!r}" for name, value in readings(behaviour) if _is_turned(name, value))
    return f"Behaviour({', '.join(turned)})"


def readings(behaviour: Behaviour) -> Iterator[Reading]:
    """Yield how each of the open facts is read."""
    for name in READINGS:
        yield name, getattr(behaviour, name)


def single_readings() -> Iterator[Reading]:
    """Yield each reading beside the default, of the lags the longest."""
    for name, values in READINGS.items():
        yield from ((name, value) for value in ((max(values),) if values is _LAGS else values))


def longest_lag(behaviour: Behaviour) -> float:
    """Return how many seconds after a write all of the service shows it, and shows it as past."""
    names = [name for name in READINGS if name.endswith("_lag_seconds")]
    lag: float = max(getattr(behaviour, name) for name in names)
    return lag + behaviour.whole_seconds


def _is_turned(name: str, value: object) -> bool:
    return bool(value != getattr(_DEFAULT, name))


_DEFAULT = Behaviour()
