"""The colours of a picture in light and dark."""

import re
from html import escape
from typing import Final

from .style import CATEGORIES, INK, MUTED, STATUSES

# Dark pages have the same hues: areas are mixed with the page, lines and letters with white.
PAGE: Final = ("#ffffff", "#0f172a")
"""The colour behind a picture, in light and in dark."""

_DARK: Final = {INK: "#e8edf5", MUTED: "#aab6c8", "white": PAGE[1]}
_START: Final = re.compile(r"(<svg [^>]*>)")


def mixed(colour: str, other: str, share: float) -> str:
    """Return a colour mixed with another one.

    Parameters
    ----------
    colour, other
        Both as ``#rrggbb``.
    share
        How much of the first, 0 to 1.

    Examples
    --------
    >>> mixed("#ffffff", "#000000", 0.5)
    '#808080'
    """
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    parts = (int(one * share + two * (1 - share) + 0.5) for one, two in pairs)
    return f"#{''.join(f'{part:02x}' for part in parts)}"


def with_schemes(svg: str, title: str) -> str:
    """Return Graphviz's picture with a title, and with colours for dark pages.

    Parameters
    ----------
    svg
        The picture, with its light colours as attributes.
    title
        What a screen reader says for it.
    """
    dark = "".join(
        f'[fill="{light}"]{{fill:{colour}}}[stroke="{light}"]{{stroke:{colour}}}'
        for light, colour in _dark_colours().items()
        if f'"{light}"' in svg
    )
    # What has no colour of its own is black to Graphviz, and drawn so.
    head = (
        f"<title>{escape(title)}</title><style>@media (prefers-color-scheme:dark){{{dark}}}</style>"
    )
    drawn, _ = _START.subn(lambda found: f'{found[1][:-1]} role="img">{head}', svg, count=1)
    return drawn


def _dark_colours() -> dict[str, str]:
    colours = dict(_DARK)
    for category in CATEGORIES.values():
        colours[category.fill] = mixed(category.line, PAGE[1], 0.34)
        colours[category.line] = mixed(category.line, "#ffffff", 0.55)
    for status in STATUSES.values():
        colours[status.colour] = mixed(status.colour, "#ffffff", 0.5)
    return colours
