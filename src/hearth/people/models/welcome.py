"""Welcoming: who greets newcomers this week, and which newcomer nobody has heard from yet.

Nothing is watched for this. Each area says of its own accord who ever did or said something
there; who opened a letter or a page is known to nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person, PersonQuerySet, Stewardship
from hearth.ground.areas import every_area
from hearth.ground.books.post import Kind, Letter, post
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.people.models.joining import Joining

QUIET = timedelta(days=2)
TOO_LATE = timedelta(days=9)
"""Whom nobody greeted by then is no newcomer any more; the clock may have stood still."""


class DutyQuerySet(Rows["Duty"]):
    def on(self, day: date) -> Self:
        return self.filter(since__lte=day, until__gte=day).order_by("-pk")

    def to_come(self) -> Self:
        return self.filter(until__gte=localdate()).order_by("since", "pk")


class Duty(models.Model):
    """Somebody welcomes newcomers from a day to a day, and somebody stands in for them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = DutyQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know who greets newcomers", "stewards"),
        "deputy": Personal("to know who stands in", "stewards", Erase.EMPTIED),
        "by": Personal("to know whom to ask", "stewards", Erase.EMPTIED),
    }

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")), name="a_duty_ends_later"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.since} to {self.until}"


@dataclass(frozen=True, slots=True)
class Greeters:
    """Who greets newcomers now, and who does if they cannot."""

    welcomer: Person
    deputy: Person | None


def greeters(day: date | None = None) -> Greeters | None:
    """Those whom stewards put on duty that day; else the stewards in turn, a week each."""
    day = day or localdate()
    duty = Duty.objects.on(day).select_related("person", "deputy").first()
    if duty:
        return Greeters(duty.person, duty.deputy)
    stewards = list(Person.objects.stewards().order_by("pk"))
    if not stewards:
        return None
    week = (day.toordinal() - 1) // 7
    turn, after = stewards[week % len(stewards)], stewards[(week + 1) % len(stewards)]
    return Greeters(turn, after if after != turn else None)


@transaction.atomic
def put_on_duty(
    person: Person, *, deputy: Person | None, since: date, until: date, by: Person
) -> Duty:
    """Both are told. The later word counts where two overlap; the same twice is once."""
    if person == deputy:
        raise Refused(_("Name two people: one welcomes, the other stands in."))
    if until < localdate():
        raise Refused(_("That time has passed. Choose days that are still to come."))
    about = {"person": person, "deputy": deputy, "since": since, "until": until}
    duty, is_new = Duty.objects.get_or_create(**about, defaults={"by": by})
    if is_new:
        post(
            [one for one in (person, deputy) if one],
            gettext("You welcome newcomers with us"),
            "people/letters/duty.txt",
            kind=Kind.STEWARDS,
            once=f"duty:{duty.pk}",
            duty=duty,
            why=gettext("You get this letter because a steward put you on welcome duty."),
        )
    return duty


class HelloQuerySet(Rows["Hello"]):
    def waiting(self) -> Self:
        return self.filter(settled_at=None).order_by("asked_at", "pk")

    def open_to(self, person: Person) -> Self:
        """What is theirs to write: their own, and for stewards everybody's."""
        if person.is_steward:
            return self.all()
        return self.filter(models.Q(welcomer=person) | models.Q(deputy=person))


class Hello(models.Model):
    """A new member whom nobody has heard from, and who says hello to them. One for each."""

    class How(models.TextChoices):
        SENT = "sent", _("with our letter")
        ELSEWHERE = "elsewhere", _("another way")
        LET_BE = "let-be", _("not at all")

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    welcomer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    how = models.CharField(max_length=9, choices=How, blank=True)

    objects = HelloQuerySet.as_manager()

    _GREETS = Personal("to know who says hello to whom", "stewards", Erase.EMPTIED)
    personal: ClassVar = {
        "person": Personal("so that somebody says hello to you", "the welcomer and stewards"),
        "welcomer": _GREETS,
        "deputy": _GREETS,
        "settled_by": _GREETS,
    }
    impersonal = ("how",)

    def __str__(self) -> str:
        return first_name(self.person)

    def get_absolute_url(self) -> str:
        return reverse("people:hello", args=[self.pk])

    @property
    def brings(self) -> str:
        """What brought them, in their own words."""
        told = Joining.objects.filter(person=self.person_id).exclude(confirmed_at=None)
        return told.order_by("-pk").values_list("brings", flat=True).first() or ""

    @transaction.atomic
    def settle(self, how: Hello.How, *, by: Person, words: str = "", answer_to: str = "") -> None:
        """Send these words, or write down that it is not needed. It happens once, whoever
        presses first; nothing was ever sent without somebody who pressed."""
        mine = Hello.objects.select_for_update().get(pk=self.pk)
        if mine.settled_at is not None:
            raise Refused(mine.said())
        if how == Hello.How.SENT:
            mine.write(words, by=by, answer_to=answer_to)
        mine.settled_at, mine.settled_by, mine.how = now(), by, how
        mine.save(update_fields=["settled_at", "settled_by", "how"])

    def write(self, words: str, *, by: Person, answer_to: str) -> None:
        """The letter, in the words and the name of the one who pressed."""
        written = post(
            [self.person],
            gettext("Hello from {name}").format(name=by.name),
            "people/letters/hello.txt",
            kind=Kind.INVITATION,
            once=f"said-hello:{self.pk}",
            topic=f"hello-{self.pk}",
            words=words.replace("\r\n", "\n").strip(),
            answer_to=answer_to,
            sent_by=by.name,
            why=gettext("You get this letter because you joined. It is the only one of its kind."),
        )
        if not written:
            raise Refused(_("They want no such letters. Say hello when you meet."))

    def said(self) -> str:
        """That it is done, by whom, and how."""
        words = gettext("{name} has seen to this already, {how}.")
        who = self.settled_by.name if self.settled_by else gettext("Somebody")
        return words.format(name=who, how=self.get_how_display())


def first_name(person: Person) -> str:
    return (person.name.split() or [person.name])[0]


def quiet_newcomers() -> PersonQuerySet:
    """Who joined two days ago or more, and of whom no area has heard anything."""
    moment = now()
    new = Person.objects.members().reachable().exclude(rhythm=Person.Rhythm.REPLIES)
    new = new.filter(joined_at__lte=moment - QUIET, joined_at__gt=moment - TOO_LATE)
    new = new.exclude(pk__in=Hello.objects.values("person"))
    new = new.exclude(pk__in=Stewardship.objects.exclude(since=None).values("person"))
    numbers = list(new.values_list("pk", flat=True))
    asked = (
        [area.heard_from for area in every_area().values() if area.heard_from] if numbers else []
    )
    heard = {number for heard_from in asked for number in heard_from(numbers)}
    return new.exclude(pk__in=heard).order_by("joined_at", "pk")


def ask_for_hellos() -> int:
    """One letter to the welcomer for each of them, once ever; returns how many. Where nobody
    said hello for two days, the deputy is asked too, once."""
    now_on = greeters()
    if now_on is None:
        return 0
    asked = sum(_ask(person, now_on) for person in quiet_newcomers())
    late = Hello.objects.waiting().filter(asked_at__lte=now() - QUIET).exclude(deputy=None)
    return asked + sum(_write_to(hello.deputy, hello) for hello in late if hello.deputy)


@transaction.atomic
def _ask(person: Person, greeters: Greeters) -> int:
    about = {"welcomer": greeters.welcomer, "deputy": greeters.deputy}
    hello, is_new = Hello.objects.get_or_create(person=person, defaults=about)
    return _write_to(greeters.welcomer, hello) if is_new else 0


def _write_to(welcomer: Person, hello: Hello) -> int:
    name = first_name(hello.person)
    return post(
        [welcomer],
        gettext("Would you say hello to {name}?").format(name=name),
        "people/letters/say_hello.txt",
        kind=Kind.STEWARDS,
        button=(gettext("See the note and send it"), hello.get_absolute_url()),
        once=f"hello:{hello.pk}",
        name=name,
        brings=hello.brings,
        note=draft(hello, by=welcomer),
        why=gettext("You get this letter because you welcome newcomers at the moment."),
    )


def forget_hello(person: Person) -> None:
    """They leave: the letters that asked somebody to say hello quote them, and go."""
    for hello in Hello.objects.filter(person=person):
        for name in ("hello", "hello-back"):
            Letter.objects.filter(once__startswith=f"{name}:{hello.pk}:").delete()


def draft(hello: Hello, *, by: Person) -> str:
    """A note in the welcomer's own name, to be changed as they like."""
    lines = [gettext("I am {name}, one of the people here. It is good that you came.")]
    if hello.brings:
        lines.append(gettext("You wrote what brings you: “{brings}”"))
    lines.append(gettext("Is there anything that you would like to ask? There is no hurry."))
    lines.append("{name}")
    brings = " ".join(hello.brings.split())[:300]
    return "\n\n".join(lines).replace("{name}", first_name(by)).replace("{brings}", brings)
