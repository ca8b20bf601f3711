"""Every kind of request that the function gets, each in the deployment that brings it about."""

from .artifact import ARTIFACT_SCENARIOS
from .association import ASSOCIATION_SCENARIOS
from .rollback import ROLLBACK_SCENARIOS

SCENARIOS = ARTIFACT_SCENARIOS | ASSOCIATION_SCENARIOS | ROLLBACK_SCENARIOS
