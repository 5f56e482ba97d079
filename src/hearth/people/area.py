"""The face of people: who is here, how they join, and how they sign in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.areas import Area, Leaving
from hearth.people.leaving import end_old_sessions
from hearth.people.models import Bringing, Joining, Organisation
from hearth.people.models.bringing import clear_old_lists, forget_in_lists
from hearth.people.models.farewell import forget_farewells
from hearth.people.models.joining import forget_strangers
from hearth.people.models.knocking import forget_knocks
from hearth.people.models.organisation import hand_over_contact
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


def _before_leaving(person: Person) -> list[str]:
    """Nothing to say that the page does not say to everybody."""
    return []


def _leave(person: Person) -> None:
    hand_over_contact(person)
    if person.email:
        forget_in_lists(person.email)


def _key() -> dict[str, object]:
    """Somebody's passkey; if nobody has one yet, a number that leads nowhere."""
    newest = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).last()
    return {"pk": newest.pk if newest else 0}


AREA = Area(
    name=_("People"),
    brings=_("Greet those who join, and ring those who gave only a telephone number."),
    place=(_("People"), "people:people"),
    examples={
        "people:confirm": _joining,
        "people:organisation": _organisation,
        "people:call": _call,
        "people:bringing": _bringing,
        "sign_in_by_link": _signing_in,
        "mfa_remove_webauthn": _key,
    },
    every_minute=(
        forget_strangers,
        forget_farewells,
        forget_knocks,
        clear_old_lists,
        end_old_sessions,
    ),
    leaving=Leaving(says=_before_leaving, does=_leave),
)
