"""The commands, each in a module of its name, and what becomes of their errors."""

from collections.abc import Sequence

import click
from botocore.exceptions import BotoCoreError, ClientError

from lineage_graph import GraphError

from .. import console
from ..exit_codes import ERROR, INTERRUPTED, OK
from .conformance import conformance
from .diff import diff
from .drift import drift
from .graph import graph
from .local import local
from .quota import quota
from .sweep import sweep

_EPILOG = """\
Account, region and endpoint are those of the AWS CLI: AWS_PROFILE, AWS_REGION, AWS_ENDPOINT_URL.

\b
Exit codes: 0 nothing to see to, 1 something found (drift, changes, leftovers), 2 an error,
130 interrupted. local and conformance have their own, see their --help.
"""


@click.group(
    name="sagemaker-lineage",
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="cdk-sagemaker-lineage", message="%(version)s")
def sagemaker_lineage() -> None:
    """Draw, compare, count and sweep SageMaker ML lineage that CDK apps declare."""


for _command in (graph, drift, diff, sweep, quota, local, conformance):
    sagemaker_lineage.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; an error is one line on stderr."""
    try:
        code = sagemaker_lineage.main(
            list(arguments), prog_name="sagemaker-lineage", standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        return ERROR
    except click.Abort:
        return INTERRUPTED
    except (BotoCoreError, ClientError, GraphError, OSError) as error:
        console.error(str(error))
        return ERROR
    return code if isinstance(code, int) else OK
