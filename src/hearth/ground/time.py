"""Times as people say them: UK wall clock."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def on(day: date, clock: time) -> datetime:
    """That day at that time on a UK clock. A time that the spring change skips moves on an
    hour; one that comes twice in autumn is the first."""
    local = datetime.combine(day, clock, LONDON)
    return local.astimezone(ZoneInfo("UTC")).astimezone(LONDON)
