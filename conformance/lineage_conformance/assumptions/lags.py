"""How late reads show what was written."""

from ..reading import AtMost
from .assumption import Assumption

CONSISTENCY = AtMost(75.0)
"""How long the handler waits for what must be there, and repeats what IAM denies for its tags."""

AT_ONCE = AtMost(0.0)

_LATE_TAGS = (
    "The SDK's integration tests poll ListTags, with pauses of 5 s and of 1 s"
    " (tests/integ/sagemaker/lineage), one of its fixes waits for the propagation of tags (pull"
    " request 3662), and the Terraform provider has waiters for SageMaker's tags (issue 15572):"
    " seconds, not minutes."
)
_NOT_PUBLISHED = "How late they are is not published."

LAGS = (
    Assumption(
        name="list_lag_seconds",
        system="SageMaker",
        statement=f"Lists show a write within {CONSISTENCY.seconds:g} s.",
        evidence_for="The SDK waits for artifacts that SageMaker makes in steps of 15 s, up to 120"
        " s (serve/utils/lineage_constants.py).",
        evidence_against="That wait includes the making of the artifacts; no lag of lists is"
        " published.",
        strength="some",
        if_wrong="A source that is taken is reported as a refusal without a name; what a lost"
        " response has created is not found.",
        assumed=CONSISTENCY,
        safe_with=CONSISTENCY,
        knobs=("list_lag_seconds",),
    ),
    Assumption(
        name="create_tag_lag_seconds",
        system="SageMaker",
        statement=f"ListTags shows the tags of CreateArtifact within {CONSISTENCY.seconds:g} s.",
        evidence_for=_LATE_TAGS,
        evidence_against=_NOT_PUBLISHED,
        strength="some",
        if_wrong="An artifact that the function has just created seems to be nobody's.",
        assumed=CONSISTENCY,
        safe_with=CONSISTENCY,
        knobs=("create_tag_lag_seconds",),
    ),
    Assumption(
        name="add_tag_lag_seconds",
        system="SageMaker",
        statement=f"ListTags shows the tags of AddTags within {CONSISTENCY.seconds:g} s.",
        evidence_for=_LATE_TAGS,
        evidence_against=_NOT_PUBLISHED,
        strength="some",
        if_wrong="The deployment fails: a claim is seen on the artifact before anything follows.",
        assumed=CONSISTENCY,
        safe_with=CONSISTENCY,
        knobs=("add_tag_lag_seconds",),
    ),
    Assumption(
        name="delete_tag_lag_seconds",
        system="SageMaker",
        statement=f"ListTags shows the effect of DeleteTags within {CONSISTENCY.seconds:g} s.",
        evidence_for=_LATE_TAGS,
        evidence_against=_NOT_PUBLISHED,
        strength="some",
        if_wrong="The delete fails: a claim is seen to be off before the artifact is deleted.",
        assumed=CONSISTENCY,
        safe_with=CONSISTENCY,
        knobs=("delete_tag_lag_seconds",),
    ),
    Assumption(
        name="tag_cleanup_lag_seconds",
        system="SageMaker",
        statement="An artifact that is created on the source of a deleted one shows no tag of it.",
        evidence_for="Tags are of one resource (developer guide), and the old one is gone.",
        evidence_against="Both have one ARN, and tags are kept by ARN: nothing says how soon.",
        strength="none",
        if_wrong="What the deleted artifact had, but for claims, seems to be on the new one for a"
        " while; the function waits for its own claim.",
        assumed=AT_ONCE,
        safe_with=CONSISTENCY,
        knobs=("tag_cleanup_lag_seconds",),
    ),
    Assumption(
        name="describe_lag_seconds",
        system="SageMaker",
        statement="DescribeArtifact shows an artifact as it was written last.",
        evidence_for="The SDK describes what it has just created, and does not wait.",
        evidence_against="No consistency of the read is published.",
        strength="some",
        if_wrong="The function waits for the description, and writes what it cannot see.",
        assumed=AT_ONCE,
        safe_with=CONSISTENCY,
        knobs=("describe_lag_seconds",),
    ),
    Assumption(
        name="iam_tag_lag_seconds",
        system="IAM",
        statement=f"aws:ResourceTag conditions see a tag within {CONSISTENCY.seconds:g} s.",
        evidence_for="IAM is eventually consistent, within seconds as a rule (IAM user guide,"
        " troubleshooting).",
        evidence_against="No time is published.",
        strength="some",
        if_wrong="The function is denied what its role allows, and the deployment fails.",
        assumed=CONSISTENCY,
        safe_with=CONSISTENCY,
        knobs=("iam_tag_lag_seconds",),
    ),
)
