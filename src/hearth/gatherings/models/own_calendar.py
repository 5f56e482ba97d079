"""One's own calendar to subscribe to: an address that nobody can guess and that can be renewed."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post
from hearth.ground.links import absolute
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused

_signer = Signer(salt="hearth.calendar", sep=".")


class OwnCalendar(models.Model):
    """Somebody renewed the address of their calendar: only the newest number opens it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=0)

    personal: ClassVar = {"person": Personal("to know whose calendar it is", "you")}

    def __str__(self) -> str:
        return f"{self.person}: {self.number}"


def _number(person: Person) -> int:
    return OwnCalendar.objects.filter(person=person).values_list("number", flat=True).first() or 0


def own_address(person: Person) -> str:
    """The path of this person's calendar, the same until they renew it."""
    token = _signer.sign_object([person.pk, _number(person)])
    return reverse("gatherings:own_calendar", args=[token])


def whose(token: str) -> Person | None:
    """Whose calendar it is; nobody's once the address was renewed."""
    try:
        pk, number = _signer.unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=pk).first()
    return person if person and number == _number(person) else None


def renew(person: Person) -> None:
    """Another address. The one before leads nowhere from now on."""
    OwnCalendar.objects.get_or_create(person=person)
    OwnCalendar.objects.filter(person=person).update(number=F("number") + 1)


def send_address(person: Person) -> None:
    """The address, to their own mail, once a day at most for each new one."""
    if not person.email:
        raise Refused(
            _("We have no email address of yours. Each gathering's page has a file instead.")
        )
    path = own_address(person)
    mine = reverse("gatherings:my_calendar")
    post(
        [person],
        gettext("Your calendar with us"),
        "gatherings/letters/own_calendar.txt",
        kind=Post.PLACE,
        button=(gettext("See or change the address"), f"{mine}?of={path.split('/')[-2]}"),
        once=f"own-calendar:{_number(person)}:{localdate()}",
        calendar_address=absolute(path),
    )
