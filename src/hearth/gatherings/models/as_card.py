"""How an ask or an offer stands as a card, in words: open, taken up, done, resting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.ground.books import Wish


class Kind(models.TextChoices):
    ANSWER = "answer", _("An answer")
    ASK = "ask", _("I need")
    OFFER = "offer", _("I can help with")
    HOSTING = "hosting", _("I could host")
    COMMITMENT = "commitment", _("I will do")


CARDS = (Kind.ASK, Kind.OFFER, Kind.HOSTING)
"""What becomes a card that somebody else can take up."""

_TAKE = {
    Kind.ASK: (_("I can help"), _("{name} can help"), _("Somebody can help")),
    Kind.OFFER: (
        _("I would like that"),
        _("{name} would like that"),
        _("Somebody would like that"),
    ),
    Kind.HOSTING: (_("I would come"), _("{name} would come"), _("Somebody would come")),
}
"""The words on the button, and what the card says once its first taker has a name or none."""


class AsCard:
    """What an answer says of itself where it is shown as a card."""

    if TYPE_CHECKING:
        kind: Any
        wish: Any
        person_id: Any
        takings: Any
        closing: Any

    @property
    def is_card(self) -> bool:
        return self.kind in CARDS and self.wish != Wish.ROOM and self.person_id is not None

    @property
    def is_closed(self) -> bool:
        return getattr(self, "closing", None) is not None

    @property
    def take_label(self) -> str:
        return str(_TAKE[Kind(self.kind)][0])

    @property
    def taken_in_words(self) -> str:
        """Who can help: the first by name, if they wished it; empty while it is open."""
        first = next(iter(self.takings.all()), None)
        if first is None:
            return ""
        _label, named, nameless = _TAKE[Kind(self.kind)]
        return str(named).format(name=first.person.name) if first.shows_name else str(nameless)
