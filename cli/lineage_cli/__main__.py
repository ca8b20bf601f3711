"""Runs the command by its package's name, as its own script does."""

import sys

from .start import main

sys.exit(main(sys.argv[1:]))
