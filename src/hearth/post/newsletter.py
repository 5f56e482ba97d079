"""A yes to the newsletter, given under its words, kept with its day, and taken back at will."""

from __future__ import annotations

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


def readers() -> PersonQuerySet:
    """Everybody whose yes holds, member or not."""
    yes = Consent.objects.filter(kind=Kind.NEWSLETTER, withdrawn_at=None).values("person")
    return Person.objects.get_queryset().filter(pk__in=yes).reachable().by_name()
