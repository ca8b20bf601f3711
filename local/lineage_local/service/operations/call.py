"""What an operation works with."""

from dataclasses import dataclass
from datetime import datetime

from lineage_local.service.behaviour import Behaviour
from lineage_local.service.caller import Caller
from lineage_local.service.store import Scope


@dataclass(frozen=True)
class Call:
    """One request's caller, the records that the caller sees, and the service's behaviour."""

    caller: Caller
    scope: Scope
    behaviour: Behaviour

    def timestamp(self, moment: datetime) -> datetime:
        """Return a time as records show it."""
        return moment.replace(microsecond=0) if self.behaviour.whole_seconds else moment
