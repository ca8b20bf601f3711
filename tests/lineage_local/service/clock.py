"""The service's clock, in the hands of a test."""

from datetime import datetime, timedelta, tzinfo

BEGINNING = datetime(2026, 1, 1)


class ServiceClock:
    """Replaces the names ``datetime`` and ``time`` of the service's modules; starts at 0 s."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self, zone: tzinfo) -> datetime:
        return BEGINNING.replace(tzinfo=zone) + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.seconds += seconds
