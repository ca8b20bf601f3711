"""Templates of artifacts and associations, and how people change them: drawn at random."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from .identity import arn_of, arn_of_source
from .resources import Properties, Ref, is_association, pair

Declared = dict[str, Any]
Template = dict[str, Declared]
Reference = str | Ref


def version(uri: str, number: str) -> Declared:
    """Return the source of one version of a key."""
    return {"SourceUri": uri, "SourceTypes": [{"SourceIdType": "S3Version", "Value": number}]}


ONE, TWO = "s3://bucket/one", "s3://bucket/two"
SOURCES: list[Declared] = [
    {"SourceUri": ONE},
    version(ONE, "v1"),
    version(ONE, "v2"),
    {"SourceUri": TWO},
    version(TWO, "v1"),
]
JOB: Declared = {"SourceUri": "s3://bucket/job"}
ARTIFACTS = ["A", "B", "C", "D"]
ASSOCIATIONS = ["P", "Q", "R"]
TYPES = ["DerivedFrom", "ContributedTo", None]

members = st.fixed_dictionaries(
    {
        "ArtifactType": st.sampled_from(["DataSet"] * 9 + ["Model"]),
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
association_types = st.sampled_from(TYPES)


def typed(association_type: str | None) -> Declared:
    """Return the member of an association that declares its type."""
    return {"AssociationType": association_type} if association_type else {}


def between(ends: tuple[Reference, Reference]) -> Declared:
    """Return the members of an association that declare source and destination."""
    return dict(zip(("SourceArn", "DestinationArn"), ends, strict=True))


@st.composite
def creates(draw: st.DrawFn, arns: list[str]) -> tuple[str, Declared]:
    """Declare an artifact, or an association between what is there."""
    if len(arns) < 2 or draw(st.booleans()):
        source = draw(st.sampled_from(SOURCES))
        return draw(st.sampled_from(ARTIFACTS)), {**draw(members), "Source": source}
    ends = draw(st.permutations(arns))
    declared = between((ends[0], ends[1])) | typed(draw(association_types))
    declared["OnExisting"] = draw(st.sampled_from(["FAIL", "ADOPT"]))
    return draw(st.sampled_from(ASSOCIATIONS)), declared


@dataclass(frozen=True)
class Surroundings:
    """What a template is changed in.

    Attributes
    ----------
    sources
        Where artifacts can be.
    foreign
        ARNs of artifacts of other stacks, as sources and destinations of associations.
    pinned
        ARNs of artifacts that associations of other stacks refer to: they stay.
    retained
        Logical ids and sources of artifacts that the stack has retained.
    stays
        Whether only what is added comes to another source or between other entities, and every
        association stays as it is.
    """

    sources: Collection[Declared] = field(default_factory=lambda: SOURCES)
    foreign: Collection[str] = ()
    pinned: Collection[str] = ()
    retained: Collection[tuple[str, Declared]] = ()
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
        ends = _resolved(_ends(edges[i]), new)
        if ends[0] == ends[1] or ends in pairs:
            del edges[i]
        pairs.add(ends)
    order = [*draw(st.permutations(sorted(new))), *draw(st.permutations(sorted(edges)))]
    return {logical_id: (new | edges)[logical_id] for logical_id in order}


def _edit_artifacts(draw: st.DrawFn, new: Template, edges: Template, where: Surroundings) -> None:
    free = [i for i in ARTIFACTS if i not in new]
    used = [declared["Source"] for declared in new.values()]
    unused = [source for source in where.sources if source not in used]
    needed = {end for each in edges.values() for end in _ends(each)}
    movable = sorted(i for i, declared in new.items() if arn_of(declared) not in where.pinned)
    removable = [i for i in movable if not (where.stays and Ref(i) in needed)]
    versions = {i: _versions(new[i], unused) for i in movable if _versions(new[i], unused)}
    again = [(i, source) for i, source in where.retained if i in free and source in unused]
    kinds = (
        ["add"] * bool(free and unused)
        + ["remove"] * bool(removable)
        + ["change", "change"] * bool(new)
        + ["rename", "rename"] * bool(new and free and not where.stays)
        + ["version", "version"] * bool(versions and not where.stays)
        + ["move"] * bool(movable and unused and not where.stays)
        + ["swap"] * (len(movable) > 1 and not where.stays)
        + ["again", "again"] * bool(again)
    )
    if not kinds:
        return
    kind = draw(st.sampled_from(kinds))
    if kind == "add":
        source = draw(st.sampled_from(unused))
        new[draw(st.sampled_from(free))] = {**draw(members), "Source": source}
        return
    if kind == "again":
        logical_id, source = draw(st.sampled_from(again))
        adopt = draw(st.sampled_from(["ADOPT", "ADOPT", "FAIL"]))
        new[logical_id] = {**draw(members), "Source": source, "OnExisting": adopt}
        return
    candidates = {"remove": removable, "move": movable, "swap": movable, "version": [*versions]}
    one = draw(st.sampled_from(candidates.get(kind, sorted(new))))
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
    elif kind == "swap":
        other = draw(st.sampled_from([i for i in movable if i != one]))
        new[one]["Source"], new[other]["Source"] = new[other]["Source"], new[one]["Source"]
    else:
        sources = versions[one] if kind == "version" else unused
        new[one] |= {"Source": draw(st.sampled_from(sources))} | draw(changes)


def _edit_associations(
    draw: st.DrawFn, new: Template, edges: Template, where: Surroundings
) -> None:
    free = [i for i in ASSOCIATIONS if i not in edges]
    own: list[Reference] = [Ref(i) for i in sorted(new)]
    taken = {_resolved(_ends(each), new) for each in edges.values()}
    possible = [
        ends
        for one in own
        for other in [*own, arn_of_source(JOB), *sorted(where.foreign)]
        for ends in ((one, other), (other, one))
        if len({*_resolved(ends, new)}) > 1 and _resolved(ends, new) not in taken
    ]
    kinds = ["add", "add"] * bool(free and possible)
    if edges and not where.stays:
        kinds += ["remove", "retype"] + ["rename"] * bool(free) + ["move"] * bool(possible)
    if not kinds:
        return
    kind = draw(st.sampled_from(kinds))
    if kind == "add":
        edges[draw(st.sampled_from(free))] = {
            **between(draw(st.sampled_from(possible))),
            "OnExisting": draw(st.sampled_from(["FAIL", "ADOPT"])),
            **typed(draw(association_types)),
        }
        return
    one = draw(st.sampled_from(sorted(edges)))
    if kind == "remove":
        del edges[one]
    elif kind == "retype":
        _retype(draw, edges[one])
    elif kind == "rename":
        other = draw(st.sampled_from(free))
        edges[other] = edges.pop(one)
        if draw(st.sampled_from([False, False, False, True])):
            _retype(draw, edges[other])
    else:
        edges[one] |= between(draw(st.sampled_from(possible)))


def _retype(draw: st.DrawFn, edge: Declared) -> None:
    edge.pop("AssociationType", None)
    edge |= typed(draw(association_types))


def _versions(declared: Declared, unused: Collection[Declared]) -> list[Declared]:
    """Return the sources that are other versions of the same key."""
    uri = declared["Source"]["SourceUri"]
    return [source for source in unused if source["SourceUri"] == uri]


def _ends(declared: Properties) -> tuple[Reference, Reference]:
    ends = pair(declared)
    assert ends
    return ends


def _resolved(ends: tuple[Reference, Reference], artifacts: Template) -> tuple[str, str]:
    source, destination = (
        arn_of(artifacts[end.logical_id]) if isinstance(end, Ref) else end for end in ends
    )
    return source, destination
