"""A round-up or a newsletter: what a person tells, from its draft to the letter."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.access import Shared, SharedQuerySet
from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal
from hearth.ground.quarters import Quarter
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.roundups.editions import ROOM, Edition, Issue, Room
from hearth.roundups.models.habit import Readers
from hearth.roundups.models.rota import Turn


class RoundupQuerySet(SharedQuerySet["Roundup"]):
    def sent(self) -> Self:
        return self.exclude(sent_at=None)

    def weekly(self) -> Self:
        """Round-ups, as they come by their habit; no newsletters."""
        return self.filter(edition=Edition.ROUNDUP)

    def newsletters(self) -> Self:
        return self.filter(edition=Edition.NEWSLETTER)

    def waiting(self) -> Self:
        """Drafts that somebody may still finish."""
        return self.filter(sent_at=None, missed_at=None)

    def with_editor(self) -> Self:
        """Each with the number and the name of whose turn it is, as `turn_of` and `whose`."""
        asked = Turn.objects.standing().filter(roundup=OuterRef("pk"))
        return self.annotate(
            turn_of=Subquery(asked.values("person")[:1]),
            whose=Subquery(asked.values("person__name")[:1]),
        )

    def newest_first(self) -> Self:
        return self.order_by("-on", "-pk")

    def latest_sent_first(self) -> Self:
        """Those that went out, whatever they are: the newest first."""
        return self.sent().order_by("-sent_at", "-pk")


class Roundup(Shared):
    """One round-up. It is a draft until a person sends it; no clock ever does. A draft that
    nobody finished before the next one began stays as missed. A newsletter is one too: for
    everyone, of a quarter, whose first day is its day. It waits for its editor without an end."""

    edition = models.CharField(max_length=10, choices=Edition, default=Edition.ROUNDUP)
    on = models.DateField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    closes_at = models.DateTimeField()
    opening = models.TextField(_("how you begin"), max_length=600, blank=True)
    closing = models.TextField(_("how you end"), max_length=600, blank=True)
    newcomers: models.ManyToManyField[Person, models.Model] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+"
    )
    made_at = models.DateTimeField(default=now, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    missed_at = models.DateTimeField(null=True, editable=False)
    ask_again_at = models.DateTimeField(null=True, editable=False)
    letters_up_to = models.BigIntegerField(default=0, editable=False)
    letters_done_at = models.DateTimeField(null=True, editable=False)

    objects = RoundupQuerySet.as_manager()

    personal: ClassVar = {
        "newcomers": Personal("to say that you are new, if you said yes", "its readers"),
        "sent_by": Personal("to say who wrote it", "its readers", Erase.EMPTIED),
    }
    impersonal = ("edition", "opening", "closing", "seen_by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "on"], name="one_of_an_edition_a_day")
        ]

    def __str__(self) -> str:
        if self.is_newsletter:
            return gettext("Newsletter of {months}").format(months=Quarter.of_day(self.on))
        day = date_format(self.on, "j F Y")
        return gettext("Round-up of {day}").format(day=day)

    def get_absolute_url(self) -> str:
        return reverse("roundups:roundup", args=[self.issue])

    def page(self, name: str) -> str:
        """The path of one of its pages: `draft`, `words`..."""
        return reverse(f"roundups:{name}", args=[self.issue])

    @property
    def issue(self) -> Issue:
        """How addresses name it."""
        return Issue(Edition(self.edition), self.on)

    @property
    def is_newsletter(self) -> bool:
        return self.edition == Edition.NEWSLETTER

    @property
    def room(self) -> Room:
        """How much it may hold."""
        return ROOM[Edition(self.edition)]

    @property
    def is_sent(self) -> bool:
        return self.sent_at is not None

    @property
    def is_over(self) -> bool:
        """Sent, or missed: nobody has to do anything any more."""
        return self.is_sent or self.missed_at is not None

    @property
    def is_late(self) -> bool:
        return not self.is_over and self.closes_at <= now()

    @property
    def is_public(self) -> bool:
        return self.seen_by == Shared.SeenBy.EVERYONE

    @property
    def editor(self) -> Person | None:
        """Whose turn it is."""
        turn = self.turns.standing().select_related("person").first()
        return turn.person if turn else None

    def refuse_if_sent(self) -> None:
        if self.is_sent:
            raise Refused(_("This went out already. Write a correction, which all can see."))

    def locked(self) -> Roundup:
        """The same, for one person at a time, until the end of the transaction."""
        return Roundup.objects.select_for_update().get(pk=self.pk)

    @transaction.atomic
    def reword(self, *, opening: str, closing: str, seen_by: str, lines: dict[int, str]) -> None:
        """Keep what the editor wrote."""
        mine = self.locked()
        mine.refuse_if_sent()
        if seen_by not in Readers.values:
            raise Refused(_("A round-up is for members or for everyone."))
        if mine.is_newsletter and seen_by != Readers.EVERYONE:
            raise Refused(_("A newsletter is for everyone."))
        mine.opening, mine.closing, mine.seen_by = opening, closing, seen_by
        mine.save(update_fields=["opening", "closing", "seen_by"])
        pieces = [piece for piece in mine.pieces.in_it() if piece.pk in lines]
        for piece in pieces:
            piece.line = lines[piece.pk]
        mine.pieces.bulk_update(pieces, ["line"])

    def is_told_since(self, moment: datetime) -> bool:
        return self.sent_at is not None and self.sent_at >= moment


class Correction(models.Model):
    """What an editor put right after it went out. Everybody who reads the page sees it."""

    roundup = models.ForeignKey(Roundup, models.CASCADE, related_name="corrections")
    words = models.TextField(_("what was wrong, and what is right"), max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now, editable=False)

    objects = Rows.as_manager()

    personal: ClassVar = {"by": Personal("to know whom to ask", "members", Erase.EMPTIED)}
    impersonal = ("words",)

    def __str__(self) -> str:
        return self.words[:60]


def correct(roundup: Roundup, words: str, *, by: Person) -> Correction:
    """Say what was wrong. What was sent stays as it was sent."""
    if not roundup.is_sent:
        raise Refused(_("It has not gone out. Change the draft instead."))
    return roundup.corrections.create(words=words, by=by)
