"""What an entity is, by its type and kind."""

import pytest

from lineage_graph import EntityKind, LineageEntity, LineageStatus
from lineage_graph.renderings.category import Category, categories, category_of
from lineage_graph.renderings.style import CATEGORIES
from sagemaker_lineage import ArtifactType
from tests.lineage_graph.examples import CHURN

ARTIFACT, ACTION, CONTEXT = EntityKind.ARTIFACT, EntityKind.ACTION, EntityKind.CONTEXT
TRIAL_COMPONENT = EntityKind.TRIAL_COMPONENT


@pytest.mark.parametrize(
    ("kind", "type_", "category"),
    [
        (ARTIFACT, ArtifactType.DATA_SET, Category.DATA_SET),
        (ARTIFACT, ArtifactType.CODE, Category.CODE),
        (ARTIFACT, ArtifactType.TRANSFORMATION_CODE, Category.CODE),
        (ARTIFACT, ArtifactType.IMAGE, Category.IMAGE),
        (ARTIFACT, ArtifactType.MODEL, Category.MODEL),
        (ARTIFACT, ArtifactType.MODEL_DATA, Category.MODEL),
        (ARTIFACT, ArtifactType.CHECKPOINT, Category.MODEL),
        (ARTIFACT, ArtifactType.TENSOR_BOARD, Category.EVALUATION),
        (ARTIFACT, "EvaluationReport", Category.EVALUATION),
        (ARTIFACT, "TrainingData", Category.DATA_SET),
        (ARTIFACT, "TrainingJob", Category.TRAINING),
        (ARTIFACT, "dataset", Category.DATA_SET),
        (ARTIFACT, "Licence", Category.ARTIFACT),
        (ARTIFACT, None, Category.ARTIFACT),
        (TRIAL_COMPONENT, "TrainingJob", Category.TRAINING),
        (TRIAL_COMPONENT, "ProcessingJob", Category.PROCESSING),
        (TRIAL_COMPONENT, "TransformJob", Category.PROCESSING),
        (TRIAL_COMPONENT, "TrialComponent", Category.TRIAL_COMPONENT),
        (ACTION, "Evaluation", Category.EVALUATION),
        (ACTION, "ModelDeployment", Category.ENDPOINT),
        (ACTION, "Approval", Category.APPROVAL),
        (ACTION, None, Category.ACTION),
        (CONTEXT, "Endpoint", Category.ENDPOINT),
        (CONTEXT, "ModelGroup", Category.MODEL),
        (CONTEXT, "Workflow", Category.CONTEXT),
        (EntityKind.EXPERIMENT, None, Category.EXPERIMENT),
        (EntityKind.UNKNOWN, None, Category.UNKNOWN),
    ],
)
def test_a_type_says_what_an_entity_is(
    kind: EntityKind, type_: str | None, category: Category
) -> None:
    entity = LineageEntity("a", kind, "a", LineageStatus.DECLARED, type_)

    assert category_of(entity) is category


def test_every_category_has_a_style() -> None:
    assert list(CATEGORIES) == list(Category)
    assert len({style.line for style in CATEGORIES.values()}) == len(Category)


def test_a_legend_has_the_categories_that_occur() -> None:
    assert [category.value for category in categories(CHURN)] == [
        "data set",
        "model",
        "approval",
        "endpoint",
        "experiment",
        "artifact",
        "trial component",
        "unknown",
    ]
