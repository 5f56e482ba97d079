"""Taking a role on and asking somebody to: one gets it, and nobody is made to answer."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.places import book
from hearth.gatherings.models.roles import Role, RoleOffer, role_page
from hearth.gatherings.role_cards import CARDS
from hearth.gatherings.topics import of_role
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post
from hearth.ground.refusals import Refused


@transaction.atomic
def take(gathering: Gathering, kind: str, person: Person) -> Role:
    """This person does it. Whoever does something also comes, so they have a place. Taking it
    twice changes nothing; of two who take it at once, one has it."""
    today = gathering.locked()
    today.refuse_unless_standing()
    if today.ended_at or today.is_over:
        raise Refused(_("This gathering is over. See when we meet next."))
    role = today.roles.taken().filter(kind=kind).first()
    if role is None:
        _refuse_unless_trusted(kind, person)
        _seat(today, person)
        today.roles.filter(kind=kind).delete()
        role = today.roles.create(kind=kind, person=person)
        _forget_offers(today, kind)
        _send_card(today, role)
    elif role.person != person and role.person:
        if person.is_member or today.booked.coming().filter(person=person).exists():
            words = _("{name} has taken this on by now. Thank you for wanting to.")
            raise Refused(words.format(name=role.person.name))
        raise Refused(_("Somebody has taken this on by now. Thank you for wanting to."))
    return role


def _refuse_unless_trusted(kind: str, person: Person) -> None:
    """People turn to a carer with what troubles them. They must know who that is, and the
    carer has agreed to the charter: so only members do this."""
    if kind == Role.Kind.CARER and person.joined_at is None:
        raise Refused(_("Only members can be carers. You can join first, it takes a minute."))


def _seat(gathering: Gathering, person: Person) -> None:
    if gathering.may_be_changed_by(person):
        return
    place = gathering.booked.filter(person=person).first()
    if place is None and person.joined_at is None:
        raise Refused(_("Keep a place first. Then you can take this on."))
    if (place or book(gathering, person)).waits:
        raise Refused(_("It is full just now. Take this on when you have a place."))


def _forget_offers(gathering: Gathering, kind: str) -> None:
    for offer in gathering.role_offers.filter(kind=kind):
        offer.take_back()


def _send_card(gathering: Gathering, role: Role) -> None:
    """The card, once for each time that somebody takes it."""
    assert role.person is not None  # noqa: S101 - it was taken a moment ago
    post(
        [role.person],
        f"{gathering.title}: {role.card.name}",
        "gatherings/letters/role.txt",
        kind=Post.PLACE,
        button=(gettext("See who does what"), gathering.page("roles")),
        topic=of_role(gathering, role.kind),
        gathering=gathering,
        card=role.card,
        newcomers=_newcomers(gathering, role),
        role_page=role_page(gathering, role.kind),
    )


def _newcomers(gathering: Gathering, role: Role) -> list[str]:
    """Whom a welcomer may look out for: those who said before that it is their first time."""
    if role.kind != Role.Kind.WELCOMER:
        return []
    new = gathering.booked.coming().filter(is_first_time=True).exclude(person=role.person)
    return list(new.order_by("person__name").values_list("person__name", flat=True))


@transaction.atomic
def offer(gathering: Gathering, kind: str, to: Person, *, by: Person) -> RoleOffer:
    """Ask somebody, once, by a letter with one button. The role stays open to everybody."""
    today = gathering.locked()
    today.refuse_unless_standing()
    role = today.roles.taken().filter(kind=kind).first()
    if role and role.person:
        words = _("{name} has taken this on by now.")
        raise Refused(words.format(name=role.person.name))
    _refuse_unless_trusted(kind, to)
    asked, is_new = today.role_offers.get_or_create(kind=kind, to=to, defaults={"by": by})
    if asked.is_open and not is_new:
        return asked
    written = post(
        [to],
        gettext("Would you like to {role}?").format(role=CARDS[kind].ask),
        "gatherings/letters/role_offer.txt",
        kind=Post.INVITATION,
        button=(gettext("See what it is"), role_page(gathering, kind)),
        once=asked.once,
        topic=of_role(gathering, kind),
        until=gathering.starts_at,
        gathering=gathering,
        card=CARDS[kind],
        by=by,
    )
    if not written:
        words = _("No letter went to {name}: asked before, or no letters wanted. Ask in person.")
        raise Refused(words.format(name=to.name))
    return asked
