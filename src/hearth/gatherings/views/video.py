"""The door to our own video call: a link made for one person, at the moment they come in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hearth.gatherings.bigbluebutton import NoAnswer
from hearth.gatherings.models import Gathering, Room
from hearth.gatherings.our_video import way_in
from hearth.gatherings.video import By, video_link
from hearth.gatherings.views.fetching import find
from hearth.gatherings.views.now import number_in
from hearth.ground.access import for_anyone
from hearth.ground.accounts import Person
from hearth.ground.web import Request


@for_anyone
def video(request: Request, slug: str) -> HttpResponse:
    """Into the call, once the doors are open, for those who come. Nothing of ours changes; the
    server opens the call for the first. Where it does not answer, the telephone does."""
    gathering, person = find(request, slug), request.person
    number = number_in(request.GET.get("room", ""))
    room = _room(gathering, person, number) if number else None
    if person is None or not _may_enter(gathering, person) or (number and room is None):
        return redirect(gathering.page("room"))
    try:
        response = redirect(way_in(gathering, person, room=room))
    except NoAnswer:
        messages.warning(request, _instead(gathering))
        return redirect(gathering.page("room"))
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _may_enter(gathering: Gathering, person: Person) -> bool:
    """Those with a place, and members, while the doors are open."""
    comes = person.is_member or (gathering.mine is not None and not gathering.mine.waits)
    is_open = gathering.doors_are_open and not gathering.is_cancelled and gathering.announced_at
    return comes and bool(is_open) and gathering.video_by == By.OURS and bool(video_link(gathering))


def _room(gathering: Gathering, person: Person | None, number: int) -> Room | None:
    """A small room is for those who sit in it, and for hosts."""
    if gathering.may_be_changed_by(person):
        return gathering.rooms.filter(step=gathering.step, number=number).first()
    mine = gathering.arrived.room if gathering.arrived else None
    return mine if mine is not None and mine.number == number else None


def _instead(gathering: Gathering) -> str:
    """What to do while the call does not answer."""
    words = _("The video call does not answer just now. Nothing is lost. Try again in a minute.")
    if gathering.phone_words:
        words += " " + _("Or ring: {phone}").format(phone=gathering.phone_words)
    return words
