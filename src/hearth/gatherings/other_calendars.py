"""Taking in other people's calendars: a file at once, an address once a day."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.gatherings.clashing import fetching
from hearth.gatherings.clashing.apart import read_apart
from hearth.gatherings.clashing.reading import Found, TooMuch, Unreadable
from hearth.gatherings.models.other_calendars import AHEAD, OtherCalendar
from hearth.ground.accounts import is_demo
from hearth.ground.refusals import Refused

EVERY = timedelta(days=1)
AT_ONCE = 2
"""So many are asked each minute, so that slow ones do not hold up reminders."""


def add_file(name: str, raw: bytes) -> OtherCalendar:
    """A calendar from a file. Only what it says of the next eighteen months is kept."""
    return _made(name, "", _read(raw, {}))


def add_address(name: str, address: str) -> OtherCalendar:
    """A calendar to ask once a day, if it answers now."""
    if is_demo():
        raise Refused(gettext("This is a demo: it asks no other machine. Upload a file instead."))
    return _made(name, address, _read(_fetched(address), {}))


def _made(name: str, address: str, found: Found) -> OtherCalendar:
    calendar = OtherCalendar.objects.create(name=name, address=address)
    calendar.keep(found, {})
    return calendar


def refresh_calendars() -> int:
    """Ask addresses again whose day has passed, exactly once; returns how many were asked."""
    due = OtherCalendar.objects.exclude(address="").filter(asked_at__lte=now() - EVERY)
    some = list(due.order_by("asked_at", "pk")[:AT_ONCE])
    if not some or is_demo():
        return 0
    return sum(_refresh(calendar) for calendar in some)


def _refresh(calendar: OtherCalendar) -> bool:
    """Whoever marks it first asks. What was known stays where the address fails."""
    mine = OtherCalendar.objects.filter(pk=calendar.pk, asked_at=calendar.asked_at)
    if not mine.update(asked_at=now()):
        return False
    try:
        answers = calendar.answers()
        calendar.keep(_read(_fetched(calendar.address), answers), answers)
    except Refused as why:
        OtherCalendar.objects.filter(pk=calendar.pk).update(trouble=str(why))
    except OtherCalendar.DoesNotExist:
        return True  # removed meanwhile
    return True


def _fetched(address: str) -> bytes:
    try:
        return fetching.fetch(address)
    except fetching.NotFetched as why:
        raise Refused(_why_not(str(why))) from None


def _why_not(why: str) -> str:
    return {
        "address": gettext("That is no address we can ask. It begins with https://."),
        "inside": gettext("That address is not on the open internet, so we do not ask it."),
        "detours": gettext("That address sends us on too often. Copy the last one."),
        "size": gettext("That calendar is larger than 5 MB."),
    }.get(why, gettext("That address did not answer with a calendar within ten seconds."))


def _read(raw: bytes, answers: dict[str, str]) -> Found:
    try:
        return read_apart(raw, now(), now() + AHEAD, answers)
    except Unreadable:
        raise Refused(gettext("That is no calendar. Its file ends in .ics.")) from None
    except TooMuch:
        raise Refused(
            gettext("Something in that calendar repeats so often that we stopped reading.")
        ) from None
