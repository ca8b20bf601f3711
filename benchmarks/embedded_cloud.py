"""What a test of a user's stack waits for: an embedded cloud, deploy, update, no-op and destroy.

Run it from the root of the repository; it takes a few minutes::

    .venv/bin/python -m benchmarks.embedded_cloud

The peer is MiniStack with nothing in front of it, and the cdk CLI with its defaults: it bootstraps,
validates templates and polls. The stack is the same, and so is the lineage service that its
function calls. Seconds pass on the clock; the processor's are those of the CLI and of all that it
starts, which a busy machine disturbs less. Those of the servers count when they have ended.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from lineage_local import bootstrap, environment
from lineage_local.cloud import Cloud
from lineage_local.servers import Servers

from .figure import Figure
from .results import publish

ROUNDS = 3
OURS, PEER = "embedded cloud", "MiniStack and cdk CLI"
ACCOUNT = f"aws://{environment.ACCOUNT}/{environment.REGION}"
COMMANDS = {
    "deploy": ("deploy", "1"),
    "update": ("deploy", "2"),
    "no-op": ("deploy", "2"),
    "destroy": ("destroy", "2"),
}
APP = """
import sys
from aws_cdk import App, CfnOutput, Stack
from sagemaker_lineage import Artifact, ArtifactSource, ArtifactType

app = App()
stack = Stack(app, "Churn")
data_set = Artifact(
    stack,
    "DataSet",
    source=ArtifactSource.from_uri("s3://my-bucket/churn/2026-11.csv"),
    artifact_type=ArtifactType.DATA_SET,
    properties={"rows": sys.argv[1]},
)
model = Artifact(
    stack,
    "Model",
    source=ArtifactSource.from_uri("s3://my-bucket/models/churn/7/model.tar.gz"),
    artifact_type=ArtifactType.MODEL,
)
model.derived_from(data_set)
CfnOutput(stack, "ModelArn", value=model.artifact_arn)
app.synth()
"""


class Stopwatch:
    """What passed since it was read last: seconds, and seconds of the processor in children."""

    def __init__(self) -> None:
        self._last = self._now()

    def read(self) -> tuple[float, float]:
        """Return both, and begin again."""
        before, self._last = self._last, self._now()
        return self._last[0] - before[0], self._last[1] - before[1]

    @staticmethod
    def _now() -> tuple[float, float]:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.perf_counter(), children.ru_utime + children.ru_stime


def measured(prepare: Callable[[Cloud], None]) -> dict[str, tuple[float, float]]:
    """Return what each step of a life in a cloud of its own takes.

    Parameters
    ----------
    prepare
        What is to be done once the cloud is up.
    """
    steps = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        (folder / "app.py").write_text(APP, encoding="utf-8")
        stopwatch = Stopwatch()
        with Cloud(folder / "cloud") as cloud:
            prepare(cloud)
            steps["up"] = stopwatch.read()
            for step, (command, rows) in COMMANDS.items():
                run(cloud, folder, command, "Churn", app=f"{sys.executable} app.py {rows}")
                steps[step] = stopwatch.read()
    steps["down"] = stopwatch.read()
    return steps


def run(cloud: Cloud, folder: Path, *arguments: str, app: str | None = None) -> None:
    """Run the cdk CLI, which is to ask nothing."""
    silent = {"deploy": "--require-approval=never", "destroy": "--force"}
    options = [silent[command] for command in arguments if command in silent]
    log = folder / "log"
    if cloud.cdk(*arguments, *options, app=app, cwd=folder, log=log):
        raise RuntimeError(log.read_text(encoding="utf-8"))


def ours() -> dict[str, tuple[float, float]]:
    """Measure the embedded cloud as it is."""
    return measured(lambda _cloud: None)


def peer() -> dict[str, tuple[float, float]]:
    """Measure it without what makes it fast."""
    started = Servers._start_server

    def start_plain(
        self: Servers, name: str, module: Sequence[str], port: int, extra: Mapping[str, str]
    ) -> Any:
        if name == "ministack":
            here = {"PYTHONPATH": str(Path(__file__).parents[1])}
            return started(self, name, ["benchmarks.plain_ministack"], port, {**extra, **here})
        return started(self, name, module, port, extra)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Servers, "_start_server", start_plain)
        patch.setattr(bootstrap, "create", lambda *_arguments: None)
        patch.setenv("CDK_VALIDATION", "true")
        return measured(lambda cloud: run(cloud, cloud.folder, "bootstrap", ACCOUNT))


def main() -> None:
    """Measure in turn, and publish."""
    seconds: dict[str, dict[str, list[float]]] = defaultdict(lambda: {OURS: [], PEER: []})
    processor: dict[str, dict[str, list[float]]] = defaultdict(lambda: {OURS: [], PEER: []})
    for _round in range(ROUNDS):
        for subject, measure in ((OURS, ours), (PEER, peer)):
            steps = measure()
            whole = [steps[step] for step in ("up", "deploy", "destroy", "down")]
            steps["deploy to destroy, with up and down"] = (
                sum(passed for passed, _ in whole),
                sum(spent for _, spent in whole),
            )
            for step, (passed, spent) in steps.items():
                seconds[step][subject].append(passed)
                processor[step][subject].append(spent)
    figures = [Figure(step, "s", values) for step, values in seconds.items()]
    figures += [Figure(f"{step}: processor", "s", values) for step, values in processor.items()]
    publish("embedded_cloud", figures)


if __name__ == "__main__":
    main()
