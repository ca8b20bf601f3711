"""What an operation works with."""

from dataclasses import dataclass

from lineage_local.service.caller import Caller
from lineage_local.service.rules import Behaviour
from lineage_local.service.store import Scope


@dataclass(frozen=True)
class Call:
    """One request's caller, the records that the caller sees, and the service's behaviour."""

    caller: Caller
    scope: Scope
    behaviour: Behaviour
