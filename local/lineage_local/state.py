"""The file that says where a cloud runs."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Server:
    """A running server: the process and the loopback port it listens on."""

    pid: int
    port: int

    @property
    def url(self) -> str:
        """The server's endpoint."""
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class CloudState:
    """Where a cloud runs. It is written when the cloud is ready, and not before.

    Parameters
    ----------
    ministack, lineage
        The two servers.
    started
        When the cloud was ready, in seconds since the epoch.
    """

    ministack: Server
    lineage: Server
    started: float

    def write(self, path: Path) -> None:
        """Write the state to `path`, atomically."""
        unfinished = path.with_suffix(".unfinished")
        unfinished.write_text(json.dumps(asdict(self), indent=2) + "\n")
        unfinished.replace(path)


def read(path: Path) -> CloudState | None:
    """Return the state in `path`, or None if the file is missing or not valid."""
    try:
        content = json.loads(path.read_text())
        return CloudState(
            ministack=_server(content["ministack"]),
            lineage=_server(content["lineage"]),
            started=float(content["started"]),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _server(content: dict[str, object]) -> Server:
    return Server(pid=_integer(content["pid"]), port=_integer(content["port"]))


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"not an integer: {value!r}")
    return value
