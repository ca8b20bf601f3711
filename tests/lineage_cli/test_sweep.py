"""The command, against CloudFormation and SageMaker's API."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterator

import boto3
import pytest

from lineage_cli.account.leftovers import record_uri
from lineage_handler.association.record import record_of
from lineage_handler.sagemaker.model import AssociationMembers
from lineage_local.service import Behaviour, LineageService
from tests.lineage_cli.account import GONE, MARK, AccountContent
from tests.lineage_cli.command import interruptible, run

FAST = "--pace=500"


@pytest.fixture
def account(session: boto3.Session) -> Iterator[AccountContent]:
    content = AccountContent(session)
    yield content
    session.client("cloudformation").delete_stack(StackName="Living")


def test_nothing_is_changed_unless_asked_for(account: AccountContent) -> None:
    leftover, living = account.leftover("left"), account.living("living")
    account.artifact("others")

    done = run("sweep", FAST, "--json")

    assert done.returncode == 1, done.stderr
    (found,) = json.loads(done.stdout)["leftovers"]
    assert found["arn"] == leftover
    assert found["action"] == "delete"
    assert found["held_by"] == ["Gone/left"]
    assert found["claimed"] == "2026-11-25T00:00:00Z"
    assert found["reason"] == "the stack that claims it is gone: Gone"
    assert {leftover, living} < account.arns()
    shown = run("sweep", FAST).stdout
    assert "1 leftovers among 3 artifacts; 1 are claimed by a living stack" in shown
    assert "Nothing was changed" in shown


def test_what_was_adopted_is_released_and_stays(account: AccountContent) -> None:
    adopted = account.leftover("found", mark="adopted")
    account.sagemaker.add_tags(ResourceArn=adopted, Tags=[{"Key": "team", "Value": "ml"}])

    done = run("sweep", "--delete", FAST)

    assert done.returncode == 0, done.stderr
    assert account.tags(adopted) == {"team": "ml"}


def test_an_orphan_is_deleted_with_its_associations(account: AccountContent) -> None:
    orphan = account.artifact("orphan", **{MARK: "created"})
    other = account.artifact("other")
    account.sagemaker.add_association(SourceArn=other, DestinationArn=orphan)

    done = run("sweep", "--delete", FAST)

    assert done.returncode == 0, done.stderr
    assert account.arns() == {other}
    assert account.pairs() == set()


def test_a_record_goes_with_its_association_unless_that_was_adopted(
    account: AccountContent,
) -> None:
    one, two, three = (account.living(name) for name in ("one", "two", "three"))
    account.association(one, two, GONE)
    account.association(two, three, GONE, **{"cdk-sagemaker-lineage:association": "adopted"})
    account.association(one, three, account.living_stack)

    done = run("sweep", "--delete", FAST)

    assert done.returncode == 0, done.stderr
    assert account.pairs() == {(two, three), (one, three)}
    assert len(account.arns()) == 4


def test_what_a_living_stack_declares_an_association_with_stays(account: AccountContent) -> None:
    leftover, living = account.leftover("left"), account.living("living")
    account.association(leftover, living, account.living_stack)

    done = run("sweep", "--delete", FAST)

    assert done.returncode == 1
    assert "left, a living stack declares an association with it" in done.stdout
    assert leftover in account.arns()
    assert account.pairs() == {(leftover, living)}


def test_what_both_a_living_stack_and_one_that_is_gone_claim_stays(account: AccountContent) -> None:
    shared = account.living("shared", **account.claim(GONE, "shared"))

    assert run("sweep", "--delete", FAST).returncode == 0
    assert account.arns() == {shared}


def test_the_source_of_a_record_is_the_handlers() -> None:
    """The command does not import the handler."""
    handler = record_of(AssociationMembers("arn:1", "arn:2", None)).source.uri
    assert record_uri(("arn:1", "arn:2")) == handler


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_ended_in_the_middle_goes_on_the_next_time(
    account: AccountContent, service: LineageService, number: signal.Signals
) -> None:
    living = {account.living(f"living-{each}") for each in range(12)}
    for each in range(12):
        account.leftover(f"left-{each}")
    others = {account.artifact("others")}
    state = {arn: account.tags(arn) for arn in living | others}
    command = interruptible("sweep", "--delete", "--pace=20")
    process = subprocess.Popen(command, env=os.environ, stdout=subprocess.PIPE)
    while deleted(service) < 3 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(number)
    process.communicate()
    assert process.returncode == (-signal.SIGKILL if number is signal.SIGKILL else 130)
    assert 3 <= deleted(service) < 12

    done = run("sweep", "--delete", FAST)

    assert done.returncode == 0, done.stderr
    assert {arn: account.tags(arn) for arn in account.arns()} == state


def test_throttling_is_waited_for(account: AccountContent, service: LineageService) -> None:
    for each in range(4):
        account.leftover(f"left-{each}")
    service.behaviour = Behaviour(requests_per_second=4)

    done = run("sweep", "--delete", FAST)

    service.behaviour = Behaviour()
    assert done.returncode == 0, done.stderr
    assert account.arns() == set()
    assert any(call.result == "ThrottlingException" for call in service.calls)


def deleted(service: LineageService) -> int:
    return sum(call.operation == "DeleteArtifact" for call in service.calls)
