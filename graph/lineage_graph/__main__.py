"""Draws the lineage of deployed stacks: ``python -m lineage_graph STACK --output FILE``."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from botocore.exceptions import BotoCoreError, ClientError

from .deployed import MAX_DEPTH, deployed_graph
from .errors import GraphError
from .formats import FORMATS
from .graph import LineageGraph
from .lineage import Direction

_EPILOG = """\
Account, region and endpoint are those of the AWS CLI: AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL.
"""


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code: 0 if the files are written, 1 if not."""
    options = _parse(arguments)
    try:
        # What is not installed is found before anything is read.
        for output in options.output:
            FORMATS[output.suffix](LineageGraph("", (), ()))
        graph = deployed_graph(
            options.stacks, direction=options.direction, depth=options.depth, report=_say
        )
        for output in options.output:
            graph.write(output)
            _say(f"{output}: {len(graph.vertices)} entities, {len(graph.edges)} associations")
    except (BotoCoreError, ClientError, GraphError, OSError) as error:
        _say(f"error: {error}")
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
        help=f"where to write the graph, as its name says: {', '.join(FORMATS)}; more than one is "
        "possible",
    )
    return parser.parse_args(arguments)


def _output(text: str) -> Path:
    path = Path(text)
    if path.suffix not in FORMATS:
        raise argparse.ArgumentTypeError(f"{text} does not end with one of {', '.join(FORMATS)}")
    return path


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 - for whoever waits


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
