import os
import pty
import subprocess
import sys

from lineage_local import heartbeat

# Isolated and without site-packages, as before anything is installed.
COMMAND = [sys.executable, "-I", "-S", heartbeat.__file__, "Counting sheep"]


def run(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*COMMAND, sys.executable, "-c", code], capture_output=True, text=True, check=False
    )


def test_what_a_command_prints_is_not_shown() -> None:
    done = run("print('one sheep')")

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == ["Counting sheep ...", "Counting sheep: 0 s"]


def test_what_a_command_prints_is_shown_if_it_fails() -> None:
    done = run("import sys; print('no sheep', flush=True); sys.exit('left')")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-2:] == ["no sheep", "left"]


def test_a_log_gets_a_line_now_and_then() -> None:
    done = run("import time; time.sleep(6)")

    lines = done.stderr.splitlines()
    assert lines[0] == "Counting sheep ..."
    # At least one while the command runs, and one when it has ended.
    assert len(lines) >= 3


def test_a_terminal_gets_one_line() -> None:
    ours, theirs = pty.openpty()
    subprocess.run([*COMMAND, sys.executable, "-c", ""], stderr=theirs, check=True)
    os.close(theirs)

    assert os.read(ours, 1000) == b"\rCounting sheep ... \rCounting sheep: 0 s \r\n"
    os.close(ours)
