"""The command: ``python -m lineage_conformance``."""

import sys

from .cli import main

sys.exit(main(sys.argv[1:]))
