"""What an operation works with."""

from dataclasses import dataclass

from local.lineage.caller import Caller
from local.lineage.rules import Behaviour
from local.lineage.store import Scope


@dataclass(frozen=True)
class Call:
    """One request's caller, the records it acts on and the rules that are open to choice."""

    caller: Caller
    scope: Scope
    behaviour: Behaviour
