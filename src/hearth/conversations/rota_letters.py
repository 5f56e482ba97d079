"""Whoever is on this week hears of the questions that wait: one letter a week, and no reminder."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from hearth.conversations.models import Lookout, Space, Thread
from hearth.conversations.models.rota import on_this_week, week_of
from hearth.ground.books import post
from hearth.ground.books.post import Kind
from hearth.ground.time import LONDON

WAITS_FOR = timedelta(days=1)
HOURS = range(8, 20)
SHOWN = 10


def tell_who_is_on() -> int:
    """By day, once a question has waited for a day. Safe to do twice; returns how many letters.
    Whoever passed it on was told; the next one is told then."""
    local = localtime(now(), LONDON)
    if local.hour not in HOURS:
        return 0
    watched = Lookout.objects.filter(until=None).values("space")
    old = Thread.objects.waiting().filter(at__lte=now() - WAITS_FOR, space__in=watched)
    spaces = Space.objects.standing().filter(pk__in=old.values("space")).order_by("pk")
    return sum(_tell(space, str(week_of(local.date()))) for space in spaces)


def _tell(space: Space, week: str) -> int:
    person = on_this_week(space)
    if person is None or not space.takes(person):
        return 0
    waiting = space.threads.waiting().longest_waiting_first()
    return post(
        [person],
        _("This week you look after questions in {name}").format(name=space.name),
        "conversations/letters/on.txt",
        kind=Kind.QUESTIONS,
        button=(_("See what waits"), f"/space/{space.slug}/questions/"),
        once=f"lookout:{space.pk}:{week}",
        space=space,
        threads=list(waiting[:SHOWN]),
    )
