"""What queries have found, kept for their next pages."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

# Assumption: as many queries as clients could be in the middle of at one time.
_KEPT_TOKENS = 32


@dataclass(frozen=True)
class FoundLineage:
    """The entities that a query shows on its pages.

    Parameters
    ----------
    arns
        Their ARNs, by their distance from the start.
    ranks
        The position of each among them.
    """

    arns: list[str]
    ranks: Mapping[str, int]


@dataclass
class FoundLineages:
    """What was found, by the token of the page that follows; the oldest is dropped first.

    A query whose token is not here any more is made again.
    """

    _by_token: OrderedDict[str, FoundLineage] = field(default_factory=OrderedDict)

    def get(self, token: str | None) -> FoundLineage | None:
        """Return what the query with this token has found, if it is kept."""
        return self._by_token.get(token) if token else None

    def keep(self, token: str, lineage: FoundLineage) -> None:
        """Keep what a query has found, for the page that this token asks for."""
        self._by_token[token] = lineage
        self._by_token.move_to_end(token)
        if len(self._by_token) > _KEPT_TOKENS:
            self._by_token.popitem(last=False)
