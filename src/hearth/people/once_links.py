"""Links that work once: to confirm that somebody wants to join, and to sign in.

Opening one changes nothing, as mail scanners open links too. The button on its page does.
"""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.core import signing

from hearth.ground.accounts import Person
from hearth.ground.links import Opened, UsedLink, absolute, read

JOINING = "hearth.people.joining"
JOINING_LIVES = timedelta(hours=24)
SIGNING_IN = "hearth.people.signing_in"
SIGNING_IN_LIVES = timedelta(seconds=600)


def joining_link(person: Person, joining_pk: int) -> str:
    """The whole address that confirms this try to join, once and for 24 hours."""
    token = signing.dumps([person.pk, str(joining_pk)], salt=JOINING)
    return absolute(f"/join/{token}/")


def signing_in_link(person: Person, to: str = "/") -> str:
    """The whole address that signs a member in and leads to `to`, once and for 600 seconds."""
    token = signing.dumps([person.pk, to], salt=SIGNING_IN)
    return absolute(f"/sign-in/{token}/")


def opened_joining(token: str) -> Opened | None:
    return read(token, salt=JOINING, lives=JOINING_LIVES)


def opened_signing_in(token: str) -> Opened | None:
    return read(token, salt=SIGNING_IN, lives=SIGNING_IN_LIVES)


def was_spent(token: str) -> bool:
    """Whether its button was pressed already."""
    return UsedLink.objects.filter(digest=sha256(token.encode()).hexdigest()).exists()
