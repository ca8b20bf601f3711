"""The limits of SageMaker's lineage API, each number in this one place.

Unless a line says otherwise, the source is the service model of the API (2017-07-24), the same
one that botocore carries: shapes ``CreateArtifactRequest`` and below.
"""

from typing import Final

# ExperimentEntityName
ARTIFACT_NAME_MAX: Final = 120
ARTIFACT_NAME_PATTERN: Final = r"[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}"

# String256, which both an artifact's type and the value of a source type are
ARTIFACT_TYPE_MAX: Final = 256
SOURCE_TYPE_VALUE_MAX: Final = 256

# SourceUri
SOURCE_URI_MIN: Final = 1
SOURCE_URI_MAX: Final = 2048

# ArtifactSourceIdType
SOURCE_ID_TYPES: Final = ("MD5Hash", "S3ETag", "S3Version", "Custom")

# The digits of an MD5 hash (RFC 1321); the model takes any text.
MD5_HASH_PATTERN: Final = r"[0-9a-fA-F]{32}"

# Kept for the records of associations (this library): their source's scheme, their type.
RESERVED_SOURCE_SCHEME: Final = "cdk-sagemaker-lineage://"
RESERVED_ARTIFACT_TYPE: Final = "AssociationRecord"

# ArtifactProperties, StringParameterValue (its keys), ArtifactPropertyValue
PROPERTIES_MAX: Final = 30
PROPERTY_KEY_MAX: Final = 2500
PROPERTY_VALUE_MAX: Final = 4096

# MetadataPropertyValue
METADATA_VALUE_MAX: Final = 1024

# TagList, TagKey, TagValue. The pattern of keys and values,
# ([\p{L}\p{Z}\p{N}_.:/=+\-@]*), is spelled here as categories and characters, since the
# standard library's regular expressions do not know categories.
TAGS_MAX: Final = 50
TAG_KEY_MIN: Final = 1
TAG_KEY_MAX: Final = 128
TAG_VALUE_MAX: Final = 256
TAG_CATEGORIES: Final = ("L", "Z", "N")
TAG_PUNCTUATION: Final = "_.:/=+-@"

# ArtifactArn
ARTIFACT_ARN_MAX: Final = 256
ARTIFACT_ARN_PATTERN: Final = r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:artifact/.*"

# AssociationEntityArn
ENTITY_ARN_MAX: Final = 256
ENTITY_ARN_PATTERN: Final = (
    r"arn:aws[a-z\-]*:sagemaker:[a-z0-9\-]*:[0-9]{12}:"
    r"(experiment|experiment-trial-component|artifact|action|context)/.*"
)

# AssociationEdgeType
ASSOCIATION_TYPES: Final = (
    "ContributedTo",
    "AssociatedWith",
    "DerivedFrom",
    "Produced",
    "SameAs",
)

# Keys that no user may set: AWS keeps the first for itself, in any case (AWS General Reference,
# "Tag naming limits and requirements"); the second holds who owns an artifact (this library).
RESERVED_TAG_PREFIX_AWS: Final = "aws:"
RESERVED_TAG_PREFIX_LINEAGE: Final = "cdk-sagemaker-lineage:"

# Of an artifact's tags these many are kept for the mark and the claims of this library.
TAGS_RESERVED: Final = 5
USER_TAGS_MAX: Final = TAGS_MAX - TAGS_RESERVED

# A tag or a digest of a container image (OCI Distribution Specification, "Pulling manifests";
# OCI Image Specification, "Digests").
IMAGE_TAG_PATTERN: Final = r"[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}"
IMAGE_DIGEST_PATTERN: Final = r"sha256:[a-f0-9]{64}"

# What the handler is written for.
PYTHON_MIN: Final = (3, 10)

# The shortest timeout in which the handler can do its work: it begins no call when less than 20
# seconds are left, and waits up to 75 each for what lists and tags show late. The longest timeout
# and the memory are Lambda's (Lambda Developer Guide, "Lambda quotas").
FUNCTION_TIMEOUT_MIN_SECONDS: Final = 300
FUNCTION_TIMEOUT_MAX_SECONDS: Final = 900
FUNCTION_MEMORY_MIN_MIB: Final = 128
FUNCTION_MEMORY_MAX_MIB: Final = 10240
