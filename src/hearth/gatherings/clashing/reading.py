"""Reading a calendar file as programs really write it: busy times, and what could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from dateutil.rrule import rruleset, rrulestr
from icalendar import Event
from icalendar.prop import vRecur

from hearth.gatherings.clashing.zones import zone
from hearth.ground.time import LONDON

MOST = 5000
DAY = timedelta(days=1)
SLACK = timedelta(hours=14)
"""How much later than UTC a clock can be: an end of a rule whose zone nobody knows yet."""

_PROPERTY = re.compile(r"[A-Za-z][A-Za-z0-9-]*[;:]")
_COMES_BACK = re.compile(r"^(RRULE|RDATE|DURATION|RECURRENCE-ID)[;:]", re.MULTILINE | re.IGNORECASE)
_ITS_DAYS = re.compile(r"^DT(?:START|END)[;:].*?(\d{8})(?:T\d{6}Z?)?\s*$", re.MULTILINE | re.I)
_NAMED_LINE = re.compile(r"TZID:(.*)", re.IGNORECASE)


class Unreadable(Exception):
    """This is no calendar."""


class TooMuch(Exception):
    """It repeats so often that we stopped."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A busy time. `asked` names a zone that no program knows; without an answer it is read
    as UTC."""

    starts_at: datetime
    ends_at: datetime
    all_day: bool
    title: str
    asked: str = ""


@dataclass(slots=True)
class Found:
    """What a file holds. `assumed` says whether times without a zone were taken as UK time."""

    entries: list[Entry] = field(default_factory=list)
    lost: int = 0
    assumed: bool = False

    def add(self, entry: Entry) -> None:
        if len(self.entries) >= MOST:
            raise TooMuch
        self.entries.append(entry)


@dataclass(frozen=True, slots=True)
class Zones:
    """The answers of a steward, and the zones that the file describes."""

    answers: Mapping[str, str]
    described: Mapping[str, str]

    def of(self, name: str) -> tzinfo | None:
        return zone(name, self.answers, self.described)


@dataclass(frozen=True, slots=True)
class _Clock:
    """When an entry starts, as its own clock says, and in which zone."""

    wall: datetime
    zone: tzinfo
    all_day: bool
    asked: str
    floats: bool

    def at(self, wall: datetime) -> datetime:
        """That moment; a time that the spring change skips moves on an hour."""
        return wall.replace(tzinfo=self.zone).astimezone(UTC)

    def reads(self, when: date | datetime) -> datetime:
        """What this clock shows at a moment; at a time without zone, that time."""
        if not isinstance(when, datetime):
            return datetime.combine(when, time())
        in_utc = when.tzinfo is not None and when.utcoffset() == timedelta() and _is_utc(when)
        return (when.astimezone(self.zone) if in_utc else when).replace(tzinfo=None)


def read(raw: bytes, since: datetime, until: datetime, answers: Mapping[str, str]) -> Found:
    """The busy times from one moment to another. An entry that is broken is counted."""
    events, described = _parts(_lines(raw))
    zones, found = Zones(answers, described), Found()
    whole: list[tuple[Any, _Clock]] = []
    replaced: set[tuple[str, datetime]] = set()
    for words in events:
        if _is_long_past(words, since):
            continue
        try:
            event = Event.from_ical(words)
            clock = _clock(event["DTSTART"], zones)
            if "RECURRENCE-ID" in event:
                replaced.add((str(event.get("UID")), _instant(event["RECURRENCE-ID"], zones)))
        except Exception:  # whatever a stranger's program wrote
            found.lost += 1
        else:
            whole.append((event, clock))
    for event, clock in whole:
        _keep(event, clock, zones, found, since, until, replaced)
    return found


def _is_long_past(words: str, since: datetime) -> bool:
    """Whether it was once, long ago: most of a large file, and quickly passed over."""
    days = _ITS_DAYS.findall(words)
    long_ago = f"{since - 3 * DAY:%Y%m%d}"
    return bool(days) and max(days) < long_ago and not _COMES_BACK.search(words)


def _keep(
    event: Any,
    clock: _Clock,
    zones: Zones,
    found: Found,
    since: datetime,
    until: datetime,
    replaced: set[tuple[str, datetime]],
) -> None:
    """All times of one entry that matter. Free and cancelled ones do not."""
    if _is_free(event):
        return
    try:
        lasts = _lasts(event, clock, zones)
        title = " ".join(str(event.get("SUMMARY", "")).replace("\0", "").split())[:200]
        found.assumed |= clock.floats
        for wall in _walls(event, clock, since - lasts, until):
            starts_at = clock.at(wall)
            ends_at = clock.at(wall + lasts) if clock.all_day else starts_at + lasts
            moved = "RECURRENCE-ID" not in event and (str(event.get("UID")), starts_at) in replaced
            if not moved and ends_at > since and starts_at < until and lasts:
                found.add(Entry(starts_at, ends_at, clock.all_day, title, clock.asked))
    except TooMuch:
        raise
    except Exception:  # whatever a stranger's program wrote
        found.lost += 1


def _is_free(event: Any) -> bool:
    says = {str(event.get(name, "")).strip().upper() for name in ("STATUS", "TRANSP")}
    outlook = str(event.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).strip().upper()
    return bool(says & {"CANCELLED", "TRANSPARENT"}) or outlook == "FREE"


def _is_utc(when: datetime) -> bool:
    return str(when.tzinfo) in ("UTC", "Etc/UTC", "tzutc()")


def _clock(start: Any, zones: Zones) -> _Clock:
    when, name = start.dt, str(start.params.get("TZID", ""))
    if not isinstance(when, datetime):
        return _Clock(datetime.combine(when, time()), LONDON, True, "", False)
    if name:
        known = zones.of(name)
        asked = name[:200] if known is None or name[:200] in zones.answers else ""
        return _Clock(when.replace(tzinfo=None), known or UTC, False, asked, False)
    floats = when.tzinfo is None
    return _Clock(when.replace(tzinfo=None), LONDON if floats else UTC, False, "", floats)


def _instant(written: Any, zones: Zones) -> datetime:
    clock = _clock(written, zones)
    return clock.at(clock.wall)


def _lasts(event: Any, clock: _Clock, zones: Zones) -> timedelta:
    """How long it takes. A day without an end is one day; a moment without one takes no time."""
    if "DTEND" in event:
        end = _clock(event["DTEND"], zones)
        passes = end.at(end.wall) - clock.at(clock.wall)
        if clock.all_day:
            passes = end.wall - clock.wall
    else:
        passes = event["DURATION"].dt if "DURATION" in event else timedelta()
    if passes < timedelta():
        raise ValueError(passes)
    return max(passes, DAY) if clock.all_day else passes


def _walls(event: Any, clock: _Clock, since: datetime, until: datetime) -> Iterator[datetime]:
    """When it starts, each time, as its own clock says."""
    times = rruleset()
    times.rdate(clock.wall)
    if "RECURRENCE-ID" not in event:
        for rule in _listed(event, "RRULE"):
            times.rrule(_rule(rule, clock))
        for when in _dates(event, "RDATE"):
            times.rdate(clock.reads(when))
    left_out = list(_dates(event, "EXDATE"))
    days = {when for when in left_out if not isinstance(when, datetime)}
    moments = {clock.reads(when) for when in left_out if isinstance(when, datetime)}
    first, last = (moment.replace(tzinfo=None) for moment in (since - DAY, until + DAY))
    for wall in times:
        if wall > last:
            return
        if wall >= first and wall not in moments and wall.date() not in days:
            yield wall


def _rule(rule: Any, clock: _Clock) -> Any:
    if str(rule["FREQ"][0]).upper() in ("SECONDLY", "MINUTELY"):
        raise TooMuch
    rest = vRecur({name: value for name, value in rule.items() if name.upper() != "UNTIL"})
    words = rest.to_ical().decode()  # type: ignore[no-untyped-call]
    if "UNTIL" in rule:
        words += f";UNTIL={_until(rule['UNTIL'][0], clock):%Y%m%dT%H%M%S}"
    return rrulestr(words, dtstart=clock.wall)


def _until(last: date | datetime, clock: _Clock) -> datetime:
    if not isinstance(last, datetime):
        return datetime.combine(last, time.max).replace(microsecond=0)
    unknown = clock.asked and clock.zone is UTC and last.tzinfo
    return clock.reads(last) + (SLACK if unknown else timedelta())


def _listed(event: Any, name: str) -> list[Any]:
    value = event.get(name, [])
    return value if isinstance(value, list) else [value]


def _dates(event: Any, name: str) -> Iterator[date | datetime]:
    for some in _listed(event, name):
        for one in some.dts:
            yield one.dt[0] if isinstance(one.dt, tuple) else one.dt


def _lines(raw: bytes) -> list[str]:
    """The lines, unfolded, also where a program broke them without the space that belongs."""
    lines: list[str] = []
    for line in _text(raw).replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += line[1:]
        elif _PROPERTY.match(line) or not lines:
            lines.append(line)
        else:
            lines[-1] += line
    return lines


def _text(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _parts(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The entries of a file, each by itself so that a broken one breaks nothing else, and the
    zones that it describes."""
    if not any(line.strip().upper() == "BEGIN:VCALENDAR" for line in lines[:50]):
        raise Unreadable
    events = ["\r\n".join(block) for block in _blocks(lines, "VEVENT")]
    described = {}
    for block in _blocks(lines, "VTIMEZONE"):
        name = next((found[1] for line in block if (found := _NAMED_LINE.match(line))), "")
        described[name.strip()] = "\n".join(block)
    return events, described


def _blocks(lines: list[str], name: str) -> Iterator[list[str]]:
    """Each such part, without the parts inside it that we do not need."""
    block: list[str] = []
    for line in lines:
        says = line.strip().upper()
        if says == f"BEGIN:{name}":
            if block:
                yield [*block, f"END:{name}"]
            block = [line.strip()]
        elif block:
            block.append(line)
            if says == f"END:{name}":
                yield block
                block = []
    if block:
        yield [*block, f"END:{name}"]
