"""Two minutes more for the step we are at: where they come from, and how they go back."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.runsheet import Step
from hearth.ground.accounts import Person
from hearth.ground.refusals import Refused

A_FEW = 2


def giver_of_minutes(gathering: Gathering) -> Step | None:
    """The step still to come that has most to give and keeps at least a minute, the later of
    two; None where the hour would have to end later."""
    at = gathering.step.position if gathering.step else 0
    later = [s for s in gathering.steps.all() if s.position > at and s.minutes > A_FEW]
    return max(later, key=lambda step: (step.minutes, step.position), default=None)


def has_borrowed(gathering: Gathering) -> bool:
    """Whether the step we are at has minutes that it can give back."""
    return any(s.lent and s.lent_to_id == gathering.step_id for s in gathering.steps.all())


@transaction.atomic
def lend_minutes(gathering: Gathering, *, at: int, seen: int, by: Person) -> None:
    """Two minutes more for the step with this pk that had `seen` minutes on the host's page;
    two hosts who press at once lend two, not four."""
    today = gathering.locked()
    step = _as_seen(today, at, seen)
    if step is None:
        return
    giver = giver_of_minutes(today)
    _owe(giver or step, step)
    if giver:
        giver.minutes -= A_FEW
        giver.save(update_fields=["minutes", "lent", "lent_to"])
    else:
        today.ends_at += timedelta(minutes=A_FEW)
    _keep(today, step, step.minutes + A_FEW)


@transaction.atomic
def give_back_minutes(gathering: Gathering, *, at: int, seen: int, by: Person) -> None:
    """The same, undone: first the hour ends on time again, then the steps have theirs back."""
    today = gathering.locked()
    step = _as_seen(today, at, seen)
    if step is None:
        return
    owed = sorted(today.steps.filter(lent_to=step, lent__gt=0), key=lambda giver: giver.position)
    if not owed:
        raise Refused(_("This step has no minutes to give back."))
    giver = owed[0]
    giver.lent -= A_FEW
    if giver == step:
        step.lent = giver.lent
        today.ends_at -= timedelta(minutes=A_FEW)
    else:
        giver.minutes += A_FEW
        giver.save(update_fields=["minutes", "lent"])
    _keep(today, step, step.minutes - A_FEW)


def _as_seen(today: Gathering, at: int, seen: int) -> Step | None:
    step = today.step
    if step is None or not today.is_running or (step.pk, step.minutes) != (at, seen):
        return None
    return step


def _owe(giver: Step, step: Step) -> None:
    """Remember whose minutes they are, as long as the step lasts that has them."""
    giver.lent = A_FEW + (giver.lent if giver.lent_to_id == step.pk else 0)
    giver.lent_to = step


def _keep(today: Gathering, step: Step, minutes: int) -> None:
    step.minutes = minutes
    step.save(update_fields=["minutes", "lent", "lent_to"])
    today.change("ends_at")
