"""Writes docs/performance.md anew from what was measured last: ``python -m benchmarks``."""

from .page import write

write()
