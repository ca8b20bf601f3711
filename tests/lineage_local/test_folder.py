import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from lineage_local.folder import CloudFolder
from lineage_local.progress import silent


def test_what_is_created_is_cleared_except_for_the_logs(tmp_path: Path) -> None:
    folder = CloudFolder(tmp_path)
    folder.create()
    folder.log("ministack").touch()
    folder.state.touch()
    (folder.temporary / "file").touch()
    folder.cdk_home.mkdir()
    folder.cdk_out.mkdir()
    folder.jsii_cache.mkdir()

    folder.clear()

    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "logs"]
    assert [path.name for path in folder.logs.iterdir()] == ["ministack.log"]


def test_a_folder_that_was_never_used_can_be_cleared(tmp_path: Path) -> None:
    CloudFolder(tmp_path / "none").clear()

    assert list(tmp_path.iterdir()) == []


def test_one_at_a_time_has_the_lock(tmp_path: Path) -> None:
    folder = CloudFolder(tmp_path / "cloud")
    waits = threading.Event()

    @contextmanager
    def step(message: str) -> Iterator[None]:
        assert message == "Waiting for another `sagemaker-lineage local` in this folder"
        waits.set()
        yield

    def enter() -> str:
        with folder.locked(step):
            return "second"

    with ThreadPoolExecutor() as pool:
        with folder.locked(silent):
            second = pool.submit(enter)
            assert waits.wait(timeout=30)
            assert not second.done()
        assert second.result(timeout=30) == "second"
