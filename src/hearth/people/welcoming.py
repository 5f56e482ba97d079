"""Welcoming a new member: one thing to begin with, and nothing else for two days."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.ground.accounts import Person
from hearth.ground.areas import NextDate, next_date
from hearth.ground.books.post import Kind, post
from hearth.ground.templatetags.hearth import clock, day


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to begin with: in words, where, and the word on its button."""

    words: str
    url: str
    button: str


def suggestion(date: NextDate | None) -> Suggestion:
    """Come on the next date, if there is one; else tell us what you are stuck on."""
    if date is None:
        return Suggestion(
            words=_("Tell us what you are stuck on. Somebody else may have been there."),
            url=reverse("people:stuck"),
            button=_("Tell us"),
        )
    words = _("Come on {day} at {time}: {title}.")
    return Suggestion(
        words=words.format(day=day(date.starts_at), time=clock(date.starts_at), title=date.title),
        url=date.url,
        button=_("See what it is"),
    )


def welcome(person: Person) -> None:
    """The one letter that a new member gets from us in the first two days unless they act."""
    one = suggestion(next_date(person))
    post(
        [person],
        _("You are in. Welcome!"),
        "people/letters/welcome.txt",
        kind=Kind.KEYS,
        button=(one.button, one.url),
        once="welcome",
        suggestion=one,
        why=_("You get this letter because you joined."),
    )
