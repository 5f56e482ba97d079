"""Roles for one evening: who welcomes, makes notes, keeps the time, cares and sorts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.role_cards import CARDS, Card
from hearth.gatherings.topics import to_person
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.privacy import Erase, Personal
from hearth.ground.rows import Rows

OFFER_STANDS = timedelta(days=3)


class RoleQuerySet(Rows["Role"]):
    def taken(self) -> Self:
        return self.exclude(person=None).select_related("person")

    def in_order(self) -> list[Role]:
        order = list(CARDS)
        return sorted(self, key=lambda role: order.index(role.kind))


class Role(models.Model):
    """Somebody does something for this one gathering. One whose person is gone is free again;
    the row stays only until the host was told."""

    class Kind(models.TextChoices):
        WELCOMER = "welcomer", _("welcomer")
        NOTE_MAKER = "note-maker", _("note-maker")
        TIME_KEEPER = "time-keeper", _("time-keeper")
        CARER = "carer", _("carer")
        SORTER = "sorter", _("sorter")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=12, choices=Kind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    may_be_thanked = models.BooleanField(_("You may thank me by name"), default=False)

    objects = RoleQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know whom to ask on the day", "who comes", Erase.EMPTIED)
    }
    impersonal = ("kind",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "kind"], name="one_for_each_role")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"

    @property
    def card(self) -> Card:
        return CARDS[self.kind]

    @property
    def said(self) -> str:
        """Who does what, in a sentence."""
        return self.card.said_of(self.person.name) if self.person else ""


class RoleOfferQuerySet(Rows["RoleOffer"]):
    def open(self) -> Self:
        """Those that have not lapsed. A lapsed one and a "no thanks" look the same: free."""
        return self.filter(at__gt=now() - OFFER_STANDS)


class RoleOffer(models.Model):
    """A host asked somebody whether they would like to take a role. It holds no role back:
    whoever takes it first has it. "No thanks" leaves no trace, and neither does silence."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="role_offers")
    kind = models.CharField(max_length=12, choices=Role.Kind)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = RoleOfferQuerySet.as_manager()

    personal: ClassVar = {
        "to": Personal("to ask you once", "the host"),
        "by": Personal("to say who asks", "who is asked", Erase.EMPTIED),
    }
    impersonal = ("kind",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "kind", "to"], name="asked_once_for_it")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.to}?"

    @property
    def card(self) -> Card:
        return CARDS[self.kind]

    @property
    def is_open(self) -> bool:
        return self.at > now() - OFFER_STANDS

    @property
    def once(self) -> str:
        """The name of its letter: nobody is asked twice for the same thing."""
        return f"role-offer:{self.gathering_id}:{self.kind}"

    @transaction.atomic
    def take_back(self) -> None:
        """Nobody need answer any more; a letter that has not left yet never does."""
        Letter.objects.waiting().filter(once=f"{self.once}:{self.to_id}").delete()
        self.delete()


def role_page(gathering: Gathering, kind: str) -> str:
    """The path of the page of one role."""
    return reverse("gatherings:role", args=[gathering.slug, kind])


def welcomer_of(gathering: Gathering) -> Person:
    """Who says hello to first-timers: the welcomer, or the host where nobody took that on."""
    return welcomer_among(gathering.roles.taken(), gathering)


def welcomer_among(doers: Iterable[Role], gathering: Gathering) -> Person:
    """The same, where it is known already who does what."""
    people = (role.person for role in doers if role.kind == Role.Kind.WELCOMER and role.person)
    return next(people, gathering.host)


def has_role(gathering: Gathering, person: Person | None, kind: Role.Kind) -> bool:
    """Whether this person signed in and has this role here. What a role opens needs an account,
    as hosting does: a letter can be forwarded, and its link acts as a guest."""
    return (
        person is not None
        and person.is_member
        and gathering.roles.filter(kind=kind, person=person).exists()
    )


def keeps_time(doers: Iterable[Role], person: Person | None) -> bool:
    """Whether this person is the time-keeper among them, and may act as one."""
    kind = Role.Kind.TIME_KEEPER
    return any(role.kind == kind and role.person == person for role in doers) and bool(
        person and person.is_member
    )


def thanked_in(gathering: Gathering) -> list[Role]:
    """Those who did something and said that we may thank them by name."""
    return gathering.roles.taken().filter(may_be_thanked=True).in_order()


@transaction.atomic
def let_go(gathering: Gathering, person: Person, kind: str = "") -> int:
    """This person does not do this any more, or none of it; the host hears of each role that
    is free now. Returns how many. Twice changes nothing."""
    mine = gathering.locked().roles.filter(person=person, **({"kind": kind} if kind else {}))
    freed = [role.card for role in mine]
    mine.delete()
    for card in freed:
        _tell_host(gathering, card, person)
    return len(freed)


@transaction.atomic
def tell_of_those_gone() -> int:
    """Roles of people who left us fall free, and each host hears it once; returns how many."""
    gone = list(Role.objects.filter(person=None).select_related("gathering__host"))
    for role in gone:
        if role.delete()[0]:
            _tell_host(role.gathering, role.card, None)
    return len(gone)


def _tell_host(gathering: Gathering, card: Card, person: Person | None) -> None:
    if person == gathering.host or gathering.is_over or gathering.is_cancelled:
        return
    post(
        [gathering.host],
        gettext("Free again: {role} at {title}").format(role=card.name, title=gathering.title),
        "gatherings/letters/role_free.txt",
        kind=Post.PLACE,
        button=(gettext("Ask somebody else"), gathering.page("roles")),
        topic=to_person(person, gathering) if person else "",
        gathering=gathering,
        card=card,
        who=person,
    )
