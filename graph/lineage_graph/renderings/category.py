"""What an entity is to a reader: a data set, a model, a training, rather than an artifact."""

import re
from enum import Enum
from typing import Final

from ..model import EntityKind, LineageEntity, LineageGraph


class Category(Enum):
    """What an entity is, in the order of a legend."""

    DATA_SET = "data set"
    CODE = "code"
    IMAGE = "image"
    TRAINING = "training"
    PROCESSING = "processing"
    MODEL = "model"
    EVALUATION = "evaluation"
    APPROVAL = "approval"
    ENDPOINT = "endpoint"
    EXPERIMENT = "experiment"
    ARTIFACT = "artifact"
    ACTION = "action"
    CONTEXT = "context"
    TRIAL_COMPONENT = "trial component"
    UNKNOWN = "unknown"

    @property
    def css_class(self) -> str:
        """Its name as a CSS class."""
        return self.value.replace(" ", "-")


# The first line with a word of the type decides, so TransformationCode is code and ModelReport an
# evaluation. The types that SageMaker itself uses are those of `LineageSourceEnum` in
# sagemaker-python-sdk; others are the user's own.
_WORDS: Final = {
    Category.CODE: {"code", "script", "notebook"},
    Category.EVALUATION: {"evaluation", "report", "metrics", "board", "quality", "bias"},
    Category.ENDPOINT: {"endpoint", "deployment", "replaced"},
    Category.APPROVAL: {"approval"},
    Category.MODEL: {"model", "checkpoint"},
    Category.DATA_SET: {"data", "dataset", "feature", "features"},
    Category.IMAGE: {"image", "container"},
    Category.TRAINING: {"training", "tuning"},
    Category.PROCESSING: {"processing", "transform"},
    Category.EXPERIMENT: {"experiment"},
}
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def category_of(entity: LineageEntity) -> Category:
    """Return what an entity is, by the words of its type, or else its kind.

    Examples
    --------
    >>> category_of(LineageEntity("a", EntityKind.ARTIFACT, "a", LineageStatus.DECLARED, "DataSet"))
    <Category.DATA_SET: 'data set'>
    """
    if entity.kind is EntityKind.EXPERIMENT:
        return Category.EXPERIMENT
    words = {word.lower() for word in _WORD.findall(entity.type or "")}
    found = (category for category, known in _WORDS.items() if words & known)
    return next(found, Category(entity.kind.value))


def categories(graph: LineageGraph) -> list[Category]:
    """Return the categories that occur in a graph, for its legend."""
    found = {category_of(entity) for entity in graph.vertices}
    return [category for category in Category if category in found]
