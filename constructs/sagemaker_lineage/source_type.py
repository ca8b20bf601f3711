"""What tells one content of a source from another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceType:
    """What tells one content of a source from another, such as an S3 object's version.

    Parameters
    ----------
    source_id_type
        ``MD5Hash``, ``S3ETag``, ``S3Version`` or ``Custom``; better written with the methods
        below.
    value
        The identifier, at most 256 characters, or a token.
    """

    source_id_type: str
    value: str

    @staticmethod
    def md5_hash(value: str) -> "SourceType":
        """Identify the content by its MD5 hash, 32 hexadecimal digits."""
        return SourceType("MD5Hash", value)

    @staticmethod
    def s3_etag(value: str) -> "SourceType":
        """Identify the content by an S3 object's ETag."""
        return SourceType("S3ETag", value)

    @staticmethod
    def s3_version(value: str) -> "SourceType":
        """Identify the content by an S3 object's version id."""
        return SourceType("S3Version", value)

    @staticmethod
    def custom(value: str) -> "SourceType":
        """Identify the content by any text of one's own."""
        return SourceType("Custom", value)
