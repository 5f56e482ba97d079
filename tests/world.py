"""The world that the truths of the house are tried in: the demo, with everybody in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from time import time

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client

from hearth.gatherings.examples import EXAMPLES
from hearth.gatherings.models import Answer, Gathering
from hearth.ground.accounts import Person, ask_to_steward
from hearth.ground.links import link
from hearth.house import demo
from tests.keys import passkey

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Role:
    """Somebody who reads: what they are to the community, and who they are."""

    name: str
    person: Person | None

    def __str__(self) -> str:
        return self.name

    @property
    def signs_in(self) -> bool:
        return self.person is not None and self.person.is_active

    def browser(self) -> Client:
        """A browser of theirs: a member's is signed in, a guest's came by a signed link."""
        client = Client(headers={"host": "localhost"})
        if self.signs_in:
            client.force_login(self.person, backend=BACKEND)
            _signed_in_just_now(client)
        elif self.person is not None:
            client.get(link(self.person, "/"))
        return client

    def opening(self) -> Callable[..., HttpResponse]:
        """Open one address after the other, each as if it were the first: what one page leaves
        in the browser (a signed link makes somebody of a passer-by) is gone for the next."""
        browser = self.browser()
        browser.raise_request_exception = False
        mine = browser.cookies.output(header="", sep=";")

        def opened(method: str, path: str) -> HttpResponse:
            browser.cookies = SimpleCookie(mine)
            return browser.generic(method, path)

        return opened


def _signed_in_just_now(client: Client) -> None:
    """Pages about keys ask who signed in long ago to do it again; this was a moment ago."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": time()}]
    session.save()


def build() -> None:
    """Fill an empty database with the world."""
    demo.build()
    readers = {role.name: role.person for role in roles()}
    ask_to_steward(readers["member"], by=readers["steward"])
    _give_keys(readers["steward"])


def _give_keys(person: Person) -> None:
    """A passkey, an app and codes, so that the pages about them have something to show."""
    WebAuthn.add(person, "My phone", passkey())
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)


def roles() -> list[Role]:
    """One of each kind of reader, from a passer-by to a steward, always the same ones.

    The one whose own words are the example of such a page is among them.
    """
    gathering = Gathering.objects.get(**EXAMPLES["gatherings:host"]())
    speaker = Answer.objects.get(pk=EXAMPLES["gatherings:own_words"]()["pk"]).person
    stewards = Person.objects.stewards()
    members = Person.objects.members().exclude(pk__in=stewards.values("pk"))
    guests = Person.objects.filter(joined_at=None).order_by("-pk")
    return [
        Role("passer-by", None),
        Role("guest", _first(guests, speaker)),
        Role("member", _first(members.exclude(pk=gathering.host.pk).order_by("pk"), speaker)),
        Role("host", gathering.host),
        Role("steward", _first(stewards.order_by("pk"), speaker)),
    ]


def _first(people: QuerySet[Person], preferred: Person) -> Person:
    return people.filter(pk=preferred.pk).first() or people[0]
