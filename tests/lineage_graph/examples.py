"""Graphs to draw."""

from itertools import pairwise
from random import Random

from lineage_graph import (
    Comparison,
    DeclaringResource,
    Difference,
    EntityKind,
    LineageAssociation,
    LineageEntity,
    LineageGraph,
    LineageStatus,
)

ARN = "arn:aws:sagemaker:eu-central-1:111122223333"
MODEL = f"{ARN}:artifact/0f1e"

MARKUP = """</script><script>alert(1)</script><b>"1. x" & 'y'</b> #35; `_z_` %% \\N ]]> <!--"""

CHURN = LineageGraph(
    "Deployed lineage: Churn",
    (
        LineageEntity(
            "Churn/Data",
            EntityKind.ARTIFACT,
            "churn-2026-11",
            LineageStatus.DECLARED,
            "DataSet",
            "s3://${Data}/churn/2026-11.csv",
            {"rows": "70421"},
            (DeclaringResource("Churn", "DataE70D7BD7"),),
        ),
        LineageEntity(
            MODEL,
            EntityKind.ARTIFACT,
            "churn-7",
            LineageStatus.DECLARED,
            "Model",
            declared_by=(
                DeclaringResource("Churn", "Model327BFD77"),
                DeclaringResource("Other", "Model"),
            ),
        ),
        LineageEntity(
            f"{ARN}:action/approval",
            EntityKind.ACTION,
            "approval",
            LineageStatus.UNDECLARED,
            "Approval",
        ),
        LineageEntity(
            f"{ARN}:context/churn",
            EntityKind.CONTEXT,
            "churn",
            LineageStatus.UNDECLARED,
            "Endpoint",
        ),
        LineageEntity(
            f"{ARN}:experiment-trial-component/job",
            EntityKind.TRIAL_COMPONENT,
            "job",
            LineageStatus.UNDECLARED,
        ),
        LineageEntity(
            f"{ARN}:experiment/churn", EntityKind.EXPERIMENT, "experiment", LineageStatus.UNDECLARED
        ),
        LineageEntity("${End}", EntityKind.UNKNOWN, "${End}", LineageStatus.UNDECLARED),
        LineageEntity(
            f"{ARN}:artifact/gone",
            EntityKind.ARTIFACT,
            "gone",
            LineageStatus.MISSING,
            declared_by=(DeclaringResource("Churn", "Gone"),),
        ),
    ),
    (
        LineageAssociation(
            "Churn/Data",
            MODEL,
            LineageStatus.DECLARED,
            "ContributedTo",
            (DeclaringResource("Churn", "Contributed"),),
        ),
        LineageAssociation(
            MODEL, f"{ARN}:context/churn", LineageStatus.UNDECLARED, "AssociatedWith"
        ),
        LineageAssociation(f"{ARN}:action/approval", MODEL, LineageStatus.UNDECLARED),
        LineageAssociation(
            MODEL,
            f"{ARN}:artifact/gone",
            LineageStatus.MISSING,
            "DerivedFrom",
            (DeclaringResource("Churn", "Derived"),),
        ),
    ),
)

DECLARED = LineageGraph("Declared lineage: Churn", CHURN.vertices[:2], CHURN.edges[:1])

COMPARED = LineageGraph(
    "Diff: Churn",
    (
        LineageEntity(
            "Churn/Data", EntityKind.ARTIFACT, "churn-2026-12", LineageStatus.ADDED, "DataSet"
        ),
        LineageEntity(
            "Churn/Model",
            EntityKind.ARTIFACT,
            "churn-8",
            LineageStatus.CHANGED,
            "Model",
            differences=(
                Difference("ArtifactName", "churn-7", "churn-8"),
                Difference("Properties.auc", None, "0.91"),
            ),
            notes=("Tags are not compared: one is a parameter.",),
        ),
        LineageEntity(
            "Churn/Report", EntityKind.ARTIFACT, "report-7", LineageStatus.REMOVED, "Report"
        ),
        LineageEntity("Churn/Code", EntityKind.ARTIFACT, "code", LineageStatus.DECLARED, "Code"),
    ),
    (
        LineageAssociation("Churn/Data", "Churn/Model", LineageStatus.ADDED, "ContributedTo"),
        LineageAssociation("Churn/Model", "Churn/Report", LineageStatus.REMOVED, "Produced"),
        LineageAssociation(
            "Churn/Code",
            "Churn/Model",
            LineageStatus.CHANGED,
            "ContributedTo",
            differences=(Difference("AssociationType", "AssociatedWith", "ContributedTo"),),
        ),
    ),
    Comparison("main", "this branch"),
)

HOSTILE = LineageGraph(
    MARKUP,
    (
        LineageEntity(
            MARKUP,
            EntityKind.ARTIFACT,
            MARKUP,
            LineageStatus.DECLARED,
            MARKUP,
            MARKUP,
            {MARKUP: MARKUP},
            (DeclaringResource(MARKUP, MARKUP),),
        ),
        LineageEntity(
            "b", EntityKind.ACTION, "\x00\x1b\ud800 é 数据", LineageStatus.UNDECLARED, ""
        ),
    ),
    (
        LineageAssociation(
            MARKUP, "b", LineageStatus.MISSING, MARKUP, (DeclaringResource(MARKUP, MARKUP),)
        ),
    ),
)


def large(size: int) -> LineageGraph:
    """Training after training, each from the same image to a model and its report."""
    vertices = [
        LineageEntity("image", EntityKind.ARTIFACT, "image", LineageStatus.UNDECLARED, "Image")
    ]
    edges = []
    for number in range((size - 1) // 3):
        data, model, report = f"data-{number}", f"model-{number}", f"report-{number}"
        by = (DeclaringResource("Stack", f"Logical{number}"),)
        vertices += [
            LineageEntity(
                data, EntityKind.ARTIFACT, data, LineageStatus.DECLARED, "DataSet", declared_by=by
            ),
            LineageEntity(
                model, EntityKind.ARTIFACT, model, LineageStatus.DECLARED, "Model", declared_by=by
            ),
            LineageEntity(report, EntityKind.ARTIFACT, report, LineageStatus.UNDECLARED, "Report"),
        ]
        edges += [
            LineageAssociation(data, model, LineageStatus.DECLARED, "ContributedTo"),
            LineageAssociation("image", model, LineageStatus.UNDECLARED, "ContributedTo"),
            LineageAssociation(model, report, LineageStatus.UNDECLARED, "Produced"),
        ]
    return LineageGraph("Large", tuple(vertices), tuple(edges))


def fan(size: int) -> LineageGraph:
    """Training jobs that share a data set and an image; one of them has made a model."""
    jobs = [f"job-{number:02}" for number in range(size)]
    vertices = [
        LineageEntity("data", EntityKind.ARTIFACT, "data", LineageStatus.DECLARED, "DataSet"),
        *(
            LineageEntity(
                job, EntityKind.TRIAL_COMPONENT, job, LineageStatus.UNDECLARED, "TrainingJob"
            )
            for job in jobs
        ),
        LineageEntity("model", EntityKind.ARTIFACT, "model", LineageStatus.DECLARED, "Model"),
    ]
    edges = [
        LineageAssociation("data", job, LineageStatus.UNDECLARED, "ContributedTo") for job in jobs
    ]
    edges.append(LineageAssociation(jobs[0], "model", LineageStatus.DECLARED, "Produced"))
    return LineageGraph("Fan", tuple(vertices), tuple(edges))


def chain(size: int, name: str = "step") -> LineageGraph:
    """Data sets, each of which the one before has contributed to."""
    ids = [f"{name}-{number:02}" for number in range(size)]
    return LineageGraph(
        "Chain",
        tuple(
            LineageEntity(id_, EntityKind.ARTIFACT, id_, LineageStatus.DECLARED, "DataSet")
            for id_ in ids
        ),
        tuple(
            LineageAssociation(one, other, LineageStatus.DECLARED, "ContributedTo")
            for one, other in pairwise(ids)
        ),
    )


def scattered(size: int) -> LineageGraph:
    """Entities of which no two are alike, and associations at random, the same each time."""
    chance = Random(7)  # noqa: S311
    ids = [f"entity-{number}" for number in range(size)]
    types = ("DataSet", "Model", "Code", "Image", "TrainingJob", "Evaluation", "Endpoint")
    joined = sorted({tuple(sorted(chance.sample(range(size), 2))) for _ in range(size * 13 // 10)})
    return LineageGraph(
        "Scattered",
        tuple(
            LineageEntity(
                id_,
                EntityKind.ARTIFACT,
                id_,
                LineageStatus.DECLARED,
                chance.choice(types),
                declared_by=(DeclaringResource(f"Stack{chance.randrange(6)}", id_),),
            )
            for id_ in ids
        ),
        tuple(
            LineageAssociation(ids[one], ids[other], LineageStatus.DECLARED, "ContributedTo")
            for one, other in joined
        ),
    )
