"""What the client reads of botocore's data: all that lineage needs, as botocore has it."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from inspect import getsource
from pathlib import Path
from typing import Any

import boto3
import botocore
import botocore.session
import pytest
from botocore import xform_name

from lineage_handler.sagemaker import client
from lineage_handler.sagemaker.client import sagemaker_client
from lineage_handler.sagemaker.data_loader import OPERATIONS, LineageFiles, LineageLoader

DATA = Path(botocore.__file__).parent / "data"
MODEL = Path("sagemaker/2017-07-24/service-2")
ENDPOINTS = Path("endpoints")

REGIONS = ("eu-west-1", "us-gov-west-1", "cn-north-1", "us-iso-east-1", "eusc-de-east-1")


def whole(name: Path) -> Any:
    """Return what is in a data file, whatever its form."""
    plain = DATA / f"{name}.json"
    return json.loads(plain.read_bytes() if plain.is_file() else packed(name))


def packed(name: Path) -> bytes:
    return gzip.decompress((DATA / f"{name}.json.gz").read_bytes())


@pytest.fixture
def new_client() -> Iterator[None]:
    """The next client is made anew."""
    sagemaker_client.cache_clear()
    yield
    sagemaker_client.cache_clear()


@pytest.mark.usefixtures("new_client")
def test_client_has_the_operations_that_are_called_and_no_others() -> None:
    """The botocore that is installed has the form that is cut: otherwise it would have all."""
    assert sagemaker_client().meta.service_model.operation_names == [*OPERATIONS]


def test_operations_are_those_that_the_lineage_api_calls() -> None:
    called = set(re.findall(r"self\.client\.(\w+)", getsource(client)))
    assert called == {xform_name(name) for name in OPERATIONS}


def test_model_is_botocores_own_as_far_as_it_goes() -> None:
    cut, model = LineageFiles().load_file(str(DATA / MODEL)), whole(MODEL)
    assert cut["metadata"] == model["metadata"]
    for section in ("operations", "shapes"):
        names = cut[section].keys()
        assert cut[section] == {name: model[section][name] for name in names}


def test_every_shape_that_the_model_refers_to_is_there() -> None:
    cut = LineageFiles().load_file(str(DATA / MODEL))
    referred = set(re.findall(r'"shape": "(\w+)"', json.dumps(cut)))
    assert referred == cut["shapes"].keys()


def test_file_that_is_not_packed_is_read_as_well(tmp_path: Path) -> None:
    (tmp_path / "service-2.json").write_bytes(packed(MODEL))
    unpacked = LineageFiles().load_file(str(tmp_path / "service-2"))
    assert unpacked == LineageFiles().load_file(str(DATA / MODEL))


def test_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    """So does botocore's own loader have it: then it looks in the next folder."""
    assert LineageFiles().load_file(str(tmp_path / "service-2")) is None


def test_endpoints_are_botocores_own_but_for_other_services() -> None:
    expected = whole(ENDPOINTS)
    for partition in expected["partitions"]:
        services = partition["services"]
        partition["services"] = {name: services[name] for name in ("api.sagemaker",)}
    assert LineageFiles().load_file(str(DATA / ENDPOINTS)) == expected


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("is_fips", [False, True])
def test_client_calls_where_boto3_would(
    region: str, monkeypatch: pytest.MonkeyPatch, *, is_fips: bool
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL_SAGEMAKER")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", str(is_fips).lower())
    session = botocore.session.get_session()
    session.register_component("data_loader", LineageLoader())
    ours, boto3s = (
        each.client("sagemaker", region_name=region).meta
        for each in (boto3.Session(botocore_session=session), boto3.Session())
    )
    assert ours.endpoint_url == boto3s.endpoint_url
    assert (ours.partition, ours.region_name) == (boto3s.partition, boto3s.region_name)


@pytest.mark.usefixtures("new_client")
@pytest.mark.parametrize("changed", [MODEL, ENDPOINTS], ids=["model", "endpoints"])
def test_data_in_another_form_is_read_by_boto3_itself(
    changed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it would be if a release of botocore packed its files more tightly, or broke one off."""
    shutil.copytree(DATA / MODEL.parent, tmp_path / MODEL.parent)
    for name in ("endpoints", "partitions", "sdk-default-configuration", "_retry"):
        shutil.copy(DATA / f"{name}.json", tmp_path)
    (tmp_path / f"{MODEL}.json.gz").unlink()
    (tmp_path / f"{MODEL}.json").write_bytes(packed(MODEL))
    broken = tmp_path / f"{changed}.json"
    broken.write_text(json.dumps(whole(changed), separators=(",", ":")).replace('":{', '" : {'))
    monkeypatch.setattr(LineageLoader, "BUILTIN_DATA_PATH", str(tmp_path))
    operations = sagemaker_client().meta.service_model.operation_names
    assert {*OPERATIONS, "ListContexts"} <= {*operations}
