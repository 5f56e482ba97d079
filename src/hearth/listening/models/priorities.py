"""Priorities: what members lay their dots on, and the hours that stewards say they have."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.listening.models.responses import Kind, Response
from hearth.listening.models.themes import Theme, ThemeQuerySet

DOTS = 5
"""How many dots each member has, for all open themes together."""

MOST_HOURS = 1000

STILL_OPEN = (Kind.DO, Kind.TRY, Kind.DECIDE, Kind.ASK, Kind.LISTEN)
"""Answered, and not settled by that until it is done. What was passed on, and "not now", is
settled: a dot on it would promise what nobody gave."""


class Dots(models.Model):
    """How many dots a member laid on a theme. Totals are shown, and never whose they are. On a
    theme that is done they lapse, and are free again."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="dots")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    count = models.PositiveSmallIntegerField()

    objects = Rows.as_manager()

    personal: ClassVar = {"person": Personal("so that you can move your dots", "you")}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "person"], name="dots_once_a_theme"),
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=DOTS), name="one_to_five"),
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.count}"


class Hours(models.Model):
    """How many hours stewards say they have for doing, in one month."""

    month = models.DateField(unique=True)
    hours = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.hours}"


class Effort(models.Model):
    """About how many hours a theme would take, as stewards guess."""

    theme = models.OneToOneField(Theme, models.CASCADE, related_name="effort")
    hours = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}

    def __str__(self) -> str:
        return f"{self.theme}: {self.hours}"


def weighable(person: Person | None) -> ThemeQuerySet:
    """Themes that this reader may see and that are not settled: unanswered, doubted, or answered
    and not done yet."""
    seen = Theme.objects.visible_to(person)
    under_way = Response.objects.filter(kind__in=STILL_OPEN, done_at=None).values("pk")
    doubted = seen.unanswered().values("pk")
    return seen.with_response().filter(Q(standing_pk__in=under_way) | Q(pk__in=doubted))


def put_off(person: Person | None) -> ThemeQuerySet:
    """Themes answered with "not now", as far as this reader may see them."""
    answers = Response.objects.filter(kind=Kind.NOT_NOW).values("pk")
    seen = Theme.objects.visible_to(person).with_response().filter(Q(standing_pk__in=answers))
    return seen.exclude(pk__in=weighable(person).values("pk"))


def laid_by(person: Person) -> int:
    """How many of this person's dots lie on open themes."""
    mine = Dots.objects.filter(person=person, theme__in=weighable(person).values("pk"))
    return mine.aggregate(n=Sum("count", default=0))["n"] or 0


@transaction.atomic
def lay(theme: Theme, count: int, *, by: Person) -> None:
    """Lay so many of one's dots on a theme, in place of those that lay there; none takes them
    back. Fewer than five in all count too. Never more than five: one person's tries take turns.
    """
    Person.objects.get_queryset().select_for_update().get(pk=by.pk)
    mine = Dots.objects.filter(person=by)
    lie = dict(mine.values_list("theme", "count"))
    still_open = set(weighable(by).filter(pk__in=[theme.pk, *lie]).values_list("pk", flat=True))
    if theme.pk not in still_open:
        raise Refused(_("This theme is settled. Your dots on it are free again."))
    mine.filter(theme__in=lie.keys() - still_open).delete()
    others = sum(lie[pk] for pk in lie.keys() & still_open - {theme.pk})
    if not 0 <= count <= DOTS - others:
        raise Refused(_("All your five dots lie somewhere. Take one back first."))
    if count:
        mine.update_or_create(theme=theme, person=by, defaults={"count": count})
    else:
        mine.filter(theme=theme).delete()


@transaction.atomic
def carry_weight(theme: Theme, to: Theme) -> None:
    """Before the one becomes part of the other: its dots lie on the other, and of two guesses at
    the hours the larger stands. Nobody has more than five dots after; lapsed ones are gone."""
    two = (theme.pk, to.pk)
    theirs = Dots.objects.filter(theme=theme).values("person")
    people = Person.objects.get_queryset().filter(pk__in=theirs).order_by("pk")
    for person in list(people.select_for_update()):
        rows = Dots.objects.filter(person=person, theme__in=weighable(person).values("pk"))
        lie = dict(rows.values_list("theme", "count"))
        free = DOTS - sum(count for pk, count in lie.items() if pk not in two)
        if count := min(sum(lie.get(pk, 0) for pk in two), free):
            Dots.objects.update_or_create(theme=to, person=person, defaults={"count": count})
    for effort in Effort.objects.filter(theme__in=two).order_by("-hours")[:1]:
        Effort.objects.update_or_create(theme=to, defaults={"hours": effort.hours, "by": effort.by})


def this_month() -> date:
    return localdate().replace(day=1)


@transaction.atomic
def have_hours(hours: int, *, by: Person) -> None:
    """Say how many hours stewards have this month; a new number takes the place of the old."""
    _refuse_odd(hours)
    Hours.objects.update_or_create(month=this_month(), defaults={"hours": hours, "by": by})


@transaction.atomic
def guess(theme: Theme, hours: int | None, *, by: Person) -> None:
    """Say about how many hours a theme would take, or that nobody knows."""
    if hours is None:
        Effort.objects.filter(theme=theme).delete()
        return
    _refuse_odd(hours)
    Effort.objects.update_or_create(theme=theme, defaults={"hours": hours, "by": by})


def _refuse_odd(hours: int) -> None:
    if not 0 <= hours <= MOST_HOURS:
        raise Refused(_("Give whole hours, such as 6."))
