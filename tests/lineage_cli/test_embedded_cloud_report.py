from pathlib import Path

import pytest

from lineage_cli.embedded_cloud import report
from lineage_cli.embedded_cloud.command import CloudCommand
from lineage_cli.embedded_cloud.report import uptime
from lineage_local.cloud import Cloud
from lineage_local.errors import CloudError

from ..lineage_local.conftest import cloud

__all__ = ["cloud"]

STACK = """
Resources: {Handle: {Type: AWS::CloudFormation::WaitConditionHandle}}
Parameters: {Model: {Type: String}, Long: {Type: String}}
Outputs:
  ModelArn: {Value: !Ref Model}
  Long: {Value: !Ref Long}
  ExportsOutputFnGetAttModelArn: {Value: !Ref Model, Export: {Name: "Report:Exports"}}
"""


def test_an_error_is_one_line_and_the_end_of_its_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log"
    log.write_text("".join(f"line {number} {'x' * 300}\n" for number in range(20)))

    def fail() -> None:
        raise CloudError("it failed: try again", log)

    code = CloudCommand("fails", callback=fail).main([], standalone_mode=False)

    printed = capfd.readouterr()
    lines = printed.err.splitlines()
    assert code == 1
    assert lines[0] == "error: it failed: try again"
    assert [line[:10] for line in lines[1:-1]] == [
        f"  line {number} "[:10] for number in range(12, 20)
    ]
    assert lines[-1] == f"  (the end of {log})"
    assert printed.out == ""


def test_what_is_deployed_fits_into_a_terminal(
    cloud: Cloud, capfd: pytest.CaptureFixture[str]
) -> None:
    source = "s3://report/model.tar.gz"
    sagemaker = cloud.client("sagemaker")
    names = ["churn-data-set-of-november-2026", "churn-model-of-november-2026"]
    data, model = (
        sagemaker.create_artifact(
            ArtifactName=name, ArtifactType="Model", Source={"SourceUri": f"{source}/{name}"}
        )["ArtifactArn"]
        for name in names
    )
    sagemaker.add_association(SourceArn=data, DestinationArn=model, AssociationType="ContributedTo")
    parameters = {"Model": model, "Long": "x" * 90}
    cloudformation = cloud.client("cloudformation")
    cloudformation.create_stack(
        StackName="Report",
        TemplateBody=STACK,
        Parameters=[
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ],
    )
    cloudformation.get_waiter("stack_create_complete").wait(StackName="Report")

    report.print_deployed(cloud)

    lines = capfd.readouterr().out.splitlines()
    assert f"  Report.ModelArn  the ARN of {names[1]}" in lines
    at = lines.index(f"  {names[0]}")
    assert lines[at : at + 2] == [f"  {names[0]}", f"    --ContributedTo--> {names[1]}"]
    # What is longer is a value alone, which can be copied.
    assert {line.strip() for line in lines if len(line) > 80} == {data, model, "x" * 90}
    assert not [line for line in lines if "Exports" in line]
    assert sum(model in line for line in lines) == 1


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (61, "1 min 1 s"), (3725, "1 h 2 min"), (90000, "25 h 0 min")]
)
def test_uptime(seconds: float, text: str) -> None:
    assert uptime(seconds) == text
