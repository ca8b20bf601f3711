import pytest

from lineage_local.service import LineageService
from tests.lineage_local.service.post import AUTHORIZATION, post
from tests.lineage_local.service.wire import Connect


@pytest.mark.parametrize(
    ("authorization", "code"),
    [
        ("", "MissingAuthenticationTokenException"),
        ("Bearer token", "IncompleteSignatureException"),
        (AUTHORIZATION.replace("/aws4_request", ""), "IncompleteSignatureException"),
        (AUTHORIZATION.replace("sagemaker", "s3"), "InvalidSignatureException"),
        (AUTHORIZATION.replace("eu-central-1", "nowhere"), "InvalidSignatureException"),
    ],
)
def test_a_request_must_name_its_caller(
    authorization: str, code: str, service: LineageService
) -> None:
    status, body, _ = post(service, "ListArtifacts", headers={"Authorization": authorization})

    assert (status, body["__type"]) == (400, code)


@pytest.mark.parametrize(
    ("access_key", "region", "prefix"),
    [
        ("111122223333", "eu-central-1", "arn:aws:sagemaker:eu-central-1:111122223333:"),
        ("444455556666", "cn-north-1", "arn:aws-cn:sagemaker:cn-north-1:444455556666:"),
        ("AKIAEXAMPLE", "us-gov-west-1", "arn:aws-us-gov:sagemaker:us-gov-west-1:000000000000:"),
    ],
)
def test_arns_have_the_callers_account_and_region(
    access_key: str, region: str, prefix: str, connect: Connect
) -> None:
    client = connect(access_key, region)

    arn = client.create_artifact(Source={"SourceUri": "x"}, ArtifactType="T")["ArtifactArn"]

    assert arn.startswith(f"{prefix}artifact/")


def test_accounts_and_regions_do_not_see_each_other(connect: Connect) -> None:
    clients = [
        connect(account, region)
        for account in ["111122223333", "444455556666"]
        for region in ["eu-central-1", "us-east-1"]
    ]

    arns = [
        client.create_artifact(Source={"SourceUri": "x"}, ArtifactType="T")["ArtifactArn"]
        for client in clients
    ]

    assert len(set(arns)) == 4
    assert len({arn.rpartition("/")[2] for arn in arns}) == 1
    for client, own in zip(clients, arns, strict=True):
        listed = client.list_artifacts()["ArtifactSummaries"]
        assert [artifact["ArtifactArn"] for artifact in listed] == [own]
        for other in set(arns) - {own}:
            with pytest.raises(client.exceptions.ResourceNotFound):
                client.describe_artifact(ArtifactArn=other)
