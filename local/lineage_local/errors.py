"""The errors of the embedded cloud; the message of each is one line for the user."""

from pathlib import Path


class CloudError(Exception):
    """The embedded cloud cannot do what was asked.

    Parameters
    ----------
    message
        One line: what happened and what to do about it.
    log
        The file that has the details, if there is one.
    """

    def __init__(self, message: str, log: Path | None = None) -> None:
        super().__init__(message)
        self.log = log


class CloudDownError(CloudError):
    """The cloud is not up."""

    def __init__(self) -> None:
        super().__init__("the embedded cloud is down: start it with `sagemaker-lineage local up`")


class DeploymentError(CloudError):
    """The cdk CLI did not deploy or destroy an app; the message ends with what it printed last."""


class MissingError(CloudError):
    """Something that the embedded cloud needs is not installed."""
