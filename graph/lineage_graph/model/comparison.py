"""What a comparison of two graphs says beside their entities and associations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Comparison:
    """What is compared with what: the headings over the two values of a difference.

    Parameters
    ----------
    before
        The one side, such as ``declared``, or the name of a base branch.
    after
        The other side, such as ``in SageMaker``. What is only there is added.

    Examples
    --------
    >>> Comparison("declared", "in SageMaker")
    Comparison(before='declared', after='in SageMaker')
    """

    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """A member of an entity or association that differs.

    Parameters
    ----------
    member
        The member's name in the request that writes it, with a dot before the key of a map:
        ``ArtifactName``, ``Source.SourceUri``, ``Properties.rows``, ``Tags.team``,
        ``AssociationType``.
    before, after
        Its value on each side; ``None`` where it has none.

    Examples
    --------
    >>> Difference("Properties.rows", "70421", "70422")
    Difference(member='Properties.rows', before='70421', after='70422')
    """

    member: str
    before: str | None
    after: str | None
