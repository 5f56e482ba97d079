"""Signed links: how somebody without an account acts, from a letter, as themselves.

Opening a link changes nothing here (mail scanners open links too): the browser gets a
signed cookie that says who its person is, and the page, which has the button.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now

from hearth.ground.accounts import Person

SALT = "hearth.link"
LIVES = timedelta(days=90)
COOKIE = "hearth_guest"
REMEMBERED = timedelta(hours=12)


class Expired(Exception):
    """The link was right, but its time is over. `person` may have a new one."""

    def __init__(self, person: Person, to: str) -> None:
        super().__init__(to)
        self.person = person
        self.to = to


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link says: who, and to which page."""

    person: Person
    to: str


def link(person: Person, to: str) -> str:
    """A path that opens the page `to` (a path of ours) as this person, for 90 days."""
    if not to.startswith("/") or to.startswith("//"):
        raise ValueError(f"A link leads to a path of ours, not to {to!r}.")
    return f"/l/{signing.dumps([person.pk, to], salt=SALT)}/"


def absolute(path: str) -> str:
    """The same path with the community's public address before it, for letters."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def read(token: str, *, salt: str = SALT, lives: timedelta = LIVES) -> Opened | None:
    """What the token says; None if it was never ours; raises `Expired` if it is too old."""
    try:
        pk, to = signing.loads(token, salt=salt)
        person = Person.objects.get(pk=pk)
    except (signing.BadSignature, ValueError, TypeError, Person.DoesNotExist):
        return None
    try:
        signing.loads(token, salt=salt, max_age=lives)
    except signing.SignatureExpired as late:
        raise Expired(person, to) from late
    return Opened(person, to)


def remember(response: HttpResponse, person: Person) -> HttpResponse:
    """Let this browser act as the guest for the next twelve hours."""
    response.set_signed_cookie(
        COOKIE,
        str(person.pk),
        salt=COOKIE,
        max_age=REMEMBERED,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def guest_of(request: HttpRequest) -> Person | None:
    """The person whose link this browser opened in the last twelve hours."""
    if COOKIE not in request.COOKIES:
        return None
    pk = request.get_signed_cookie(COOKIE, None, salt=COOKIE, max_age=REMEMBERED)
    guest = Person.objects.filter(pk=pk).first() if pk else None
    if guest:
        guest.came_by_link = True
    return guest


class UsedLink(models.Model):
    """A link that works once has been used."""

    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(default=now)

    personal: ClassVar[dict[str, object]] = {}
    impersonal = ("digest",)

    def __str__(self) -> str:
        return self.digest[:8]


def spend(token: str) -> bool:
    """True the first time, False ever after; exact however many try at once."""
    try:
        with transaction.atomic():
            UsedLink.objects.create(digest=sha256(token.encode()).hexdigest())
    except IntegrityError:
        return False
    return True
