"""How somebody joins: they say who they are, confirm it from their own post, and are in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.charter.models import Version
from hearth.ground.accounts import Person, address
from hearth.ground.books.post import Kind, post
from hearth.ground.links import absolute
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows
from hearth.people.models.knocking import (
    MINUTE,
    knock,
    letters_about_joining,
    people_of_the_minute,
    take_a_breath,
    tell_stewards_of_held,
)
from hearth.people.models.organisation import Organisation
from hearth.people.models.profile import describe
from hearth.people.once_links import joining_link

UNCONFIRMED_FOR = timedelta(days=7)
RUNG_WITHIN = timedelta(days=30)
SAME_TRY_FOR = timedelta(minutes=10)
LETTERS_A_DAY = 5


class StrangerQuerySet(Rows["Stranger"]):
    def grown_old(self) -> Self:
        by_phone = models.Q(person__email=None, since__lt=now() - RUNG_WITHIN)
        by_post = models.Q(person__email__isnull=False, since__lt=now() - UNCONFIRMED_FOR)
        waits = Joining.objects.at_the_door().values("person")
        return self.filter(by_phone | by_post).exclude(pk__in=waits)


class Stranger(models.Model):
    """An address that somebody typed here and nobody has confirmed. We forget it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    since = models.DateTimeField(default=now)

    objects = StrangerQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to forget an address that nobody confirmed", "nobody", after_days=30),
    }

    def __str__(self) -> str:
        return str(self.person)


class JoiningQuerySet(Rows["Joining"]):
    def unconfirmed(self) -> Self:
        return self.filter(confirmed_at=None)

    def to_ring(self) -> Self:
        """Who gave a telephone number and no email: a steward rings them."""
        rings = self.unconfirmed().filter(person__email=None, held_at=None)
        return rings.order_by("started_at")

    def held(self) -> Self:
        """Who came in a flood, or filled in what no person sees: a steward looks at them."""
        return self.unconfirmed().exclude(held_at=None).order_by("started_at", "pk")

    def at_the_door(self) -> Self:
        """Who confirmed their address and waits for a steward's yes."""
        return self.filter(waits__isnull=False, waits__settled_at=None)

    def since(self, how_long: timedelta) -> Self:
        return self.filter(started_at__gte=now() - how_long)


class Joining(models.Model):
    """Somebody asked to join: what they told us, and which charter they saw."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    started_at = models.DateTimeField(default=now)
    confirmed_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=80)
    brings = models.TextField(_("what brings you"), blank=True)
    needs = models.TextField(_("what you need to take part"), blank=True)
    organisation = models.CharField(max_length=120, blank=True)
    question = models.CharField(max_length=200, blank=True)
    answer = models.TextField(_("your answer before joining"), blank=True)
    charter = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")

    objects = JoiningQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know who joined", "stewards"),
        "name": Personal("to call you by it", "stewards"),
        "brings": Personal("so that a person can greet you well", "stewards"),
        "needs": Personal("so that you can take part", "you, and the hosts where you come"),
        "organisation": Personal("to know who comes from where", "members"),
        "answer": Personal("to let you in and greet you well", "stewards"),
    }
    impersonal = ("question",)

    def __str__(self) -> str:
        return self.name

    @property
    def rings(self) -> str:
        """The number as a telephone dials it."""
        plus = "+" if self.person.phone.startswith("+") else ""
        return plus + digits(self.person.phone)

    def send_link(self) -> None:
        """The letter with the link that confirms. Who gave only a number is rung by a steward."""
        post(
            [self.person],
            gettext("One more step, and you are in"),
            "people/letters/confirm.txt",
            kind=Kind.KEYS,
            once=f"joining:{self.pk}:{now():%Y%m%d%H%M%S}",
            greeting=gettext("Hello {name},").format(name=self.name),
            button_label=gettext("Yes, I want to join"),
            button_url=joining_link(self.person, self.pk),
            why=gettext("You get this letter because somebody gave your address to join."),
        )

    @transaction.atomic
    def confirm(self) -> Person:
        """They have shown that the address is theirs: from here on they are a member."""
        person = Person.objects.select_for_update().get(pk=self.person_id)
        if self.confirmed_at is None and not person.is_active:
            self._take_over(person)
        self.confirmed_at = self.confirmed_at or now()
        self.save(update_fields=["confirmed_at"])
        Stranger.objects.filter(person=person).delete()
        person.join()
        person.refresh_from_db()
        return person

    def release(self) -> bool:
        """A steward looked and lets them go on: their letter leaves. Twice changes nothing."""
        was_held = Joining.objects.held().filter(pk=self.pk).order_by().update(held_at=None)
        if was_held:
            self.send_link()
        return bool(was_held)

    def forget(self) -> None:
        """They do not want to join after all, or nobody answered the telephone."""
        if Stranger.objects.filter(person=self.person).exists():
            forget_stranger(self.person)
        else:
            self.delete()

    def _take_over(self, person: Person) -> None:
        """What they told us counts from now on. A member's own words never change here."""
        person.name = self.name
        person.save(update_fields=["name"])
        describe(person, needs=self.needs or None)
        if self.organisation:
            Organisation.objects.named(self.organisation, by=person).welcome(person)


class Fit(models.Model):
    """A kind of people that somebody says fits them."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("I do community work")
        GROUP = "group", _("My group uses technology")
        MAKER = "maker", _("I make, mend or look after technology")
        DESIGN = "design", _("I design, write or do research")
        PUBLIC = "public", _("I work in a public service or a council")
        ALONE = "alone", _("I come on my own, with no group behind me")
        FUNDER = "funder", _("I fund or support others")
        NEW = "new", _("I am new to this and curious")

    joining = models.ForeignKey(Joining, models.CASCADE, related_name="fits")
    kind = models.CharField(max_length=10, choices=Kind)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "kind": Personal("so that a person can greet you well", "stewards"),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["joining", "kind"], name="one_fit_a_kind")]

    def __str__(self) -> str:
        return self.get_kind_display()


@transaction.atomic
def ask_to_join(
    *,
    name: str,
    email: str = "",
    phone: str = "",
    kinds: Iterable[str] = (),
    place: str = "",
    is_odd: bool = False,
    **said: str,
) -> Joining | None:
    """Write down that somebody wants to join, and write to them; None if they are in already.

    A second press of the button within minutes is the same try. Nothing that we know about
    anybody changes before they confirm, whoever typed their address. A flood from one `place`
    is held, and what `is_odd` too: nobody is written to until a steward has looked (J1.8).
    """
    person = meet_stranger(name=name, email=email, phone=phone)
    is_flood = bool(place) and knock(person, place)
    joining = _write_down(person, name, kinds, said, is_held=is_flood or is_odd)
    if is_flood:
        _hold(place)
    elif place:
        take_a_breath(place)
    return joining


def _write_down(
    person: Person, name: str, kinds: Iterable[str], said: dict[str, str], *, is_held: bool
) -> Joining | None:
    """This try to join, with its letter unless it is held."""
    if person.is_active:
        if not is_held:
            _tell_the_member(person)
        return None
    Person.objects.select_for_update().get(pk=person.pk)
    tries = Joining.objects.unconfirmed().filter(person=person)
    told = {"name": name.strip(), "charter": Version.current(), **said}
    same = tries.since(SAME_TRY_FOR).filter(**told).first()
    if same is not None:
        return same
    too_often = tries.since(timedelta(days=1)).count() >= LETTERS_A_DAY
    joining = Joining.objects.create(person=person, held_at=now() if is_held else None, **told)
    Fit.objects.bulk_create(Fit(joining=joining, kind=kind) for kind in dict.fromkeys(kinds))
    if is_held:
        tell_stewards_of_held()
    elif not too_often:
        joining.send_link()
    return joining


def _hold(place: str) -> None:
    """All who knocked here in the last minute are held, and letters that have not left never
    do."""
    letters_about_joining(place).delete()
    lately = Joining.objects.unconfirmed().since(MINUTE).filter(held_at=None)
    lately.filter(person__in=people_of_the_minute(place)).update(held_at=now())


def meet_stranger(*, name: str, email: str = "", phone: str = "") -> Person:
    """The person at this address; if there is none, a guest whom we forget unless they confirm."""
    if not email:
        known = same_phone(name, phone)
    else:
        known = Person.objects.filter(email=address(email)).first()
    if known is not None:
        return known
    person = Person.objects.meet(name=name, email=email, phone=phone)
    Stranger.objects.get_or_create(person=person)
    return person


def forget_strangers() -> int:
    """Forget who typed an address here and never confirmed it; returns how many are gone.

    Somebody whom another page knows by now (who booked a place, say) stays a guest.
    """
    old = Stranger.objects.grown_old().select_related("person")
    return sum(forget_stranger(stranger.person) for stranger in old)


@transaction.atomic
def forget_stranger(person: Person) -> bool:
    """Forget this one; True if nothing is left of them."""
    Joining.objects.unconfirmed().filter(person=person).delete()
    if _is_known_elsewhere(person):
        Stranger.objects.filter(person=person).delete()
        return False
    person.delete()
    return True


def _tell_the_member(person: Person) -> None:
    """The member hears of it, at most once an hour; the stranger at the form hears nothing."""
    post(
        [person],
        gettext("You are a member already"),
        "people/letters/already.txt",
        kind=Kind.KEYS,
        once=f"already:{now():%Y-%m-%d-%H}",
        button_label=gettext("Sign in"),
        button_url=absolute("/sign-in/"),
        why=gettext("You get this letter because somebody asked to join with your address."),
    )


def same_phone(name: str, phone: str) -> Person | None:
    """Somebody of this name who gave this number before, with or without its spaces."""
    rings = Person.objects.filter(email=None, name__iexact=name.strip()).exclude(phone="")
    return next((one for one in rings if digits(one.phone) == digits(phone)), None)


def digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isdigit())


def _is_known_elsewhere(person: Person) -> bool:
    """Whether any row, other than those of joining and of letters, is about this person."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or _is_passing(relation.related_model):
            continue
        about = {relation.field.name: person}
        rows: models.QuerySet[models.Model] = relation.related_model._base_manager.filter(**about)
        if rows.exists():
            return True
    return False


def _is_passing(model: type[models.Model]) -> bool:
    return model._meta.model_name in _PASSING


_PASSING = ("stranger", "joining", "knock", "waiting", "letter")
