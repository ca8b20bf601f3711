"""What is written on an entity and at an association."""

import re

from ..model import LineageAssociation, LineageEntity, LineageGraph, LineageStatus
from .style import STATUSES

_NAME_LENGTH = 36
_HASH_LENGTH = 17
_HASH = re.compile(r"[0-9a-f]{24,}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def entity_lines(
    entity: LineageEntity, *, stack: bool = True, name_length: int = _NAME_LENGTH
) -> list[str]:
    """Return the lines on an entity: its name, its type, and who declares it.

    Parameters
    ----------
    entity
        The entity.
    stack
        Whether to name the stack, which says nothing where all are of one stack.
    name_length
        The longest that the name can be, in characters. The hash in the ARN of an entity without
        a name is shorter: it says little.
    """
    declared_in = entity.declared_by[0].stack if stack and entity.declared_by else None
    # A trial component that no job made has the type TrialComponent, an experiment Experiment.
    says_more = entity.type and entity.type != entity.kind.member_prefix
    what = entity.type if says_more else entity.kind.value
    name = shorten(entity.name, _HASH_LENGTH if _HASH.fullmatch(entity.name) else name_length)
    lines = ([what], [declared_in, STATUSES[entity.status].word])
    texts = (" · ".join(shorten(part, _NAME_LENGTH) for part in line if part) for line in lines)
    return [text for text in (name, *texts) if text]


def has_stacks(graph: LineageGraph) -> bool:
    """Return whether more than one stack declares what is in a graph."""
    return len({by.stack for entity in graph.vertices for by in entity.declared_by}) > 1


def reads_backwards(association: LineageAssociation) -> bool:
    """Return whether its type is a word for what the destination is to the source.

    A digest is ``DerivedFrom`` a data set, and yet the data set is the association's source
    (``AssociationType`` in the reference of AddAssociation). Its arrow points at the source, so
    that it reads along the word; the source stays upstream.
    """
    return association.type == "DerivedFrom"


def association_text(association: LineageAssociation, *, compared: bool = False) -> str:
    """Return what is written at an association.

    Its line alone says that it is not declared, but not in a comparison, where each difference has
    its word.
    """
    is_drawn = association.status is LineageStatus.UNDECLARED and not compared
    word = "" if is_drawn else STATUSES[association.status].word
    type_ = shorten(association.type or "", _NAME_LENGTH)
    return " · ".join(part for part in (type_, word) if part)


def shorten(text: str, length: int) -> str:
    """Return a text as one line, cut in its middle if it is long: both its ends say most.

    Parameters
    ----------
    text
        The text.
    length
        The longest that the line can be, in characters.
    """
    line = _CONTROL.sub(" ", text)
    if len(line) <= length:
        return line
    end = length // 2
    return f"{line[: length - end - 1]}…{line[-end:]}"
