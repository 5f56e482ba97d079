"""Joining, from the form to the welcome; and signing in by the link in a letter."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.charter.models import Version
from hearth.ground.access import for_anyone, for_guests, for_members
from hearth.ground.accounts import Person
from hearth.ground.areas import next_date
from hearth.ground.books import Wish, hear
from hearth.ground.links import Expired, remember, spend
from hearth.ground.web import MemberRequest, Request, page
from hearth.people.forms import StuckForm
from hearth.people.joining_forms import JoinForm
from hearth.people.kept import what_we_keep
from hearth.people.models import Door, Joining, Waiting
from hearth.people.models.door import wait_at_the_door
from hearth.people.models.joining import ask_to_join
from hearth.people.models.knocking import place_of
from hearth.people.once_links import opened_joining, opened_signing_in, was_spent
from hearth.people.signing_in import send_new_keys, sign_in
from hearth.people.welcoming import suggestion, welcome


@for_anyone
def join(request: Request) -> HttpResponse:
    """GET, POST /join/"""
    if request.user.is_authenticated:
        messages.info(request, _("You are a member already. This is your page."))
        return redirect("people:me")
    guest = request.person
    known = {"name": guest.name, "email": guest.email, "phone": guest.phone} if guest else {}
    door = Door.ours()
    form = JoinForm(request.POST or None, initial=known, question=door.question)
    if form.is_valid():
        said = form.cleaned_data
        is_odd = bool(said.pop("left_empty"))
        if door.question:
            said["question"] = door.question
        ask_to_join(**said, place=place_of(request.META["REMOTE_ADDR"]), is_odd=is_odd)
        by_post = bool(said["email"])
        return redirect("people:join_letter" if by_post else "people:join_call")
    return page(
        request,
        "people/join.html",
        form=form,
        door=door,
        charter=Version.current(),
        kept=what_we_keep(with_answer=bool(door.question)),
    )


@for_anyone
def join_letter(request: Request) -> HttpResponse:
    """GET /join/letter/: the same page for everybody, known or not."""
    return page(request, "people/join_letter.html")


@for_anyone
def join_call(request: Request) -> HttpResponse:
    """GET /join/call/"""
    return page(request, "people/join_call.html")


@for_anyone
def confirm(request: Request, token: str) -> HttpResponse:
    """GET, POST /join/<token>/: the link from the letter. Only the button does something."""
    try:
        opened = opened_joining(token)
    except Expired as late:
        return _joining_expired(request, _joining(late.person, late.to))
    joining = _joining(opened.person, opened.to) if opened else None
    if joining is None:
        return page(request, "ground/link_unknown.html", code=404)
    if waits := Waiting.objects.open().filter(person=joining.person).first():
        return page(request, "people/wait.html", waiting=waits, because=Door.ours().why)
    if joining.person.is_active or was_spent(token):
        return _joining_used(request, joining)
    if request.method != "POST":
        return page(request, "people/confirm.html", joining=joining)
    if not spend(token):
        return _joining_used(request, joining)
    if Door.ours().by_hand:
        waiting = wait_at_the_door(joining)
        return remember(redirect("people:wait"), waiting.person)
    person = joining.confirm()
    welcome(person)
    return sign_in(request, person, to="/join/welcome/")


@for_members
def welcomed(request: MemberRequest) -> HttpResponse:
    """GET /join/welcome/: one thing to begin with."""
    return page(request, "people/welcome.html", suggestion=suggestion(next_date(request.person)))


@for_guests
def stuck(request: MemberRequest) -> HttpResponse:
    """GET, POST /me/stuck/: what a new member is stuck on, with their wish."""
    form = StuckForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        hear(
            said["words"],
            said_by=request.person,
            during=_("Welcome"),
            wish=Wish(said["wish"]),
            kind="stuck",
        )
        messages.success(request, _("Thank you. You will hear what came of it."))
        return redirect("people:me")
    return page(request, "people/stuck.html", form=form)


@for_anyone
def sign_in_by_link(request: Request, token: str) -> HttpResponse:
    """GET, POST /sign-in/<token>/: the link from the letter. Only the button signs in."""
    try:
        opened = opened_signing_in(token)
    except Expired as late:
        return _signing_in_expired(request, late.person)
    if opened is None or not opened.person.is_active:
        return page(request, "ground/link_unknown.html", code=404)
    if request.user == opened.person:
        return redirect(opened.to)
    if was_spent(token):
        return page(request, "people/link_used.html", code=410)
    if request.method != "POST":
        return page(request, "people/sign_in_by_link.html", whose=opened.person)
    if not spend(token):
        return page(request, "people/link_used.html", code=410)
    return sign_in(request, opened.person, to=opened.to)


def _joining(person: Person, pk: str) -> Joining | None:
    return Joining.objects.filter(person=person, pk=int(pk)).select_related("person").first()


def _joining_used(request: Request, joining: Joining) -> HttpResponse:
    """Whose link it is and who is here already goes on to the welcome."""
    if request.user == joining.person:
        return redirect("people:welcomed")
    return page(request, "people/link_used.html", code=410)


def _joining_expired(request: Request, joining: Joining | None) -> HttpResponse:
    """An old link lets nobody in; one tap sends a new one to the address it was sent to, at most
    once an hour."""
    if joining is None:
        return page(request, "people/join_again.html", code=410)
    if joining.person.is_active:
        return _joining_used(request, joining)
    if request.method == "POST":
        if spend(f"new link: {joining.pk} at {now():%Y-%m-%d-%H}"):
            joining.send_link()
        return page(request, "people/join_letter.html")
    return page(request, "ground/link_expired.html", code=410)


def _signing_in_expired(request: Request, person: Person) -> HttpResponse:
    """One tap sends new ones, at most once an hour: an old link may be pressed by anybody."""
    if request.method == "POST" and person.is_active:
        if not spend(f"new keys: {person.pk} at {now():%Y-%m-%d-%H}"):
            return page(request, "ground/link_on_its_way.html")
        send_new_keys(request, person)
        return redirect("account_confirm_login_code")
    return page(request, "ground/link_expired.html", code=410)
