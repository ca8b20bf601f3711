"""Runs a command that is silent for long, and says meanwhile that it goes on.

``python3 local/lineage_local/heartbeat.py MESSAGE COMMAND [ARGUMENT ...]``

What the command prints is shown only if it fails. Only the standard library is imported here, since
the command may install all the rest.
"""

import subprocess
import sys
import tempfile
import time
from contextlib import suppress

# A terminal shows one line that counts, a log a line now and then.
_TERMINAL_SECONDS = 1.0
_LOG_SECONDS = 5.0


def main(message: str, *command: str) -> int:
    """Run a command and return its exit code.

    Parameters
    ----------
    message
        What it does, for the user.
    command
        The program and its arguments.
    """
    terminal = sys.stderr.isatty()
    begun = time.monotonic()
    _say(f"{message} ...", terminal)
    with (
        tempfile.TemporaryFile() as output,
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        while process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_TERMINAL_SECONDS if terminal else _LOG_SECONDS)
            _say(f"{message}: {time.monotonic() - begun:.0f} s", terminal)
        if terminal:
            sys.stderr.write("\n")
        if process.returncode:
            output.seek(0)
            sys.stderr.write(output.read().decode(errors="replace"))
        return process.returncode


def _say(text: str, terminal: bool) -> None:  # noqa: FBT001
    sys.stderr.write(f"\r{text} " if terminal else f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
