"""Where notices go, and each notice: a row until it arrived or we gave up."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.books.diary import Happening
from hearth.ground.privacy import Erase, Personal
from hearth.ground.rows import Rows
from hearth.roundups.notices.signing import new_secret
from hearth.roundups.notices.words import Tool

WAITS = [timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)]
"""How long until the next try, as Standard Webhooks propose; after the last we give up."""

RESCUED_AFTER = timedelta(minutes=10)


class Outlet(models.Model):
    """A chat tool, or another program, that hears what is public here."""

    name = models.CharField(_("what you call it"), max_length=80)
    tool = models.CharField(_("what it is"), max_length=10, choices=Tool, default=Tool.STANDARD)
    address = models.CharField(_("its address"), max_length=400)
    secret = models.CharField(max_length=80, default=new_secret, editable=False)
    read_up_to = models.BigIntegerField(default=0, editable=False)
    added_at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    off_at = models.DateTimeField(null=True, editable=False)

    objects = Rows.as_manager()

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("name", "tool", "address", "secret")

    def __str__(self) -> str:
        return self.name

    def add(self) -> None:
        """From here on it hears; nothing of before."""
        newest = Happening.objects.order_by("-pk").values_list("pk", flat=True).first()
        self.read_up_to = newest or 0
        self.save()

    def turn(self, *, on: bool) -> None:
        """Off: what waits is not sent any more. On again: what came meanwhile is left out."""
        if on:
            self.off_at = None
            self.add()
            return
        self.off_at = now()
        self.save(update_fields=["off_at"])
        self.notices.waiting().update(given_up_at=now())


def new_number() -> str:
    return f"msg_{secrets.token_hex(12)}"


class NoticeQuerySet(Rows["Notice"]):
    def waiting(self) -> Self:
        return self.filter(arrived_at=None, given_up_at=None)

    def due(self) -> Self:
        free = Q(taken_at=None) | Q(taken_at__lt=now() - RESCUED_AFTER)
        return self.waiting().filter(free, not_before__lte=now()).order_by("not_before", "pk")

    def latest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")


class Notice(models.Model):
    """One thing told to one outlet. Its number stays the same however often it is tried, so
    that whoever hears it twice can tell."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="notices")
    number = models.CharField(max_length=40, unique=True, default=new_number)
    happening = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    made_at = models.DateTimeField(default=now)
    not_before = models.DateTimeField(default=now)
    taken_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    objects = NoticeQuerySet.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("number", "title", "body", "trouble")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outlet", "happening"], name="told_once_an_outlet")
        ]

    def __str__(self) -> str:
        return self.title

    def take(self) -> bool:
        """One sender has it, and no other. One that died gives it back after ten minutes."""
        mine = Notice.objects.due().filter(pk=self.pk).order_by()
        return bool(mine.update(taken_at=now(), tries=F("tries") + 1))

    def arrived(self) -> None:
        Notice.objects.filter(pk=self.pk).update(arrived_at=now(), trouble="")

    def failed(self, why: str) -> None:
        """Try again later; after the last try, give up. Its outlet may be gone by now."""
        tries = Notice.objects.filter(pk=self.pk).values_list("tries", flat=True).first()
        if tries is None:
            return
        then: dict[str, object] = {"trouble": why[:200], "taken_at": None}
        if tries > len(WAITS):
            then["given_up_at"] = now()
        else:
            then["not_before"] = now() + WAITS[tries - 1]
        Notice.objects.filter(pk=self.pk).update(**then)
