"""Questions between meet-ups in the demo: one of each form, with what came back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from itertools import islice
from random import Random
from typing import Any

from django.utils.timezone import localdate, now

from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.ground.time import on
from hearth.house.demo.everybody import Everybody
from hearth.house.demo.moments import at
from hearth.house.demo.words import words_of
from hearth.listening.models import Question
from hearth.listening.models.questions import Form, ask
from hearth.listening.models.replies import Chosen, Suits, reply_to
from hearth.listening.models.responses import Kind as Answer, respond
from hearth.listening.models.saying import Kind, said_in_between, say_in_between
from hearth.listening.models.themes import open_theme
from hearth.listening.telling import tell_them

_WISHES = [Wish.NAMED, Wish.PUBLIC, Wish.MEMBERS]


def ask_in_between(everybody: Everybody, rng: Random) -> None:
    """Two that are closed and two that can be answered now."""
    for words in words_of("questions")["question"]:
        asked_at = now() - timedelta(days=words["days_ago"])
        with at(asked_at):
            question = _ask(words, by=everybody.stewards[0])
        people = rng.sample(everybody.members[2:40], words["replies"])
        for n, person in enumerate(people):
            with at(asked_at + timedelta(hours=3 + 2 * n)):
                _reply(question, words, person, n, rng)


def say_in_between_too(everybody: Everybody, rng: Random) -> None:
    """Words and barriers that came outside any meeting; a stranger's wait for a steward."""
    words = words_of("questions")
    said = [(Kind.WORD, one) for one in words["said_in_between"]]
    said += [(Kind.BARRIER, one) for one in words["barriers"]]
    known = [everybody.member, everybody.stewards[0]]
    people = [*known, *rng.sample(everybody.members[4:60], len(said) - len(known))]
    for n, ((kind, one), person) in enumerate(zip(said, people, strict=True)):
        with at(now() - timedelta(days=3 + 7 * n)):
            say_in_between(one, person=person, kind=kind, wish=rng.choice(_WISHES))
    say_in_between(words["of_a_stranger"], person=None, name="Rhiannon", wish=Wish.PUBLIC)


def answer_the_member(everybody: Everybody) -> None:
    """What the member said in between is done, and waits on their page: is that what they meant?"""
    steward = everybody.stewards[0]
    said = said_in_between(everybody.member).filter(kind=Kind.WORD)
    with at(now() - timedelta(days=2)):
        theme = open_theme("Which call is it?", by=steward, lines=said)
        response = respond(
            theme,
            Answer.DO,
            "Every letter names the platform and the link, in its first lines.",
            by=steward,
            person=everybody.stewards[1],
            on=localdate(),
        )
    with at(now() - timedelta(days=1)):
        response.done("The letters say it since yesterday. Thank you for saying so.", by=steward)
        tell_them()


def _ask(words: Mapping[str, Any], *, by: Person) -> Question:
    today = localdate()
    times: list[datetime] = [
        on(today + timedelta(days=days), time.fromisoformat(clock))
        for days, clock in words.get("times", ())
    ]
    return ask(
        words["words"],
        by=by,
        closes_on=today + timedelta(days=words["open_days"]),
        form=Form(words["form"]),
        about=words["about"],
        options=(*words.get("options", ()), *times),
    )


def _reply(
    question: Question, words: Mapping[str, Any], person: Person, n: int, rng: Random
) -> None:
    said = next(islice(words["said"], n, None), "")
    wish = rng.choice(_WISHES)
    reply_to(
        question, person=person, words=said, wish=wish, chosen=_choose(question, words, n, rng)
    )


def _choose(question: Question, words: Mapping[str, Any], n: int, rng: Random) -> Chosen:
    options = list(question.options.all())
    if question.form == Form.HOW_MUCH:
        return {rng.choices(options, [1, 6, 10, 3, 1])[0]: (Suits.YES, "")}
    levels = [Suits.NO, Suits.IF_NEED_BE, Suits.YES]
    if question.form == Form.WHICH:
        levels.append(Suits.GLADLY)
    reasons = words.get("reasons", ())
    return {
        option: (rng.choice(levels), reasons[n] if position == n and n < len(reasons) else "")
        for position, option in enumerate(options)
    }
