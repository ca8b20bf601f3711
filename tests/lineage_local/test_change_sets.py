from typing import Any

from lineage_local.cloud import Cloud

from .stacks import Template, deploy, outputs, parameter


def template(target: str = "First", **output: Any) -> Template:
    resources = {name: parameter(name) for name in ("First", "Second")}
    resources["Third"] = parameter({"Fn::GetAtt": [target, "Value"]})
    declared = {name: {"Value": value} for name, value in output.items()}
    return {"Resources": resources, "Outputs": declared or {"None": {"Value": "none"}}}


def test_a_reference_to_another_resource_is_a_change(cloud: Cloud) -> None:
    value = {"Fn::GetAtt": ["Third", "Value"]}
    assert deploy(cloud, "Refers", template(Third=value)) == "CREATE_COMPLETE"

    assert deploy(cloud, "Refers", template("Second", Third=value)) == "UPDATE_COMPLETE"

    assert outputs(cloud, "Refers") == {"Third": "Second"}


def test_what_cannot_be_resolved_beforehand_is_deployed_as_it_is(cloud: Cloud) -> None:
    unresolved = {"Fn::Select": [1, {"Fn::Split": ["-", {"Fn::GetAtt": ["Third", "Value"]}]}]}
    changed = template()
    changed["Resources"]["Third"] = parameter("a-b")
    changed["Resources"]["Fourth"] = parameter(unresolved)
    changed["Outputs"] = {"Fourth": {"Value": {"Fn::GetAtt": ["Fourth", "Value"]}}}

    assert deploy(cloud, "Selects", changed) == "CREATE_COMPLETE"

    assert outputs(cloud, "Selects") == {"Fourth": "b"}


def test_an_output_is_a_change(cloud: Cloud) -> None:
    assert deploy(cloud, "Puts", template(One="1")) == "CREATE_COMPLETE"

    assert deploy(cloud, "Puts", template(One="1", Two="2")) == "UPDATE_COMPLETE"

    assert outputs(cloud, "Puts") == {"One": "1", "Two": "2"}


def test_nothing_is_no_change(cloud: Cloud) -> None:
    assert deploy(cloud, "Same", template(One="1")) == "CREATE_COMPLETE"

    assert "didn't contain changes" in deploy(cloud, "Same", template(One="1"))


def test_a_value_of_another_stack_by_other_means_is_a_change(cloud: Cloud) -> None:
    exporting = template(One="1")
    exporting["Outputs"]["One"]["Export"] = {"Name": "Exported:One"}
    assert deploy(cloud, "Exports", exporting) == "CREATE_COMPLETE"

    def using(value: dict[str, Any]) -> Template:
        return {"Resources": {"Value": parameter(value)}}

    assert deploy(cloud, "Uses", using({"Fn::ImportValue": "Exported:One"})) == "CREATE_COMPLETE"
    weak = {"Fn::GetStackOutput": {"StackName": "Exports", "OutputName": "One"}}
    assert deploy(cloud, "Uses", using(weak)) == "UPDATE_COMPLETE"
