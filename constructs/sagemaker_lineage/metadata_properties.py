"""The metadata of an artifact: where it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class MetadataProperties:
    """Where an artifact comes from, in the terms of the API's ``MetadataProperties``.

    Each value is a string of at most 1024 characters, or a token. A change makes SageMaker's
    artifact anew on the same source, with its associations.

    Parameters
    ----------
    commit_id
        The commit, for example a Git hash.
    repository
        The repository, for example its URL.
    generated_by
        What made the entity, for example the ARN of a job or a user.
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
