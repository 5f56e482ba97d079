"""The few made-up people that a visitor of the demo can be, one of each kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.rows import Rows

STEWARD = "ines.okafor@example.org"
SECOND_STEWARD = "callum.reeve@example.org"
HOST = "bronwen.pugh@example.org"
MEMBER = "tariq.hussain@example.org"
NEWCOMER = "maya.ferreira@example.org"
GUEST = "gwil.roberts@example.org"


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody to be: who, what they can do here, and the button."""

    pk: int
    name: str
    words: str | Promise
    button: str


_PARTS = {
    STEWARD: _("A steward: plans gatherings, brings people in, sees what waits."),
    HOST: _("A host: her gathering is going on right now, and its clock is hers."),
    MEMBER: _("A member: comes most months, and has said things that came to something."),
    NEWCOMER: _("A newcomer: joined this week and has not been to anything yet."),
    GUEST: _("A guest: came by a link from a letter and has no account."),
}


def cast() -> list[Part]:
    """Everybody you can be, the steward first and nobody last."""
    known = {person.email: person for person in _people()}
    parts = [
        Part(known[email].pk, known[email].name, words, _be(known[email].name))
        for email, words in _PARTS.items()
        if email in known
    ]
    nobody = gettext("A stranger")
    return [*parts, Part(0, nobody, _("Found the address somewhere."), _be(nobody))]


def _be(name: str) -> str:
    return gettext("Be {name}").format(name=name if name[0] != "A" else name.lower())


def start_of(person: Person) -> str:
    """The page that somebody of the cast would open first."""
    return reverse("house:steward") if person.is_steward else reverse("house:home")


def _people() -> Rows[Person]:
    return Person.objects.get_queryset().filter(email__in=list(_PARTS))
