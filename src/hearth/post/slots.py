"""When letters about news leave: each rhythm has its moments, by the UK wall clock."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django.utils.timezone import localtime

from hearth.ground.accounts import Person
from hearth.ground.time import LONDON, on

EIGHT = time(8)
DAY = timedelta(days=1)
SETTLED = timedelta(minutes=2)
"""So long after its end a slot is looked at, when all that was said in it is surely kept."""

A_MOMENT = timedelta(minutes=5)
"""What is said within it makes one letter to those who want to hear as it happens."""

AS_IT_HAPPENS = {Person.Rhythm.AT_ONCE, Person.Rhythm.REPLIES}


def day_began(at: datetime) -> datetime:
    """The last eight o'clock up to this moment."""
    today = localtime(at, LONDON).date()
    eight = on(today, EIGHT)
    return eight if eight <= at else on(today - DAY, EIGHT)


def week_began(at: datetime) -> datetime:
    """The last Monday at eight up to this moment: there the week of a promise begins."""
    day = day_began(at).date()
    return on(day - timedelta(days=day.weekday()), EIGHT)


def moment_began(at: datetime) -> datetime:
    """The last full five minutes."""
    seconds = int(at.timestamp())
    return datetime.fromtimestamp(seconds - seconds % A_MOMENT.seconds, UTC)


def back_at(person: Person) -> datetime | None:
    """When their pause ends or ended; None where they have none."""
    return on(person.paused_until, EIGHT) if person.paused_until else None


def is_away(person: Person, at: datetime) -> bool:
    back = back_at(person)
    return back is not None and at < back


def last_slot(person: Person, at: datetime) -> datetime:
    """The end of their newest slot that is over: by their rhythm, or when they came back."""
    began = {Person.Rhythm.WEEKLY: week_began, Person.Rhythm.DAILY: day_began}
    slot = began.get(Person.Rhythm(person.rhythm), moment_began)(at)
    back = back_at(person)
    return max(slot, back) if back and back <= at else slot


def next_slot(person: Person, at: datetime) -> datetime:
    """When the next letter with news may leave for them."""
    if is_away(person, at):
        return on(person.paused_until, EIGHT)  # type: ignore[arg-type]
    if person.rhythm == Person.Rhythm.WEEKLY:
        return on(week_began(at).date() + 7 * DAY, EIGHT)
    if person.rhythm == Person.Rhythm.DAILY:
        return on(day_began(at).date() + DAY, EIGHT)
    return moment_began(at) + A_MOMENT
