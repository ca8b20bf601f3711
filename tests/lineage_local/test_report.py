from pathlib import Path

import pytest

from lineage_local.errors import CloudError
from lineage_local.report import Report, uptime


def test_an_error_is_one_line_and_the_end_of_its_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log"
    log.write_text("".join(f"line {number} {'x' * 300}\n" for number in range(20)))

    Report().error(CloudError("it failed: try again", log))

    printed = capfd.readouterr()
    lines = printed.err.splitlines()
    assert lines[0] == "error: it failed: try again"
    assert [line[:10] for line in lines[1:-1]] == [
        f"  line {number} "[:10] for number in range(12, 20)
    ]
    assert lines[-1] == f"  (the end of {log})"
    assert printed.out == ""


def test_a_step_is_printed_before_it_begins(capfd: pytest.CaptureFixture[str]) -> None:
    with Report().step("Starting"):
        assert capfd.readouterr().err == "Starting ...\n"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (61, "1 min 1 s"), (3725, "1 h 2 min"), (90000, "25 h 0 min")]
)
def test_uptime(seconds: float, text: str) -> None:
    assert uptime(seconds) == text
