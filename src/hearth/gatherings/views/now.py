"""Where we are in the hour: the step, its time, its lines and what was said in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.timezone import now

from hearth.charter.models import Line, lines_to_show
from hearth.gatherings.models import Answer, Gathering, Step
from hearth.gatherings.models.answers import AnswerQuerySet
from hearth.gatherings.next_date import date_after
from hearth.gatherings.ring import ring
from hearth.ground.accounts import Person
from hearth.ground.web import MemberRequest, Request

SHOWN = 200


def where_we_are(gathering: Gathering, person: Person | None, *, was_there: bool) -> dict[str, Any]:
    """Where we are: the step, its time, its lines and what was said in it."""
    step = step_now(gathering)
    heard = gathering.answers.heard_in_the_room(person, was_there=was_there)
    return {
        "step": step,
        "ends": _step_ends(gathering),
        "now": now(),
        "left": _left(gathering),
        "half": _half(gathering),
        "ring": _ring(gathering),
        "lines": _lines(gathering, step),
        "heard": _latest(heard.filter(step=step)) if step else [],
    }


def _latest(heard: AnswerQuerySet) -> list[Answer]:
    """The last two hundred, the oldest first: what somebody said just now is always there."""
    return list(heard.select_related("person").order_by("-said_at", "-pk")[:SHOWN])[::-1]


def next_after(gathering: Gathering, person: Person | None) -> dict[str, Any]:
    """The next date is this one until it runs; then the one that comes after it."""
    if gathering.is_over or gathering.is_cancelled:
        return {}
    return {"next_date": SimpleLazyObject(lambda: date_after(gathering, person))}


def step_now(gathering: Gathering) -> Step | None:
    return gathering.step if gathering.is_running else None


def is_in_rooms(step: Step | None) -> bool:
    return step is not None and step.kind == Step.Kind.ROOMS


def _step_ends(gathering: Gathering) -> datetime | None:
    if not gathering.is_running or gathering.step is None or gathering.step_since is None:
        return None
    return gathering.step_since + timedelta(minutes=gathering.step.minutes)


def _half(gathering: Gathering) -> datetime | None:
    """When half of this step is over."""
    ends = _step_ends(gathering)
    return ends - timedelta(minutes=gathering.step.minutes / 2) if ends and gathering.step else None


def _left(gathering: Gathering) -> str:
    """The time left of this step, as 4:30; 0:00 when it is over."""
    ends = _step_ends(gathering)
    seconds = max(int((ends - now()).total_seconds()), 0) if ends else 0
    return f"{seconds // 60}:{seconds % 60:02d}"


def _ring(gathering: Gathering) -> SafeString:
    """The hour as a ring. Its hand stands in the step we are at, however late we are."""
    steps = list(gathering.steps.all())
    before = sum(step.minutes for step in steps if step.position < position(gathering))
    ends = _step_ends(gathering)
    within = 0.0
    if ends and gathering.step and gathering.step_since:
        gone = (now() - gathering.step_since).total_seconds() / 60
        within = min(gone, gathering.step.minutes - 0.01)
    return ring(steps, before + within)


def position(gathering: Gathering) -> int:
    return gathering.step.position if gathering.step else 0


def _lines(gathering: Gathering, step: Step | None) -> list[Line]:
    """The two lines of the charter that this gathering shows: in its step, and beforehand."""
    if step is not None and step.kind != Step.Kind.CHARTER:
        return []
    return list(Line.objects.shown_at(gathering.get_absolute_url())) or lines_to_show()


def number_in(typed: str) -> int:
    """The number of a row, as a form sends it; 0, which no row has, for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


def key_in(request: Request | MemberRequest) -> str:
    """The name that a page gave to what is typed in it: sent twice, it is said once."""
    return request.POST.get("key", "").replace("\0", "")[:40]
