"""The SageMaker lineage service of the embedded cloud.

Artifacts, actions, contexts, associations, tags and lineage queries over HTTP, by botocore's
service model, in memory, on loopback only.

Beside the API, the service has paths of its own:

``GET /_lineage/ready``
    200 as soon as it listens.
``POST /_lineage/reset``
    Removes all records, faults and calls; the behaviour stays.
``PUT /_lineage/faults``
    Replaces the pending faults: a list of objects with the fields of `Fault`, without its hook;
    ``[]`` for none.
``PUT /_lineage/behaviour``
    Sets the rules that public facts leave open: an object with fields of `Behaviour`; the others
    take their default. ``{}``: all of them. No record is removed.

A body that is not valid gets 400 and a line that says why.

Examples
--------
The next three creates are throttled, and the response to the first update is lost::

    curl -X PUT $AWS_ENDPOINT_URL_SAGEMAKER/_lineage/faults -d '[
        {"outcome": "throttle", "operation": "CreateArtifact", "times": 3},
        {"outcome": "reset", "operation": "UpdateArtifact", "at": "after"}]'

The service takes two calls a second, and its lists lag five seconds behind::

    curl -X PUT $AWS_ENDPOINT_URL_SAGEMAKER/_lineage/behaviour -d '
        {"requests_per_second": 2, "list_lag_seconds": 5}'
"""

from lineage_local.service.authorization import Principal
from lineage_local.service.behaviour import Behaviour
from lineage_local.service.faults import Fault, Faults
from lineage_local.service.recorded_call import RecordedCall
from lineage_local.service.server import LineageService

__all__ = ["Behaviour", "Fault", "Faults", "LineageService", "Principal", "RecordedCall"]
