"""What a probe works with: artifacts of its own, and waits for what it wrote."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypedDict, TypeVar

from botocore.exceptions import ClientError

from ..clock import RunClock
from ..reading import LONGEST_LAG_SECONDS, NEVER, Reading, UndecidedError
from ..run_id import ARTIFACT_TYPE
from ..schedule import pause

if TYPE_CHECKING:
    from types_boto3_sagemaker import SageMakerClient

T = TypeVar("T")

LOOKS = (0.5, 1.5, 3.5, 7.5, 15.0, 32.0, 66.0, 85.0, LONGEST_LAG_SECONDS + 0.5)
"""Seconds after a write, beside the first look: also just before and after what is survived."""

# Errors that refuse nothing: the call may succeed another time.
_NO_REFUSAL = ("Throttl", "Internal", "ServiceUnavailable", "AccessDenied", "ResourceLimitExceeded")


class AssociatedArns(TypedDict):
    """Source and destination of an association, by the API's names."""

    SourceArn: str
    DestinationArn: str


@dataclass(frozen=True)
class Shown(Generic[T]):
    """What a wait has found: not there at the first moment, there at the second, in seconds."""

    found: T
    not_after: float
    after: float

    @property
    def lag(self) -> float:
        """How late it was shown, as far as the looks at it tell; 0 if at the first look."""
        return self.after if self.not_after else 0.0


@dataclass(frozen=True)
class Bench:
    """The workbench of the probes of one run.

    Parameters
    ----------
    client
        What they call.
    uri_prefix
        What the source URIs of the run begin with.
    clock
        What they wait on.
    restricted
        A client that may tag an artifact only by a tag that it has, see `probes.iam`.
    """

    client: "SageMakerClient"
    uri_prefix: str
    clock: RunClock
    restricted: "SageMakerClient | None" = None

    def source(self, name: str, **types: str) -> Any:
        """Return the source of an artifact of the run, e.g. with ``S3Version="1"`` as its type."""
        source: dict[str, Any] = {"SourceUri": self.uri_prefix + name}
        if types:
            source["SourceTypes"] = [
                {"SourceIdType": key, "Value": value} for key, value in types.items()
            ]
        return source

    def create(self, name: str, **members: Any) -> str:
        """Create an artifact on a source of the run; return its ARN."""
        request = {"Source": self.source(name), "ArtifactType": ARTIFACT_TYPE} | members
        return self.client.create_artifact(**request)["ArtifactArn"]

    def create_pair(self, name: str) -> AssociatedArns:
        """Create two artifacts; return them as an association's source and destination."""
        return {
            "SourceArn": self.create(f"{name}/source"),
            "DestinationArn": self.create(f"{name}/destination"),
        }

    @cached_property
    def specimens(self) -> AssociatedArns:
        """Two artifacts without optional members, as source and destination; no probe changes them.

        One association may be there, from the one to the other.
        """
        return self.create_pair("specimen")

    @property
    def specimen(self) -> str:
        """The ARN of the first of the two."""
        return self.specimens["SourceArn"]

    @property
    def absent(self) -> str:
        """The ARN of an artifact that nothing has made."""
        return f"{self.specimen.rpartition('/')[0]}/{'0' * 32}"

    def describe(self, arn: str) -> Any:
        """Return an artifact, or None if there is none."""
        try:
            return self.client.describe_artifact(ArtifactArn=arn)
        except ClientError as error:
            if code_of(error).startswith("ResourceNotFound"):
                return None
            raise

    def tags(self, arn: str) -> dict[str, str]:
        """Return an artifact's tags."""
        return {tag["Key"]: tag["Value"] for tag in self.client.list_tags(ResourceArn=arn)["Tags"]}

    async def until(
        self, read: Callable[[], T | None], *, since: float | None = None
    ) -> Shown[T] | None:
        """Read until something is found, at the `LOOKS`; None if it is not there at the last one.

        Parameters
        ----------
        read
            Returns what it has found, None for nothing.
        since
            When it was written, by the clock; now, if that is not given.
        """
        since = self.clock.monotonic() if since is None else since
        not_after = 0.0
        while True:
            began = self.clock.monotonic() - since
            found = read()
            ended = self.clock.monotonic() - since
            if found is not None:
                return Shown(found, not_after, ended)
            not_after = max(began, 1e-3)
            next_look = next((seconds for seconds in LOOKS if seconds > ended), None)
            if next_look is None:
                return None
            await pause(next_look - ended)


def refusal(error: ClientError) -> ClientError:
    """Return an error if it is a refusal of the request; raise it if it says nothing of that."""
    if code_of(error).startswith(_NO_REFUSAL):
        raise error
    return error


def code_of(error: ClientError) -> str:
    """Return the code of an error, without a namespace."""
    return str(error.response["Error"]["Code"]).rpartition("#")[2]


def lag_reading(what: str, shown: "Shown[Any] | None") -> Reading:
    """Return the reading of a lag, of a sentence such as ``ListTags shows the tag``."""
    if shown is None:
        return Reading(NEVER, f"{what}: not within {LONGEST_LAG_SECONDS:g} s")
    if not shown.lag:
        return Reading(0.0, f"{what}: at the first look, {shown.after:.1f} s after the write")
    seen = f"{what}: {shown.after:.1f} s after the write, and not {shown.not_after:.1f} s after it"
    return Reading(shown.lag, seen, shown.not_after)


def certainly(shown: Shown[T] | None, what: str) -> T:
    """Return what a wait has found; raise `UndecidedError` if it has found nothing."""
    if shown is None:
        raise UndecidedError(f"{what} was not shown within {LONGEST_LAG_SECONDS:g} s")
    return shown.found
