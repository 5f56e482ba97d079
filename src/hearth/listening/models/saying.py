"""Words said in between, outside any meeting: kept at once for who is known, looked at first
for a passer-by."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models, transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Entry, Wish, hear
from hearth.ground.books.hearing import ContributionQuerySet
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.listening.models.whereabouts import SAID_AT

FREEZE_AFTER = timedelta(days=7)
AT_MOST_AN_HOUR = 30
"""So many words of passers-by we take in an hour: more is a flood, and nobody could read it."""


class Kind(models.TextChoices):
    WORD = "word", _("Something for us to hear")
    BARRIER = "barrier", _("What nearly stopped me from taking part")


class Held(models.Model):
    """Words of somebody who came by no link: stewards read them first, and then let them be seen
    as was wished, or take them away. The page says so before (complaint: nobody is silently
    sandboxed)."""

    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="+")
    wish = models.CharField(max_length=8, choices=Wish)
    at = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar = {"wish": Personal("to show it as you wished", "stewards")}

    def __str__(self) -> str:
        return str(self.contribution)

    @transaction.atomic
    def let_be_seen(self, *, by: Person) -> None:
        """From here on those see it who were wished."""
        self.contribution.wish = self.wish
        self.contribution.save(update_fields=["wish"])
        self.delete()

    @transaction.atomic
    def take_away(self, *, by: Person) -> None:
        """It was no word to us: an advert, an insult. It is gone for good."""
        self.contribution.withdraw()


@transaction.atomic
def say_in_between(
    words: str,
    *,
    person: Person | None,
    name: str = "",
    email: str = "",
    kind: Kind = Kind.WORD,
    wish: Wish = Wish.MEMBERS,
    about: str = "",
) -> tuple[Contribution, Person]:
    """Keep what somebody says to us in between. The same words pressed twice within a minute
    are one. Who is not known yet is met by name; their words wait for a steward.

    Refuses the thirty-first word of strangers in an hour.
    """
    speaker = person or _stranger(name, email)
    said = Contribution.objects.filter(said_by=speaker, words=words, url=SAID_AT)
    twice = said.filter(said_at__gt=now() - timedelta(minutes=1)).first()
    if twice:
        return twice, speaker
    line = hear(
        words,
        said_by=speaker,
        during=_during(kind, about, person),
        url=SAID_AT,
        wish=wish if person else Wish.STEWARDS,
        kind=kind,
        freezes_on=localdate() + FREEZE_AFTER,
    )
    if person is None:
        Held.objects.create(contribution=line, wish=wish)
    return line, speaker


def _stranger(name: str, email: str) -> Person:
    """Somebody new. An address that we know already is not theirs to speak by: they are met
    without it, so that nobody puts words into another's mouth."""
    if Held.objects.filter(at__gt=now() - timedelta(hours=1)).count() >= AT_MOST_AN_HOUR:
        raise Refused(_("Too much came in at once. Please try again in an hour."))
    known = Person.objects.get_queryset().filter(email__iexact=email.strip()) if email else None
    return Person.objects.meet(name=name, email="" if known and known.exists() else email)


def _during(kind: Kind, about: str, person: Person | None) -> str:
    """What it was said about, as far as this person and every member may know that page."""
    what = gettext("What nearly stopped you") if kind == Kind.BARRIER else gettext("In between")
    known = Entry.objects.visible_to(person).exclude(seen_by=Shared.SeenBy.GROUP)
    page = known.filter(url=about).first() if about else None
    return f"{page.title}: {what}"[:160] if page else what


def said_in_between(person: Person) -> ContributionQuerySet:
    """What this person said so, the newest first."""
    mine = Contribution.objects.filter(said_by=person, url=SAID_AT)
    return mine.order_by("-said_at", "-pk")


@transaction.atomic
def change(line: Contribution, words: str, wish: Wish, *, by: Person) -> None:
    """Say it another way, until its seven days are over, and let others see it, or fewer."""
    line = Contribution.objects.select_for_update().get(pk=line.pk)
    if line.said_by != by:
        raise Refused(_("Only the person who said it can change it."))
    if words.strip() != line.words:
        line.reword(words.strip())
    held = Held.objects.filter(contribution=line).first()
    if held:
        held.wish = wish
        held.save(update_fields=["wish"])
    elif wish != line.wish:
        line.narrow(wish)
