"""A person, as far as every area may assume: a name, an address, a way in."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows


class PersonQuerySet(Rows["Person"]):
    def members(self) -> Self:
        return self.filter(joined_at__isnull=False)

    def stewards(self) -> Self:
        """Each time in one order, as PostgreSQL has none of its own."""
        return self.filter(pk__in=Stewardship.objects.now().values("person")).order_by("pk")

    def reachable(self) -> Self:
        return self.exclude(email=None)

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class People(BaseUserManager["Person"]):
    def get_queryset(self) -> PersonQuerySet:
        return PersonQuerySet(self.model, using=self._db)

    def members(self) -> PersonQuerySet:
        return self.get_queryset().members()

    def stewards(self) -> PersonQuerySet:
        return self.get_queryset().stewards()

    def meet(self, *, name: str, email: str = "", phone: str = "") -> Person:
        """The person at this address: the one we know, unchanged, or a new guest.

        An address is compared without capitals. Without one, everybody is new.
        """
        person = Person(name=name.strip(), email=address(email), phone=phone.strip())
        person.set_unusable_password()
        if person.email is None:
            person.save()
            return person
        more = {"name": person.name, "phone": person.phone, "password": person.password}
        return self.get_or_create(email=person.email, defaults=more)[0]


def address(email: str) -> str | None:
    """An address as we keep it: without spaces and capitals; None where there is none."""
    return email.strip().lower() or None


class Person(AbstractBaseUser):
    """Somebody we know by name: a guest with an address, or a member who can sign in."""

    class Rhythm(models.TextChoices):
        REPLIES = "replies", _("Nothing but replies to me")
        WEEKLY = "weekly", _("Once a week")
        DAILY = "daily", _("Once a day")
        AT_ONCE = "at-once", _("As it happens")

    last_login = None
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("email"), unique=True, null=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    joined_at = models.DateTimeField(null=True, editable=False)
    is_active = models.GeneratedField(
        expression=Q(joined_at__isnull=False),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name=_("may sign in"),
    )
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.WEEKLY)
    letters_a_week = models.PositiveSmallIntegerField(default=7)
    paused_until = models.DateField(null=True, blank=True)

    USERNAME_FIELD = "email"
    objects: ClassVar[People] = People()

    personal: ClassVar = {
        "name": Personal("to call you by it", "members"),
        "email": Personal("to write to you and to sign you in", "stewards"),
        "phone": Personal("to reach you if you gave no email", "stewards"),
        **dict.fromkeys(
            ("rhythm", "letters_a_week", "paused_until"),
            Personal("to send you no more letters than you want", "you"),
        ),
        "password": Personal(
            "to sign you out everywhere; no password is kept", "nobody", exported=False
        ),
    }

    def __str__(self) -> str:
        return self.name

    came_by_link = False
    """Whether this browser knows them by a signed link alone. A letter can be forwarded, so a
    link lets its reader act as a guest, whatever else they are."""

    @property
    def is_member(self) -> bool:
        """Whether they signed in, and so see what members see."""
        return bool(self.is_active) and not self.came_by_link

    @cached_property
    def is_steward(self) -> bool:
        return self.is_member and self.stewardships.now().exists()

    @property
    def known_as_steward(self) -> bool | None:
        """The same, if it was asked already; None where nobody asked yet."""
        return self.__dict__.get("is_steward")

    def join(self) -> None:
        """From here on the person is a member and can sign in. Joining twice changes nothing."""
        if self.joined_at is None:
            self.joined_at = now()
            self.save(update_fields=["joined_at"])


class StewardshipQuerySet(Rows["Stewardship"]):
    def now(self) -> Self:
        today = localdate()
        ongoing = Q(until=None) | Q(until__gt=today)
        return self.filter(ongoing, since__lte=today, person__joined_at__isnull=False)

    def asked(self) -> Self:
        return self.filter(since=None, until=None)


class Stewardship(models.Model):
    """Somebody looks after the community, from a day on and until a day.

    Without a first day they have been asked and have not answered yet.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="stewardships"
    )
    since = models.DateField(null=True, default=localdate)
    until = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(default=now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = StewardshipQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know who looks after what", "everyone"),
        "asked_by": Personal("to know how they were chosen", "members", Erase.EMPTIED),
    }

    def __str__(self) -> str:
        return str(self.person)

    @transaction.atomic
    def accept(self) -> None:
        """Take the keys: from today on they are a member and a steward. Twice changes nothing."""
        if self.since is None:
            self.person.join()
            self.person.__dict__.pop("is_steward", None)
            self.since = localdate()
            self.save(update_fields=["since"])

    def decline(self) -> None:
        """Say no, before having said yes. Nothing is kept of it."""
        Stewardship.objects.asked().filter(pk=self.pk).delete()

    @transaction.atomic
    def end(self, *, by: Person) -> None:
        """Lay the role down today. The last but one steward cannot (rule G8: two keys)."""
        keys = Stewardship.objects.now().select_for_update()
        if len({stewardship.person_id for stewardship in keys}) <= 2:
            raise Refused(_("There must be two stewards. Ask somebody to take over first."))
        self.until = localdate()
        self.save(update_fields=["until"])


def make_steward(person: Person, *, by: Person | None) -> Stewardship:
    """Give somebody the keys; they are a member from here on. Twice changes nothing."""
    person.join()
    person.__dict__.pop("is_steward", None)
    held = person.stewardships.now().first()
    return held or Stewardship.objects.create(person=person, asked_by=by)


@transaction.atomic
def ask_to_steward(person: Person, *, by: Person) -> Stewardship:
    """Offer somebody the keys. They hold them once they accept; asking twice asks once."""
    if person.is_steward:
        raise Refused(_("{name} is a steward already.").format(name=person.name))
    asked = person.stewardships.asked().first()
    return asked or Stewardship.objects.create(person=person, since=None, asked_by=by)


class Community(models.Model):
    """Who we are, in the words that the home page opens with. There is one."""

    name = models.CharField(_("name"), max_length=80)
    about = models.TextField(_("what this is"), max_length=600, blank=True)
    for_whom = models.CharField(
        _("who it is for"), max_length=200, default="Anyone, from any background or level."
    )
    looked_after_by = models.CharField(_("who looks after it"), max_length=120, blank=True)
    email = models.EmailField(_("address for questions"), blank=True)
    is_demo = models.BooleanField(default=False, editable=False)
    areas_on = models.CharField(max_length=400, blank=True, editable=False)
    started_at = models.DateTimeField(default=now, editable=False)

    impersonal = ("name", "about", "for_whom", "looked_after_by", "email", "areas_on")

    class Meta:
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def ours(cls) -> Community | None:
        """The community of this installation, or None before its first day."""
        return cls.objects.first()

    @classmethod
    def turned_on(cls) -> list[str]:
        """What stewards turned on, by short names. It lies here as every page reads this row."""
        return (cls.objects.values_list("areas_on", flat=True).first() or "").split()


def is_demo() -> bool:
    """Whether everybody here is made up: then the doors stand open and no letter leaves."""
    return settings.DEMO or Community.objects.filter(is_demo=True).exists()
