"""Saying yes or no to what the machine proposes on a board."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.ground.access import for_guests
from hearth.ground.refusals import Refused
from hearth.ground.web import MemberRequest
from hearth.listening.models import Board
from hearth.listening.models.laid import laid_out
from hearth.listening.models.piles import begin_pile, lay
from hearth.listening.models.suggestions import on_which, say_no
from hearth.listening.views.boards import STEP, back, pile_of
from hearth.listening.views.finding import find_board


@require_POST
@for_guests
def alike(request: MemberRequest, slug: str) -> HttpResponse:
    """Lay two cards together, or never propose them again; or lay one where it may belong."""
    board = find_board(request, slug)
    for verb, act in (("together", _together), ("apart", _apart), ("there", _there)):
        two = STEP.fullmatch(request.POST.get(verb, ""))
        if two:
            act(request, board, int(two[1]), int(two[2]))
            return back(request, board)
    raise Refused(_("Say yes or no to one of them."))


def _together(request: MemberRequest, board: Board, one: int, other: int) -> None:
    """A loose one goes to the pile of the other; two loose ones begin a pile."""
    laid, person = laid_out(board, request.person), request.person
    piles = {number: on_which(laid, number) for number in (one, other)}
    pile = piles[one] or piles[other]
    loose = [(number, None) for number, lies_on in piles.items() if lies_on is None]
    if pile:
        lay(board, loose, into=pile, by=person, was_suggested=True)
    else:
        begin_pile(board, loose, by=person, was_suggested=True)


def _apart(request: MemberRequest, board: Board, one: int, other: int) -> None:
    say_no(board, one, other, by=request.person)


def _there(request: MemberRequest, board: Board, card: int, pile: int) -> None:
    into = pile_of(request, board, str(pile))
    lay(board, [(card, None)], into=into, by=request.person, was_suggested=True)
