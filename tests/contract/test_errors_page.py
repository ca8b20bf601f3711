"""docs/errors.md shows what users are told, as the tests of the two rooms have it.

``PYTHONPATH=lambda python -m tests.contract.test_errors_page`` writes the page.
"""

from __future__ import annotations

from pathlib import Path

from tests.lineage_handler.cloudformation.refused_deployments import TABLE as DEPLOYMENTS
from tests.sagemaker_lineage import (
    test_artifact_source,
    test_artifact_validation,
    test_association_checks,
    test_association_validation,
    test_declaration,
    test_function_validation,
    test_lineage_resource,
    test_shared_sources,
    test_source_validation,
    test_tag_validation,
)
from tests.sagemaker_lineage.mistakes import Mistake

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"

BEGINNING = """\
# What you are told when something is wrong

## By `cdk synth`, `cdk diff` and `cdk deploy`, before anything is deployed

Every message begins with the path of the construct, left out here. All that is wrong with an app
is told at once. What is known only when the stack is deployed, such as the value of a parameter, is
left to SageMaker.

"""

AT_ONCE = """
A setting of the function that breaks a rule raises a Python exception at its line, with a message
of the same form.

"""

MIDDLE = """
## In the stack's events, when SageMaker or the function refuses

What cannot help is not tried again, so these come within seconds; what SageMaker may show later is
waited for, for some 75 seconds; throttling and errors of SageMaker's own are retried until shortly
before the function's time is up; a Delete has the time of Lambda's three deliveries. CloudFormation
then rolls back: no artifact and no association is left behind, and none is lost
([ownership.md](ownership.md)).

"""


def cell(text: str) -> str:
    """Write a text so that a table shows it as it is."""
    escaped = text.replace("|", "\\|").replace("\n", " ")
    return escaped.replace("<", "&lt;").replace("*", "\\*").replace("](", "]\\(")


def table(rows: dict[str, str]) -> str:
    lines = [f"| {cell(mistake)} | {cell(message)} |" for mistake, message in rows.items()]
    return "\n".join(["| what is wrong | what you read |", "| --- | --- |", *lines, ""])


def messages(mistakes: dict[str, Mistake], about: str = "") -> dict[str, str]:
    return {f"{about}{case}": mistake.message for case, mistake in mistakes.items()}


def page() -> str:
    at_synthesis = messages(
        test_artifact_validation.TABLE
        | test_source_validation.TABLE
        | test_artifact_source.TABLE
        | test_declaration.TABLE
        | test_lineage_resource.TABLE
    )
    at_synthesis |= messages(test_shared_sources.TABLE)
    at_synthesis |= messages(test_tag_validation.TABLE, "tag: ")
    at_synthesis |= messages(
        test_association_validation.TABLE
        | test_association_checks.TABLE
        | test_declaration.ASSOCIATION_TABLE
        | test_lineage_resource.ASSOCIATION_TABLE,
        "association: ",
    )
    at_synthesis["associations in a cycle, which is a warning"] = (
        test_association_checks.CYCLE.message
    )
    at_once = messages(test_function_validation.TABLE)
    at_deployment = {case: refused.reason for case, refused in DEPLOYMENTS.items()}
    return "".join(
        [BEGINNING, table(at_synthesis), AT_ONCE, table(at_once), MIDDLE, table(at_deployment)]
    )


def test_page_shows_what_users_are_told() -> None:
    assert PAGE.read_text() == page()


def test_page_has_forty_mistakes_and_no_traceback() -> None:
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| ")]
    assert len(rows) >= 40
    assert not [row for row in rows if "Traceback" in row]


if __name__ == "__main__":
    PAGE.write_text(page())
