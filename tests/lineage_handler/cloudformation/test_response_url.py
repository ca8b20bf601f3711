"""Which URLs are those at which CloudFormation receives responses."""

from __future__ import annotations

import pytest

from lineage_handler.cloudformation.response_url import is_known

BUCKET = "cloudformation-custom-resource-response-"
KEY = "arn%3Aaws%3Acloudformation%3Aeu-west-1?X-Amz-Signature=0123"
IRELAND = f"{BUCKET}euwest1.s3.eu-west-1.amazonaws.com"
ENDPOINT = "http://127.0.0.1:4566"


@pytest.fixture(autouse=True)
def on_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")


@pytest.mark.parametrize(
    ("region", "suffix", "host"),
    [
        ("eu-west-1", "amazonaws.com", IRELAND),
        ("eu-west-1", "amazonaws.com", f"{BUCKET}euwest1.s3-eu-west-1.amazonaws.com"),
        ("eu-west-1", "amazonaws.com", f"{BUCKET}euwest1.s3.dualstack.eu-west-1.amazonaws.com"),
        ("eu-west-1", "amazonaws.com", f"{IRELAND}:443"),
        ("us-east-1", "amazonaws.com", f"{BUCKET}useast1.s3.amazonaws.com"),
        ("us-gov-west-1", "amazonaws.com", f"{BUCKET}usgovwest1.s3-us-gov-west-1.amazonaws.com"),
        (
            "us-gov-west-1",
            "amazonaws.com",
            f"{BUCKET}usgovwest1.s3-fips.dualstack.us-gov-west-1.amazonaws.com",
        ),
        ("cn-north-1", "amazonaws.com.cn", f"{BUCKET}cnnorth1.s3.cn-north-1.amazonaws.com.cn"),
        ("eusc-de-east-1", "amazonaws.eu", f"{BUCKET}euscdeeast1.s3.eusc-de-east-1.amazonaws.eu"),
        ("us-iso-east-1", "c2s.ic.gov", f"{BUCKET}usisoeast1.s3.us-iso-east-1.c2s.ic.gov"),
    ],
)
def test_bucket_of_the_region_is_known(
    monkeypatch: pytest.MonkeyPatch, region: str, suffix: str, host: str
) -> None:
    monkeypatch.setenv("AWS_REGION", region)
    monkeypatch.setenv("URL_SUFFIX", suffix)
    assert is_known(f"https://{host}/{KEY}")


@pytest.mark.parametrize(
    "url",
    [
        f"http://{IRELAND}/{KEY}",
        f"https://{IRELAND}",
        f"https://{IRELAND}:8443/{KEY}",
        f"https://{IRELAND}.example.com/{KEY}",
        f"https://{IRELAND}@example.com/{KEY}",
        f"https://{IRELAND}:443@example.com/{KEY}",
        f"https://example.com\\@{IRELAND}/{KEY}",
        f"https://example.com/{IRELAND}/{KEY}",
        f"https://example.com#https://{IRELAND}/{KEY}",
        f" https://{IRELAND}/{KEY}",
        f"https://my-{IRELAND}/{KEY}",
        f"https://{BUCKET}useast1.s3.eu-west-1.amazonaws.com/{KEY}",
        f"https://{BUCKET}euwest1.s3.us-east-1.amazonaws.com/{KEY}",
        f"https://{BUCKET}euwest1.s3xeu-west-1.amazonaws.com/{KEY}",
        f"https://{BUCKET}euwest1.s3.eu-west-1.amazonawsxcom/{KEY}",
        f"https://{BUCKET}euwest1.s3.eu-west-1.amazonaws.com.cn/{KEY}",
        f"https://my-bucket.s3.eu-west-1.amazonaws.com/{KEY}",
        f"https://s3.eu-west-1.amazonaws.com/{BUCKET}euwest1/../my-bucket/{KEY}",
        f"{ENDPOINT}/{KEY}",
        "",
        None,
        5,
        [f"https://{IRELAND}/{KEY}"],
    ],
    ids=repr,
)
def test_anything_else_is_not(url: object) -> None:
    assert not is_known(url)


def test_endpoint_of_an_embedded_cloud_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", ENDPOINT)
    assert is_known(f"{ENDPOINT}/_ministack/cfn-response/0123")
    assert not is_known(f"{ENDPOINT}0/_ministack/cfn-response/0123")
    assert not is_known(f"{ENDPOINT}@example.com/")
    assert not is_known("http://example.com/")


def test_endpoint_that_is_empty_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "")
    assert not is_known("/")
