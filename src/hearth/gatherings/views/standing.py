"""Coming to all dates of a series by one button, and stopping by another."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hearth.gatherings.forms import StrangerForm
from hearth.gatherings.models import Series, Standing
from hearth.gatherings.models.all_dates import come_to_all, stop_coming
from hearth.gatherings.views.fetching import find_series
from hearth.ground.access import for_anyone
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind
from hearth.ground.web import Request, page


@for_anyone
def standing(request: Request, slug: str) -> HttpResponse:
    """Whether I come to all of these, and the button that changes it."""
    series, person = find_series(request, slug), request.person
    if person and request.method == "POST":
        return _press(request, series, person)
    form = None if person else StrangerForm(request.POST or None)
    if form and form.is_valid():
        _ask_by_letter(series, Person.objects.meet(**form.cleaned_data))
        messages.success(request, _("We sent you a letter. Its button keeps your places."))
        return redirect(series)
    stands = person is not None and Standing.objects.filter(series=series, person=person).exists()
    ahead = series.gatherings.visible_to(person).ahead()
    return page(
        request,
        "gatherings/standing.html",
        code=422 if form and form.errors else 200,
        series=series,
        stands=stands,
        ahead=ahead.select_related("host", "cancellation")[:12],
        stranger=form,
    )


def _press(request: Request, series: Series, person: Person) -> HttpResponse:
    if request.POST.get("press") == "stop":
        stop_coming(series, person)
        messages.success(request, _("Thank you for saying so. Your places are free for others."))
    else:
        come_to_all(series, person)
        messages.success(request, _("You come to all of these. Each new date sends you a letter."))
    return redirect(request.path)


def _ask_by_letter(series: Series, person: Person) -> None:
    """Anybody can type anybody's address: only the button in the letter keeps places."""
    series.refuse_if_ended()
    post(
        [person],
        _("Come to all of these? {title}").format(title=series.title),
        "gatherings/letters/standing.txt",
        kind=Kind.PLACE,
        button=(_("Come to all of these"), f"{series.get_absolute_url()}standing/"),
        once=f"standing:{series.pk}:{localdate()}",
        topic=f"standing-{series.pk}",
        series=series,
    )
