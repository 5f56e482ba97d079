"""Sorting in the demo: what was said is laid in piles, named, answered, done and told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import Any

from django.utils.timezone import localdate

from hearth.gatherings.models import Gathering
from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.house.demo.everybody import Everybody
from hearth.house.demo.moments import at
from hearth.house.demo.words import words_of
from hearth.listening.models import Board, Telling, Theme
from hearth.listening.models.boards import open_board
from hearth.listening.models.piles import move, new_pile
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.themes import make_themes
from hearth.listening.telling import tell_them

type Words = Mapping[str, Any]
type Deed = tuple[datetime, Callable[[], None]]


def sort_what_was_said(everybody: Everybody) -> None:
    """A board for each of the past meet-ups, its piles as themes, an answer to most, and a letter
    to those who said it: everything on its day, one after the other."""
    for moment, deed in sorted(_deeds(everybody), key=itemgetter(0)):
        with at(moment):
            deed()
        with at(moment + timedelta(days=1)):
            tell_them()
    _hear_back()


def _deeds(everybody: Everybody) -> Iterator[Deed]:
    for words in words_of("sorting")["board"]:
        gathering = Gathering.objects.get(title=words_of(words["meetup"])["title"])
        ended_at = gathering.ends_at
        yield ended_at + timedelta(days=words["days"]), partial(_sort, gathering, words, everybody)
        for pile in words["pile"]:
            yield from _answers(pile, since=ended_at, everybody=everybody)


def _sort(gathering: Gathering, words: Words, everybody: Everybody) -> None:
    steward = everybody.stewards[0]
    source = (gathering.get_absolute_url(), gathering.title)
    board = open_board(words["title"], sources=[source], by=steward)
    board.begin_naming(by=steward)
    for pile in words["pile"]:
        _lay(board, pile, by=steward)
    make_themes(board, by=steward)
    for pile in words["pile"]:
        _say_more(pile)


def _lay(board: Board, words: Words, *, by: Person) -> None:
    """A pile of the cards that begin so. What was said for the room alone is not on the board."""
    first, *others = _cards(board, words["cards"])
    pile = new_pile(board, first, by=by)
    for card in others:
        move(board, card, into=pile, by=by)
    pile.call_it(words["name"], was="", by=by)
    pile.theme = Theme.objects.filter(name=words["name"]).first()
    pile.save(update_fields=["theme"])


def _cards(board: Board, beginnings: list[str]) -> Iterator[Contribution]:
    cards = list(board.cards())
    for beginning in beginnings:
        yield from (card for card in cards if card.words.startswith(beginning))


def _say_more(pile: Words) -> None:
    """What the theme is about; and open to the web where that was agreed."""
    theme = Theme.objects.get(name=pile["name"])
    theme.about = pile.get("about", theme.about)
    if pile.get("open_to_everyone"):
        theme.seen_by = Shared.SeenBy.EVERYONE
    theme.save(update_fields=["about", "seen_by"])


def _answers(pile: Words, *, since: datetime, everybody: Everybody) -> Iterator[Deed]:
    """What is answered, and what is done about it later."""
    answer = pile.get("answer")
    if answer is None:
        return
    respond_to_it = partial(_respond, pile["name"], answer, since=since, everybody=everybody)
    yield since + timedelta(days=answer["days"]), respond_to_it
    if "done" in answer:
        moment = since + timedelta(days=answer["done_after"], hours=1)
        yield moment, partial(_do, pile["name"], answer["done"], by=everybody.stewards[0])


def _respond(name: str, answer: Words, *, since: datetime, everybody: Everybody) -> None:
    theme = Theme.objects.get(name=name)
    days = answer.get("on_days", answer.get("done_after"))
    respond(
        theme,
        Kind(answer["kind"]),
        answer["words"],
        by=everybody.stewards[0],
        person=everybody.hosts[answer["who"]] if "who" in answer else None,
        on=localdate(since + timedelta(days=days)) if days else None,
        to=answer.get("to", ""),
        instead_of=theme.standing.pk if theme.standing else None,
    )


def _do(name: str, words: str, *, by: Person) -> None:
    standing = Theme.objects.get(name=name).standing
    if standing:
        standing.done(words, by=by)


def _hear_back() -> None:
    """Some of those who were told say that it is what they meant, and one that it is not quite."""
    words = words_of("sorting")
    for name, answer in words["heard_back"].items():
        told = Telling.objects.standing().filter(response__theme__name=name).order_by("pk")
        for telling in told[:2]:
            with at(telling.at + timedelta(days=2)):
                telling.answer_with(Telling.Answer.YES, by=telling.person)
        last = told.last()
        if answer and last:
            with at(last.at + timedelta(days=3)):
                last.answer_with(Telling.Answer.NOT_QUITE, answer, by=last.person)
