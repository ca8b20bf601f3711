"""The SageMaker lineage service of the embedded cloud.

Artifacts, actions, contexts, associations, tags and lineage queries, spoken over HTTP as
botocore's service model describes them, kept in memory, on loopback only.

Beside the API it answers, on paths of its own:

``GET /_lineage/ready``
    200 once it listens.
``POST /_lineage/reset``
    Forgets all records, faults and calls; the behaviour stays.
``PUT /_lineage/faults``
    What is to go wrong from now on, in the place of what was: a list of objects with the fields of
    `Fault` but for its hook. ``[]``: nothing.
``PUT /_lineage/behaviour``
    The rules that are open to choice: an object with fields of `Behaviour`; a field that is not
    there takes its default. ``{}``: all of them. Nothing is forgotten.

What cannot be understood is answered with 400 and a line that says why.

Examples
--------
The next three creates are throttled, and the answer to the first update is lost::

    curl -X PUT $AWS_ENDPOINT_URL_SAGEMAKER/_lineage/faults -d '[
        {"outcome": "throttle", "operation": "CreateArtifact", "times": 3},
        {"outcome": "reset", "operation": "UpdateArtifact", "at": "after"}]'

The service takes two calls a second, and its lists lag five seconds behind::

    curl -X PUT $AWS_ENDPOINT_URL_SAGEMAKER/_lineage/behaviour -d '
        {"requests_per_second": 2, "list_lag_seconds": 5}'
"""

from lineage_local.service.authorization import Principal
from lineage_local.service.faults import Fault, Faults
from lineage_local.service.recorded import RecordedCall
from lineage_local.service.rules import Behaviour
from lineage_local.service.server import LineageService

__all__ = ["Behaviour", "Fault", "Faults", "LineageService", "Principal", "RecordedCall"]
