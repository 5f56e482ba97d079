"""Who looks after a space hears that words wait: one letter a day, and none of the words."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _, ngettext

from hearth.conversations.models import Decision, Message
from hearth.conversations.models.reports import QUEUE, keepers_of
from hearth.conversations.models.spaces import Space
from hearth.conversations.rota_letters import HOURS
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind
from hearth.ground.time import LONDON


def tell_who_looks_after() -> int:
    """By day, while words wait. Safe to do twice; returns how many letters."""
    local = localtime(now(), LONDON)
    if local.hour not in HOURS:
        return 0
    waiting = _waiting()
    return post(
        waiting,
        lambda person: _subject(waiting[person]),
        "conversations/letters/held.txt",
        kind=Kind.QUESTIONS,
        button=(_("See what waits"), QUEUE),
        once=f"held:{local.date()}",
        until=now() + timedelta(days=1),
        each=lambda person: {"many": waiting[person]},
    )


def _subject(many: int) -> str:
    one = "A message waits until you look at it"
    return ngettext(one, "{many} messages wait until you look at them", many).format(many=many)


def _waiting() -> Counter[Person]:
    """How many messages wait for each who looks after their space, and did not write them."""
    held = Message.objects.held().filter(thread__space__closed_at=None)
    held = held.exclude(decisions__in=Decision.objects.standing())
    rows = list(held.values_list("thread__space", "by"))
    spaces = Space.objects.in_bulk({space for space, _by in rows})
    keepers = {pk: _who_looks_after(space) for pk, space in spaces.items()}
    return Counter(one for space, by in rows for one in keepers[space] if one.pk != by)


def _who_looks_after(space: Space) -> list[Person]:
    """Its own keepers; where it has none, all who may."""
    all_who_may = keepers_of(space)
    mine = all_who_may.filter(pk__in=space.keepings.now().values("person"))
    return list(mine) or list(all_who_may)
