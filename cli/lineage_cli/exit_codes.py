"""What the exit codes of all commands mean."""

from typing import Final

OK: Final = 0
"""Done, and there is nothing to see to."""
FOUND: Final = 1
"""Done, and there is: drift, a change, a leftover."""
ERROR: Final = 2
"""Not done: wrong usage, no such stack, a call that AWS refuses."""
INTERRUPTED: Final = 130
"""Stopped by a signal of the keyboard."""
