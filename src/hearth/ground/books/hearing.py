"""The hearing book: what people said and let us learn from, with their wish about who sees it.

Nothing comes in here by itself. The area that heard it calls `hear`, only with the
person's consent; words that stay in a room never do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books.post import Letter
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

HEARING = "hearing"
"""Pages that show words of this book listen to this, and hear when any are changed or gone."""


class Wish(models.TextChoices):
    """Who may see what I said, from the widest to the narrowest (rule G4)."""

    NAMED = "named", _("Everyone, with my name")
    PUBLIC = "public", _("Everyone, without my name")
    MEMBERS = "members", _("Members, without my name")
    STEWARDS = "stewards", _("Stewards only")
    ROOM = "room", _("This room only")

    def is_narrower_than(self, other: Wish) -> bool:
        widest_first = list(Wish)
        return widest_first.index(self) > widest_first.index(other)


def wishes_open_to(person: Person | None) -> list[Wish]:
    """The wishes under which this reader may see somebody else's words."""
    open_to_all = [Wish.NAMED, Wish.PUBLIC]
    if person is None or not person.is_member:
        return open_to_all
    more = [Wish.MEMBERS, Wish.STEWARDS] if person.is_steward else [Wish.MEMBERS]
    return open_to_all + more


class ContributionQuerySet(Rows["Contribution"]):
    def visible_to(self, person: Person | None) -> Self:
        """The one place that decides who may read what was said. Your own you always may."""
        allowed = Q(wish__in=wishes_open_to(person))
        if person is not None:
            allowed |= Q(said_by=person)
        return self.filter(allowed)

    def oldest_first(self) -> Self:
        return self.order_by("said_at", "pk")


class Contribution(models.Model):
    """Something said, as it was meant."""

    words = models.TextField()
    said_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="contributions")
    written_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField(default=now, db_index=True)
    during = models.CharField(max_length=160)
    url = models.CharField(max_length=200, blank=True, db_index=True)
    wish = models.CharField(max_length=8, choices=Wish, default=Wish.MEMBERS)
    kind = models.CharField(max_length=20, default="answer")
    freezes_on = models.DateField(null=True)

    objects = ContributionQuerySet.as_manager()

    personal: ClassVar = {
        "words": Personal("to learn from what you said", "whom you wished", Erase.NAMELESS),
        "said_by": Personal("to tell you what came of it", "whom you wished", Erase.NAMELESS),
        "written_by": Personal("to bring word to who has only a phone", "stewards", Erase.EMPTIED),
        "wish": Personal("to show it to nobody else", "you", Erase.NAMELESS),
    }
    impersonal = ("during", "url", "kind")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(wish=Wish.ROOM), name="room_words_stay_there")
        ]

    def __str__(self) -> str:
        return self.words[:60]

    @transaction.atomic
    def narrow(self, wish: Wish) -> None:
        """Let fewer people see it, at any time and at once. Wider only until the freeze."""
        if not wish.is_narrower_than(Wish(self.wish)):
            self.refuse_if_frozen()
        self.wish = wish
        self.save(update_fields=["wish"])
        tell(HEARING)

    @transaction.atomic
    def reword(self, words: str) -> None:
        """Say it another way, until the freeze (rule G10)."""
        self.refuse_if_frozen()
        self.words = words
        self.save(update_fields=["words"])
        self._unquote()

    @transaction.atomic
    def withdraw(self) -> None:
        """Take it back, at any time. Who sorts it at this moment is done first or comes late."""
        Contribution.objects.select_for_update().filter(pk=self.pk).first()
        self.delete()
        self._unquote()

    def _unquote(self) -> None:
        """A letter to its sayer that may quote it and waits goes, to be written anew without it."""
        waits = {"taken_at": None, "sent_at": None, "given_up_at": None}
        told = Letter.objects.filter(to=self.said_by, once__startswith="told:", **waits)
        Letter.objects.filter(pk__in=[one.pk for one in told.select_for_update()]).delete()
        tell(HEARING)

    def refuse_if_frozen(self) -> None:
        if self.freezes_on and localdate() > self.freezes_on:
            raise Refused(
                _("The notes were closed for changes. You can still let fewer people see it.")
            )


def hear(
    words: str,
    *,
    said_by: Person | None,
    during: str,
    url: str = "",
    wish: Wish = Wish.MEMBERS,
    kind: str = "answer",
    freezes_on: date | None = None,
) -> Contribution:
    """Write down what somebody said. Words for this room only are refused: they stay there."""
    if wish == Wish.ROOM:
        raise ValueError("Words for this room only never enter the hearing book.")
    return Contribution.objects.create(
        words=words,
        said_by=said_by,
        during=during,
        url=url,
        wish=wish,
        kind=kind,
        freezes_on=freezes_on,
    )


def heard_from(people: Collection[int]) -> Iterable[int]:
    """Which of these people (by number) ever said something that is in this book."""
    return Contribution.objects.filter(said_by__in=people).values_list("said_by_id", flat=True)
