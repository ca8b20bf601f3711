"""A graph of artifacts and associations, changed in its middle, through the cdk CLI."""

from __future__ import annotations

from typing import Any

import pytest

from .deployment import DeployedStacks, changed_lines


def artifact(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "source": f"s3://bucket/{name}",
        "artifact_type": "DataSet",
        "artifact_name": name,
    } | changes


def association(source: str, destination: str, association_type: str) -> dict[str, Any]:
    return {"ends": [source, destination], "association_type": association_type}


GRAPH: dict[str, dict[str, Any]] = {
    "Data": artifact("data"),
    "Model": artifact("model", metadata_properties={"commit_id": "abc123"}),
    "Report": artifact("report"),
    "Training": association("Data", "Model", "ContributedTo"),
    "Evaluation": association("Model", "Report", "DerivedFrom"),
}
EDGES = {("data", "model"): "ContributedTo", ("model", "report"): "DerivedFrom"}

CHANGED = {"properties": {"auc": "0.91"}, "metadata_properties": {"commit_id": "def456"}}
CHANGES: dict[str, tuple[dict[str, Any], dict[tuple[str, str], str]]] = {
    "artifact replaced": (
        GRAPH | {"Model": artifact("model-2")},
        {("data", "model-2"): "ContributedTo", ("model-2", "report"): "DerivedFrom"},
    ),
    "artifact changed in place, before its association is": (
        GRAPH
        | {
            "Model": artifact("model", **CHANGED),
            "Training": association("Data", "Model", "Produced"),
        },
        EDGES | {("data", "model"): "Produced"},
    ),
    "artifact deleted": (
        {"Data": GRAPH["Data"], "Report": GRAPH["Report"]},
        {},
    ),
    "artifact renamed": (
        {
            "Data": GRAPH["Data"],
            "NewModel": artifact("model", **CHANGED),
            "Report": GRAPH["Report"],
            "Training": association("Data", "NewModel", "ContributedTo"),
            "NewEvaluation": association("NewModel", "Report", "DerivedFrom"),
        },
        EDGES,
    ),
    "association turned": (
        GRAPH | {"Training": association("Model", "Data", "ContributedTo")},
        {("model", "data"): "ContributedTo", ("model", "report"): "DerivedFrom"},
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_associations_are_right_after_each_change_and_its_rollback(
    deployment: DeployedStacks, request: pytest.FixtureRequest, change: Any
) -> None:
    name = "Graph" + "".join(word.title() for word in request.node.callspec.id.split())
    name = "".join(filter(str.isalnum, name))
    changed, wanted = change
    deployment.deploy({name: GRAPH})
    assert deployment.associations() == EDGES

    refused = changed | {"!": artifact("refused")}
    code, printed = deployment.run("deploy", {name: refused}, "--require-approval=never")
    assert code != 0, printed
    assert deployment.stack(name)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
    assert deployment.associations() == EDGES

    deployment.deploy({name: changed})
    assert deployment.associations() == wanted
    deployment.destroy({name: {}})
    assert deployment.associations() == {}
    assert deployment.artifacts() == {}


def test_diff_shows_the_changed_type(deployment: DeployedStacks) -> None:
    deployment.deploy({"Types": GRAPH})
    changed = GRAPH | {"Training": association("Data", "Model", "Produced")}
    _, diff = deployment.run("diff", {"Types": changed})
    lines = changed_lines(diff)
    assert lines[0].startswith("[~] Custom::SageMakerAssociation Training Training")
    assert lines[1:] == ["[~] AssociationType", "[-] ContributedTo", "[+] Produced"]
    deployment.destroy({"Types": {}})
