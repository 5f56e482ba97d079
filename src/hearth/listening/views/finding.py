"""How a view finds its board: what you may not see does not exist."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Exists
from django.http import Http404

from hearth.ground.access import SignInFirst
from hearth.ground.accounts import Person
from hearth.ground.web import MemberRequest
from hearth.listening.models import Board


def find_board(request: MemberRequest, slug: str) -> Board:
    """The board, if this person may sort on it; else 404. A member who came by a link and would
    see it signed in is asked to sign in."""
    person = request.person
    seen = Board.objects.visible_to(person).filter(slug=slug)
    found = seen.annotate(**{"keys_held": Exists(person.stewardships.now())}).first()
    if found:
        if person.is_member:
            person.__dict__.setdefault("is_steward", found.keys_held)
        return found
    if request.by_link and person.is_active:
        member = Person.objects.get(pk=person.pk)
        if Board.objects.visible_to(member).filter(slug=slug).exists():
            raise SignInFirst
    raise Http404


def find_kept(request: MemberRequest, slug: str) -> Board:
    """The board, if this person opened it or is a steward; 403 for others who see it."""
    board = find_board(request, slug)
    if not board.is_kept_by(request.person):
        raise PermissionDenied
    return board
