"""Names that other tests still use."""

from .declarations import EVERYTHING, declaration

__all__ = ["EVERYTHING", "declaration"]
