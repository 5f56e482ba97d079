"""One's own place: to ask for it, see how it stands, answer an offer, and lay it down."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.gatherings.forms import PlaceForm, StrangerForm
from hearth.gatherings.models import Gathering, Place, PlaceMove
from hearth.gatherings.models.holds import free_places
from hearth.gatherings.models.needs import word_of_notice
from hearth.gatherings.models.place_moves import Why
from hearth.gatherings.models.places import book
from hearth.gatherings.views.fetching import find
from hearth.ground.access import for_anyone, for_guests
from hearth.ground.accounts import Person, address
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page
from hearth.people.models import Profile
from hearth.people.models.profile import describe


@for_anyone
def place(request: Request, slug: str) -> HttpResponse:
    """My place: how it stands and how that came about. Sent as a form, it asks for one: one
    button for people we know; a name and an address for the others."""
    gathering = find(request, slug)
    if request.method == "POST":
        return _ask(request, gathering)
    mine = gathering.mine
    moves = list(PlaceMove.objects.at(gathering, request.person)) if request.person else []
    if not mine and not moves:
        return redirect(gathering)
    return page(
        request,
        "gatherings/my_place.html",
        gathering=gathering,
        mine=mine,
        moves=moves,
        came_free=_came_free(gathering, mine) if mine and mine.waits else 0,
        free=free_places(gathering),
        begun=gathering.starts_at <= now(),
        form=place_form(request, mine),
    )


def place_form(request: Request, mine: Place | None) -> PlaceForm:
    """The form with what I asked for, or what I wanted remembered. A member's own page is for
    them alone: who came by a link, which may have been forwarded, does not see it."""
    person = request.person
    if mine or person is None or (request.by_link and person.is_active):
        return PlaceForm(instance=mine)
    return PlaceForm(known=Profile.of(person).needs)


def _came_free(gathering: Gathering, mine: Place) -> int:
    """How many places were offered to people on the list since I asked."""
    return gathering.place_moves.offers().filter(at__gte=mine.booked_at).count()


def _ask(request: Request, gathering: Gathering) -> HttpResponse:
    form = PlaceForm(request.POST)
    stranger = None if request.person else StrangerForm(request.POST)
    wishes_are_right = form.is_valid()
    if wishes_are_right and (stranger is None or stranger.is_valid()):
        with told_on(form):
            return _keep_place(request, gathering, form, stranger)
    return page(
        request,
        "gatherings/place.html",
        gathering=gathering,
        free=free_places(gathering),
        form=form,
        stranger=stranger,
        code=422,
    )


def _keep_place(
    request: Request, gathering: Gathering, form: PlaceForm, stranger: StrangerForm | None
) -> HttpResponse:
    if request.person:
        kept = book(gathering, request.person, **form.wishes())
        if form.cleaned_data["remember"]:
            describe(request.person, needs=form.cleaned_data["needs"])
        messages.success(request, _said_of(kept))
        _warn(request, gathering, form)
        return redirect(gathering.page("place") if kept.waits else gathering)
    if stranger:
        _book_for_address(gathering, form, **stranger.cleaned_data)
        _warn(request, gathering, form)
    return redirect(gathering.page("kept"))


def _warn(request: Request, gathering: Gathering, form: PlaceForm) -> None:
    """Say at once what must be booked long before."""
    words = word_of_notice(form.cleaned_data["needs"], gathering)
    if words:
        messages.warning(request, words)


def _said_of(place: Place) -> str:
    if place.is_offered:
        return _("Kept. A place waits for your answer.")
    if place.waits:
        return _("You are on the waiting list. We write when a place is free.")
    return _("You have a place. A letter with everything is on its way.")


def _book_for_address(gathering: Gathering, form: PlaceForm, *, name: str, email: str) -> None:
    """Somebody unknown typed this address. If it has a place already, nothing of it changes:
    anybody could have typed it. The page says the same in both cases."""
    person = Person.objects.filter(email=address(email)).first()
    if person and gathering.booked.filter(person=person).exists():
        return
    book(gathering, person or Person.objects.meet(name=name, email=email), **form.wishes())


@for_anyone
def kept(request: Request, slug: str) -> HttpResponse:
    """What comes next for somebody who typed an address: their link is in their mail."""
    return page(request, "gatherings/kept.html", gathering=find(request, slug))


@require_POST
@for_guests
def answer(request: MemberRequest, slug: str) -> HttpResponse:
    """Yes or no thanks to a place that was offered. Only a press answers, never an opened
    letter."""
    gathering = find(request, slug)
    mine = gathering.mine
    if request.POST.get("press") == "no":
        if mine and mine.waits:
            mine.give_up(Why.NO)
        messages.success(request, _("Thank you for saying so. The next in line has it now."))
        return redirect(gathering.page("place"))
    (mine or Place(gathering=gathering, person=request.person)).accept()
    messages.success(request, _("You have a place. A letter with everything is on its way."))
    return redirect(gathering)


@for_guests
def withdrawal(request: MemberRequest, slug: str) -> HttpResponse:
    """Cannot come after all: one page with one button (complaint 10)."""
    gathering = find(request, slug)
    mine = gathering.mine
    if request.method == "POST":
        if mine:
            mine.give_up()
        messages.success(request, _("Thank you for saying so. Your place is free for others."))
        return redirect(gathering)
    return page(request, "gatherings/withdrawal.html", gathering=gathering, mine=mine)
