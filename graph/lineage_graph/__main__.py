"""Draws the lineage of deployed stacks: ``python -m lineage_graph STACK --output FILE``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from botocore.exceptions import BotoCoreError, ClientError

from .model import GraphError, LineageGraph
from .readers.deployment import deployed_graph
from .readers.sagemaker import MAX_DEPTH, Direction
from .renderings.formats import FORMATS, write_graph

_EPILOG = """\
Account, region and endpoint are those of the AWS CLI: AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL.
"""


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    arguments
        What follows the command's name.

    Returns
    -------
    int
        The exit code: 0 if the files are written, 1 if not, 130 if interrupted.
    """
    options = _parse(arguments)
    try:
        # A package that is not installed shows before anything is read.
        for output in options.output:
            FORMATS[output.suffix](LineageGraph("", (), ()))
        graph = deployed_graph(
            options.stacks, direction=options.direction, depth=options.depth, report=_report
        )
        for output in options.output:
            write_graph(graph, output)
            _report(f"{output}: {len(graph.vertices)} entities, {len(graph.edges)} associations")
    except (BotoCoreError, ClientError, GraphError, OSError) as error:
        _report(f"error: {error}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m lineage_graph",
        description="Draw the lineage of what deployed stacks declare, as it is in SageMaker.",
        epilog=_EPILOG,
    )
    parser.add_argument("stacks", metavar="STACK", nargs="+", help="name of a deployed stack")
    parser.add_argument(
        "--direction",
        choices=get_args(Direction),
        default="Both",
        help="what led to the declared entities, what comes of them, or both (the default)",
    )
    parser.add_argument(
        "--depth",
        type=int,
        choices=range(1, MAX_DEPTH + 1),
        default=MAX_DEPTH,
        metavar="N",
        help=f"how many associations to go, 1 to {MAX_DEPTH} (the default)",
    )
    parser.add_argument(
        "--output",
        type=_output,
        action="append",
        required=True,
        metavar="FILE",
        help=f"where to write the graph; the suffix is the format: {', '.join(FORMATS)}; can be "
        "given more than once",
    )
    return parser.parse_args(arguments)


def _output(text: str) -> Path:
    path = Path(text)
    if path.suffix not in FORMATS:
        raise argparse.ArgumentTypeError(f"{text} does not end with one of {', '.join(FORMATS)}")
    return path


def _report(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 - progress


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
