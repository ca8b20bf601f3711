"""What each kind of source becomes."""

from pathlib import Path
from typing import Any

import pytest
from aws_cdk import CfnParameter, Stack
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecr_assets as ecr_assets
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as s3_assets

from sagemaker_lineage import ArtifactSource, SourceType

from .conftest import Declare, Report
from .mistakes import Mistake, uri
from .synthesis import errors, properties

DIGEST = f"sha256:{'0123456789abcdef' * 4}"


def rendered(stack: Stack, declare: Declare, source: ArtifactSource) -> Any:
    declare(source=source)
    assert errors(stack) == []
    return properties(stack)["Source"]


@pytest.fixture
def repository(stack: Stack) -> ecr.IRepository:
    return ecr.Repository.from_repository_attributes(
        stack,
        "Repository",
        repository_arn="arn:aws:ecr:eu-west-1:123456789012:repository/training",
        repository_name="training",
    )


def test_a_uri_alone(stack: Stack, declare: Declare) -> None:
    source = ArtifactSource.from_uri("https://example.com/data")

    assert rendered(stack, declare, source) == {"SourceUri": "https://example.com/data"}


@pytest.mark.parametrize(
    ("reference", "suffix"), [("latest", ":latest"), ("1.4.2", ":1.4.2"), (DIGEST, f"@{DIGEST}")]
)
def test_an_image_in_a_repository(
    stack: Stack, declare: Declare, repository: ecr.IRepository, reference: str, suffix: str
) -> None:
    source = ArtifactSource.from_ecr_repository(repository, reference)

    assert rendered(stack, declare, source)["SourceUri"] == {
        "Fn::Join": [
            "",
            [
                "123456789012.dkr.ecr.eu-west-1.",
                {"Ref": "AWS::URLSuffix"},
                f"/training{suffix}",
            ],
        ]
    }


def test_an_image_is_the_latest_by_default(stack: Stack, repository: ecr.IRepository) -> None:
    by_default = ArtifactSource.from_ecr_repository(repository)

    assert by_default.source_uri.endswith("/training:latest")


def test_a_token_for_a_tag(stack: Stack, declare: Declare, repository: ecr.IRepository) -> None:
    tag = CfnParameter(stack, "Tag").value_as_string
    source = ArtifactSource.from_ecr_repository(repository, tag)

    assert rendered(stack, declare, source)["SourceUri"]["Fn::Join"][1][-1] == {"Ref": "Tag"}


def test_an_asset(stack: Stack, declare: Declare, tmp_path: Path) -> None:
    file = tmp_path / "train.py"
    file.write_text("train()")
    asset = s3_assets.Asset(stack, "Code", path=str(file))

    assert rendered(stack, declare, ArtifactSource.from_asset(asset)) == {
        "SourceUri": {
            "Fn::Sub": "s3://cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}/"
            f"{asset.asset_hash}.py"
        }
    }


def test_a_docker_image_asset(stack: Stack, declare: Declare, tmp_path: Path) -> None:
    (tmp_path / "Dockerfile").write_text("FROM scratch")
    asset = ecr_assets.DockerImageAsset(stack, "Image", directory=str(tmp_path))

    assert rendered(stack, declare, ArtifactSource.from_docker_image_asset(asset)) == {
        "SourceUri": {
            "Fn::Sub": "${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/"
            "cdk-hnb659fds-container-assets-${AWS::AccountId}-${AWS::Region}:"
            f"{asset.asset_hash}"
        }
    }


def test_equal_sources_are_one_member_of_a_set() -> None:
    def source(version: str) -> ArtifactSource:
        return ArtifactSource.from_uri("s3://data/1.csv", [SourceType.custom(version)])

    assert len({source("1"), source("1"), source("2")}) == 2


def test_what_is_no_repository_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match=r"^from_ecr_repository: repository is 'r'; expected an I"):
        ArtifactSource.from_ecr_repository("r")  # type: ignore[arg-type]


def test_what_is_no_asset_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match=r"^from_asset: asset is 'a'; expected an s3_assets.Asset$"):
        ArtifactSource.from_asset("a")  # type: ignore[arg-type]


def test_what_is_no_image_asset_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match=r"^from_docker_image_asset: asset is 'a'; expected a Dock"):
        ArtifactSource.from_docker_image_asset("a")  # type: ignore[arg-type]


def tagged(stack: Stack, reference: Any) -> ArtifactSource:
    repository = ecr.Repository.from_repository_name(stack, "Repository", "training")
    return ArtifactSource.from_ecr_repository(repository, reference)


def keyed(stack: Stack, key: Any) -> ArtifactSource:
    return ArtifactSource.from_bucket(s3.Bucket.from_bucket_name(stack, "Bucket", "data"), key)


IMAGE_RULE = (
    "expected a tag of up to 128 letters, digits, '_', '.' and '-', not beginning with '.' or "
    "'-', or a digest: 'sha256:' and 64 hexadecimal digits in lower case"
)


TABLE = {
    "uri no string": Mistake(
        {"source": uri(5)}, "source.uri is 5 (int); expected a string, for example str(5)"
    ),
    "source types no list": Mistake(
        {"source": uri("u", SourceType.custom("c"))},
        "source.source_types is SourceType(source_id_type='Custom', value='c') (SourceType); "
        "expected a list of SourceType",
    ),
    "source types a string": Mistake(
        {"source": uri("u", "Custom")},
        "source.source_types is 'Custom'; expected a list of SourceType",
    ),
    "source type of another type": Mistake(
        {"source": uri("u", [{"Custom": "c"}])},
        "source.source_types[0] is {'Custom': 'c'} (dict); expected a SourceType, such as "
        "SourceType.custom('v1')",
    ),
    "source type's value no string": Mistake(
        {"source": uri("u", [SourceType.custom(7)])},  # type: ignore[arg-type]
        "source.source_types[0].value is 7 (int); expected a string, for example str(7)",
    ),
    "key empty": Mistake(
        lambda stack: {"source": keyed(stack, "")},
        "source.key is ''; expected at least 1 character, not counting a leading '/'",
    ),
    "key a slash": Mistake(
        lambda stack: {"source": keyed(stack, "/")},
        "source.key is '/'; expected at least 1 character, not counting a leading '/'",
    ),
    "key no string": Mistake(
        lambda stack: {"source": keyed(stack, 1)},
        "source.key is 1 (int); expected a string, for example str(1)",
    ),
    "image tag malformed": Mistake(
        lambda stack: {"source": tagged(stack, "a b")},
        f"source.tag_or_digest is 'a b'; {IMAGE_RULE}",
    ),
    "image tag empty": Mistake(
        lambda stack: {"source": tagged(stack, "")},
        f"source.tag_or_digest is ''; {IMAGE_RULE}",
    ),
    "image digest too short": Mistake(
        lambda stack: {
            "source": tagged(stack, "sha256:12"),
        },
        f"source.tag_or_digest is 'sha256:12'; {IMAGE_RULE}",
    ),
    "image tag no string": Mistake(
        lambda stack: {
            "source": tagged(stack, 1.4),
        },
        "source.tag_or_digest is 1.4 (float); expected a string, for example str(1.4)",
    ),
}


@pytest.mark.parametrize("mistake", TABLE.values(), ids=TABLE.keys())
def test_a_mistake_is_reported_with_path_value_and_rule(report: Report, mistake: Mistake) -> None:
    assert report(mistake) == mistake.message
