import json
from pathlib import Path

import pytest

from lineage_graph import Edge, Kind, LineageGraph, Status, Vertex
from tests.lineage_graph.examples import ARN, CHURN, HOSTILE, MARKUP


@pytest.mark.parametrize(
    ("arn", "kind"),
    [
        (f"{ARN}:artifact/0f1e", Kind.ARTIFACT),
        (f"{ARN}:action/a", Kind.ACTION),
        (f"{ARN}:context/c", Kind.CONTEXT),
        (f"{ARN}:experiment/e", Kind.EXPERIMENT),
        (f"{ARN}:experiment-trial-component/t", Kind.TRIAL_COMPONENT),
        ("arn:aws-cn:sagemaker:cn-north-1:111122223333:artifact/a", Kind.ARTIFACT),
        ("arn:${AWS::Partition}:sagemaker:${AWS::Region}:${AWS::AccountId}:action/a", Kind.ACTION),
        (f"{ARN}:model/artifact/x", Kind.UNKNOWN),
        ("arn:aws:s3:::bucket:artifact/x", Kind.UNKNOWN),
        ("${Parameter}", Kind.UNKNOWN),
    ],
)
def test_kind_of_an_arn(arn: str, kind: Kind) -> None:
    assert Kind.of_arn(arn) is kind


def test_json_holds_everything_and_nothing_unknown(tmp_path: Path) -> None:
    CHURN.write("graph.json")

    written = json.loads((tmp_path / "graph.json").read_text())
    assert written["title"] == "Deployed lineage: Churn"
    assert written["vertices"][0] == {
        "id": "Churn/Data",
        "kind": "artifact",
        "type": "DataSet",
        "name": "churn-2026-11",
        "status": "declared",
        "source_uri": "s3://${Data}/churn/2026-11.csv",
        "properties": {"rows": "70421"},
        "declared_by": [{"stack": "Churn", "logical_id": "DataE70D7BD7"}],
    }
    assert written["vertices"][6] == {
        "id": "${End}",
        "kind": "unknown",
        "name": "${End}",
        "status": "undeclared",
    }
    assert written["edges"][3] == {
        "source": f"{ARN}:artifact/0f1e",
        "destination": f"{ARN}:artifact/gone",
        "type": "DerivedFrom",
        "status": "missing",
        "declared_by": [{"stack": "Churn", "logical_id": "Derived"}],
    }
    assert [len(written["vertices"]), len(written["edges"])] == [8, 4]


def test_json_keeps_markup_as_it_is(tmp_path: Path) -> None:
    hostile = LineageGraph("", (Vertex(MARKUP, Kind.ACTION, MARKUP, Status.DECLARED),), ())

    hostile.write(tmp_path / "graph.json")

    (vertex,) = json.loads((tmp_path / "graph.json").read_text())["vertices"]
    assert vertex["name"] == MARKUP


@pytest.mark.parametrize("suffix", ["html", "svg", "dot", "mmd", "json"])
def test_every_format_writes_an_empty_a_usual_and_a_hostile_graph(
    suffix: str, tmp_path: Path
) -> None:
    for number, graph in enumerate((LineageGraph("", (), ()), CHURN, HOSTILE)):
        graph.write(f"{number}.{suffix}")

    empty, usual, hostile = (tmp_path / f"{number}.{suffix}" for number in range(3))
    assert empty.stat().st_size
    assert "DataSet" in usual.read_text(encoding="utf-8")
    assert "数据" in hostile.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["html", "svg", "dot", "mmd", "json"])
def test_every_format_is_the_same_each_time(suffix: str, tmp_path: Path) -> None:
    CHURN.write(f"first.{suffix}")
    CHURN.write(f"second.{suffix}")

    first, second = (tmp_path / f"{name}.{suffix}" for name in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", ["graph.png", "graph", "graph.SVG", ".svg"])
def test_an_unknown_format_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"ends with \.html, \.svg, \.dot, \.mmd, \.json"):
        CHURN.write(name)


def test_an_entity_may_be_associated_with_itself_and_twice_with_another(tmp_path: Path) -> None:
    vertices = tuple(Vertex(id_, Kind.ACTION, id_, Status.DECLARED) for id_ in "ab")
    ends = [("a", "x"), ("b", "x"), ("b", "y")]
    edges = tuple(Edge("a", end, Status.DECLARED, type_) for end, type_ in ends)

    LineageGraph("", vertices, edges).write("graph.svg")

    assert (tmp_path / "graph.svg").read_text().count('class="edge declared"') == 3
