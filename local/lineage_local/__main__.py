"""Runs the command line: ``python -m lineage_local --help``."""

import sys

from lineage_local.errors import MissingError
from lineage_local.preflight import check_packages

if __name__ == "__main__":
    try:
        check_packages()
        from lineage_local.cli import main

        sys.exit(main(sys.argv[1:]))
    except MissingError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(4)
    except KeyboardInterrupt:
        # Before the command began, or during the handling of a first interrupt.
        sys.exit(130)
