"""The pieces of a round-up: one thing each, a few of them, in the order that its editor likes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Max
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.roundups.editions import Edition
from hearth.roundups.models.flags import Flag

if TYPE_CHECKING:
    from hearth.roundups.models.roundup import Roundup


class Kind(models.TextChoices):
    """What a piece is, as its heading says it."""

    READ = "read", _("To read")
    QUESTION = "question", _("A question that waits for you")
    PEOPLE = "people", _("New here")
    OPPORTUNITY = "opportunity", _("Closing soon")
    TOLD = "told", _("You said, we did")
    MET = "met", _("Where we met")
    DATE = "date", _("Next date")
    MORE = "more", _("And this")


KINDS = {
    Edition.ROUNDUP: (
        Kind.READ,
        Kind.QUESTION,
        Kind.PEOPLE,
        Kind.OPPORTUNITY,
        Kind.TOLD,
        Kind.DATE,
        Kind.MORE,
    ),
    Edition.NEWSLETTER: (
        Kind.TOLD,
        Kind.MET,
        Kind.READ,
        Kind.OPPORTUNITY,
        Kind.DATE,
        Kind.MORE,
    ),
}
"""What each may tell, in the order in which a new draft has it. A newsletter names no people."""


class PieceQuerySet(Rows["Piece"]):
    def in_it(self) -> Self:
        return self.filter(aside_at=None).order_by("place", "pk")


class Piece(models.Model):
    """One thing that a round-up tells. What it is called and who may read it is asked each time
    from the index, by its address; only what the editor wrote is kept here."""

    roundup = models.ForeignKey("roundups.Roundup", models.CASCADE, related_name="pieces")
    kind = models.CharField(max_length=12, choices=Kind)
    url = models.CharField(max_length=400, blank=True)
    title = models.CharField(_("what it is called"), max_length=120, blank=True)
    line = models.TextField(_("your line"), max_length=600, blank=True)
    until = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    place = models.PositiveSmallIntegerField(default=0)
    flag = models.ForeignKey(Flag, models.SET_NULL, null=True, related_name="+")
    aside_at = models.DateTimeField(null=True)

    objects = PieceQuerySet.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("kind", "url", "title", "line")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["roundup", "kind", "url"],
                condition=models.Q(aside_at=None),
                name="each_thing_once_a_roundup",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.title or self.url}"

    @property
    def is_outside(self) -> bool:
        return self.url.startswith("http")

    def leave_out(self) -> None:
        """Not this one. It can be put in again."""
        self.roundup.refuse_if_sent()
        self.aside_at = now()
        self.save(update_fields=["aside_at"])

    def move(self, steps: int) -> None:
        """One up (-1) or one down (1). At the edge it stays where it is."""
        self.roundup.refuse_if_sent()
        order = list(self.roundup.pieces.in_it())
        here = next((n for n, piece in enumerate(order) if piece.pk == self.pk), None)
        if here is None or not 0 <= here + steps < len(order):
            return
        order.insert(here + steps, order.pop(here))
        for place, piece in enumerate(order):
            piece.place = place
        Piece.objects.bulk_update(order, ["place"])


def put_in(roundup: Roundup, piece: Piece) -> Piece:
    """One more, at the end. One too many is refused; one that was left out comes back."""
    roundup.refuse_if_sent()
    there = roundup.pieces.in_it()
    if there.filter(kind=piece.kind, url=piece.url).exists():
        raise Refused(_("That is in it already."))
    if there.count() >= roundup.room.things:
        raise Refused(_("{enough} Leave one out first.").format(enough=roundup.room.enough))
    roundup.pieces.filter(kind=piece.kind, url=piece.url).delete()
    last = there.order_by().aggregate(last=Max("place"))["last"]
    piece.roundup, piece.place = roundup, 0 if last is None else last + 1
    piece.save()
    return piece
