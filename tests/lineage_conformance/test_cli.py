"""The command line; what it runs is tested by itself."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lineage_conformance import sweeper
from lineage_conformance.cli import main
from lineage_conformance.policy import restricted_policy, run_policy
from lineage_conformance.report import BROKEN, OK
from lineage_conformance.run_id import ARTIFACT_TYPE, PREFIX
from lineage_local.service import Fault, LineageService
from tests.lineage_local.service.wire import REGION

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "111122223333")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret-that-no-report-may-show")


def test_policies_are_printed_and_nothing_is_called(
    service: LineageService, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["--policy", "--endpoint-url", service.endpoint_url, "--region", "eu-west-1"])

    output = capsys.readouterr().out
    assert code == OK
    assert json.dumps(run_policy("eu-west-1"), indent=2) in output
    assert json.dumps(restricted_policy("eu-west-1"), indent=2) in output
    assert service.calls == []


def test_embedded_service_is_probed_by_default(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "report.json"

    code = main(["--pace", "200", "--json", str(file)])

    output = capsys.readouterr().out
    assert code == OK
    assert output.index('"sagemaker:CreateArtifact"') < output.index("probing http://127.0.0.1:")
    report = json.loads(file.read_text())
    assert report["exit_code"] == OK
    assert report["calls"] < 250
    assert "a-secret-that-no-report-may-show" not in output + file.read_text()


def test_sweep_makes_nothing(service: LineageService, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--sweep", "--endpoint-url", service.endpoint_url, "--region", "eu-west-1"])

    assert code == OK
    assert [call.operation for call in service.calls] == ["ListArtifacts"]
    assert capsys.readouterr().out == "0 artifacts and associations of dead runs deleted\n"


def test_sweep_says_what_it_could_not_delete(
    service: LineageService,
    owner: SageMakerClient,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sweeper, "DEAD_AFTER", timedelta())
    arn = owner.create_artifact(Source={"SourceUri": f"{PREFIX}1/a"}, ArtifactType=ARTIFACT_TYPE)
    service.faults.add(Fault("access_denied", "DeleteArtifact", times=99))

    code = main(["--sweep", "--endpoint-url", service.endpoint_url, "--region", REGION])

    assert code == BROKEN
    assert f"LEFT: {arn['ArtifactArn']}: " in capsys.readouterr().out


def test_endpoint_that_does_not_respond_is_an_error_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["--endpoint-url", "http://127.0.0.1:9", "--region", "eu-west-1", "--sweep"])

    assert code == BROKEN
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("error: Could not connect to the endpoint URL")


def test_smoke_needs_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(["--smoke"]) == BROKEN
    assert capsys.readouterr().out.startswith("error: no cdk.json here")


@pytest.mark.parametrize(
    "arguments",
    [["--pace", "0"], ["--aws", "--endpoint-url", "http://127.0.0.1:9"], ["--sweep", "--smoke"]],
)
def test_wrong_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)

    assert caught.value.code == 2
