"""Weighing in the demo: questions with many statements, camps that agree on a lot, and dots."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any

from django.utils.timezone import localdate, now

from hearth.ground.accounts import Person
from hearth.house.demo.everybody import Everybody
from hearth.house.demo.moments import at
from hearth.house.demo.words import words_of
from hearth.listening.models import Statement
from hearth.listening.models.drawings import draw_maps
from hearth.listening.models.priorities import guess, have_hours, lay, weighable
from hearth.listening.models.statements import Stance, ask_to_vote, say

type Words = Mapping[str, Any]

PASSES, UNSEEN = 5, 5
"""Of a hundred times, so often somebody passes, and so often they have not seen a statement."""


def weigh(everybody: Everybody, rng: Random) -> None:
    """People vote on statements, and the maps are drawn; they lay dots on open themes."""
    words = words_of("weighing")
    for asked in words["agreement"]:
        _vote(asked, everybody, rng)
    draw_maps()
    _lay_dots(words["priorities"], everybody, rng)


def _vote(words: Words, everybody: Everybody, rng: Random) -> None:
    """A steward and a host vote, too, so that their page shows the map; the member of the demo
    has yet to think."""
    asked_at = now() - timedelta(days=words["days_ago"])
    steward = everybody.stewards[0]
    with at(asked_at):
        question = ask_to_vote(
            words["words"],
            by=steward,
            closes_on=localdate() + timedelta(days=words["open_days"] + words["days_ago"]),
            about=words["about"],
            options=[one for one, *_camps in words["statements"]],
        )
    camps = [camp for camp, size in enumerate(words["camps"]) for _one in range(size)]
    rng.shuffle(camps)
    people = [steward, everybody.host, *rng.sample(everybody.members[4:90], len(camps) - 2)]
    with at(asked_at + timedelta(days=1)):
        for person, more in zip(people[2:], words["more"], strict=False):
            say(question, more, by=person)
    agree = {one: chances for one, *chances in words["statements"]}
    statements = list(question.statements.select_related("heard", "question").order_by("pk"))
    for n, (person, camp) in enumerate(zip(people, camps, strict=True)):
        with at(asked_at + timedelta(hours=26 + 5 * n)):
            for statement in statements:
                chances = agree.get(statement.heard.words) or words["more_agree"]
                _think(person, statement, chances[camp], rng)


def _think(person: Person, statement: Statement, agrees: int, rng: Random) -> None:
    """Most vote on most; now and then somebody passes, or has not seen it yet."""
    dice = rng.random() * 100
    if dice < UNSEEN:
        return
    if dice < UNSEEN + PASSES:
        stance = Stance.PASS
    else:
        stance = Stance.AGREE if rng.random() * 100 < agrees else Stance.DISAGREE
    statement.think(stance, person=person)


def _lay_dots(words: Words, everybody: Everybody, rng: Random) -> None:
    """Members lay dots on open themes, and stewards say what they have time for."""
    steward = everybody.stewards[0]
    themes = list(weighable(steward).oldest_first())
    for theme, hours in zip(themes, words["guesses"], strict=False):
        guess(theme, hours, by=steward)
    have_hours(words["hours"], by=steward)
    for person in rng.sample(everybody.members[4:90], words["members"]):
        seen = list(weighable(person).oldest_first())
        for theme in rng.sample(seen, min(2, len(seen))):
            lay(theme, rng.randint(1, 2), by=person)
