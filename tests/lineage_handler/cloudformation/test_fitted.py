"""A response fits in the 4096 bytes that CloudFormation takes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lineage_handler.cloudformation.response import fitted

LIMIT = 4096
ID = "arn:aws:sagemaker:eu-west-1:000000000000:artifact/0123"
# Characters that UTF-8 or JSON write as one, two, four and six bytes.
CHARACTERS = ["x", '"', "é", "𝄞", "\x00"]


def response(reason: str = "", **data: str) -> dict[str, Any]:
    return {"Status": "SUCCESS", "Reason": reason, "PhysicalResourceId": ID, "Data": data}


def test_what_fits_is_sent_as_it_is() -> None:
    told = response("café", ArtifactArn=ID)
    assert json.loads(fitted(told)) == told


@pytest.mark.parametrize("character", CHARACTERS, ids=ascii)
def test_long_reason_loses_its_end(character: str) -> None:
    body = fitted(response("begin " + character * 9000, ArtifactArn=ID))
    assert 3900 < len(body) <= LIMIT
    assert json.loads(body)["Reason"].startswith("begin ")
    assert json.loads(body)["Data"] == {"ArtifactArn": ID}


@pytest.mark.parametrize("character", CHARACTERS, ids=ascii)
def test_source_uri_loses_its_end_if_the_data_alone_do_not_fit(character: str) -> None:
    """Whoever declares it has it; every key is there, since an output may read it."""
    commit = character * 300
    body = fitted(response(ArtifactArn=ID, SourceUri="s3://" + character * 9000, CommitId=commit))
    assert 3900 < len(body) <= LIMIT
    data = json.loads(body)["Data"]
    assert (data["ArtifactArn"], data["CommitId"]) == (ID, commit)
    assert data["SourceUri"].startswith(f"s3://{character}")
    assert data["SourceUri"].endswith("…")


def test_longest_of_the_rest_loses_its_end_if_that_is_not_enough() -> None:
    body = fitted(response(ArtifactArn=ID, SourceUri="s3://x", CommitId="𝄞" * 1024))
    assert 3900 < len(body) <= LIMIT
    data = json.loads(body)["Data"]
    assert (data["ArtifactArn"], data["SourceUri"]) == (ID, "")
    assert data["CommitId"].endswith("𝄞…")


def test_reason_is_given_up_before_data() -> None:
    uri = "s3://".ljust(2048, "x")
    told = json.loads(fitted(response("r" * 4000, SourceUri=uri)))
    assert told["Data"] == {"SourceUri": uri}


def test_everything_but_reason_and_data_stays() -> None:
    told = json.loads(fitted(response("r" * 9000, SourceUri="x" * 9000)))
    assert (told["Status"], told["PhysicalResourceId"]) == ("SUCCESS", ID)


def test_half_a_character_is_replaced() -> None:
    """Python can hold a lone surrogate, which UTF-8 cannot write."""
    assert json.loads(fitted(response("half \ud834")))["Reason"] == "half ?"
