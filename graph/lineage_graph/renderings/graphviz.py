"""A graph as SVG or DOT, laid out by Graphviz."""

from html import escape
from typing import Any

from ..model import EntityKind, LineageAssociation, LineageEntity, LineageGraph, LineageStatus
from .label import association_text, entity_lines, shorten
from .layout import lay_out
from .style import INK, KINDS, STATUSES, css_class, kinds, statuses

# Graphviz knows how wide the letters of Arial are, and no other machine's fonts.
_FONT = "Arial"
_MUTED = "#475569"
_TITLE_LENGTH = 120
_GRAPH = {
    "rankdir": "LR",
    "fontname": _FONT,
    "fontsize": 12,
    "fontcolor": _MUTED,
    "nodesep": 0.2,
    "ranksep": 0.4,
    "pad": 0.2,
}


def svg(graph: LineageGraph) -> str:
    """Return a picture with title and legend, as SVG."""
    return lay_out(_captioned(graph), "svg")


def inline_svg(graph: LineageGraph) -> str:
    """Return a picture for a page, which has a title and legend of its own, as an SVG element.

    The n-th vertex has the id ``vertex-n``, the n-th edge ``edge-n``; their classes are kind and
    status.
    """
    return lay_out(_graph(graph), "svg_inline")


def dot(graph: LineageGraph) -> str:
    """Return a picture with title and legend, in Graphviz's own language."""
    return lay_out(_captioned(graph), "canon")


def _graph(graph: LineageGraph) -> dict[str, Any]:
    return {
        "directed": True,
        "graphAttributes": _GRAPH,
        "nodeAttributes": {
            "shape": "box",
            "fontname": _FONT,
            "fontsize": 13,
            "fontcolor": INK,
            "margin": "0.12,0.06",
            "height": 0.3,
        },
        "edgeAttributes": {
            "fontname": _FONT,
            "fontsize": 11,
            "arrowsize": 0.75,
        },
        "nodes": [_node(number, entity) for number, entity in enumerate(graph.vertices)],
        "edges": [_edge(number, each) for number, each in enumerate(graph.edges)],
    }


def _captioned(graph: LineageGraph) -> dict[str, Any]:
    title = f"<tr><td><b>{_escape(shorten(graph.title, _TITLE_LENGTH))}</b></td></tr>"
    cells = [
        *(_kind_cell(kind) for kind in kinds(graph)),
        *(_status_cell(status) for status in statuses(graph)),
    ]
    # The empty cells take up the width of a long title.
    row = f"<tr><td></td>{''.join(cells)}<td></td></tr>"
    legend = f'<table border="0" cellspacing="6" cellpadding="4">{row}</table>'
    rows = title + (f"<tr><td>{legend}</td></tr>" if cells else "")
    label = {"html": f'<table border="0" cellspacing="0">{rows}</table>'}
    # Downwards, as a README is narrow; the page goes from left to right, as a screen is wide.
    attributes = _GRAPH | {"rankdir": "TB", "labelloc": "t", "label": label}
    return _graph(graph) | {"graphAttributes": attributes}


def _kind_cell(kind: EntityKind) -> str:
    style = KINDS[kind]
    return (
        f'<td border="1" style="rounded" color="{style.line}" bgcolor="{style.fill}">'
        f"{kind.value}</td>"
    )


def _status_cell(status: LineageStatus) -> str:
    style = STATUSES[status]
    return f'<td border="1" style="{style.line}" color="{style.colour}">{style.meaning}</td>'


def _node(number: int, entity: LineageEntity) -> dict[str, Any]:
    kind, status = KINDS[entity.kind], STATUSES[entity.status]
    is_missing = entity.status is LineageStatus.MISSING
    return {
        "name": entity.id,
        "attributes": {
            "id": f"vertex-{number}",
            "class": f"{css_class(entity.kind)} {entity.status.value}",
            "label": {"html": _lines(entity)},
            "style": f"rounded,filled,{status.line}",
            "fillcolor": kind.fill,
            "color": status.colour if is_missing else kind.line,
            "penwidth": 2 if is_missing else 1.2,
        },
    }


def _lines(entity: LineageEntity) -> str:
    name, *details = map(_escape, entity_lines(entity))
    lines = [
        f"<b>{name}</b>",
        *(f'<font point-size="11" color="{_MUTED}">{detail}</font>' for detail in details),
    ]
    rows = (f'<tr><td align="left">{line}</td></tr>' for line in lines)
    return f'<table border="0" cellspacing="0" cellpadding="1">{"".join(rows)}</table>'


def _edge(number: int, association: LineageAssociation) -> dict[str, Any]:
    style = STATUSES[association.status]
    text = association_text(association)
    return {
        "tail": association.source,
        "head": association.destination,
        "attributes": {
            "id": f"edge-{number}",
            "class": association.status.value,
            "style": style.line,
            "color": style.colour,
            "fontcolor": style.colour,
            "penwidth": 2 if association.status is LineageStatus.MISSING else 1.2,
            **({"label": {"html": _with_room(_escape(text))}} if text else {}),
        },
    }


def _with_room(text: str) -> str:
    """Return a label with room around it, which keeps it off its own line."""
    return f'<table border="0" cellpadding="3"><tr><td>{text}</td></tr></table>'


def _escape(text: str) -> str:
    """Return a text for Graphviz's HTML-like labels, in which an empty text is an error."""
    return escape(text, quote=False) or "-"
