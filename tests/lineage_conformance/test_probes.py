"""Each probe tells the reading that the service was set to."""

from __future__ import annotations

import pytest

from lineage_conformance.probes import PROBES
from lineage_conformance.reading import NEVER
from lineage_local.service import Behaviour, LineageService

from .conftest import NewRun, Probe

# The field of the service's behaviour, its value, and the verdict.
CHOICES = [
    ("duplicate_source", "raise", "holding"),
    ("duplicate_source", "return", "holding"),
    ("identity", "uri_and_types", "holding"),
    ("identity", "uri", "broken"),
    ("unique_names", False, "holding"),
    ("unique_names", True, "broken"),
    ("duplicate_association", "raise", "holding"),
    ("duplicate_association", "return", "broken"),
    ("merge_properties", True, "holding"),
    ("merge_properties", False, "holding"),
    ("refuse_delete_with_associations", True, "holding"),
    ("refuse_delete_with_associations", False, "holding"),
    ("empty_members", True, "holding"),
    ("empty_members", False, "holding"),
    ("duplicate_vertices", False, "holding"),
    ("duplicate_vertices", True, "holding"),
    ("whole_seconds", False, "holding"),
    ("whole_seconds", True, "holding"),
    ("exists_code", "ValidationException", "holding"),
    ("exists_code", "ConflictException", "holding"),
    ("exists_code", "ResourceInUse", "holding"),
    ("exists_code", "ResourceAlreadyExists", "holding"),
    ("error_texts", "own", "holding"),
    ("error_texts", "other", "holding"),
]
LAGS = [
    "list_lag_seconds",
    "describe_lag_seconds",
    "create_tag_lag_seconds",
    "add_tag_lag_seconds",
    "delete_tag_lag_seconds",
    "tag_cleanup_lag_seconds",
]


@pytest.mark.parametrize(("field", "value", "verdict"), CHOICES)
def test_choice_is_told(field: str, value: object, verdict: str, probe: Probe) -> None:
    finding = probe(field, **{field: value})

    assert finding.reading
    assert finding.reading.value == value, finding.seen
    assert finding.verdict == verdict


@pytest.mark.parametrize("field", LAGS)
@pytest.mark.parametrize("seconds", [0.0, 3.0, 25.0, 60.0, 120.0])
def test_lag_is_measured(field: str, seconds: float, probe: Probe) -> None:
    finding = probe(field, **{field: seconds})

    assert finding.reading
    lag = finding.reading.value
    assert isinstance(lag, float)
    # Between two looks there are less than forty seconds.
    assert seconds <= lag <= min(seconds * 2 + 1, seconds + 38), finding.seen
    assert bool(lag) == bool(seconds)


@pytest.mark.parametrize("field", LAGS)
def test_lag_is_held_to_what_the_handler_survives(field: str, probe: Probe) -> None:
    assert probe(field).verdict == "holding"
    broken = probe(field, **{field: 120.0})
    assert (broken.verdict, broken.is_safe) == ("broken", False)


def test_lag_between_two_looks_is_undecided_if_the_limit_is_there_too(probe: Probe) -> None:
    finding = probe("create_tag_lag_seconds", create_tag_lag_seconds=74.0)

    assert finding.reading
    assert finding.reading.not_below
    assert finding.reading.not_below < 74.0
    assert float(finding.reading.value) > 75.0
    assert (finding.verdict, finding.is_safe) == ("undecided", None)


def test_clean_up_is_measured_from_the_delete(service: LineageService, new_run: NewRun) -> None:
    service.reset(Behaviour(tag_cleanup_lag_seconds=5.0))
    run = new_run(pace=0.5)

    run.probe("tag_cleanup_lag_seconds")

    (reading,) = [each.reading for each in run.findings if each.reading]
    assert float(reading.value) >= 5.0


def test_longest_lag_of_describe_counts(service: LineageService, new_run: NewRun) -> None:
    run = new_run()

    def late(**_: object) -> None:
        service.behaviour = Behaviour(describe_lag_seconds=5.0)

    run.bench.client.meta.events.register("before-send.sagemaker.UpdateArtifact", late)

    run.probe("describe_lag_seconds")

    (reading,) = [each.reading for each in run.findings if each.reading]
    assert float(reading.value) >= 5.0


def test_what_is_never_shown_is_told(probe: Probe, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lineage_conformance.probes.bench.LOOKS", (0.5, 5.0, 10.0))

    finding = probe("create_tag_lag_seconds", create_tag_lag_seconds=60.0)

    assert finding.reading
    assert finding.reading.value == NEVER
    assert finding.verdict == "broken"


@pytest.mark.parametrize("name", sorted({*PROBES} - {"iam_tag_lag_seconds"}))
def test_likeliest_reading_holds(name: str, probe: Probe) -> None:
    finding = probe(name)

    assert finding.verdict == "holding", finding.seen
    assert finding.is_safe


@pytest.mark.parametrize(
    ("name", "behaviour"),
    [
        ("merge_properties", {"describe_lag_seconds": 20.0}),
        ("empty_members", {"describe_lag_seconds": 20.0}),
        ("whole_seconds", {"describe_lag_seconds": 20.0}),
        ("duplicate_vertices", {"list_lag_seconds": 20.0}),
        ("exists_code", {"duplicate_source": "return"}),
        ("duplicate_source", {"list_lag_seconds": 60.0}),
        ("delete_tag_lag_seconds", {"create_tag_lag_seconds": 20.0}),
        ("tag_cleanup_lag_seconds", {"create_tag_lag_seconds": 20.0}),
    ],
)
def test_probe_is_not_misled_by_another_field(
    name: str, behaviour: dict[str, object], probe: Probe
) -> None:
    likeliest = probe(name).reading
    misled = probe(name, **behaviour).reading

    assert likeliest
    assert misled
    assert misled.value == likeliest.value


def test_code_that_nothing_provokes_stays_undecided(probe: Probe) -> None:
    returns = {"duplicate_source": "return", "duplicate_association": "return"}

    finding = probe("exists_code", **returns)

    assert (finding.verdict, finding.is_safe) == ("undecided", None)
    assert finding.seen == "neither a second artifact nor a second association was refused"
