"""Templates of artifacts and associations, and how people change them: drawn at random."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from lineage_local.service.rules import artifact_id

from .cloudformation import ASSOCIATION_TYPE, Properties, Ref, resource_type

Declared = dict[str, Any]
Template = dict[str, Declared]
End = str | Ref

URIS = ["s3://bucket/one", "s3://bucket/two", "s3://bucket/three"]
JOB = "s3://bucket/job"
ARTIFACTS = ["A", "B", "C", "D"]
ASSOCIATIONS = ["P", "Q", "R"]
TYPES = ["DerivedFrom", "ContributedTo", None]


def arn_of(uri: str) -> str:
    return f"arn:aws:sagemaker:eu-west-1:000000000000:artifact/{artifact_id({'SourceUri': uri})}"


members = st.fixed_dictionaries(
    {
        "ArtifactType": st.sampled_from(["DataSet", "DataSet", "DataSet", "Model"]),
        "Properties": st.dictionaries(st.sampled_from("pq"), st.sampled_from("12"), max_size=2),
        "MetadataProperties": st.sampled_from([{}, {"CommitId": "1"}, {"CommitId": "2"}]),
        "Tags": st.sampled_from(
            [
                [],
                [{"Key": "team", "Value": "ml"}],
                [{"Key": "team", "Value": "data"}, {"Key": "stage", "Value": "test"}],
            ]
        ),
        "OnExisting": st.sampled_from(["FAIL", "FAIL", "ADOPT"]),
    },
    optional={"ArtifactName": st.sampled_from(["first", "second"])},
)
changes: st.SearchStrategy[Declared] = st.one_of(
    st.just({}),
    members.flatmap(lambda all_: st.sampled_from(sorted(all_)).map(lambda key: {key: all_[key]})),
    members,
)


def is_association(declared: Mapping[str, Any]) -> bool:
    return resource_type(declared) == ASSOCIATION_TYPE


def _ends(declared: Mapping[str, Any]) -> tuple[End, End]:
    return declared["SourceArn"], declared["DestinationArn"]


@dataclass(frozen=True)
class Surroundings:
    """What a template is changed in.

    Attributes
    ----------
    uris
        Where artifacts can be.
    foreign
        ARNs of artifacts of other stacks, as ends of associations.
    pinned
        Source URIs of artifacts that associations of other stacks refer to: they stay.
    stays
        Whether only what is added comes to another source or between other ends, and every
        association stays as it is.
    """

    uris: Collection[str] = field(default_factory=lambda: URIS)
    foreign: Collection[str] = ()
    pinned: Collection[str] = ()
    stays: bool = False


@st.composite
def edits(
    draw: st.DrawFn, template: Mapping[str, Properties], surroundings: Surroundings
) -> Template:
    """Change a template as people do: add, remove, rename, swap, and change what is declared."""
    new = {i: dict(each) for i, each in template.items() if not is_association(each)}
    edges = {i: dict(each) for i, each in template.items() if is_association(each)}
    for _ in range(draw(st.integers(0 if edges else 1, 3))):
        _edit_artifacts(draw, new, edges, surroundings)
    for _ in range(draw(st.integers(0, 2))):
        _edit_associations(draw, new, edges, surroundings)
    pairs: set[tuple[str, str]] = set()
    for i in sorted(edges):
        pair = _resolved(_ends(edges[i]), new)
        if pair[0] == pair[1] or pair in pairs:
            del edges[i]
        pairs.add(pair)
    order = [*draw(st.permutations(sorted(new))), *draw(st.permutations(sorted(edges)))]
    return {logical_id: (new | edges)[logical_id] for logical_id in order}


def _edit_artifacts(draw: st.DrawFn, new: Template, edges: Template, where: Surroundings) -> None:
    free = [i for i in ARTIFACTS if i not in new]
    unused = [u for u in where.uris if u not in {d["Source"]["SourceUri"] for d in new.values()}]
    needed = {end for each in edges.values() for end in _ends(each)}
    movable = sorted(i for i, d in new.items() if d["Source"]["SourceUri"] not in where.pinned)
    removable = [i for i in movable if not (where.stays and Ref(i) in needed)]
    kinds = (
        ["add"] * bool(free and unused)
        + ["remove"] * bool(removable)
        + ["change", "change"] * bool(new)
        + ["rename", "rename"] * bool(new and free and not where.stays)
        + ["move"] * bool(movable and unused and not where.stays)
        + ["swap"] * (len(movable) > 1 and not where.stays)
    )
    if not kinds:
        return
    kind = draw(st.sampled_from(kinds))
    if kind == "add":
        new[draw(st.sampled_from(free))] = {
            **draw(members),
            "Source": {"SourceUri": draw(st.sampled_from(unused))},
        }
        return
    candidates = {"remove": removable, "move": movable, "swap": movable}.get(kind, sorted(new))
    one = draw(st.sampled_from(candidates))
    if kind == "remove":
        del new[one]
        for i in [i for i, each in edges.items() if Ref(one) in _ends(each)]:
            del edges[i]
    elif kind == "change":
        new[one] |= draw(changes)
    elif kind == "rename":
        other = draw(st.sampled_from(free))
        new[other] = new.pop(one) | draw(changes)
        for each in edges.values():
            each |= {key: Ref(other) for key, value in each.items() if value == Ref(one)}
    elif kind == "move":
        new[one] |= {"Source": {"SourceUri": draw(st.sampled_from(unused))}} | draw(changes)
    else:
        other = draw(st.sampled_from([i for i in movable if i != one]))
        new[one]["Source"], new[other]["Source"] = new[other]["Source"], new[one]["Source"]


def _edit_associations(
    draw: st.DrawFn, new: Template, edges: Template, where: Surroundings
) -> None:
    free = [i for i in ASSOCIATIONS if i not in edges]
    own: list[End] = [Ref(i) for i in sorted(new)]
    taken = {_resolved(_ends(each), new) for each in edges.values()}
    pairs = [
        pair
        for one in own
        for other in [*own, arn_of(JOB), *sorted(where.foreign)]
        for pair in ((one, other), (other, one))
        if len({*_resolved(pair, new)}) > 1 and _resolved(pair, new) not in taken
    ]
    kinds = ["add", "add"] * bool(free and pairs)
    if edges and not where.stays:
        kinds += ["remove", "retype"] + ["rename"] * bool(free) + ["move"] * bool(pairs)
    if not kinds:
        return
    kind = draw(st.sampled_from(kinds))
    if kind == "add":
        edges[draw(st.sampled_from(free))] = {
            **_between(draw(st.sampled_from(pairs))),
            "OnExisting": draw(st.sampled_from(["FAIL", "ADOPT"])),
            **_typed(draw(st.sampled_from(TYPES))),
        }
        return
    one = draw(st.sampled_from(sorted(edges)))
    if kind == "remove":
        del edges[one]
    elif kind == "retype":
        edges[one].pop("AssociationType", None)
        edges[one] |= _typed(draw(st.sampled_from(TYPES)))
    elif kind == "rename":
        edges[draw(st.sampled_from(free))] = edges.pop(one)
    else:
        edges[one] |= _between(draw(st.sampled_from(pairs)))


def _resolved(pair: tuple[End, End], artifacts: Template) -> tuple[str, str]:
    source, destination = (
        arn_of(artifacts[end.logical_id]["Source"]["SourceUri"]) if isinstance(end, Ref) else end
        for end in pair
    )
    return source, destination


def _between(pair: tuple[End, End]) -> Declared:
    return dict(zip(("SourceArn", "DestinationArn"), pair, strict=True))


def _typed(association_type: str | None) -> Declared:
    return {"AssociationType": association_type} if association_type else {}
