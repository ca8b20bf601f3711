"""A graph as SVG or DOT, laid out by Graphviz."""

from collections import Counter
from html import escape
from typing import Any

from ..model import LineageAssociation, LineageEntity, LineageGraph, LineageStatus
from .category import Category, categories, category_of
from .label import association_text, entity_lines, has_stacks, reads_backwards, shorten
from .layout import lay_out
from .scheme import with_schemes
from .style import CATEGORIES, INK, MUTED, STATUSES, statuses

# Graphviz knows how wide the letters of Arial are, and no other machine's fonts.
_FONT = "Arial"
_TITLE_LENGTH = 120
_LEGEND_ROW = 8
# A picture in a README is narrow, so it goes downwards, unless that makes it wider than this.
_SIDE_BY_SIDE = 6
_PLAIN = (LineageStatus.DECLARED, LineageStatus.UNDECLARED)


def svg(graph: LineageGraph) -> str:
    """Return a picture with title and legend, as SVG, for light and for dark pages."""
    return with_schemes(lay_out(_graph(graph), "svg"), graph.title)


def dot(graph: LineageGraph) -> str:
    """Return a picture with title and legend, in Graphviz's own language."""
    return lay_out(_graph(graph), "canon")


def _graph(graph: LineageGraph) -> dict[str, Any]:
    stack = has_stacks(graph)
    names = _names(graph)
    return {
        "directed": True,
        "graphAttributes": {
            "rankdir": "LR" if _is_wide(graph) else "TB",
            "fontname": _FONT,
            "fontsize": 12,
            "fontcolor": MUTED,
            "nodesep": 0.2,
            "ranksep": 0.4,
            "pad": 0.2,
            "labelloc": "t",
            "label": {"html": _caption(graph)},
        },
        "nodeAttributes": {
            "shape": "box",
            "fontname": _FONT,
            "fontsize": 13,
            "fontcolor": INK,
            "margin": "0.12,0.06",
            "height": 0.3,
        },
        "edgeAttributes": {"fontname": _FONT, "fontsize": 11, "arrowsize": 0.75},
        "nodes": [
            _node(number, entity, names[entity.id], stack=stack)
            for number, entity in enumerate(graph.vertices)
        ],
        "edges": [
            _edge(number, each, names[each.source], names[each.destination])
            for number, each in enumerate(graph.edges)
        ],
    }


def _is_wide(graph: LineageGraph) -> bool:
    fans = Counter(("in", edge.destination) for edge in graph.edges)
    fans += Counter(("out", edge.source) for edge in graph.edges)
    return max(fans.values(), default=0) > _SIDE_BY_SIDE


def _caption(graph: LineageGraph) -> str:
    rows = [f"<tr><td><b>{_escape(shorten(graph.title, _TITLE_LENGTH))}</b></td></tr>"]
    for cells in (
        [_category_cell(category) for category in categories(graph)],
        [_status_cell(status) for status in statuses(graph)],
    ):
        for start in range(0, len(cells), _LEGEND_ROW):
            # The empty cells take up the width of a long title.
            row = f"<tr><td></td>{''.join(cells[start : start + _LEGEND_ROW])}<td></td></tr>"
            table = f'<table border="0" cellspacing="6" cellpadding="4">{row}</table>'
            rows.append(f"<tr><td>{table}</td></tr>")
    return f'<table border="0" cellspacing="0">{"".join(rows)}</table>'


def _category_cell(category: Category) -> str:
    style = CATEGORIES[category]
    return (
        f'<td border="1" style="rounded" color="{style.line}" bgcolor="{style.fill}">'
        f"{category.value}</td>"
    )


def _status_cell(status: LineageStatus) -> str:
    style = STATUSES[status]
    return f'<td border="1" style="{style.line}" color="{style.colour}">{style.meaning}</td>'


def _names(graph: LineageGraph) -> dict[str, str]:
    """Return a name for each id, once each: a picture shows it on hover.

    An ARN would differ from one deployment to the next, and tell the account to whoever looks.
    """
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for entity in graph.vertices:
        name = shorten(entity.name, _TITLE_LENGTH)
        counts[name] += 1
        names[entity.id] = f"{name} ({counts[name]})" if counts[name] > 1 else name
    return names


def _node(number: int, entity: LineageEntity, name: str, *, stack: bool) -> dict[str, Any]:
    category, status = CATEGORIES[category_of(entity)], STATUSES[entity.status]
    is_plain = entity.status in _PLAIN
    return {
        "name": name,
        "attributes": {
            "id": f"vertex-{number}",
            "class": f"{category_of(entity).css_class} {entity.status.value}",
            "label": {"html": _lines(entity, stack=stack)},
            "style": f"rounded,filled,{status.line}",
            "fillcolor": category.fill,
            "color": category.line if is_plain else status.colour,
            "penwidth": 1.2 if is_plain else 2,
        },
    }


def _lines(entity: LineageEntity, *, stack: bool) -> str:
    name, *details = map(_escape, entity_lines(entity, stack=stack))
    lines = [
        f"<b>{name}</b>",
        *(f'<font point-size="11" color="{MUTED}">{detail}</font>' for detail in details),
    ]
    rows = (f'<tr><td align="left">{line}</td></tr>' for line in lines)
    return f'<table border="0" cellspacing="0" cellpadding="1">{"".join(rows)}</table>'


def _edge(
    number: int, association: LineageAssociation, source: str, destination: str
) -> dict[str, Any]:
    style = STATUSES[association.status]
    text = association_text(association)
    return {
        "tail": source,
        "head": destination,
        "attributes": {
            "id": f"edge-{number}",
            "class": association.status.value,
            "style": style.line,
            "color": style.colour,
            "fontcolor": style.colour,
            "penwidth": 1.2 if association.status in _PLAIN else 2,
            **({"dir": "back"} if reads_backwards(association) else {}),
            **({"label": {"html": _with_room(_escape(text))}} if text else {}),
        },
    }


def _with_room(text: str) -> str:
    """Return a label with room around it, which keeps it off its own line."""
    return f'<table border="0" cellpadding="3"><tr><td>{text}</td></tr></table>'


def _escape(text: str) -> str:
    """Return a text for Graphviz's HTML-like labels, in which an empty text is an error."""
    return escape(text, quote=False) or "-"
