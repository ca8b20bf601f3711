"""The metadata of an artifact: how it came to be."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MetadataProperties:
    """How an artifact came to be, in the terms of the API's ``MetadataProperties``.

    Each value is a string of at most 1024 characters, or a token. They are written when the
    artifact is created, and SageMaker cannot change them (API Reference, UpdateArtifact): a later
    change writes nothing. `Artifact.commit_id` is the commit that was written. A value that shall
    change on every deployment is a property of the artifact.

    Parameters
    ----------
    commit_id
        The commit, for example a Git hash.
    repository
        The repository, for example its URL.
    generated_by
        What generated the artifact, for example the ARN of a job or a user.
    project_id
        The project, for example a SageMaker project's id.

    Examples
    --------
    >>> MetadataProperties(commit_id="8bd1fd5", repository="https://example.com/churn.git")
    ... # doctest: +ELLIPSIS
    MetadataProperties(commit_id='8bd1fd5', ...)
    """

    commit_id: str | None = None
    repository: str | None = None
    generated_by: str | None = None
    project_id: str | None = None
