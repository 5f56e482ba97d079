"""The sorting board, for everybody who may sort."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.ground.access import for_guests
from hearth.ground.refusals import Refused
from hearth.ground.web import MemberRequest, page
from hearth.listening.models import Board, Pile
from hearth.listening.models.boards import PRESSES
from hearth.listening.models.laid import LOOSE_AT_ONCE, Laid, laid_out
from hearth.listening.models.piles import Step, begin_pile, lay, take_back
from hearth.listening.models.suggestions import suggest
from hearth.listening.views.finding import find_board

STEP = re.compile(r"(\d{1,15})-(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that could not be kept as it was typed, with the reason."""

    pile: int
    typed: str
    wrong: str


@for_guests
def boards(request: MemberRequest) -> HttpResponse:
    """GET /board/: what we sort, and what we have sorted."""
    found = list(Board.objects.visible_to(request.person).newest_first()[:100])
    return page(
        request,
        "listening/boards.html",
        standing=[board for board in found if not board.closed_at],
        closed=[board for board in found if board.closed_at],
    )


@for_guests
def board(request: MemberRequest, slug: str) -> HttpResponse:
    """GET /board/<slug>/: the table. Its part alone for pages that listen."""
    return table(request, find_board(request, slug))


def table(
    request: MemberRequest, board: Board, naming: Naming | None = None, *, code: int = 200
) -> HttpResponse:
    person = request.person
    laid = laid_out(board, person, _picked(request))
    _pick_whole_pile(request, laid)
    shown, pages = _loose_shown(request, laid)
    suggested = suggest(laid) if board.suggests and not board.closed_at else None
    return page(
        request,
        "listening/board.html",
        part="table",
        code=code,
        board=board,
        laid=laid,
        loose=shown,
        pages=pages,
        open_pile=_number(request, "all"),
        of_a_pile=laid.of_a_pile,
        naming=naming,
        suggested=suggested,
        query=_query(request),
        kept=f"{_query(request)[1:]}&" if _query(request) else "",
        key=uuid4().hex,
        keeps=board.is_kept_by(person),
    )


def _picked(request: HttpRequest) -> set[str]:
    return set(request.GET.getlist("pick"))


def _pick_whole_pile(request: HttpRequest, laid: Laid) -> None:
    """Without JavaScript a whole pile is picked up by a link."""
    whole = _number(request, "pile")
    for pile, cards in laid.piles:
        for card in cards:
            card.is_picked |= pile.pk == whole


def _loose_shown(request: HttpRequest, laid: Laid) -> tuple[list[object], list[dict[str, object]]]:
    """Sixty loose cards at once. What is laid away makes room for the next."""
    many = max(1, -(-len(laid.loose) // LOOSE_AT_ONCE))
    here = min(max(_number(request, "loose"), 1), many)
    start = (here - 1) * LOOSE_AT_ONCE
    pages: list[dict[str, object]] = [
        {"label": str(n), "url": f"?loose={n}#loose", "here": n == here} for n in range(1, many + 1)
    ]
    return [*laid.loose[start : start + LOOSE_AT_ONCE]], pages if many > 1 else []


def _number(request: HttpRequest, name: str) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0


def _query(request: HttpRequest) -> str:
    """What part of a large board the page shows, kept from press to press."""
    kept = {name: _number(request, name) for name in ("loose", "all")}
    shown = urlencode({name: value for name, value in kept.items() if value})
    return f"?{shown}" if shown else ""


def back(request: MemberRequest, board: Board, place: str = "") -> HttpResponse:
    """The table again: its part for a page that asks by itself, else the way back to the card."""
    if request.headers.get("HX-Request"):
        return table(request, board)
    return redirect(f"{board.get_absolute_url()}{_query(request)}{place}")


@require_POST
@for_guests
def moves(request: MemberRequest, slug: str) -> HttpResponse:
    """Lay the cards that were picked on a pile, on a new one, or back to the loose cards."""
    board = find_board(request, slug)
    picked, to = request.POST.getlist("card")[:500], request.POST.get("into", "")
    steps = _steps(picked)
    if not steps:
        raise Refused(_("Pick a card first. Then choose where it goes."))
    if not to:
        chosen = urlencode({"pick": picked}, doseq=True)
        return redirect(f"{board.get_absolute_url()}?{chosen}#lay")
    if "also" in request.POST:
        steps = [(card, None) for card, _out_of in steps]
    press = _press(request, picked, to)
    if to == "new":
        pile = begin_pile(board, steps, by=request.person, press=press)
    else:
        pile = None if to == "loose" else pile_of(request, board, to)
        lay(board, steps, into=pile, by=request.person, press=press)
    return back(request, board, f"#c{steps[0][0]}-{pile.pk if pile else 0}")


def _steps(picked: list[str]) -> list[Step]:
    """Each card once, with the pile that it leaves."""
    found = [match.groups() for one in picked if (match := STEP.fullmatch(one))]
    return [(int(card), int(pile) or None) for card, pile in dict.fromkeys(found)]


def _press(request: MemberRequest, picked: list[str], to: str) -> UUID | None:
    """The same press sent twice is one; the same page with other cards is another."""
    key = request.POST.get("key", "")
    said = f"{request.person.pk} {key} {sorted(picked)} {to} {'also' in request.POST}"
    return uuid5(PRESSES, said) if key else None


def pile_of(request: MemberRequest, board: Board, number: str) -> Pile:
    """A pile of this board that this person sees."""
    known = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
    found = board.piles.visible_to(request.person).filter(pk=known).first()
    if found is None:
        raise Refused(_("This pile is gone. Choose another one."))
    return found


@require_POST
@for_guests
def last_move(request: MemberRequest, slug: str) -> HttpResponse:
    """Take my last move back, unless somebody has moved the card since."""
    board = find_board(request, slug)
    take_back(board, by=request.person)
    return back(request, board)


@require_POST
@for_guests
def naming(request: MemberRequest, slug: str) -> HttpResponse:
    """Enough moved in silence: from here on piles get names."""
    board = find_board(request, slug)
    if not request.person.is_member:
        raise Refused(_("A member says when it is time for names. You can go on sorting."))
    board.begin_naming(by=request.person)
    return back(request, board, "#piles")


@require_POST
@for_guests
def pile_name(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Name a pile. Where somebody else just did, both names are shown and nothing is lost."""
    board = find_board(request, slug)
    pile = get_object_or_404(board.piles.visible_to(request.person), pk=pk)
    typed = " ".join(request.POST.get("name", "").replace("\0", "").split())
    try:
        pile.call_it(typed, was=request.POST.get("was", ""), by=request.person)
    except Refused as refusal:
        return table(request, board, Naming(pile.pk, typed, str(refusal)), code=422)
    return back(request, board, f"#p{pile.pk}")


@for_guests
def paper(request: MemberRequest, slug: str) -> HttpResponse:
    """GET /board/<slug>/paper/: cards to cut out, sheets for piles, and what lies where."""
    board = find_board(request, slug)
    return page(
        request,
        "listening/board_paper.html",
        board=board,
        laid=laid_out(board, request.person),
        lines=range(8),
        large="large" in request.GET,
    )
