"""`python -m local`: see `python -m local --help`."""

import sys

from local.errors import MissingError
from local.preflight import check_packages

if __name__ == "__main__":
    try:
        check_packages()
        from local.cli import main

        sys.exit(main(sys.argv[1:]))
    except MissingError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(4)
    except KeyboardInterrupt:
        # Before the command began, or while it was being interrupted.
        sys.exit(130)
