"""What became of each thing that one person said: every contribution has a fate (complaint 14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from hearth.ground.accounts import Person
from hearth.ground.areas import Section
from hearth.ground.books import Contribution
from hearth.listening.models import Belonging, Response, Theme
from hearth.listening.told import held_for

LATELY = 3


@dataclass(frozen=True, slots=True)
class InTheme:
    """A theme that a line belongs to, as its sayer sees it, and the answer that holds."""

    theme: Theme
    is_open: bool
    response: Response | None


@dataclass(frozen=True, slots=True)
class Fate:
    """Something said, and where it is on its way. Not being answered for so many days is a fate."""

    line: Contribution
    themes: Sequence[InTheme]

    @property
    def days(self) -> int:
        """For how many days it waits by now."""
        return max((localdate() - localdate(self.line.said_at)).days, 0)


def fates_of(lines: Sequence[Contribution], person: Person) -> list[Fate]:
    """These lines with what became of each, in three questions however many there are."""
    where = Belonging.objects.filter(contribution__in=lines).select_related("theme").order_by("pk")
    themes = {belonging.theme_id for belonging in where}
    held = Response.objects.standing().filter(theme__in=themes).select_related("person")
    answers = {response.theme_id: response for response in held}
    seen = Theme.objects.visible_to(person).filter(pk__in=themes).values_list("pk", flat=True)
    is_open = set(seen)
    found: dict[int, list[InTheme]] = defaultdict(list)
    for belonging in where:
        theme = belonging.theme
        one = InTheme(theme, theme.pk in is_open, answers.get(theme.pk))
        found[belonging.contribution_id].append(one)
    return [Fate(line, found[line.pk]) for line in lines]


def mine(person: Person) -> Section:
    """On somebody's own page: the latest answers to what they said, and the way to all of it."""
    return Section("listening/mine.html", {"answers": list(held_for(person)[:LATELY])})
