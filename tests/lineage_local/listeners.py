"""What processes listen on, as the kernel says."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_LISTEN = "0A"
_LOOPBACK = "0100007F"


def listening(pids: Iterable[int]) -> set[tuple[str, int]]:
    """Return the addresses that `pids` listen on (TCP): the address in hex, and the port."""
    inodes = {inode for pid in pids for inode in _sockets(pid)}
    rows = [
        line.split()
        for table in ("tcp", "tcp6")
        for line in Path("/proc/net", table).read_text().splitlines()[1:]
    ]
    addresses = [row[1].split(":") for row in rows if row[3] == _LISTEN and row[9] in inodes]
    return {(address, int(port, 16)) for address, port in addresses}


def on_loopback(*ports: int) -> set[tuple[str, int]]:
    """Return what `listening` returns for a process that listens on these ports of loopback."""
    return {(_LOOPBACK, port) for port in ports}


def _sockets(pid: int) -> Iterable[str]:
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            target = str(descriptor.readlink())
            if target.startswith("socket:["):
                yield target[len("socket:[") : -1]
