"""Declare SageMaker ML lineage in AWS CDK apps.

Examples
--------
>>> from sagemaker_lineage import Artifact, ArtifactSource, ArtifactType
>>> Artifact(
...     stack,
...     "Churn",
...     source=ArtifactSource.from_bucket(bucket, "churn/2026-11.csv", version_id=version),
...     artifact_type=ArtifactType.DATA_SET,
... )  # doctest: +SKIP
"""

from .artifact import Artifact
from .artifact_base import IArtifact
from .artifact_source import ArtifactSource
from .artifact_type import ArtifactType
from .association import Association
from .association_type import AssociationType
from .metadata_properties import MetadataProperties
from .on_existing import OnExisting
from .provider import LineageProvider
from .source_type import SourceType

__all__ = [
    "Artifact",
    "ArtifactSource",
    "ArtifactType",
    "Association",
    "AssociationType",
    "IArtifact",
    "LineageProvider",
    "MetadataProperties",
    "OnExisting",
    "SourceType",
]
