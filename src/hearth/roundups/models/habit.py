"""The habit: on which day the draft is filled, until when it waits, and who reads it."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Shared
from hearth.ground.privacy import Personal
from hearth.roundups.slots import Rule


class Day(models.IntegerChoices):
    """The days of the week, as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Weeks(models.IntegerChoices):
    """How often."""

    WEEKLY = 1, _("Every week")
    FORTNIGHTLY = 2, _("Every other week")


class Readers(models.TextChoices):
    """Who may read a round-up. No group of its own has one."""

    EVERYONE = Shared.SeenBy.EVERYONE.value, _("Everyone on the web")
    MEMBERS = Shared.SeenBy.MEMBERS.value, _("Members")


class Habit(models.Model):
    """When our round-up comes. There is one, once somebody began; until then nothing is made."""

    draft_day = models.PositiveSmallIntegerField(
        _("the draft is ready on"), choices=Day, default=Day.THURSDAY
    )
    draft_at = models.TimeField(_("at"), default=time(9))
    deadline_day = models.PositiveSmallIntegerField(
        _("it waits for its editor until"), choices=Day, default=Day.FRIDAY
    )
    deadline_at = models.TimeField(_("until what time"), default=time(12))
    weeks = models.PositiveSmallIntegerField(_("how often"), choices=Weeks, default=Weeks.WEEKLY)
    seen_by = models.CharField(
        _("who reads it"), max_length=8, choices=Readers, default=Readers.MEMBERS
    )
    first = models.DateField(default=localdate, editable=False)
    is_on = models.BooleanField(default=True, editable=False)
    asked_fortnightly_at = models.DateTimeField(null=True, editable=False)

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("seen_by",)

    def __str__(self) -> str:
        return str(self.get_weeks_display())

    @classmethod
    def ours(cls) -> Habit | None:
        """How we do it; None as long as nobody began."""
        return cls.objects.order_by("pk").first()

    @property
    def rule(self) -> Rule:
        return Rule(
            self.draft_day,
            self.draft_at,
            self.deadline_day,
            self.deadline_at,
            self.weeks,
            self.first,
        )

    def go_fortnightly(self) -> None:
        """Every other week from now on: the week that is running is the first one."""
        if self.weeks != Weeks.FORTNIGHTLY:
            self.weeks, self.first = Weeks.FORTNIGHTLY, localdate()
            self.save(update_fields=["weeks", "first"])

    def asked_fortnightly(self) -> None:
        self.asked_fortnightly_at = now()
        self.save(update_fields=["asked_fortnightly_at"])


def begin() -> Habit:
    """From now on there is a round-up. Twice changes nothing but that it goes on."""
    ours = Habit.ours() or Habit()
    ours.is_on = True
    ours.save()
    return ours


def rest() -> None:
    """No more drafts. What was sent stays."""
    Habit.objects.update(is_on=False)
