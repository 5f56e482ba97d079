"""Reminders before, for those who come, and follow-ups after, for the host. Each once."""

from __future__ import annotations

from datetime import timedelta

from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, now
from django.utils.translation import gettext

from hearth.gatherings.models import Gathering, Place
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATE, TOO_LATE = timedelta(days=3), timedelta(days=7)


def send_reminders() -> int:
    """Write the reminders that are due now; returns how many. Safe at any time and twice:
    a letter's name holds the gathering, the time it starts and the kind of reminder, so a
    moved gathering reminds again and nothing reminds twice. Missed runs are caught up until
    the gathering starts."""
    return sum(_remind(gathering) for gathering in _soon())


def _soon() -> models.QuerySet[Gathering]:
    return Gathering.objects.standing().filter(starts_at__gt=now(), starts_at__lte=now() + DAY)


@transaction.atomic
def _remind(gathering: Gathering) -> int:
    """Whoever moves it, calls it off or withdraws at this moment waits for us, or we for them."""
    gathering = gathering.locked()
    if not _soon().filter(pk=gathering.pk).exists():
        return 0
    booked_before = gathering.starts_at - DAY
    coming = gathering.booked.coming().filter(given_at__lt=booked_before)
    today = localdate(gathering.starts_at) == localdate()
    subject = gettext("Today: {title}") if today else gettext("Tomorrow: {title}")
    written = _write(gathering, coming, "day", subject)
    left = gathering.starts_at - now()
    if left <= HOUR:
        asked = gathering.booked.coming().filter(wants_hour_reminder=True)
        subject = gettext("In an hour: {title}") if left > HOUR / 2 else gettext("Soon: {title}")
        written += _write(gathering, asked, "hour", subject)
    return written


def _write(gathering: Gathering, places: models.QuerySet[Place], which: str, subject: str) -> int:
    once = f"reminder:{gathering.pk}:{gathering.starts_at:%Y%m%dT%H%M}:{which}"
    people = Person.objects.get_queryset().filter(pk__in=places.values("person"))
    unreminded = people.exclude(letters__once__startswith=f"{once}:")
    return post(
        unreminded.prefetch_related("silences"),
        subject.format(title=gathering.title),
        f"gatherings/letters/reminder_{which}.txt",
        kind=Kind.REMINDER,
        button=(gettext("Open the page"), gathering.page("room")),
        once=once,
        until=gathering.starts_at,
        topic=gathering.live_topic,
        gathering=gathering,
        doers=gathering.roles.taken().in_order(),
        withdrawal=gathering.page("withdrawal"),
    )


def send_last_follow_ups() -> int:
    """Notes that are not out three days after the end are asked for once more, after the letter
    of the first day; then never again. Returns how many letters were written. Safe at any time
    and twice, and nothing long past is asked for."""
    met = Gathering.objects.standing().filter(notes__published_at=None, arrivals__isnull=False)
    timed = met.distinct().annotate(over_at=Coalesce("ended_at", "ends_at"))
    late = timed.select_related("host").filter(
        over_at__lte=now() - LATE, over_at__gt=now() - TOO_LATE
    )
    return sum(_follow_up(gathering) for gathering in late)


def _follow_up(gathering: Gathering) -> int:
    """To the host, or to the stewards where the host has left."""
    hosts = Person.objects.members().filter(pk=gathering.host.pk)
    return post(
        (hosts if hosts.exists() else Person.objects.stewards()).prefetch_related("silences"),
        gettext("The notes of {title} wait for you").format(title=gathering.title),
        "gatherings/letters/follow_up.txt",
        kind=Kind.NOTES,
        button=(gettext("Finish the notes"), gathering.page("notes")),
        once=f"follow-up:{gathering.pk}",
        until=now() + DAY,
        gathering=gathering,
    )
