"""Graphviz, which runs in Node as WebAssembly from an npm package."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ..model import GraphError

VIZ: Final = "@viz-js/viz@3.31.0"
"""The npm package that `package.json` pins too."""

_PROGRAM = Path(__file__).with_name("layout.cjs")
_MISSING = 3


def lay_out(graph: Mapping[str, Any], output_format: str) -> str:
    """Return a graph in one of Graphviz's output formats.

    Parameters
    ----------
    graph
        The graph as an object of viz-js, in which names need no quotes.
    output_format
        A format of Graphviz, such as ``svg``.

    Raises
    ------
    GraphError
        If Node or the npm package is not installed, or Graphviz fails.
    """
    # Node is where CDK's own bindings find it, or beside Python if a package installed it there.
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), str(Path(sys.executable).parent)])
    node = shutil.which("node", path=path)
    if node is None:
        raise GraphError("Node, which runs Graphviz, is not on PATH: install it from nodejs.org")
    done = subprocess.run(  # noqa: S603 - a program of this package
        [node, str(_PROGRAM)],
        input=json.dumps({"graph": graph, "format": output_format}),
        env={**os.environ, "PATH": path},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode == _MISSING:
        raise GraphError(f"Graphviz is not installed: run `npm install {VIZ}` in {Path.cwd()}")
    if done.returncode:
        raise GraphError(f"Graphviz cannot lay the graph out: {done.stderr.strip()}")
    return done.stdout
