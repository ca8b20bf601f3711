"""Where an artifact lies: the source, which is its identity."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_ecr_assets as ecr_assets
from aws_cdk import aws_s3_assets as s3_assets

from . import limits
from .diagnostics import Diagnostic, Diagnostics, show
from .source_type import SourceType
from .tokens import as_text

if TYPE_CHECKING:
    from aws_cdk.interfaces.aws_s3 import IBucketRef


@dataclass(frozen=True)
class ArtifactSource:
    """The URI of an artifact, with what tells its content from others at the same URI.

    SageMaker knows an artifact by its source: there is one artifact for each, and a changed
    source is another artifact. Made with one of the methods below.

    Examples
    --------
    >>> ArtifactSource.from_uri("s3://data/churn.csv", [SourceType.custom("2026-11")])
    ... # doctest: +ELLIPSIS
    ArtifactSource(source_uri='s3://data/churn.csv', ...)
    """

    source_uri: str
    source_types: Sequence[SourceType] = ()
    _diagnostics: tuple[Diagnostic, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        # A list would keep the source from being a member of a set, and could be changed.
        if isinstance(self.source_types, list):
            object.__setattr__(self, "source_types", tuple(self.source_types))

    @staticmethod
    def from_uri(uri: str, source_types: Sequence[SourceType] = ()) -> "ArtifactSource":
        """Use a source at any URI.

        Parameters
        ----------
        uri
            1 to 2048 characters on one line, or a token. Spaces are allowed within the key of an
            S3 object only.
        source_types
            What tells the content from others at this URI.
        """
        return ArtifactSource(uri, source_types)

    @staticmethod
    def from_bucket(
        bucket: "IBucketRef", key: str, *, version_id: str | None = None, etag: str | None = None
    ) -> "ArtifactSource":
        """Use an object, or everything below a prefix, in an S3 bucket.

        Parameters
        ----------
        bucket
            The bucket, CDK's ``Bucket`` or ``CfnBucket``.
        key
            The object's key, or a prefix that ends in ``/``; not empty. A ``/`` before it is left
            out, as CDK's ``s3_url_for_object`` does.
        version_id
            The object's version, which becomes a source type ``S3Version``.
        etag
            The object's ETag, which becomes a source type ``S3ETag``.

        Raises
        ------
        TypeError
            If `bucket` is no bucket.
        """
        reference = getattr(bucket, "bucket_ref", None)
        if reference is None:
            raise TypeError(f"from_bucket: bucket is {show(bucket)}; expected an IBucketRef")
        diagnostics = Diagnostics()
        key_given = diagnostics.text("source.key", key)
        object_key = "" if key_given is None else as_text(key_given).removeprefix("/")
        if key_given is not None and not object_key:
            diagnostics.add("source.key", key, "at least 1 character, not counting a leading '/'")
        source_types = [
            source_type
            for source_type in (
                None if version_id is None else SourceType.s3_version(version_id),
                None if etag is None else SourceType.s3_etag(etag),
            )
            if source_type
        ]
        uri = f"s3://{reference.bucket_name}/{object_key}"
        return ArtifactSource(uri, source_types, tuple(diagnostics))

    @staticmethod
    def from_ecr_repository(
        repository: ecr.IRepository, tag_or_digest: str = "latest"
    ) -> "ArtifactSource":
        """Use an image in an ECR repository.

        Parameters
        ----------
        repository
            The repository.
        tag_or_digest
            The image's tag, or its digest, which begins with ``sha256:``. A tag can be moved to
            another image and the artifact stays the same one; a digest cannot. A token is taken
            as a tag.

        Raises
        ------
        TypeError
            If `repository` is no repository.
        """
        uri = _attribute(
            "from_ecr_repository: repository", repository, "repository_uri", "an IRepository"
        )
        diagnostics = Diagnostics()
        reference = diagnostics.text("source.tag_or_digest", tag_or_digest)
        if reference is not None:
            diagnostics.check(
                "source.tag_or_digest",
                reference,
                _is_image_reference,
                "a tag of up to 128 letters, digits, '_', '.' and '-', not beginning with '.' "
                "or '-', or a digest: 'sha256:' and 64 hexadecimal digits in lower case",
            )
            uri = repository.repository_uri_for_tag_or_digest(reference)
        return ArtifactSource(uri, (), tuple(diagnostics))

    @staticmethod
    def from_asset(asset: s3_assets.Asset) -> "ArtifactSource":
        """Use a file or folder that CDK uploads to S3.

        The object's key is the hash of the content, so the URI alone tells one content from
        another, and no source type repeats it.

        Raises
        ------
        TypeError
            If `asset` is no S3 asset.
        """
        return ArtifactSource(
            _attribute("from_asset: asset", asset, "s3_object_url", "an s3_assets.Asset")
        )

    @staticmethod
    def from_docker_image_asset(asset: ecr_assets.DockerImageAsset) -> "ArtifactSource":
        """Use an image that CDK builds and pushes to ECR.

        The image's tag is the hash of what it is built from.

        Raises
        ------
        TypeError
            If `asset` is no image asset.
        """
        return ArtifactSource(
            _attribute("from_docker_image_asset: asset", asset, "image_uri", "a DockerImageAsset")
        )

    def _render(self, diagnostics: Diagnostics) -> dict[str, Any]:
        """Render the API's ``ArtifactSource``, leaving out what is no string."""
        diagnostics.extend(self._diagnostics)
        rendered: dict[str, Any] = {"SourceUri": diagnostics.text("source.uri", self.source_uri)}
        if source_types := self._render_source_types(diagnostics):
            rendered["SourceTypes"] = source_types
        return rendered

    def _render_source_types(self, diagnostics: Diagnostics) -> list[dict[str, Any]]:
        source_types = self.source_types
        if isinstance(source_types, str | bytes) or not isinstance(source_types, Sequence):
            diagnostics.add("source.source_types", source_types, "a list of SourceType")
            return []
        rendered = []
        for index, source_type in enumerate(source_types):
            member = f"source.source_types[{index}]"
            if not isinstance(source_type, SourceType):
                diagnostics.add(
                    member, source_type, "a SourceType, such as SourceType.custom('v1')"
                )
                continue
            rendered.append(
                {
                    "SourceIdType": diagnostics.text(
                        f"{member}.source_id_type", source_type.source_id_type
                    ),
                    "Value": diagnostics.text(f"{member}.value", source_type.value),
                }
            )
        return rendered


def _attribute(member: str, value: object, name: str, wanted: str) -> str:
    """Return the attribute that makes an object the kind of thing that is wanted."""
    attribute = getattr(value, name, None)
    if not isinstance(attribute, str):
        raise TypeError(f"{member} is {show(value)}; expected {wanted}")
    return attribute


def _is_image_reference(reference: str) -> bool:
    pattern = (
        limits.IMAGE_DIGEST_PATTERN if reference.startswith("sha256:") else limits.IMAGE_TAG_PATTERN
    )
    return re.fullmatch(pattern, reference) is not None
