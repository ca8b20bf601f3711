"""How the steps that take long are shown."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

Step = Callable[[str], AbstractContextManager[None]]
"""Takes a line of text for a step, and returns a context for the time of the step."""


def silent(_message: str) -> AbstractContextManager[None]:
    """Return a context that shows nothing."""
    return nullcontext()
