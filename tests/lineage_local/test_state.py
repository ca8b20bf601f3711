import json
from pathlib import Path

import pytest

from lineage_local import state
from lineage_local.state import CloudState, Server

STATE = CloudState(ministack=Server(10, 4566), lineage=Server(11, 4567), started=1.5)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    STATE.write(tmp_path / "state.json")

    assert state.read(tmp_path / "state.json") == STATE
    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


def test_a_missing_file_is_no_state(tmp_path: Path) -> None:
    assert state.read(tmp_path / "state.json") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"{}",
        b'{"ministack": {"pid": 10}}',
        json.dumps({"ministack": 1, "lineage": 2, "started": 3}).encode(),
        b'{"ministack": {"pid": "10", "port": 1}, "lineage": {"pid": 1, "port": 1}, "started": 1}',
    ],
)
def test_a_damaged_file_is_no_state(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(content)

    assert state.read(path) is None


def test_a_server_is_reached_on_loopback() -> None:
    assert STATE.lineage.url == "http://127.0.0.1:4567"
