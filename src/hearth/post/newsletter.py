"""A yes to the newsletter, given under its words, kept with its day, and taken back at will."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.books.post import Kind, resume, stop
from hearth.post.models import Consent


def wording() -> str:
    """What somebody says yes to."""
    return _("Send me the newsletter by mail, about four times a year. I can stop it any time.")


def standing(person: Person) -> Consent | None:
    """Their yes, if it holds: the proof that they are shown."""
    mine = Consent.objects.filter(person=person, kind=Kind.NEWSLETTER, withdrawn_at=None)
    return mine.first()


@transaction.atomic
def say_yes(person: Person, *, source: str) -> Consent:
    """From now on they get it. Twice is one yes; after a no it is another one."""
    resume(person, Kind.NEWSLETTER)
    facts = {"source": source, "wording": wording()}
    return Consent.objects.get_or_create(
        person=person, kind=Kind.NEWSLETTER, withdrawn_at=None, defaults=facts
    )[0]


def say_no(person: Person) -> None:
    """No more of it. That there was a yes, and until when, stays on record."""
    stop(person, Kind.NEWSLETTER)


def readers(*, until: datetime | None = None) -> PersonQuerySet:
    """Everybody whose yes holds, member or not; with `until`, only who gave it by then."""
    yes = Consent.objects.filter(kind=Kind.NEWSLETTER, withdrawn_at=None)
    if until is not None:
        yes = yes.filter(given_at__lte=until)
    every = Person.objects.get_queryset().filter(pk__in=yes.values("person"))
    return every.reachable().by_name()


def how_many() -> int:
    """So many get it by mail."""
    return readers().count()
