"""What can go wrong with a graph."""


class GraphError(Exception):
    """A graph cannot be read or drawn; the message says in one line why, and what to do."""
