"""`python -m local`: see `python -m local --help`."""

import sys

from local.errors import MissingError
from local.preflight import check_packages

if __name__ == "__main__":
    try:
        check_packages()
    except MissingError as error:
        sys.stderr.write(f"error: {error}\n")
        sys.exit(4)

    from local.cli import main

    sys.exit(main(sys.argv[1:]))
