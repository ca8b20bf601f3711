"""What SageMaker would refuse of an association is reported at synthesis."""

import pytest
from aws_cdk import App, Environment, Fn, Lazy, Stack

from sagemaker_lineage import (
    Artifact,
    Association,
)

from .conftest import ENTITIES, Associate, Report
from .late import LateNumber, LateText
from .mistakes import SECRET_RULE, Mistake, cut
from .synthesis import errors

ELSEWHERE = "arn:aws:sagemaker:us-east-1:123456789012"


STRANGERS = "arn:aws:sagemaker:eu-west-1:210987654321"


ENTITY_RULE = (
    "expected an ARN arn:<partition>:sagemaker:<region>:<account>:<kind>/<id> of at most 256 "
    "characters, whose kind is artifact, action, context, experiment or "
    "experiment-trial-component"
)


TABLE = {
    "type unknown": Mistake(
        {"association_type": "ProducedBy"},
        "association_type is 'ProducedBy'; expected one of ContributedTo, AssociatedWith, "
        "DerivedFrom, Produced, SameAs",
    ),
    "type empty": Mistake(
        {"association_type": ""},
        "association_type is ''; expected one of ContributedTo, AssociatedWith, DerivedFrom, "
        "Produced, SameAs",
    ),
    "type a secret": Mistake(
        {"association_type": "{{resolve:secretsmanager:a}}"},
        f"association_type is '{{{{resolve:secretsmanager:a}}}}'; {SECRET_RULE}",
    ),
    "source a secret": Mistake(
        {"source": "{{resolve:ssm-secure:/churn/arn}}"},
        f"source is '{{{{resolve:ssm-secure:/churn/arn}}}}'; {SECRET_RULE}",
    ),
    "destination none at synthesis": Mistake(
        lambda _: {"destination": Lazy.string(LateText([]))},
        "destination is None (NoneType); expected a string",
    ),
    "source no ARN": Mistake({"source": "churn-7"}, f"source is 'churn-7'; {ENTITY_RULE}"),
    "source of another kind": Mistake(
        {"source": f"{ENTITIES}:endpoint/churn"},
        f"source is {ENTITIES + ':endpoint/churn'!r}; {ENTITY_RULE}",
    ),
    "source a late number": Mistake(
        lambda _: {"source": Lazy.number(LateNumber(5))},
        "source is 5 (int); expected a string, for example str(5)",
    ),
    "destination too long": Mistake(
        {"destination": f"{ENTITIES}:context/".ljust(257, "c")},
        f"destination is {cut(f'{ENTITIES}:context/'.ljust(257, 'c'))}; {ENTITY_RULE}",
    ),
    "source in another region": Mistake(
        {"source": f"{ELSEWHERE}:artifact/4ae2d8"},
        f"source is {ELSEWHERE + ':artifact/4ae2d8'!r}; expected one in the stack's own region, "
        f"eu-west-1: the function's role reaches no other",
    ),
    "destination in another account": Mistake(
        lambda stack: {
            "destination": Artifact.from_artifact_arn(stack, "Model", f"{STRANGERS}:artifact/1")
        },
        "destination is 'Known/Model'; expected one in the stack's own account, 123456789012: the "
        "function's role reaches no other",
    ),
}


@pytest.mark.parametrize("mistake", TABLE.values(), ids=TABLE.keys())
def test_a_mistake_in_an_association_is_reported(
    association_report: Report, mistake: Mistake
) -> None:
    assert association_report(mistake) == mistake.message


def test_an_arn_of_anywhere_is_taken_by_a_stack_for_anywhere(
    stack: Stack, associate: Associate
) -> None:
    associate()

    assert errors(stack) == []


def test_what_an_association_joins_is_not_judged_before_the_deployment(app: App) -> None:
    stack = Stack(app, "Stack", env=Environment(account="123456789012", region="eu-west-1"))
    Association(
        stack,
        "Edge",
        source=f"arn:{stack.partition}:sagemaker:us-east-1:{stack.account}:artifact/1",
        destination=Fn.condition_if("Condition", "a b", ""),  # type: ignore[arg-type]
        association_type="{{resolve:ssm:/churn/type}}",
    )

    assert errors(stack) == []
