"""The command line of a run."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from . import policy, report, smoke
from .budget import PACE, Budget
from .clients import keys_of_role, sagemaker_client
from .clock import MachineClock
from .embedded import KEYS, REGION, NoEmbeddedServiceError, embedded_service
from .journal import Journal
from .probes.bench import Bench
from .run import Run
from .run_id import new_run_id, uri_prefix

_EPILOG = """\
Without --endpoint-url and --aws the run probes the lineage service of the embedded cloud.
With --aws it probes the account and region that the environment's credentials name: under 250
calls in under ten minutes, on artifacts of its own, which it deletes. See docs/conformance.md.

exit codes: 0 each assumption holds, or this version survives that it does not; 1 one is broken
that it does not survive, or a contract test failed; 2 wrong usage; 3 stopped by a signal
"""


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    options = _parse(arguments)
    region = options.region or (None if options.aws else REGION)
    if options.policy:
        _print_policies(region or "*")
        return report.OK
    try:
        if options.smoke:
            count = smoke.deploy(aws=options.aws, region=options.region)
            _say(f"{count} artifacts deployed by the cdk CLI, and destroyed")
            return report.OK
        with _endpoint(options) as (endpoint_url, keys):
            return _run(options, region, endpoint_url, keys)
    except (BotoCoreError, ClientError, NoEmbeddedServiceError, OSError, smoke.SmokeError) as error:
        _say(f"error: {error}")
        return report.BROKEN


def _run(
    options: argparse.Namespace, region: str | None, endpoint_url: str | None, keys: dict[str, str]
) -> int:
    clock = MachineClock()
    journal = Journal()
    budget = Budget(clock, journal.size, pace=options.pace)

    def client(**keys: Any) -> Any:
        return sagemaker_client(budget, journal, region=region, endpoint_url=endpoint_url, **keys)

    role = options.role_arn and client(**keys_of_role(options.role_arn, region))
    bench = Bench(client(**keys), uri_prefix(new_run_id(clock)), clock, role)
    run = Run(bench, budget, journal, clock)
    if options.sweep:
        run.sweeper.sweep_dead_runs()
        _say(f"{run.sweeper.deleted} artifacts and associations of dead runs deleted")
        for line in report.left(run):
            _say(line)
        return report.exit_code(run)
    _print_policies(str(bench.client.meta.region_name))
    _say(f"probing {bench.client.meta.endpoint_url}, on sources below {bench.uri_prefix}")
    run.perform()
    _say(report.as_table(run))
    if options.json:
        options.json.write_text(report.as_json(run))
    return report.exit_code(run)


@contextmanager
def _endpoint(options: argparse.Namespace) -> Iterator[tuple[str | None, dict[str, str]]]:
    """Yield the endpoint and the credentials; None and none for those of the environment."""
    if options.aws or options.endpoint_url:
        yield options.endpoint_url, {}
        return
    with embedded_service() as url:
        yield url, KEYS


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="sagemaker-lineage conformance",
        description="Find out which readings of the lineage API are true, and whether this version"
        " of cdk-sagemaker-lineage is safe with them.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--aws", action="store_true", help="probe the account of your credentials")
    where.add_argument("--endpoint-url", metavar="URL", help="probe the lineage API at this URL")
    parser.add_argument("--region", help="region; without it that of the environment")
    parser.add_argument(
        "--pace",
        type=_pace,
        default=PACE,
        metavar="N",
        help=f"calls a second, {PACE:g} if not given",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report as JSON too")
    parser.add_argument(
        "--role-arn", metavar="ARN", help="a role with the second policy of --policy, for IAM's lag"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--policy", action="store_true", help="print the permissions that a run needs, and end"
    )
    what.add_argument(
        "--sweep", action="store_true", help="delete what dead runs have left, and end"
    )
    what.add_argument(
        "--smoke", action="store_true", help="deploy and destroy the example with the cdk CLI"
    )
    return parser.parse_args(arguments)


def _pace(text: str) -> float:
    pace = float(text)
    if pace <= 0:
        raise argparse.ArgumentTypeError(f"{text} calls a second, more than 0 is allowed")
    return pace


def _print_policies(region: str) -> None:
    _say("A run needs this policy:")
    _say(json.dumps(policy.run_policy(region), indent=2))
    _say("The role of --role-arn needs this one, and no other:")
    _say(json.dumps(policy.restricted_policy(region), indent=2))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
