"""How a run marks what it makes, so that nothing else is ever deleted."""

import secrets

from .clock import RunClock, epoch_seconds

PREFIX = "s3://cdk-sagemaker-lineage-conformance/"
"""What the source URIs of all runs begin with; there need not be such a bucket."""

ARTIFACT_TYPE = "cdk-sagemaker-lineage-conformance"
"""The ArtifactType of all artifacts of all runs: a list call can ask for it."""

ASSOCIATION_SOURCE = "association-source"
ASSOCIATION_DESTINATION = "association-destination"
"""How the source URIs of what the contract tests associate end."""


def new_run_id(clock: RunClock) -> str:
    """Return an id that no other run has; it begins with the time."""
    return f"{epoch_seconds(clock)}-{secrets.token_hex(3)}"


def uri_prefix(run_id: str) -> str:
    """Return what the source URIs of one run begin with."""
    return f"{PREFIX}{run_id}/"
