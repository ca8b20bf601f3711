import subprocess
import sys
from pathlib import Path

from lineage_local import process

STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True);"
    "time.sleep(600)"
)
PARENT = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(child.pid, flush=True); time.sleep(600)"
)


def start(code: str, folder: Path) -> "subprocess.Popen[bytes]":
    folder.mkdir(exist_ok=True)
    log = folder / "log"
    started = process.start([sys.executable, "-c", code], {}, folder, folder, log)
    while not log.read_text():
        assert started.poll() is None
    return started


def test_stop_kills_a_process_that_ignores_sigterm(tmp_path: Path) -> None:
    started = start(STUBBORN, tmp_path)
    assert process.running(tmp_path) == {started.pid}

    process.stop(tmp_path)

    assert started.wait() == -9
    assert process.running(tmp_path) == set()


def test_stop_ends_what_a_killed_process_left(tmp_path: Path) -> None:
    parent = start(PARENT, tmp_path)
    child = int((tmp_path / "log").read_text())
    parent.kill()
    parent.wait()
    assert process.running(tmp_path) == {child}

    process.stop(tmp_path)

    assert process.running(tmp_path) == set()


def test_stop_leaves_the_processes_of_another_folder_alone(tmp_path: Path) -> None:
    # The one path begins with the other.
    other = start(PARENT, tmp_path / "cloud-2")

    process.stop(tmp_path / "cloud")

    assert other.poll() is None
    process.stop(tmp_path / "cloud-2")
    other.wait()
