"""What the command line shows: progress on stderr, results on stdout."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console

from lineage_local.cloud import Cloud
from lineage_local.errors import CloudError
from lineage_local.state import Server, State

# The stack that `cdk bootstrap` makes.
_BOOTSTRAP_STACK = "CDKToolkit"
_LOG_LINES = 8
# Sources of the artifacts that the construct library keeps for itself.
_INTERNAL = "cdk-sagemaker-lineage:"


@dataclass(frozen=True)
class Output:
    """An output of a deployed stack."""

    stack: str
    key: str
    value: str


@dataclass(frozen=True)
class Artifact:
    """An artifact, as the lineage service lists it."""

    name: str
    type: str
    source: str
    arn: str


@dataclass(frozen=True)
class Association:
    """An association, as the lineage service lists it."""

    source: str
    type: str
    destination: str


def stacks(cloud: Cloud) -> list[str]:
    """Return the names of the deployed stacks, without the bootstrap stack."""
    return sorted(each["StackName"] for each in _described_stacks(cloud))


def outputs(cloud: Cloud) -> list[Output]:
    """Return the outputs of all deployed stacks."""
    return sorted(
        (
            Output(stack["StackName"], output["OutputKey"], output["OutputValue"])
            for stack in _described_stacks(cloud)
            for output in stack.get("Outputs", [])
        ),
        key=lambda output: (output.stack, output.key),
    )


def artifacts(cloud: Cloud) -> list[Artifact]:
    """Return the artifacts that the lineage service holds, by name, but for internal ones."""
    pages = cloud.client("sagemaker").get_paginator("list_artifacts").paginate()
    return sorted(
        (
            Artifact(
                name=summary.get("ArtifactName", ""),
                type=summary.get("ArtifactType", ""),
                source=summary["Source"]["SourceUri"],
                arn=summary["ArtifactArn"],
            )
            for page in pages
            for summary in page["ArtifactSummaries"]
            if not summary["Source"]["SourceUri"].startswith(_INTERNAL)
        ),
        key=lambda artifact: (artifact.name, artifact.source),
    )


def associations(cloud: Cloud) -> list[Association]:
    """Return all associations that the lineage service holds, by their ends."""
    pages = cloud.client("sagemaker").get_paginator("list_associations").paginate()
    return sorted(
        (
            Association(
                source=summary.get("SourceName", summary["SourceArn"]),
                type=summary.get("AssociationType", ""),
                destination=summary.get("DestinationName", summary["DestinationArn"]),
            )
            for page in pages
            for summary in page["AssociationSummaries"]
        ),
        key=lambda association: (association.source, association.destination),
    )


def _described_stacks(cloud: Cloud) -> list[dict[str, Any]]:
    pages = cloud.client("cloudformation").get_paginator("describe_stacks").paginate()
    return [
        stack
        for page in pages
        for stack in page["Stacks"]
        if stack["StackName"] != _BOOTSTRAP_STACK
    ]


@dataclass
class Report:
    """Writes to the terminal, in colour and with a spinner where there is one."""

    stdout: Console = field(default_factory=lambda: Console(highlight=False, markup=False))
    stderr: Console = field(
        default_factory=lambda: Console(stderr=True, highlight=False, markup=False)
    )

    @contextmanager
    def step(self, message: str) -> Iterator[None]:
        """Show that something takes its time, and then how long it took."""
        begun = time.monotonic()
        if self.stderr.is_terminal:
            with self.stderr.status(message, spinner="line"):
                yield
            self.stderr.print(f"{message}: {time.monotonic() - begun:.1f} s", soft_wrap=True)
        else:
            self.stderr.print(f"{message} ...", soft_wrap=True)
            yield

    def say(self, *lines: str, style: str = "") -> None:
        """Print results."""
        for line in lines:
            self.stdout.print(line, style=style, soft_wrap=True)

    def error(self, error: CloudError) -> None:
        """Print what went wrong, in one line, then the end of the log and where it is."""
        self.stderr.print(f"error: {error}", style="red", soft_wrap=True)
        if error.log:
            for line in error.log.read_text(errors="replace").splitlines()[-_LOG_LINES:]:
                self.stderr.print(f"  {line}", soft_wrap=True)
            self.stderr.print(f"  (the end of {error.log})", soft_wrap=True)

    def deployed(self, cloud: Cloud) -> None:
        """Print the outputs of all stacks, the artifacts and their associations."""
        self._table(
            "Outputs",
            ("STACK", "OUTPUT", "VALUE"),
            [(output.stack, output.key, output.value) for output in outputs(cloud)],
        )
        self._table(
            "Artifacts",
            ("NAME", "TYPE", "SOURCE", "ARN"),
            [
                (artifact.name, artifact.type, artifact.source, artifact.arn)
                for artifact in artifacts(cloud)
            ],
        )
        self._table(
            "Associations",
            ("SOURCE", "TYPE", "DESTINATION"),
            [(edge.source, edge.type, edge.destination) for edge in associations(cloud)],
        )

    def status(self, cloud: Cloud, running: State) -> None:
        """Print what runs where, and what it holds."""
        deployed = stacks(cloud)
        self._rows(
            [
                ("MiniStack", _where(running.ministack)),
                ("SageMaker lineage", _where(running.lineage)),
                ("Up for", uptime(time.time() - running.started)),
                ("Stacks", ", ".join(deployed) or "none"),
                ("Artifacts", str(len(artifacts(cloud)))),
                ("Logs", str(cloud.logs)),
            ]
        )

    def _table(self, title: str, header: Sequence[str], rows: list[Sequence[str]]) -> None:
        self.say("", f"{title}: {len(rows) or 'none'}", style="bold")
        if rows:
            self._rows([header, *rows])

    def _rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Print columns. Lines are never cut or wrapped, so that an ARN can be copied whole."""
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.say(f"  {'  '.join(cells)}".rstrip())


def _where(server: Server) -> str:
    return f"{server.url} (pid {server.pid})"


def uptime(seconds: float) -> str:
    """Return a duration in its two largest units.

    Example
    -------
    >>> uptime(3725)
    '1 h 2 min'
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
