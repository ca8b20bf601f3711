"""Graphs to draw."""

from lineage_graph import Declaration, Edge, Kind, LineageGraph, Status, Vertex

ARN = "arn:aws:sagemaker:eu-central-1:111122223333"
MODEL = f"{ARN}:artifact/0f1e"

MARKUP = """</script><script>alert(1)</script><b>"1. x" & 'y'</b> #35; `_z_` %% \\N ]]> <!--"""

CHURN = LineageGraph(
    "Deployed lineage: Churn",
    (
        Vertex(
            "Churn/Data",
            Kind.ARTIFACT,
            "churn-2026-11",
            Status.DECLARED,
            "DataSet",
            "s3://${Data}/churn/2026-11.csv",
            {"rows": "70421"},
            (Declaration("Churn", "DataE70D7BD7"),),
        ),
        Vertex(
            MODEL,
            Kind.ARTIFACT,
            "churn-7",
            Status.DECLARED,
            "Model",
            declared_by=(Declaration("Churn", "Model327BFD77"), Declaration("Other", "Model")),
        ),
        Vertex(f"{ARN}:action/approval", Kind.ACTION, "approval", Status.UNDECLARED, "Approval"),
        Vertex(f"{ARN}:context/churn", Kind.CONTEXT, "churn", Status.UNDECLARED, "Endpoint"),
        Vertex(
            f"{ARN}:experiment-trial-component/job", Kind.TRIAL_COMPONENT, "job", Status.UNDECLARED
        ),
        Vertex(f"{ARN}:experiment/churn", Kind.EXPERIMENT, "experiment", Status.UNDECLARED),
        Vertex("${End}", Kind.UNKNOWN, "${End}", Status.UNDECLARED),
        Vertex(
            f"{ARN}:artifact/gone",
            Kind.ARTIFACT,
            "gone",
            Status.MISSING,
            declared_by=(Declaration("Churn", "Gone"),),
        ),
    ),
    (
        Edge(
            "Churn/Data",
            MODEL,
            Status.DECLARED,
            "ContributedTo",
            (Declaration("Churn", "Contributed"),),
        ),
        Edge(MODEL, f"{ARN}:context/churn", Status.UNDECLARED, "AssociatedWith"),
        Edge(f"{ARN}:action/approval", MODEL, Status.UNDECLARED),
        Edge(
            MODEL,
            f"{ARN}:artifact/gone",
            Status.MISSING,
            "DerivedFrom",
            (Declaration("Churn", "Derived"),),
        ),
    ),
)

DECLARED = LineageGraph("Declared lineage: Churn", CHURN.vertices[:2], CHURN.edges[:1])

HOSTILE = LineageGraph(
    MARKUP,
    (
        Vertex(
            MARKUP,
            Kind.ARTIFACT,
            MARKUP,
            Status.DECLARED,
            MARKUP,
            MARKUP,
            {MARKUP: MARKUP},
            (Declaration(MARKUP, MARKUP),),
        ),
        Vertex("b", Kind.ACTION, "\x00\x1b\ud800 é 数据", Status.UNDECLARED, ""),
    ),
    (Edge(MARKUP, "b", Status.MISSING, MARKUP, (Declaration(MARKUP, MARKUP),)),),
)


def large(size: int) -> LineageGraph:
    """Training after training, each from the same image to a model and its report."""
    vertices = [Vertex("image", Kind.ARTIFACT, "image", Status.UNDECLARED, "Image")]
    edges = []
    for number in range((size - 1) // 3):
        data, model, report = f"data-{number}", f"model-{number}", f"report-{number}"
        by = (Declaration("Stack", f"Logical{number}"),)
        vertices += [
            Vertex(data, Kind.ARTIFACT, data, Status.DECLARED, "DataSet", declared_by=by),
            Vertex(model, Kind.ARTIFACT, model, Status.DECLARED, "Model", declared_by=by),
            Vertex(report, Kind.ARTIFACT, report, Status.UNDECLARED, "Report"),
        ]
        edges += [
            Edge(data, model, Status.DECLARED, "ContributedTo"),
            Edge("image", model, Status.UNDECLARED, "ContributedTo"),
            Edge(model, report, Status.UNDECLARED, "Produced"),
        ]
    return LineageGraph("Large", tuple(vertices), tuple(edges))
