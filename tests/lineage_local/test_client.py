import pytest

from lineage_local.cloud import Cloud


def test_a_client_reaches_the_cloud_whatever_the_machine_is_set_to(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "not-there")
    monkeypatch.setenv("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_USE_FIPS_ENDPOINT", "true")
    monkeypatch.setenv("AWS_CA_BUNDLE", "/not/there.pem")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")

    assert cloud.client("sts").get_caller_identity()["Account"] == "000000000000"
