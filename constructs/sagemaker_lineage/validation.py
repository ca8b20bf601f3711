"""When declarations are checked, and how what is wrong with them is reported."""

from collections.abc import Callable, Iterable

import jsii
from aws_cdk import Annotations

from constructs import Construct, IValidation

from .diagnostics import Diagnostic


def report(construct: Construct, diagnostics: Iterable[Diagnostic]) -> None:
    """Report diagnostics as CDK's own constructs do: the CLI prints them and deploys nothing."""
    for diagnostic in diagnostics:
        Annotations.of(construct).add_error(diagnostic.at(construct.node.path))


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
