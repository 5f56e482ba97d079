"""What people said and what came of it, a line each: for the page, the feed and the home page.

A line is a response. It stands in the quarter in which it was given or, once something was
done, in that quarter. Whoever reads sees lines of the themes that they may see, and of what led
to them the words that the wishes allow; both are decided while they read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber, TruncQuarter
from django.db.models.lookups import LessThan
from django.utils.translation import gettext as _

from hearth.ground.accounts import Person
from hearth.ground.quarters import Quarter
from hearth.ground.time import LONDON
from hearth.listening.models import Belonging, Response, Theme
from hearth.listening.models.belongings import PEOPLE, readable_by
from hearth.listening.models.responses import MOMENT, Kind, newer
from hearth.listening.models.whereabouts import where_said

QUOTES = 3
"""So many lines are quoted; the page of the theme has all of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """What you said, what we did, and what led to it, for one reader."""

    response: Response
    quotes: list[Belonging]
    said: int
    people: int

    @property
    def theme(self) -> Theme:
        return self.response.theme

    @property
    def moment(self) -> datetime:
        return self.response.done_at or self.response.at

    @property
    def words(self) -> str:
        """What was done; before that, or where nobody wrote it down, what we answered."""
        return self.response.done_words or self.response.words

    @property
    def is_not_now(self) -> bool:
        return self.response.kind == Kind.NOT_NOW

    @property
    def how_it_stands(self) -> str:
        """In two or three words: done, or which of the seven it is."""
        return _("Done") if self.response.is_done else self.response.get_kind_display()

    @property
    def in_one_line(self) -> str:
        return f"{self.how_it_stands}: {self.words}"

    @property
    def unquoted(self) -> int:
        return self.said - len(self.quotes)


def responses(person: Person | None) -> Any:
    """What this reader may see, with the `moment` of each, the newest first."""
    themes = Theme.objects.visible_to(person)
    seen = Response.objects.filter(theme__in=themes.values("pk")).annotate(moment=MOMENT)
    return seen.select_related("theme", "person").order_by("-moment", "-pk")


def responses_of(quarter: Quarter, person: Person | None) -> QuerySet[Response]:
    """Those of a quarter, each with `has_newer`. What was answered twice in one quarter stands
    there once; the answer of an earlier quarter stays where it was given."""
    start, end = quarter.begins, quarter.ends
    within: QuerySet[Response] = responses(person).filter(Q(moment__gte=start), Q(moment__lt=end))
    replaced = newer().filter(LessThan(MOMENT, end))
    return within.filter(~Exists(replaced)).annotate(has_newer=Exists(newer()))


def latest(person: Person | None, limit: int) -> list[Line]:
    """The latest that holds, without what led to it."""
    standing = responses(person).standing()[:limit]
    return [Line(response, [], 0, 0) for response in standing]


def quarters(person: Person | None) -> list[Quarter]:
    """Quarters that have something for this reader, the newest first."""
    firsts = responses(person).annotate(first=TruncQuarter("moment", tzinfo=LONDON))
    days = firsts.order_by("-first").values_list("first", flat=True).distinct()
    return [Quarter.of(day) for day in days]


def lines_of(shown: Iterable[Response], person: Person | None) -> Iterator[Line]:
    """Each with what led to it, as far as the wishes allow this reader: two questions to the
    database, however much was said."""
    rows = list(shown)
    themes = [row.theme_id for row in rows]
    belongings = Belonging.objects.filter(readable_by(person), theme__in=themes)
    quotes, counts = _quotes(belongings, person), _counts(belongings)
    for row in rows:
        said, people = counts.get(row.theme_id, (0, 0))
        yield Line(row, quotes.get(row.theme_id, []), said, people)


def _quotes(belongings: QuerySet[Belonging], person: Person | None) -> dict[int, list[Belonging]]:
    """The first few lines of each theme, each with `where` it was said."""
    place = Window(
        RowNumber(),
        partition_by=F("theme"),
        order_by=[F("contribution__said_at").asc(), F("contribution").asc()],
    )
    lines = belongings.annotate(where=where_said(person, "contribution__"))
    first = lines.annotate(place=place).filter(place__lte=QUOTES).order_by("theme", "place")
    found: dict[int, list[Belonging]] = {}
    for one in first.select_related("contribution__said_by"):
        found.setdefault(one.theme_id, []).append(one)
    return found


def _counts(belongings: QuerySet[Belonging]) -> dict[int, tuple[int, int]]:
    """For each theme how many lines there are and how many people spoke."""
    counted: Iterable[Any] = belongings.values_list("theme").annotate(
        said=Count("pk"), people=PEOPLE
    )
    return {theme: (said, people) for theme, said, people in counted}
