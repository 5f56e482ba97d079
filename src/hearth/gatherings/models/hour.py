"""The hour of a gathering: when it is, whether the doors are open, and the step we are at."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.charter.models import show_lines
from hearth.gatherings.models.meetings import remember_meetings
from hearth.gatherings.models.runsheet import Step, StepQuerySet
from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.live import tell
from hearth.ground.refusals import Refused

DOORS_OPEN = timedelta(minutes=15)
STAYS_OPEN = timedelta(hours=12)


class Hour(Shared):
    """From when to when, and where we are in it. What is met for is the gathering's own."""

    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField(db_index=True)
    step = models.ForeignKey(Step, models.SET_NULL, null=True, editable=False, related_name="+")
    step_since = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    if TYPE_CHECKING:
        arrivals: Any
        calls: Any

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        raise NotImplementedError

    def refuse_unless_standing(self) -> None:
        raise NotImplementedError

    def _let_go(self) -> None:
        """A step is over: hands go down, and what was called to the rooms is gone."""
        self.arrivals.exclude(hand_up_at=None).update(hand_up_at=None)
        self.calls.all().delete()

    def _steps(self) -> StepQuerySet:
        return Step.objects.filter(gathering=self.pk)

    @property
    def live_topic(self) -> str:
        return f"gathering-{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or now() > self.ends_at + STAYS_OPEN

    @property
    def has_begun(self) -> bool:
        return self.step_id is not None or self.ended_at is not None

    @property
    def is_running(self) -> bool:
        return self.step_id is not None and self.ended_at is None and not self.is_over

    @property
    def doors_open_at(self) -> datetime:
        return self.starts_at - DOORS_OPEN

    @property
    def doors_are_open(self) -> bool:
        return now() >= self.doors_open_at and not self.is_over

    @transaction.atomic
    def begin(self, *, by: Person) -> None:
        """The first step starts now. Beginning twice changes nothing."""
        self.refuse_unless_standing()
        first = self._steps().in_order().first()
        if first is None:
            raise Refused(_("There is no run sheet yet. Choose one first."))
        if not self.is_running and self.ended_at is None:
            self._go_to(first)

    @transaction.atomic
    def go_on(self, *, from_step: int, by: Person) -> None:
        """The step after the one with this pk. Two hosts who press at once move one step."""
        self._beside(from_step, "position__gt", "position")

    @transaction.atomic
    def go_back(self, *, from_step: int, by: Person) -> None:
        """The step before the one with this pk."""
        self._beside(from_step, "position__lt", "-position")

    def _beside(self, from_step: int, where: str, order: str) -> None:
        if self.step is None or self.step_id != from_step or self.ended_at:
            return
        beside = self._steps().filter(**{where: self.step.position}).order_by(order).first()
        if beside:
            self._go_to(beside)

    def _go_to(self, step: Step) -> None:
        if self.step_id != step.pk:
            remember_meetings(self)
        self.step, self.step_since = step, now()
        self.save(update_fields=["step", "step_since"])
        self._let_go()
        if step.kind == Step.Kind.CHARTER:
            show_lines(url=self.get_absolute_url())
        tell(self.live_topic)

    @transaction.atomic
    def end(self, *, by: Person) -> None:
        """The hour is over: from this moment the draft of the notes is there to be edited."""
        ended = type(self)._base_manager.filter(pk=self.pk, ended_at=None)
        if ended.update(ended_at=now()):
            self.refresh_from_db()
            self._let_go()
            remember_meetings(self)
            tell(self.live_topic)
