"""The operation on trial components, which exist by being named in an association."""

from collections.abc import Mapping
from typing import Any

from lineage_local.service import refusals
from lineage_local.service.operations.call import Call
from lineage_local.service.trial_components import job_of


def describe_trial_component(call: Call, request: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a trial component: its name, and the job that it is of.

    Raises
    ------
    ServiceError
        ``ResourceNotFound`` if no association names it.
    """
    arn = arn_of(call, request["TrialComponentName"])
    count = call.scope.associations.count
    if not arn.startswith(_prefix(call)) or count((arn, None)) + count((None, arn)) == 0:
        raise refusals.does_not_exist(call.behaviour, f"Trial component {arn!r}")
    name = arn.rpartition("/")[2]
    described = {"TrialComponentName": name, "TrialComponentArn": arn, "DisplayName": name}
    job = job_of(name)
    if job is None:
        return described
    job_arn = call.caller.arn(f"{job.kind.resource}/{job.name}")
    return {**described, "Source": {"SourceArn": job_arn, "SourceType": job.kind.source_type}}


def arn_of(call: Call, name: str) -> str:
    """Return the ARN of a trial component of this name."""
    # The operation takes the ARN in the place of the name.
    return name if name.startswith("arn:") else f"{_prefix(call)}{name}"


def _prefix(call: Call) -> str:
    return call.caller.arn("experiment-trial-component/")
