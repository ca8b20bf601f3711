"""The function's zip holds the handler and crhelper, the same bytes everywhere."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path

import pytest
from aws_cdk import App, Stack

from sagemaker_lineage import Artifact, ArtifactSource, function_code
from sagemaker_lineage.function_code import HANDLER, assemble

from .synthesis import resource

REPOSITORY = Path(__file__).parents[2]
# It had 55,800 when this was written.
ZIP_BYTES_MAX = 60_000


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def asset_key(outdir: Path) -> str:
    app = App(outdir=str(outdir), builtin_cloud_formation_validation=False)
    stack = Stack(app, "Stack")
    Artifact(stack, "A", source=ArtifactSource.from_uri("u"), artifact_type="t")
    return str(resource(stack, "AWS::Lambda::Function")["Properties"]["Code"]["S3Key"])


def test_the_zip_holds_the_handler_and_crhelper_and_nothing_else(tmp_path: Path) -> None:
    folder = REPOSITORY / "lambda"
    handler = [str(path.relative_to(folder)) for path in folder.glob("*/**/*.py")]
    crhelper = [
        str(file) for file in distribution("crhelper").files or [] if str(file).endswith(".py")
    ]

    found = files(assemble(tmp_path))

    assert found == sorted(handler + crhelper)
    assert len(crhelper) == 4


def test_the_zip_is_small(tmp_path: Path) -> None:
    """Each cold start loads it, and compiles what is in it."""
    archive = Path(shutil.make_archive(str(tmp_path / "code"), "zip", assemble(tmp_path / "out")))

    assert archive.stat().st_size <= ZIP_BYTES_MAX


def test_the_handler_is_where_the_function_looks_for_it(tmp_path: Path) -> None:
    module = HANDLER.rpartition(".")[0].replace(".", "/")

    assert f"{module}.py" in files(assemble(tmp_path))


def test_another_content_goes_into_another_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an older release left in the output of the app is neither zipped nor touched."""
    before = assemble(tmp_path)
    files_before = files(before)
    handler = tmp_path / "lambda" / "lineage_handler"
    handler.mkdir(parents=True)
    (handler / "index.py").write_text("")
    monkeypatch.setattr(function_code, "_handler_folder", lambda: handler.parent)

    after = assemble(tmp_path)

    assert before != after
    assert [file for file in files(after) if "crhelper" not in file] == ["lineage_handler/index.py"]
    assert files(before) == files_before


def test_every_process_that_shares_an_output_folder_finds_all_of_it(tmp_path: Path) -> None:
    def assembled(_: int) -> list[str]:
        return files(assemble(tmp_path))

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(assembled, range(80)))

    assert found == [found[0]] * 80
    assert "lineage_handler/index.py" in found[0]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("left_by_an_older_release", [False, True])
def test_the_app_may_change_its_working_directory(
    tmp_path: Path, *, left_by_an_older_release: bool
) -> None:
    """The output folder is relative to where CDK's own process was started."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    if left_by_an_older_release:
        older = tmp_path / "cdk.out" / "sagemaker-lineage-function" / "lineage_handler"
        older.mkdir(parents=True)
        (older / "index.py").write_text("older = True")
    script = (
        "import os; from aws_cdk import App, Stack\n"
        "from sagemaker_lineage import Artifact, ArtifactSource\n"
        "app = App(outdir='cdk.out', builtin_cloud_formation_validation=False)\n"
        "os.chdir('elsewhere')\n"
        "source = ArtifactSource.from_uri('u')\n"
        "Artifact(Stack(app, 'Stack'), 'A', source=source, artifact_type='t')\n"
        "app.synth()\n"
    )

    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=True)

    (staged,) = tmp_path.glob("cdk.out/asset.*")
    assert files(staged) == files(assemble(tmp_path / "expected"))
    assert list(elsewhere.iterdir()) == []


@pytest.fixture
def strict_umask() -> Iterator[None]:
    before = os.umask(0o077)
    yield
    os.umask(before)


@pytest.mark.usefixtures("strict_umask")
def test_lambda_can_read_every_file_whatever_the_umask(tmp_path: Path) -> None:
    folder = assemble(tmp_path)

    modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}
    folders = {path.stat().st_mode & 0o777 for path in (folder, folder / "lineage_handler")}
    assert (modes, folders) == ({0o644}, {0o755})


def test_the_hash_is_the_same_at_another_time_and_place(tmp_path: Path) -> None:
    first = asset_key(tmp_path / "first")
    for path in (tmp_path / "first").rglob("*.py"):
        os.utime(path, (0, 0))

    assert asset_key(tmp_path / "second") == first
    assert asset_key(tmp_path / "first") == first


def test_the_asset_lies_in_the_output_of_the_app(tmp_path: Path) -> None:
    key = asset_key(tmp_path)

    (staged,) = [path for path in tmp_path.glob("asset.*") if path.is_dir()]
    assert staged.name == f"asset.{Path(key).stem}"
    assert "lineage_handler/index.py" in files(staged)


def test_without_staging_the_asset_is_there_as_well(tmp_path: Path) -> None:
    app = App(
        outdir=str(tmp_path),
        context={"aws:cdk:disable-asset-staging": True},
        builtin_cloud_formation_validation=False,
    )
    stack = Stack(app, "Stack")
    Artifact(stack, "A", source=ArtifactSource.from_uri("u"), artifact_type="t")

    manifest = app.synth().get_stack_by_name("Stack").assets
    assert manifest is not None
    (assembled,) = tmp_path.glob("sagemaker-lineage-function-*")
    assert "lineage_handler/index.py" in files(assembled)


def test_a_wheel_carries_the_handler(tmp_path: Path) -> None:
    """Lay the package out as a wheel does, and assemble the function from there."""
    package = tmp_path / "site" / "sagemaker_lineage"
    shutil.copytree(REPOSITORY / "constructs" / "sagemaker_lineage", package)
    shutil.copytree(REPOSITORY / "lambda", package / "lambda")
    script = (
        "import sys; from pathlib import Path; from sagemaker_lineage import function_code; "
        "print(function_code._handler_folder(), function_code.assemble(Path(sys.argv[1])))"
    )

    printed = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "wheel")],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    handler, assembled = printed.split()
    assert Path(handler) == package / "lambda"
    assert files(Path(assembled)) == files(assemble(tmp_path / "checkout"))


def test_the_zip_imports_with_nothing_else_but_boto3(tmp_path: Path) -> None:
    """Import the handler in an interpreter that has only the zip and what boto3 is made of."""
    folder = assemble(tmp_path)
    runtime = tmp_path / "runtime"
    runtime.mkdir()
    site = Path(str(distribution("boto3").locate_file("")))
    for package in ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "urllib3", "six.py"):
        (runtime / package).symlink_to(site / package)

    # -S leaves out the packages of this environment.
    subprocess.run(
        [sys.executable, "-S", "-c", "import lineage_handler.index"],
        cwd=folder,
        env={"PYTHONPATH": str(runtime), "AWS_REGION": "eu-west-1"},
        check=True,
    )


def test_synthesis_needs_no_boto3() -> None:
    script = (
        "import sys; sys.modules['boto3'] = sys.modules['botocore'] = None\n"
        "import sagemaker_lineage\n"
        "from aws_cdk import App, Stack\n"
        "stack = Stack(App(), 'Stack')\n"
        "source = sagemaker_lineage.ArtifactSource.from_uri('u')\n"
        "sagemaker_lineage.Artifact(stack, 'A', source=source, artifact_type='t')\n"
    )

    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
