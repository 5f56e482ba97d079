"""Bringing people in from a list: who brought whom, when, and what became of every row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal
from hearth.ground.rows import Rows
from hearth.people.models.joining import same_phone

LOOKED_AT_FOR = timedelta(days=1)
ROWS_KEPT_FOR = timedelta(days=30)


class BringingQuerySet(Rows["Bringing"]):
    def latest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def confirmed(self) -> Self:
        return self.exclude(confirmed_at=None)


class Bringing(models.Model):
    """A steward brings people in from a file: first to look at, then for good."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    file = models.CharField(max_length=160)
    confirmed_at = models.DateTimeField(null=True)

    objects = BringingQuerySet.as_manager()

    personal: ClassVar = {
        "by": Personal("to know who brought people in", "stewards", Erase.NAMELESS),
    }
    impersonal = ("file",)

    def __str__(self) -> str:
        return self.file

    def get_absolute_url(self) -> str:
        return reverse("people:bringing", args=[self.pk])

    def how_many(self) -> dict[str, int]:
        """How many rows of each verdict."""
        return Counter(self.rows.values_list("verdict", flat=True))

    def people(self) -> models.QuerySet[Person]:
        """Everybody in the list who is known here now: those an invitation can go to."""
        return Person.objects.get_queryset().filter(pk__in=self.rows.values("person")).by_name()

    @transaction.atomic
    def confirm(self) -> None:
        """Make guests of the new people. Nobody becomes a member, nobody who is known changes,
        nobody is written to. A second press changes nothing."""
        mine = Bringing.objects.select_for_update().get(pk=self.pk)
        if mine.confirmed_at is not None:
            self.confirmed_at = mine.confirmed_at
            return
        rows = list(self.rows.to_bring().filter(person=None))
        _meet_by_post([row for row in rows if row.email])
        _meet_by_phone([row for row in rows if not row.email])
        Brought.objects.bulk_update(rows, ["person"], batch_size=500)
        self.confirmed_at = now()
        self.save(update_fields=["confirmed_at"])


class BroughtQuerySet(Rows["Brought"]):
    def in_order(self) -> Self:
        return self.order_by("number", "pk")

    def to_bring(self) -> Self:
        return self.filter(verdict__in=[Brought.Verdict.NEW, Brought.Verdict.KNOWN]).in_order()

    def to_look_at(self) -> Self:
        """Rows from which nobody comes in, each with its reason."""
        return self.exclude(verdict__in=[Brought.Verdict.NEW, Brought.Verdict.KNOWN]).in_order()


class Brought(models.Model):
    """One row of the list: who it names, and what becomes of it."""

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        KNOWN = "known", _("known already")
        DOUBLED = "doubled", _("stands here twice")
        LEFT_OUT = "left-out", _("left out")
        BAD = "bad", _("cannot be read")

    bringing = models.ForeignKey(Bringing, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict)
    reason = models.CharField(max_length=200, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = BroughtQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know who was brought in, and by whom", "stewards", Erase.NAMELESS),
        **{
            field: Personal("to bring you in from a list", "stewards", after_days=30)
            for field in ("name", "email", "phone", "organisation")
        },
    }
    impersonal = ("verdict", "reason")

    def __str__(self) -> str:
        return f"{self.number}: {self.name}"


def _meet_by_post(rows: list[Brought]) -> None:
    """As `Person.objects.meet` does, for many at once."""
    known = Person.objects.in_bulk([row.email for row in rows], field_name="email")
    new = [Person(name=row.name, email=row.email, phone=row.phone) for row in rows]
    new = [person for person in new if person.email not in known]
    for person in new:
        person.set_unusable_password()
    Person.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    everybody = Person.objects.in_bulk([row.email for row in rows], field_name="email")
    for row in rows:
        row.person = everybody[row.email]


def _meet_by_phone(rows: list[Brought]) -> None:
    for row in rows:
        known = same_phone(row.name, row.phone)
        row.person = known or Person.objects.meet(name=row.name, phone=row.phone)


def brought_people() -> models.QuerySet[Person]:
    """Everybody who was ever brought in from a list."""
    rows = Brought.objects.filter(bringing__confirmed_at__isnull=False)
    return Person.objects.get_queryset().filter(pk__in=rows.values("person"))


@transaction.atomic
def keep(rows: Iterable[Brought], *, file: str, by: Person | None) -> Bringing:
    """Keep what was read, to be looked at. Nobody comes in yet."""
    bringing = Bringing.objects.create(by=by, file=file[:160])
    for row in rows:
        row.bringing = bringing
    Brought.objects.bulk_create(rows, batch_size=500)
    return bringing


def forget_in_lists(email: str) -> None:
    """No row of any list says this address any more, read or unread."""
    rows = Brought.objects.filter(email__iexact=email) | Brought.objects.filter(
        reason__icontains=email
    )
    rows.update(person=None, name="", email="", phone="", organisation="", reason="")


def clear_old_lists() -> int:
    """Lists that nobody confirmed go after a day. Of the others, the rows' words go after 30
    days; who was brought in by whom stays. Returns how many rows were cleared."""
    unused = Brought.objects.filter(
        bringing__confirmed_at=None, bringing__at__lt=now() - LOOKED_AT_FOR
    )
    gone = unused.delete()[0]
    Bringing.objects.filter(confirmed_at=None, at__lt=now() - LOOKED_AT_FOR).delete()
    old = Brought.objects.filter(bringing__confirmed_at__lt=now() - ROWS_KEPT_FOR)
    gone += old.filter(person=None).delete()[0]
    return gone + old.exclude(name="").update(name="", email="", phone="", organisation="")
