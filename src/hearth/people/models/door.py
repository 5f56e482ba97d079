"""The door: one question before joining, and a steward's yes, where stewards turned these on.

Both are off unless a steward turns them on. Who waits is told that they wait, and why.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, post
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.people.models.joining import Joining, Stranger
from hearth.people.welcoming import welcome

TOO_LONG = timedelta(days=14)
KEPT_FOR = timedelta(days=30)


class Door(models.Model):
    """What stewards turned on. There is one, or none: then it stands open."""

    question = models.CharField(_("One question before joining"), max_length=200, blank=True)
    by_hand = models.BooleanField(_("A steward lets each person in by hand"), default=False)
    why = models.CharField(_("Why by hand? Those who wait read this."), max_length=200, blank=True)

    objects = Rows.as_manager()

    impersonal = ("question", "why")

    def __str__(self) -> str:
        return self.question

    @classmethod
    def ours(cls) -> Door:
        return cls.objects.first() or cls()


class WaitingQuerySet(Rows["Waiting"]):
    def open(self) -> Self:
        return self.filter(settled_at=None).order_by("since", "pk")


class Waiting(models.Model):
    """Somebody has shown that their address is theirs, and waits for a steward's yes."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    joining = models.ForeignKey(Joining, models.CASCADE, related_name="waits")
    since = models.DateTimeField(default=now)
    told_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    why_not = models.TextField(blank=True)

    objects = WaitingQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to let you in", "stewards"),
        "settled_by": Personal("to know whom to ask", "stewards", Erase.EMPTIED),
        "why_not": Personal("to tell you why not", "you and stewards", after_days=30),
    }

    def __str__(self) -> str:
        return self.joining.name

    def get_absolute_url(self) -> str:
        return reverse("people:waiting", args=[self.pk])

    @transaction.atomic
    def let_in(self, *, by: Person) -> Person:
        """Yes: from here on they are a member, and get the same welcome as everybody."""
        mine = self._still_open()
        mine._settle(by)
        person = mine.joining.confirm()
        welcome(person)
        return person

    @transaction.atomic
    def decline(self, why: str, *, by: Person) -> None:
        """No, with a reason in words, which they read. They are forgotten a week later."""
        if not why.strip():
            raise Refused(_("Say why. They read it."))
        mine = self._still_open()
        mine.why_not = why.strip()
        mine._settle(by)
        Stranger.objects.filter(person=mine.person).update(since=now())
        mine._write_to_them(gettext("You cannot join for now"), "declined", why=mine.why_not)

    def said(self) -> str:
        who = self.settled_by.name if self.settled_by else gettext("Somebody")
        if self.why_not:
            return gettext("{who} has said no already.").format(who=who)
        return gettext("{who} has let them in already.").format(who=who)

    def _still_open(self) -> Waiting:
        """The same, for one steward at a time; refused once another one has answered."""
        mine = Waiting.objects.select_for_update().get(pk=self.pk)
        if mine.settled_at is not None:
            raise Refused(mine.said())
        return mine

    def _settle(self, by: Person) -> None:
        self.settled_at, self.settled_by = now(), by
        self.save(update_fields=["settled_at", "settled_by", "why_not"])

    def _write_to_them(
        self, subject: str, letter: str, *, button: tuple[str, str] | None = None, why: str = ""
    ) -> None:
        post(
            [self.person],
            subject,
            f"people/letters/{letter}.txt",
            kind=Kind.KEYS,
            greeting=gettext("Hello {name},").format(name=self.joining.name),
            button=button,
            because=Door.ours().why,
            why_not=why,
        )


@transaction.atomic
def wait_at_the_door(joining: Joining) -> Waiting:
    """They confirmed their address and wait. Twice is once."""
    Person.objects.select_for_update().get(pk=joining.person_id)
    waiting = Waiting.objects.filter(person=joining.person).first()
    if waiting and waiting.settled_at is None:
        return waiting
    if waiting:
        waiting.delete()
    waiting = Waiting.objects.create(person=joining.person, joining=joining)
    waiting._write_to_them(
        gettext("You are at the door: a person lets you in"),
        "waiting",
        button=(gettext("See how it stands"), reverse("people:wait")),
    )
    return waiting


def tell_stewards_who_waits() -> int:
    """At most one letter a day, and only when somebody new waits."""
    new = Waiting.objects.open().filter(told_at=None)
    if not new.exists():
        return 0
    waiting = list(Waiting.objects.open().select_related("joining"))
    written = _write_to_stewards(
        gettext("Somebody waits at the door"), f"door:{localdate()}", waiting
    )
    if written:
        new.order_by().update(told_at=now())
    return written


@transaction.atomic
def remind_of_those_who_wait() -> int:
    """After 14 days without an answer stewards are reminded once, and the person is told."""
    late = Waiting.objects.open().filter(since__lte=now() - TOO_LONG, reminded_at=None)
    waiting = list(late.select_for_update().select_related("joining", "person"))
    for one in waiting:
        subject = gettext("Waiting at the door for 14 days: {name}").format(name=one)
        _write_to_stewards(subject, f"door-late:{one.pk}", [one])
        one._write_to_them(gettext("You still wait, and that is our fault"), "still_waiting")
    Waiting.objects.filter(pk__in=[one.pk for one in waiting]).update(reminded_at=now())
    return len(waiting)


def _write_to_stewards(subject: str, once: str, waiting: list[Waiting]) -> int:
    return post(
        Person.objects.stewards(),
        subject,
        "people/letters/door.txt",
        kind=Kind.STEWARDS,
        button=(gettext("Open the door, or say why not"), reverse("people:door")),
        once=once,
        waiting=waiting,
    )


def clear_old_answers() -> int:
    """What became of those who waited goes after 30 days."""
    return Waiting.objects.filter(settled_at__lt=now() - KEPT_FOR).delete()[0]
