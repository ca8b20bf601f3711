"""A resource of a stack whose requests the handler serves in this process."""

import itertools
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..budget import BudgetSpentError

Properties = Mapping[str, Any]

ARTIFACT = "Custom::SageMakerArtifact"
ASSOCIATION = "Custom::SageMakerAssociation"

# A request has fifteen minutes in Lambda; here the budget of the run ends it.
_SECONDS = 900.0

_numbers = itertools.count(1)


@dataclass(frozen=True)
class ResourceResponse:
    """The handler's response to one request."""

    physical_id: str
    reason: str = ""

    @property
    def succeeded(self) -> bool:
        """Whether the request was carried out."""
        return bool(self.physical_id)

    def __str__(self) -> str:
        return self.reason or "SUCCESS"


class TestedResource:
    """One resource, with CloudFormation's requests as its methods.

    Parameters
    ----------
    client
        The client of SageMaker that the handler is to use.
    resource_type
        For example ``Custom::SageMakerArtifact``.
    stack, logical_id
        Whose resource it is.
    """

    def __init__(self, client: Any, resource_type: str, stack: str, logical_id: str) -> None:
        self._client, self._resource_type = client, resource_type
        self._ids = {
            "StackId": f"arn:aws:cloudformation:us-east-1:000000000000:stack/{stack}/1",
            "LogicalResourceId": logical_id,
            "ResourceType": resource_type,
        }

    def create(self, properties: Properties) -> ResourceResponse:
        """Send a Create."""
        return self._send("Create", ResourceProperties=properties)

    def update(self, physical_id: str, new: Properties, old: Properties) -> ResourceResponse:
        """Send an Update."""
        return self._send(
            "Update",
            PhysicalResourceId=physical_id,
            ResourceProperties=new,
            OldResourceProperties=old,
        )

    def delete(self, physical_id: str, properties: Properties) -> ResourceResponse:
        """Send a Delete."""
        return self._send("Delete", PhysicalResourceId=physical_id, ResourceProperties=properties)

    def _send(self, request_type: str, **members: Any) -> ResourceResponse:
        lifecycles, new_api = _handler()
        request_id = f"{self._ids['StackId']}-{next(_numbers)}"
        event = {"RequestType": request_type, "RequestId": request_id, **self._ids, **members}
        serve = getattr(lifecycles[self._resource_type], request_type.lower())
        try:
            outcome = serve(event, new_api(self._client))
        except BudgetSpentError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever it is, it is the request's failure)
            return ResourceResponse("", f"FAILED: {error}")
        return ResourceResponse(outcome.physical_id or members.get("PhysicalResourceId", ""))


def _handler() -> tuple[Mapping[str, Any], Callable[[Any], Any]]:
    """Return the handler's lifecycles by resource type, and what makes its API of a client."""
    if not find_spec("lineage_handler"):
        sys.path.append(str(_handler_folder()))
    # Only now is the path known.
    from lineage_handler.artifact import lifecycle as artifact  # noqa: PLC0415
    from lineage_handler.association import lifecycle as association  # noqa: PLC0415
    from lineage_handler.sagemaker.client import LineageApi  # noqa: PLC0415
    from lineage_handler.sagemaker.deadline import Deadline  # noqa: PLC0415

    lifecycles = {ARTIFACT: artifact, ASSOCIATION: association}
    return lifecycles, lambda client: LineageApi(client, Deadline(lambda: _SECONDS))


def _handler_folder() -> Path:
    """Return ``lambda/``: inside the installed package, or beside ``constructs/`` in a checkout."""
    spec = find_spec("sagemaker_lineage")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("sagemaker_lineage is not installed; it has the handler")
    package = Path(spec.origin).parent
    installed = package / "lambda"
    return installed if installed.is_dir() else package.parents[1] / "lambda"
