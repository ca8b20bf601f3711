"""The command line of the embedded cloud."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from lineage_local import environment
from lineage_local.cloud import FOLDER, Cloud
from lineage_local.errors import CloudDownError, CloudError, MissingError
from lineage_local.report import Report

OK, FAILED, DOWN, MISSING, INTERRUPTED = 0, 1, 3, 4, 130

_EPILOG = """\
exit codes: 0 done, 1 failed, 2 wrong usage, 3 the cloud is down (status, env),
4 something is not installed, 130 interrupted; diff and destroy: that of the cdk CLI

The cloud is empty when it starts, and what it holds is lost when it stops.
To use it from elsewhere, in a shell of its own: eval "$(sagemaker-lineage local env)"
"""
_HELP = {
    "up": "start the cloud and bootstrap it for the CDK",
    "deploy": "start the cloud if need be and deploy stacks (all, if none is named)",
    "diff": "start the cloud if need be and compare stacks with what is deployed",
    "destroy": "destroy stacks (all, if none is named)",
    "down": "stop the cloud; what it holds is lost",
    "status": "print what runs where, and what is deployed",
    "env": "print the shell lines that point AWS clients and the cdk CLI at the cloud",
}


def main(arguments: Sequence[str], folder: Path = FOLDER) -> int:
    """Run one command and return its exit code.

    Parameters
    ----------
    arguments
        The command line, without the program's name.
    folder
        The cloud's folder.
    """
    report = Report()
    cloud = Cloud(folder, step=report.step)
    options = _parse(arguments)
    try:
        return _COMMANDS[options.command](cloud, report, options)
    except CloudError as error:
        report.error(error)
        return _exit_code(error)
    except (BotoCoreError, ClientError, OSError) as error:
        # A server that died, a folder that cannot be written.
        report.error(CloudError(f"{type(error).__name__}: {error}"))
        return FAILED
    except KeyboardInterrupt:
        report.error(CloudError("interrupted"))
        return INTERRUPTED


def _exit_code(error: CloudError) -> int:
    if isinstance(error, CloudDownError):
        return DOWN
    return MISSING if isinstance(error, MissingError) else FAILED


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="sagemaker-lineage local",
        description="The embedded cloud: MiniStack and the SageMaker lineage service.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in _HELP.items():
        command = commands.add_parser(name, help=text, description=text)
        if name in ("deploy", "diff", "destroy"):
            command.usage = (
                f"sagemaker-lineage local {name} [--app CMD] [STACK ...] [-- CDK-OPTION ...]"
            )
            command.add_argument("--app", metavar="CMD", help="command line that runs the app")
            command.add_argument("stacks", metavar="STACK", nargs="*", help="stacks of the app")
    # What follows `--` is for the cdk CLI. Only it knows which of its options take a value.
    everything = list(arguments)
    separator = everything.index("--") if "--" in everything else len(everything)
    options = parser.parse_args(everything[:separator])
    options.cdk_options = everything[separator + 1 :]
    return options


def _up(cloud: Cloud, report: Report, _options: argparse.Namespace) -> int:
    cloud.up()
    return _status(cloud, report, _options)


def _deploy(cloud: Cloud, report: Report, options: argparse.Namespace) -> int:
    cloud.up()
    code = _cdk(cloud, options, "deploy", ["--require-approval", "never"])
    if code:
        raise CloudError(f"`cdk deploy` ended with code {code}: see above, and {cloud.logs}")
    report.deployed(cloud)
    return code


def _diff(cloud: Cloud, _report: Report, options: argparse.Namespace) -> int:
    cloud.up()
    return cloud.cdk("diff", *options.stacks, *options.cdk_options, app=options.app)


def _destroy(cloud: Cloud, report: Report, options: argparse.Namespace) -> int:
    if not cloud.running():
        report.line("the embedded cloud is down: there is nothing to destroy")
        return OK
    code = _cdk(cloud, options, "destroy", ["--force"])
    report.deployed(cloud)
    return code


def _cdk(cloud: Cloud, options: argparse.Namespace, command: str, extra: list[str]) -> int:
    selected = options.stacks or ["--all"]
    return cloud.cdk(command, *selected, *extra, *options.cdk_options, app=options.app)


def _down(cloud: Cloud, report: Report, _options: argparse.Namespace) -> int:
    with report.step("Stopping the embedded cloud"):
        cloud.down()
    return OK


def _status(cloud: Cloud, report: Report, _options: argparse.Namespace) -> int:
    running = cloud.running()
    if running is None:
        raise CloudDownError
    report.status(cloud, running)
    return OK


def _env(cloud: Cloud, _report: Report, _options: argparse.Namespace) -> int:
    if not cloud.running():
        raise CloudDownError
    print(environment.shell_lines(cloud.settings()))  # noqa: T201 - for the shell to read
    return OK


_COMMANDS: dict[str, Callable[[Cloud, Report, argparse.Namespace], int]] = {
    "up": _up,
    "deploy": _deploy,
    "diff": _diff,
    "destroy": _destroy,
    "down": _down,
    "status": _status,
    "env": _env,
}
