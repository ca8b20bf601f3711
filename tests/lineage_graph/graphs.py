"""What a graph shows, in short."""

from lineage_graph import LineageGraph


def statuses(graph: LineageGraph) -> dict[str, str]:
    return {vertex.name: vertex.status.value for vertex in graph.vertices}


def edges(graph: LineageGraph) -> dict[tuple[str, str | None, str], str]:
    names = {vertex.id: vertex.name for vertex in graph.vertices}
    return {
        (names[edge.source], edge.type, names[edge.destination]): edge.status.value
        for edge in graph.edges
    }


def pairs(graph: LineageGraph) -> list[tuple[str, str]]:
    """Return source and destination of each association, by their ids."""
    return [(edge.source, edge.destination) for edge in graph.edges]
