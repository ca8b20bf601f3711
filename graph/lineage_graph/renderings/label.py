"""What is written on an entity and at an association."""

import re

from ..model import LineageAssociation, LineageEntity, LineageStatus
from .style import STATUSES

_NAME_LENGTH = 36
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def entity_lines(entity: LineageEntity) -> list[str]:
    """Return the lines on an entity: its name, its kind and type, and who declares it."""
    stack = entity.declared_by[0].stack if entity.declared_by else None
    # A trial component that no job made has the type TrialComponent, an experiment Experiment.
    says_more = entity.type != entity.kind.member_prefix
    what = [entity.kind.value, entity.type if says_more else None]
    lines = ([entity.name], what, [stack, STATUSES[entity.status].word])
    texts = (" · ".join(shorten(part, _NAME_LENGTH) for part in line if part) for line in lines)
    return [text for text in texts if text]


def association_text(association: LineageAssociation) -> str:
    """Return what is written at an association; its line says whether it is declared."""
    is_drawn = association.status is LineageStatus.UNDECLARED
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
