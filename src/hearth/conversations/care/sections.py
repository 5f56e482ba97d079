"""What looking after talk shows on one's own page, and counts for the stewards' page."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from hearth.conversations.models import Decision, Message, Report, Space
from hearth.conversations.models.messages import MessageQuerySet
from hearth.ground.accounts import Person
from hearth.ground.areas import Section


def mine(person: Person) -> Section | None:
    """The way to whom they do not read, and to what they told us."""
    return Section("conversations/care/mine.html", {}) if person.is_member else None


def waiting_for(person: Person) -> dict[str, int]:
    """How many reports were sent to them, and how many words wait in spaces that they keep."""
    told = Report.objects.readable_by(person).open()
    counts = {"told": _many(told), "held": _many(held_for(person))}
    me = Person.objects.get_queryset().filter(pk=person.pk)
    found: Any = me.values(**counts).get()
    return {name: int(found[name]) for name in counts}


def _many(rows: QuerySet[Any]) -> Coalesce:
    """Their number, as a part of another question."""
    counted = rows.order_by().values(one=Value(1)).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)


def held_for(person: Person) -> MessageQuerySet:
    """Words of others that wait in spaces that this person looks after."""
    kept = Space.objects.visible_to(person).standing().kept_by(person)
    held = Message.objects.held().filter(thread__space__in=kept.values("pk"))
    return held.exclude(decisions__in=Decision.objects.standing()).exclude(by=person)
