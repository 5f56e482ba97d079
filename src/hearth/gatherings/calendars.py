"""Gatherings as calendar files (RFC 5545): UK local time, and the same bytes until one changes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from hearth.ground.links import absolute
from hearth.ground.text import without_control_signs
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
END:VTIMEZONE""".splitlines()

_ESCAPED = {"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"}
_LONGEST = 75


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a letter asks, at which address we read the answer, and what we know of it."""

    name: str
    email: str
    answers_to: str
    our_name: str
    answer: str


def calendar_of(gatherings: Iterable[Gathering], *, name: str, with_phone: bool = True) -> str:
    """A calendar of these gatherings, in the order given. Times are UK wall clock with our
    own short VTIMEZONE; nothing in it depends on when it is asked for. The number to dial is
    for those who come: what everybody can read is made without it."""
    entries = [_entry(gathering, gathering.changed_at, with_phone) for gathering in gatherings]
    return _calendar("PUBLISH", entries, f"X-WR-CALNAME:{_escaped(name)}")


def letter_calendar(
    gathering: Gathering, asked: Asked, *, at: datetime, gone: bool = False, with_phone: bool
) -> str:
    """A gathering for the calendar of one person, who can answer in their mail program (iTIP,
    RFC 5546): REQUEST, or CANCEL where it is `gone` from their calendar. Stamped with the
    moment it is written: a program keeps the later of two with the same SEQUENCE, as when
    somebody gives a place back and then takes one again."""
    people = [
        f"ORGANIZER;CN={_quoted(asked.our_name)}:mailto:{asked.answers_to}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={asked.answer};"
        f"RSVP=TRUE;CN={_quoted(asked.name)}:mailto:{asked.email}",
    ]
    entry = [*_entry(gathering, at, with_phone, gone=gone), *people]
    return _calendar("CANCEL" if gone else "REQUEST", [entry])


def _calendar(method: str, entries: Iterable[list[str]], *more: str) -> str:
    top = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Hearth//Gatherings//EN"]
    lines = [*top, "CALSCALE:GREGORIAN", f"METHOD:{method}", *more, *_LONDON]
    for entry in entries:
        lines += ["BEGIN:VEVENT", *entry, "END:VEVENT"]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _entry(
    gathering: Gathering, stamp: datetime, with_phone: bool, *, gone: bool = False
) -> list[str]:
    off = gone or gathering.is_cancelled
    return [
        f"UID:{gathering.uid}@hearth",
        f"DTSTAMP:{_in_utc(stamp)}",
        f"LAST-MODIFIED:{_in_utc(gathering.changed_at)}",
        f"SEQUENCE:{gathering.sequence}",
        f"SUMMARY:{_escaped(gathering.title)}",
        f"DTSTART;TZID=Europe/London:{_in_london(gathering.starts_at)}",
        f"DTEND;TZID=Europe/London:{_in_london(gathering.ends_at)}",
        f"URL:{absolute(gathering.get_absolute_url())}",
        f"DESCRIPTION:{_escaped(_words(gathering, with_phone))}",
        f"LOCATION:{_escaped(absolute(gathering.page('room')))}",
        f"STATUS:{'CANCELLED' if off else 'CONFIRMED'}",
    ]


def _words(gathering: Gathering, with_phone: bool) -> str:
    """What the calendar says: how to join by computer or phone, never the raw video link."""
    lines = [
        gathering.words_for("calendar"),
        f"Join: {absolute(gathering.page('room'))}",
        f"By phone: {gathering.phone_words}" if with_phone and gathering.phone else "",
    ]
    return "\n".join(line for line in lines if line)


def _in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _in_london(moment: datetime) -> str:
    return f"{localtime(moment, LONDON):%Y%m%dT%H%M%S}"


def _escaped(words: str) -> str:
    plain = without_control_signs(words.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[\\;,\n]", lambda sign: _ESCAPED[sign[0]], plain)


def _quoted(words: str) -> str:
    """A name as a parameter, which can hold no quotation mark and no new line."""
    return f'"{" ".join(without_control_signs(words).split()).replace(chr(34), chr(39))}"'


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes (RFC 5545, 3.1), never within a sign."""
    return "\r\n ".join(_pieces(line)) if len(line.encode()) > _LONGEST else line


def _pieces(line: str) -> Iterator[str]:
    rest, room = line.encode(), _LONGEST
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        yield rest[:cut].decode()
        rest, room = rest[cut:], _LONGEST - 1
    yield rest.decode()
