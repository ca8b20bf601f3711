"""What can go wrong with a graph, as one clear line."""


class GraphError(Exception):
    """A graph cannot be read or drawn; the message says why and what to do about it."""
