"""Which zone a calendar means: by its usual name, by Outlook's, or by the rules in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, cast
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

_KNOWN = {name.lower(): name for name in available_timezones() if name != "Factory"}
_OUTLOOK = {name.lower(): name_here for name, name_here in WINDOWS_TO_OLSON.items()}
"""Unicode's list (CLDR windowsZones), as the library carries it."""

_YEARLY = re.compile(
    r"FREQ=YEARLY(;(INTERVAL=1|BYMONTH=\d+|BYDAY=[-+]?\d?[A-Z]{2}|WKST=[A-Z]{2}|UNTIL=[0-9TZ]+))*"
)
MOST = 40_000
"""No true description of a zone is longer than so many characters."""


def named(name: str) -> ZoneInfo | None:
    """The zone of this name. Some programs put their own address before it, such as
    /example.org/20050126_1/Europe/London."""
    plain = name.strip().strip('"').lower()
    if plain in _OUTLOOK:
        return ZoneInfo(_OUTLOOK[plain])
    parts = plain.strip("/").split("/")
    tails = ("/".join(parts[n:]) for n in range(len(parts) if plain.startswith("/") else 1))
    return next((ZoneInfo(_KNOWN[tail]) for tail in tails if tail in _KNOWN), None)


def zone(name: str, answers: Mapping[str, str], described: Mapping[str, str]) -> tzinfo | None:
    """What a steward answered comes first, then the name, then what the file itself says."""
    if name[:200] in answers:
        return ZoneInfo(answers[name[:200]])
    return named(name) or (_described(described[name]) if name in described else None)


def _described(words: str) -> tzinfo | None:
    """The zone by its rules in the file. Only rules that come once a year are followed, so
    that nobody can make us count for ever."""
    rules = re.findall(r"^RRULE:(.*)$", words, re.MULTILINE | re.IGNORECASE)
    if len(words) > MOST or not all(_YEARLY.fullmatch(rule.strip().upper()) for rule in rules):
        return None
    try:
        located = re.search(r"^X-LIC-LOCATION:(.*)$", words, re.MULTILINE | re.IGNORECASE)
        known = named(located[1]) if located else None
        if known:
            return known
        found: Any = Timezone.from_ical(words)
        return cast(tzinfo, found.to_tz(lookup_tzid=False))
    except Exception:  # whatever a stranger's program wrote: then we ask
        return None
