"""What the library costs its users, measured beside what they would pick instead.

Each part is a module that can be run alone; its results go into ``benchmarks/results``, from which
docs/performance.md is written. ``make bench`` does all of it.
"""
