"""The command, against SageMaker's API; MiniStack knows no Service Quotas."""

from __future__ import annotations

import json
from collections.abc import Iterator

import boto3
import pytest

from lineage_cli.start import main
from tests.lineage_cli.account import GONE, AccountContent


@pytest.fixture
def account(session: boto3.Session) -> Iterator[AccountContent]:
    content = AccountContent(session)
    yield content
    session.client("cloudformation").delete_stack(StackName="Living")


def test_what_is_used_and_by_whom(
    account: AccountContent, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = account.living("one"), account.living("two")
    account.association(one, two, account.living_stack)
    account.leftover("left")
    account.artifact(
        "shared", **account.claim(GONE, "a"), **account.claim(account.living_stack, "b")
    )
    account.artifact("others")

    assert main(["quota", "--pace=500", "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["used"] == {"artifacts": 6, "actions": 0, "contexts": 0, "associations": 1}
    assert found["quota"] == {
        "artifacts": 6000,
        "actions": 3000,
        "contexts": 500,
        "associations": 6000,
    }
    assert set(found["source"].values()) == {"default"}
    assert found["artifacts_by_stack"] == {
        "Living": 4,
        "Gone": 2,
        "not declared by this library": 1,
    }
    assert found["artifacts_by_type"] == {"DataSet": 5, "AssociationRecord": 1}


def test_the_table(account: AccountContent, capsys: pytest.CaptureFixture[str]) -> None:
    account.living("one")

    assert main(["quota", "--pace=500"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["ENTITIES", "USED", "QUOTA", "SHARE", "QUOTA", "FROM"]
    assert lines[1].split() == ["artifacts", "1", "6000", "0%", "default"]
    assert ["Living", "1"] in [line.split() for line in lines]
