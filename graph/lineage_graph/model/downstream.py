"""What comes downstream of an entity: all that its associations lead to."""

from collections.abc import Iterable

from .declaration import LineageStatus
from .graph import LineageGraph


class Downstream:
    """Follows the associations of a graph.

    Parameters
    ----------
    graph
        The graph, of a comparison or not.

    Examples
    --------
    >>> Downstream(LineageGraph("Nothing", (), ())).of(["Churn/Model"])
    []
    """

    def __init__(self, graph: LineageGraph) -> None:
        self._place = {vertex.id: number for number, vertex in enumerate(graph.vertices)}
        self._before: dict[str, list[str]] = {}
        self._after: dict[str, list[str]] = {}
        for edge in graph.edges:
            if edge.status is not LineageStatus.ADDED:
                self._before.setdefault(edge.source, []).append(edge.destination)
            if edge.status is not LineageStatus.REMOVED:
                self._after.setdefault(edge.source, []).append(edge.destination)

    def of(self, starts: Iterable[str], *, removed: bool = False) -> list[str]:
        """Return the ids of what associations lead to, in the order of the graph.

        Parameters
        ----------
        starts
            The ids of the entities to start at, which are not among the result.
        removed
            Whether to go along what a comparison removes, instead of what it adds: what came
            downstream before.
        """
        following = self._before if removed else self._after
        begun = set(starts)
        found, left = set(begun), list(begun)
        while left:
            new = set(following.get(left.pop(), ())) - found
            found |= new
            left += new
        return sorted(found - begun, key=self._place.__getitem__)
