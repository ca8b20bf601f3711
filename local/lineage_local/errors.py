"""What can go wrong with the embedded cloud, as one clear line each."""

from pathlib import Path


class CloudError(Exception):
    """The embedded cloud cannot do what was asked.

    Parameters
    ----------
    message
        One line: what happened and what to do about it.
    log
        The file that tells more, if there is one.
    """

    def __init__(self, message: str, log: Path | None = None) -> None:
        super().__init__(message)
        self.log = log


class CloudDownError(CloudError):
    """Something was asked of a cloud that is not up."""

    def __init__(self) -> None:
        super().__init__("the embedded cloud is down: start it with `python -m lineage_local up`")


class MissingError(CloudError):
    """Something that the embedded cloud runs is not installed."""
