"""How a letter tells what there is: thread by thread, a few in full and the rest by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.text import Truncator
from django.utils.translation import gettext as _, ngettext

from hearth.ground.accounts import Person
from hearth.ground.areas import News
from hearth.ground.links import absolute
from hearth.ground.mailbox import reply_address
from hearth.post.slots import AS_IT_HAPPENS, back_at

IN_FULL = 7
LINES_OF_EACH = 3
WORDS_OF_EACH = 14
WORDS_OF_ONE = 400
"""In a letter about one thread there is room for what was said; in one about many there is not:
seven things of three lines with fourteen words are fewer than 350."""


def threads(news: Sequence[News]) -> dict[str, list[News]]:
    """What belongs together, in the order in which it came; words to oneself stand first."""
    found: dict[str, list[News]] = {}
    for one in sorted(news, key=lambda one: not one.to_you):
        found.setdefault(one.topic or one.url, []).append(one)
    return found


def subject(person: Person, news: Sequence[News], slot: tuple[datetime, datetime] | None) -> str:
    """A letter about one thread always has its name, so that mail programs show them as one."""
    every = list(threads(news).values())
    first = str(every[0][0].title)
    if slot is None or (len(every) == 1 and person.rhythm in AS_IT_HAPPENS):
        return first
    if len(every) == 1:
        return _("{when}: {title}").format(when=_when(person, slot), title=first)
    words = ngettext("{when}: {title} and one more", "{when}: {title} and {n} more", len(every) - 1)
    return words.format(when=_when(person, slot), title=first, n=len(every) - 1)


def _when(person: Person, slot: tuple[datetime, datetime]) -> str:
    back = back_at(person)
    if back and slot[0] < back <= slot[1]:
        return _("While you were away")
    weekly = person.rhythm == Person.Rhythm.WEEKLY
    return _("This week") if weekly else _("New for you")


def told(person: Person, news: Sequence[News]) -> dict[str, object]:
    """What the templates of the letter need."""
    every = list(threads(news).values())
    alone = len(every) == 1
    shown = [_thread(person, one, alone=alone) for one in every[:IN_FULL]]
    return {
        "alone": alone,
        "threads": shown,
        "also": [{"title": one[0].title, "url": absolute(one[0].url)} for one in every[IN_FULL:]],
        "answer": shown[0]["answer"] if alone else "",
        "thread_url": shown[0]["url"],
    }


def _thread(person: Person, news: Sequence[News], *, alone: bool) -> dict[str, object]:
    said = news if alone else news[-LINES_OF_EACH:]
    most = WORDS_OF_ONE if alone else WORDS_OF_EACH
    return {
        "title": news[0].title,
        "url": absolute(news[-1].url),
        "answer": reply_address(person, news[0].topic) if news[0].topic else "",
        "lines": [{"by": one.by, "words": _cut(one.words, most)} for one in said],
        "more": len(news) - len(said),
    }


def _cut(words: str, most: int) -> str:
    return str(Truncator(" ".join(words.split())).words(most, truncate=" ..."))
