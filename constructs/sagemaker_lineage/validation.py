"""When declarations are checked, and how what is wrong with them is reported."""

from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

import jsii
from aws_cdk import Annotations, Stack, Stage

from constructs import IConstruct, IValidation

from .diagnostics import Diagnostic
from .stacks import stage_of

_checks: WeakKeyDictionary[Stage, set[Callable[[Stage], None]]] = WeakKeyDictionary()
"""The stages, an app being one, each with what is checked at its synthesis."""


def report(construct: IConstruct, diagnostics: Iterable[Diagnostic]) -> None:
    """Report diagnostics as CDK's own constructs do: the CLI prints them and deploys nothing."""
    for diagnostic in diagnostics:
        Annotations.of(construct).add_error(diagnostic.at(construct.node.path))


def warn(construct: IConstruct, warning: str, diagnostic: Diagnostic) -> None:
    """Report a diagnostic as a warning, which can be acknowledged by its id."""
    Annotations.of(construct).add_warning_v2(warning, diagnostic.at(construct.node.path))


@jsii.implements(IValidation)
class Validation:
    """Has something checked once tags and other late values are final.

    What is found is reported on the constructs. CDK would raise what is returned here, which a
    Python app shows as a traceback.

    Parameters
    ----------
    check
        Checks, and reports what is wrong.
    """

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check

    def validate(self) -> list[str]:
        """Check."""
        self._check()
        return []


def check_stage(stack: Stack, check: Callable[[Stage], None]) -> None:
    """Have all constructs of a kind checked together, once at each synthesis.

    Parameters
    ----------
    stack
        The stack of one of the constructs.
    check
        Checks the stage of the stack, and reports what is wrong.
    """
    stage = stage_of(stack)
    if stage and check not in (checks := _checks.setdefault(stage, set())):
        checks.add(check)
        stage.node.add_validation(Validation(lambda: check(stage)))
