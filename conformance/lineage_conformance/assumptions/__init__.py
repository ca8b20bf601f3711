"""All assumptions about SageMaker, IAM, CloudFormation and Lambda that the handler relies on.

docs/assumptions.md is written from this table.
"""

from .assumption import Assumption
from .changes import CHANGES
from .identity import IDENTITY
from .lags import LAGS
from .platform import PLATFORM
from .responses import RESPONSES

ASSUMPTIONS: dict[str, Assumption] = {
    each.name: each for each in (*IDENTITY, *CHANGES, *LAGS, *RESPONSES, *PLATFORM)
}
