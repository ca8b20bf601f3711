"""Commands on the pages name what there is: targets, subcommands, options, operations, modules.

They are not run. A block that names another command has a comment before it, which says why.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from functools import cache

import botocore.session
import click
import pytest
from botocore import xform_name

from lineage_cli.commands import sagemaker_lineage
from lineage_cli.commands.forwarded import ForwardedCommand
from lineage_conformance.cli import _parse

from .page import PAGES, ROOT, Block

BLOCKS = [block for page in PAGES for block in page.blocks("sh") if block.is_run]
_SUBSTITUTION = re.compile(r"\$\((.+)\)")
_BETWEEN = {"&&", "||", ";", "|"}
_ASSIGNMENT = re.compile(r"[A-Z_]+=")
_REDIRECTION = re.compile(r"[<>]")


def commands(code: str) -> Iterator[list[str]]:
    """Return the commands of a block, also those that others take the output of."""
    for line in code.replace("\\\n", " ").splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for word in [*lexer, ";"]:
            if nested := _SUBSTITUTION.search(word):
                yield from commands(nested[1])
            if word not in _BETWEEN:
                if words or not _ASSIGNMENT.match(word):
                    words.append(word)
            elif words:
                yield words
                words = []


@cache
def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@cache
def cdk_commands() -> set[str]:
    usage = subprocess.run(["cdk", "--help"], check=True, capture_output=True, text=True).stdout
    return set(re.findall(r"^  cdk ([a-z-]+)", usage, re.MULTILINE))


def check_make(arguments: list[str]) -> None:
    assert {each for each in arguments if "=" not in each} <= make_targets()


def check_cdk(arguments: list[str]) -> None:
    assert arguments[0] in cdk_commands()


def check_python(arguments: list[str]) -> None:
    if arguments[0] == "-m":
        assert importlib.util.find_spec(arguments[1])
    else:
        assert arguments == ["app.py"]


def check_aws(arguments: list[str]) -> None:
    """Check that the service has the operation, and the operation the members."""
    service, command, *options = arguments
    model = botocore.session.get_session().get_service_model(service)
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    assert command in operations
    shape = model.operation_model(operations[command]).input_shape
    members = {f"--{xform_name(name, '-')}" for name in (shape.members if shape else ())}
    given = {each for each in options if each.startswith("--")}
    assert given <= members | {"--query", "--output", "--region"}


def check_lineage(arguments: list[str]) -> None:
    """Parse the arguments as the command would, without running anything."""
    command: click.Command = sagemaker_lineage
    context = click.Context(command, info_name="sagemaker-lineage")
    while isinstance(command, click.Group) and not arguments[0].startswith("-"):
        name, *arguments = arguments
        found = command.get_command(context, name)
        assert found, f"there is no command {name}"
        command, context = found, click.Context(found, parent=context, info_name=name)
    if isinstance(command, ForwardedCommand):
        _parse(arguments)
    else:
        command.make_parser(context).parse_args(list(arguments))


CHECKS: dict[str, Callable[[list[str]], None]] = {
    "aws": check_aws,
    "cdk": check_cdk,
    "make": check_make,
    "python": check_python,
    "sagemaker-lineage": check_lineage,
    # Their words are the shell's own.
    **dict.fromkeys(("cd", "eval", "export", "ls", "mkdir", "pytest"), lambda _: None),
}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.place)
def test_commands_name_what_there_is(block: Block) -> None:
    found = list(commands(block.code))
    assert found
    for name, *arguments in found:
        assert name in CHECKS, f"{name} is checked by nothing: say before the block why"
        words = [each for each in arguments if not _REDIRECTION.search(each)]
        CHECKS[name](words)
