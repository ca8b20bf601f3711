"""Comparisons: what an app changes, and what differs from what stacks declare."""
