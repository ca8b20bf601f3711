"""Names that the tests beside the simulator still use."""

from ..simulator.deployment import ResourceFailed
from ..simulator.function import Handler, LambdaContext
from ..simulator.resources import Ref
from ..simulator.responses import SIGNATURE, checked
from ..simulator.responses import ResponseServer as AnswerBox
from ..simulator.stack import SimulatedStack as Stack

__all__ = [
    "SIGNATURE",
    "AnswerBox",
    "Handler",
    "LambdaContext",
    "Ref",
    "ResourceFailed",
    "Stack",
    "checked",
]
