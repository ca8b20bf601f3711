"""What the command line prints: progress on stderr, results on stdout."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console

from lineage_local import inventory
from lineage_local.cloud import Cloud
from lineage_local.errors import CloudError
from lineage_local.state import CloudState, Server

_LOG_LINES = 8


@dataclass
class Report:
    """Prints to the terminal, with colour and a spinner if there is one."""

    stdout: Console = field(default_factory=lambda: Console(highlight=False, markup=False))
    stderr: Console = field(
        default_factory=lambda: Console(stderr=True, highlight=False, markup=False)
    )

    @contextmanager
    def step(self, message: str) -> Iterator[None]:
        """Print the name of a step while it lasts, and then how long it took."""
        begun = time.monotonic()
        if self.stderr.is_terminal:
            with self.stderr.status(message, spinner="line"):
                yield
            self.stderr.print(f"{message}: {time.monotonic() - begun:.1f} s", soft_wrap=True)
        else:
            self.stderr.print(f"{message} ...", soft_wrap=True)
            yield

    def line(self, text: str, style: str = "") -> None:
        """Print a line of results."""
        self.stdout.print(text, style=style, soft_wrap=True)

    def error(self, error: CloudError) -> None:
        """Print an error in one line, then the last lines of its log and the log's path."""
        self.stderr.print(f"error: {error}", style="red", soft_wrap=True)
        if error.log:
            for line in error.log.read_text(errors="replace").splitlines()[-_LOG_LINES:]:
                self.stderr.print(f"  {line}", soft_wrap=True)
            self.stderr.print(f"  (the end of {error.log})", soft_wrap=True)

    def deployed(self, cloud: Cloud) -> None:
        """Print the outputs of all stacks, the artifacts and their associations."""
        self._table("Outputs", ("STACK", "OUTPUT", "VALUE"), inventory.outputs(cloud))
        self._table("Artifacts", ("NAME", "TYPE", "SOURCE", "ARN"), inventory.artifacts(cloud))
        self._table(
            "Associations", ("SOURCE", "TYPE", "DESTINATION"), inventory.associations(cloud)
        )

    def status(self, cloud: Cloud, running: CloudState) -> None:
        """Print what runs where, and what the cloud holds."""
        stacks = inventory.stacks(cloud)
        self._rows(
            [
                ("MiniStack", _address(running.ministack)),
                ("SageMaker lineage", _address(running.lineage)),
                ("Up for", uptime(time.time() - running.started)),
                ("Stacks", ", ".join(stacks) or "none"),
                ("Artifacts", str(len(inventory.artifacts(cloud)))),
                ("Logs", str(cloud.logs)),
            ]
        )

    def _table(self, title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.line("")
        self.line(f"{title}: {len(rows) or 'none'}", style="bold")
        if rows:
            self._rows([header, *rows])

    def _rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Print columns. Lines are never cut or wrapped, so that an ARN can be copied whole."""
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.line(f"  {'  '.join(cells)}".rstrip())


def uptime(seconds: float) -> str:
    """Return a duration in its two largest units.

    Examples
    --------
    >>> uptime(3725)
    '1 h 2 min'
    """
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _address(server: Server) -> str:
    return f"{server.url} (pid {server.pid})"
