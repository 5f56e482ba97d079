"""Asks and offers as cards: the list with its feed, and what becomes of each."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from hearth.gatherings.forms import ReplyForm, TakingForm
from hearth.gatherings.models import Answer, Closing, Kind, Taking
from hearth.gatherings.models.answers import AnswerQuerySet
from hearth.gatherings.models.cards import WITH_TAKERS, card_page, close, renew, take_up
from hearth.gatherings.views.fetching import member_behind
from hearth.ground.access import SignInFirst, for_anyone, for_guests
from hearth.ground.accounts import Community, Person
from hearth.ground.links import absolute
from hearth.ground.refusals import told_on
from hearth.ground.text import first_words, without_control_signs
from hearth.ground.web import MemberRequest, Request, page

ON_A_PAGE = 60
SHOWN = {
    "": gettext_lazy("Open"),
    "asks": gettext_lazy("Asks"),
    "offers": gettext_lazy("Offers"),
    "taken": gettext_lazy("Taken up"),
    "done": gettext_lazy("Done and resting"),
}


def _card(request: Request | MemberRequest, pk: int) -> Answer:
    """The card, if this person may read it; what you may not read does not exist."""
    cards = Answer.objects.cards().select_related("gathering", "person", "closing", "renewal")
    found = cards.readable_anywhere_by(request.person).filter(pk=pk).first()
    if found:
        return found
    member = member_behind(request)
    if member and cards.readable_anywhere_by(member).filter(pk=pk).exists():
        raise SignInFirst
    raise Http404


def _shown(cards: AnswerQuerySet, show: str) -> AnswerQuerySet:
    """The cards of one view of the list."""
    if show == "done":
        return cards.closed()
    cards = cards.unclosed()
    if show == "taken":
        return cards.taken()
    if show == "asks":
        return cards.untaken().of(Kind.ASK)
    return cards.untaken().exclude(kind=Kind.ASK) if show == "offers" else cards.untaken()


@for_anyone
def asks(request: Request) -> HttpResponse:
    """What is asked for and offered, oldest first, as far as the reader may see it."""
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWN else ""
    seen = _shown(Answer.objects.cards().readable_anywhere_by(request.person), show)
    rows = seen.oldest_first().select_related("gathering", "person", "closing")
    here = Paginator(rows.prefetch_related(WITH_TAKERS), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return page(
        request,
        "gatherings/asks.html",
        cards=here,
        show=show,
        views=[
            {"label": label, "url": f"?show={name}" if name else "?", "here": name == show}
            for name, label in SHOWN.items()
        ],
    )


@for_anyone
def feed(request: Request) -> HttpResponse:
    """Open asks and offers that everybody may see, newest first."""
    atom = Atom1Feed(
        _("Asks and offers"),
        absolute("/asks/"),
        "",
        feed_url=absolute(request.path),
        author_name=str(Community.ours() or _("Our community")),
    )
    seen = Answer.objects.cards().unclosed().readable_anywhere_by(None)
    for card in seen.select_related("gathering", "person").order_by("-said_at", "-pk")[:50]:
        words = without_control_signs(card.words)
        atom.add_item(
            f"{card.get_kind_display()}: {first_words(words, 80)}",
            absolute(card_page(card)),
            escape(words),
            pubdate=card.said_at,
            updateddate=card.said_at,
            author_name=card.person.name if card.shows_name and card.person else None,
            unique_id=absolute(card_page(card)),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")


@for_anyone
def card(request: Request, pk: int) -> HttpResponse:
    """One card: its words, how it stands, and what its reader can do about it."""
    return _one(request, _card(request, pk))


def _one(
    request: Request | MemberRequest,
    card: Answer,
    form: TakingForm | None = None,
    replies: dict[int, ReplyForm] | None = None,
) -> HttpResponse:
    takings = list(card.takings.select_related("person"))
    mine = request.person is not None and card.person == request.person
    replies = {one.pk: _reply_form(one) for one in takings} | (replies or {})
    return page(
        request,
        "gatherings/one_card.html",
        card=card,
        is_mine=mine,
        takings=[(one, replies[one.pk]) for one in takings] if mine else [],
        my_taking=next((one for one in takings if one.person == request.person), None),
        form=form or TakingForm(),
    )


def _reply_form(taking: Taking, typed: QueryDict | None = None) -> ReplyForm:
    return ReplyForm(typed, auto_id=f"to-{taking.pk}-%s")


@require_POST
@for_guests
def taking(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the card up, in one tap or with a few words; or let go of it."""
    card = _card(request, pk)
    if "let_go" in request.POST:
        for mine in card.takings.filter(person=request.person):
            mine.let_go()
        messages.success(request, _("Thank you for saying so. The card is open for others."))
        return redirect(card_page(card))
    form = TakingForm(request.POST)
    if form.is_valid():
        with told_on(form):
            take_up(card, by=request.person, **form.cleaned_data)
            messages.success(request, _("We tell them, with your name. They can answer you."))
            return redirect(card_page(card))
    return _one(request, card, form=form)


@require_POST
@for_guests
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    """Done, or no longer needed. Only its person can say so."""
    card = _my_card(request, pk)
    done = request.POST.get("why") == Closing.Why.DONE
    close(card, Closing.Why.DONE if done else Closing.Why.NOT_NEEDED, by=request.person)
    messages.success(request, _("Closed. Those who took it up hear so. You can open it again."))
    return redirect(card_page(card))


@require_POST
@for_guests
def renewal(request: MemberRequest, pk: int) -> HttpResponse:
    """Still needed, or needed again."""
    card = _my_card(request, pk)
    renew(card, by=request.person)
    messages.success(request, _("It stands open for another 30 days."))
    return redirect(card_page(card))


@require_POST
@for_guests
def reply(request: MemberRequest, pk: int, taking: int) -> HttpResponse:
    """Answer somebody who took up my card. From here on they know my name."""
    card = _my_card(request, pk)
    theirs = get_object_or_404(Taking, answer=card, pk=taking)
    form = _reply_form(theirs, request.POST)
    if form.is_valid():
        theirs.answer_back(
            form.cleaned_data["reply"],
            shares_address=form.cleaned_data["reply_shares_address"],
            by=request.person,
        )
        messages.success(request, _("Your answer is on its way, with your name."))
        return redirect(card_page(card))
    return _one(request, card, replies={theirs.pk: form})


def _my_card(request: MemberRequest, pk: int) -> Answer:
    card = _card(request, pk)
    if card.person != request.person:
        raise Http404
    return card


def open_cards_for(person: Person | None) -> int:
    """How many asks and offers this person sees open."""
    return Answer.objects.cards().readable_anywhere_by(person).unclosed().untaken().count()
