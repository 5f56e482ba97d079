"""Priorities: dots on open themes, beside the hours that stewards say they have."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.ground.access import for_anyone, for_members, for_stewards
from hearth.ground.refusals import Refused
from hearth.ground.web import MemberRequest, Request, page
from hearth.listening.models.priorities import DOTS, guess, have_hours, lay, put_off, this_month
from hearth.listening.models.themes import Theme
from hearth.listening.weighing import weighing


@for_anyone
def priorities(request: Request) -> HttpResponse:
    """GET /priorities/"""
    return page(
        request,
        "listening/priorities.html",
        weighing=weighing(request.person),
        put_off=put_off(request.person).oldest_first()[:30],
        month=this_month(),
        dots=DOTS,
        lays=request.person is not None and request.person.is_member,
        guesses=request.person is not None and request.person.is_steward,
    )


@require_POST
@for_members
def dots(request: MemberRequest) -> HttpResponse:
    """POST /priorities/dots/: so many of my dots on one theme."""
    number = request.POST.get("theme", "")
    typed = int(number) if number.isdecimal() and len(number) < 19 else 0
    theme = get_object_or_404(Theme.objects.visible_to(request.person), pk=typed)
    lay(theme, _whole(request.POST.get("dots", "")), by=request.person)
    return redirect(f"{reverse('listening:priorities')}#theme-{theme.pk}")


@require_POST
@for_stewards
def hours(request: MemberRequest) -> HttpResponse:
    """POST /priorities/hours/: the hours of this month, and about how many each theme takes."""
    if given := request.POST.get("hours", "").strip():
        have_hours(_whole(given), by=request.person)
    guesses = dict(_guesses(request.POST))
    for theme in Theme.objects.visible_to(request.person).filter(pk__in=guesses).order_by("pk"):
        guess(theme, guesses[theme.pk], by=request.person)
    messages.success(request, _("Kept. The line stands where these hours end."))
    return redirect("listening:priorities")


def _guesses(given: QueryDict) -> Iterator[tuple[int, int | None]]:
    """About how many hours each theme (by number) takes; none where the field is empty."""
    for name, told in given.items():
        number = name.removeprefix("theme_")
        if name != number and number.isdecimal() and len(number) < 19:
            yield int(number), _whole(str(told)) if str(told).strip() else None


def _whole(given: str) -> int:
    """A whole number as somebody typed it."""
    given = given.strip()
    if not (given.isdecimal() and len(given) < 5):
        raise Refused(_("Give a whole number, such as 6."))
    return int(given)
