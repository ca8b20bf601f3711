from typing import Any

import pytest

from lineage_local.service.behaviour import Identity
from lineage_local.service.rules import artifact_id


def typed(*types: tuple[str, str]) -> dict[str, Any]:
    source_types = [{"SourceIdType": type_, "Value": value} for type_, value in types]
    return {"SourceUri": "s3://bucket/key", "SourceTypes": source_types}


@pytest.mark.parametrize(("identity", "ids"), [("uri_and_types", 3), ("uri", 1)])
def test_the_source_types_belong_to_the_identity_or_not(identity: Identity, ids: int) -> None:
    version, etag = ("S3Version", "3"), ("S3ETag", "abc")
    sources = [typed(), typed(version), typed(version, etag), typed(etag, version)]

    assert len({artifact_id(source, identity) for source in sources}) == ids


def test_an_id_is_a_hash_of_the_source() -> None:
    source = {"SourceUri": "s3://bucket/key"}

    assert artifact_id(source) == artifact_id(typed()) == artifact_id(source, "uri")
    assert len(artifact_id(source)) == 32
    assert artifact_id({"SourceUri": "s3://bucket/other"}) != artifact_id(source)
