"""What cdk-nag's packs find in a stack with lineage, and why what is left is left."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aws_cdk import App, Environment, Stack, Validations
from cdk_nag import (
    AwsSolutionsChecks,
    HIPAASecurityChecks,
    NagPack,
    NIST80053R5Checks,
    PCIDSS321Checks,
)

from .conftest import Declare
from .full_provider import fully_configured

SECURITY = Path(__file__).parents[2] / "docs" / "security.md"

PACKS: dict[str, Callable[[App], NagPack]] = {
    "AwsSolutions": AwsSolutionsChecks,
    "HIPAA.Security": HIPAASecurityChecks,
    "NIST.800.53.R5": NIST80053R5Checks,
    "PCI.DSS.321": PCIDSS321Checks,
}
ALL, NOT_PCI = set(PACKS) - {"AwsSolutions"}, {"HIPAA.Security", "NIST.800.53.R5"}

LEFT = {
    # SageMaker chooses the ids of artifacts, so their tags decide what may be done with them; what
    # an association joins is known at deployment only.
    "IAM5": {"AwsSolutions"},
    # A policy of its own in the account, for one role, would be one more thing to keep; a role that
    # is given to the provider has the policies that its owner gives it.
    "IAMNoInlinePolicy": ALL,
}
"""What no option meets, and which packs say so."""

MET = {
    "CloudWatchLogGroupEncrypted": (ALL, "encryption_key"),
    "LambdaConcurrency": (NOT_PCI, "reserved_concurrent_executions"),
    "LambdaDLQ": (NOT_PCI, "dead_letter_queue"),
    "LambdaInsideVPC": (ALL, "vpc"),
}
"""What an option meets, which packs ask for it, and the option."""


def findings(app: App) -> dict[str, set[str]]:
    """Return which packs find a rule broken, by the rule's name without pack and resource."""
    Validations.of(app).add_plugins(*(pack(app) for pack in PACKS.values()))
    with pytest.raises(RuntimeError):
        app.synth(force=True)
    report = json.loads((Path(app.outdir) / "validation-report.json").read_text())
    found: dict[str, set[str]] = {}
    for pack in report["pluginReports"]:
        for violation in pack["violations"]:
            rule = violation["ruleName"].partition("[")[0].removeprefix(f"{pack['pluginName']}-")
            found.setdefault(rule, set()).add(pack["pluginName"])
    return found


def test_the_default(app: App, declare: Declare) -> None:
    declare()

    assert findings(app) == LEFT | {rule: packs for rule, (packs, _) in MET.items()}


def test_with_every_option(app: App, stack: Stack, declare: Declare) -> None:
    fully_configured(stack)
    declare()

    assert findings(app) == LEFT


def test_what_is_found_is_documented() -> None:
    documented = SECURITY.read_text()

    assert [rule for rule in LEFT if f"`{rule}`" not in documented] == []
    for rule, (_, option) in MET.items():
        assert f"`{rule}` | `{option}`" in documented


def acknowledgements() -> Callable[[Stack], Any]:
    """Return the block of the page that acknowledges the wildcards, as users copy it."""
    block = SECURITY.read_text().partition("## cdk-nag")[2].partition("```python\n")[2]
    code: dict[str, Any] = {}
    exec(block.partition("```")[0], code)  # noqa: S102  # it is the project's own page
    acknowledge: Callable[[Stack], Any] = code["acknowledge_wildcards"]
    return acknowledge


@pytest.mark.parametrize("env", [None, Environment(account="123456789012", region="eu-west-1")])
def test_the_wildcards_are_acknowledged_as_documented(
    app: App, declare: Declare, env: Environment | None
) -> None:
    stack = Stack(app, "Known", env=env)
    declare(scope=stack)
    acknowledgements()(stack)

    assert "IAM5" not in findings(app)
