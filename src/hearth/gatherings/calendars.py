"""Gatherings as calendar files (RFC 5545): UK local time, and the same bytes until one changes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from icalendar import Calendar, Event, vText

from hearth.ground.links import absolute
from hearth.ground.time import LONDON

if TYPE_CHECKING:
    from hearth.gatherings.models import Gathering

_LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


_CONTROL_SIGNS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF])
"""What a paste can bring along, and neither a calendar (RFC 5545) nor a feed (XML) may hold."""


def without_control_signs(words: str) -> str:
    """The same words without the signs that nobody sees and that break a feed."""
    return words.translate(_CONTROL_SIGNS)


def calendar_of(gatherings: Iterable[Gathering], *, name: str, with_phone: bool = True) -> str:
    """A calendar of these gatherings, in the order given. Times are UK wall clock with our
    own short VTIMEZONE; nothing in it depends on when it is asked for. The number to dial is
    for those who come: what everybody can read is made without it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Hearth//Gatherings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar["x-wr-calname"] = vText(without_control_signs(name))
    calendar.add_component(Calendar.from_ical(_LONDON))
    for gathering in gatherings:
        calendar.add_component(_entry(gathering, with_phone))
    return str(calendar.to_ical(), "utf-8")


def _entry(gathering: Gathering, with_phone: bool) -> Event:
    entry = Event()
    entry.add("uid", f"{gathering.uid}@hearth")
    entry.add("dtstamp", gathering.changed_at)
    entry.add("last-modified", gathering.changed_at)
    entry.add("sequence", gathering.sequence)
    entry.add("summary", without_control_signs(gathering.title))
    entry.add("dtstart", localtime(gathering.starts_at, LONDON))
    entry.add("dtend", localtime(gathering.ends_at, LONDON))
    entry.add("url", absolute(gathering.get_absolute_url()))
    entry.add("description", without_control_signs(_words(gathering, with_phone)))
    entry.add("location", absolute(gathering.page("room")))
    entry.add("status", "CANCELLED" if gathering.is_cancelled else "CONFIRMED")
    return entry


def _words(gathering: Gathering, with_phone: bool) -> str:
    """What the calendar says: how to join by computer or phone, never the raw video link."""
    lines = [
        gathering.words_for("calendar"),
        f"Join: {absolute(gathering.page('room'))}",
        f"By phone: {gathering.phone_words}" if with_phone and gathering.phone else "",
    ]
    return "\n".join(line for line in lines if line)
