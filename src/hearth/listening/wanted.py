"""What members want most, for whoever plans: the open themes with the most people."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Min
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _, ngettext

from hearth.ground.accounts import Person
from hearth.ground.areas import Onward
from hearth.listening.models import Belonging, Theme
from hearth.listening.models.belongings import PEOPLE, readable_by

AT_MOST = 5


def wanted(person: Person) -> Iterator[Onward]:
    """The themes that wait for an answer and in which most people spoke, as this reader may
    count them; the oldest first among equals."""
    waiting = Theme.objects.visible_to(person).unanswered().values("pk")
    lines = Belonging.objects.filter(readable_by(person), theme__in=waiting)
    by_theme = lines.values("theme__slug", "theme__name")
    counted = by_theme.annotate(people=PEOPLE, since=Min("contribution__said_at"))
    most = counted.order_by("-people", "theme__opened_at", "theme")[:AT_MOST]
    for slug, name, people, since in most.values_list(
        "theme__slug", "theme__name", "people", "since"
    ):
        day = localdate(since)
        month = date_format(day, "F" if day.year == localdate().year else "F Y")
        how_many = ngettext("{n} person", "{n} people", people).format(n=people)
        why = _("{people}, since {month}").format(people=how_many, month=month)
        yield Onward(name, reverse("listening:theme", args=[slug]), why)
