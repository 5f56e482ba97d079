"""Words for the addresses of people that need some, so that each can be opened by itself."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from hearth.ground.accounts import Person
from hearth.ground.areas import Example
from hearth.people.models import Bringing, Duty, Hello, Joining, Organisation, Waiting
from hearth.people.once_links import joining_link, signing_in_link


def _joining() -> dict[str, object]:
    waiting = Joining.objects.unconfirmed().filter(person__email__isnull=False)
    joining = waiting.select_related("person").latest("pk")
    return {"token": joining_link(joining.person, joining.pk).split("/")[-2]}


def _signing_in() -> dict[str, object]:
    member = Person.objects.members().latest("pk")
    return {"token": signing_in_link(member).split("/")[-2]}


def _organisation() -> dict[str, object]:
    return {"slug": Organisation.objects.latest("pk").slug}


def _call() -> dict[str, object]:
    return {"pk": Joining.objects.to_ring().latest("pk").pk}


def _bringing() -> dict[str, object]:
    return {"pk": Bringing.objects.latest("pk").pk}


def _hello() -> dict[str, object]:
    return {"pk": Hello.objects.latest("pk").pk}


def _waiting() -> dict[str, object]:
    return {"pk": Waiting.objects.latest("pk").pk}


def _duty() -> dict[str, object]:
    return {"pk": Duty.objects.latest("pk").pk}


def _key() -> dict[str, object]:
    """Somebody's passkey; if nobody has one yet, a number that leads nowhere."""
    newest = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).last()
    return {"pk": newest.pk if newest else 0}


EXAMPLES: dict[str, Example] = {
    "people:confirm": _joining,
    "people:organisation": _organisation,
    "people:call": _call,
    "people:bringing": _bringing,
    "people:hello": _hello,
    "people:duty": _duty,
    "people:waiting": _waiting,
    "sign_in_by_link": _signing_in,
    "mfa_remove_webauthn": _key,
}
