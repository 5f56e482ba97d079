"""The agreement map as a page shows it: what most agree on, where we differ, the groups or why not.

While people vote, shares are said in tenths and sizes in fives: two drawings beside each other
then tell on nobody. Once nobody can vote any more, the numbers are exact. What fewer than five
people saw is shown in no number. A reader sees the statements that they may read, and no others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from hearth.listening.agreement import AGREE, MIN_STATEMENTS, MIN_VOTERS, Tally, WhyNot
from hearth.listening.map_picture import apart, bar, letter, picture
from hearth.listening.models.drawings import FEW, Cloud, Drawing, Drawn, Row
from hearth.listening.models.statements import Statement

MOST_OF_US = 0.6
APART, SPLIT = 0.3, 0.25
SHOWN = 5
"""Of what we agree on, and of where we differ, so many statements stand on the page at once."""

WHY_NOT = {
    WhyNot.TOO_FEW_STATEMENTS: gettext_lazy(
        "Fewer than {statements} statements were voted on. By so few we cannot tell groups apart."
    ),
    WhyNot.TOO_FEW_VOTERS: gettext_lazy(
        "Fewer than {voters} people voted on enough statements. A group is shown from five on."
    ),
    WhyNot.ALL_ALIKE: gettext_lazy("You all answered alike. That is one group: all of us."),
    WhyNot.NO_PATTERN: gettext_lazy(
        "Your votes hang together no more than chance would have it. So there are no groups."
    ),
    WhyNot.GROUP_TOO_SMALL: gettext_lazy(
        "One group would be smaller than five people. It would show who they are, so we show none."
    ),
    WhyNot.NOT_STABLE: gettext_lazy(
        "When we leave out a few people, the groups change. They may be chance, so we show none."
    ),
}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """How one group stands to one statement."""

    name: str
    agree: str
    bar: SafeString


@dataclass(frozen=True, slots=True)
class Line:
    """One statement, how everybody stands to it, and each group."""

    words: str
    row: Row
    is_exact: bool
    agree: str
    disagree: str
    groups: tuple[GroupLine, ...]
    bar: SafeString


@dataclass(frozen=True, slots=True)
class Saying:
    """What a group stands for: agrees or not, with which statement, how many of them."""

    agrees: bool
    words: str
    many: str


@dataclass(frozen=True, slots=True)
class GroupShown:
    """One group in words: its letter, how many, what it stands for."""

    name: str
    people: str
    sayings: tuple[Saying, ...]

    @property
    def agree(self) -> list[Saying]:
        return [one for one in self.sayings if one.agrees]

    @property
    def disagree(self) -> list[Saying]:
        return [one for one in self.sayings if not one.agrees]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that stands on the page."""

    agreed: list[Line]
    differ: list[Line]
    every: list[Line]
    groups: list[GroupShown]
    picture: SafeString | str
    apart: str
    why_not: str


def shown_of(drawing: Drawing, statements: Iterable[Statement]) -> Shown:
    """What this reader sees of a drawing; `statements` are those they may read."""
    drawn, is_exact = drawing.drawn, drawing.is_last
    words = {one.pk: one.heard.words for one in statements}
    rows = [row for row in drawn.rows if row.statement in words]
    every = [_line(row, words[row.statement], is_exact) for row in rows]
    seen = [line for line in every if line.row.everybody.seen >= FEW]
    agreed = [line for line in seen if _most_say_so(line.row)][:SHOWN]
    apart = sorted((line for line in seen if line not in agreed), key=lambda one: -_apart(one.row))
    far = SPLIT if not drawn.clouds else APART
    return Shown(
        agreed,
        [line for line in apart if _apart(line.row) >= far][:SHOWN],
        every,
        [_group(n, cloud, drawn, words, is_exact) for n, cloud in enumerate(drawn.clouds)],
        picture(drawn.clouds, is_exact=is_exact) if drawn.clouds else "",
        _apart_in_words(drawn.clouds),
        _why_not(drawn),
    )


def _line(row: Row, words: str, is_exact: bool) -> Line:
    all_of_us = row.everybody
    return Line(
        words,
        row,
        is_exact,
        how_many(all_of_us.agree, all_of_us.seen, is_exact),
        how_many(all_of_us.disagree, all_of_us.seen, is_exact),
        tuple(
            GroupLine(letter(n), how_many(one.agree, one.seen, is_exact), _bar(one, is_exact))
            for n, one in enumerate(row.groups)
        ),
        _bar(row.everybody, is_exact),
    )


def _bar(tally: Tally, is_exact: bool) -> SafeString:
    return bar(tally, is_exact=is_exact) if tally.seen >= FEW else SafeString("")


def how_many(part: int, seen: int, is_exact: bool) -> str:
    """A share in words: exact once it stands for good, before that in tenths."""
    if seen < FEW:
        return _("too few to say")
    if is_exact:
        return _("{part} of {seen}").format(part=part, seen=seen)
    tenths = round(10 * part / seen)
    if tenths in (0, 10):
        return _("nearly all") if tenths else _("hardly anyone")
    return _("about {tenths} in 10").format(tenths=tenths)


def _share(tally: Tally, answer: int) -> float:
    return (tally.agree if answer == AGREE else tally.disagree) / max(tally.seen, 1)


def _counted(row: Row) -> list[Tally]:
    return [one for one in (row.everybody, *row.groups) if one.seen >= FEW]


def _most_say_so(row: Row) -> bool:
    """Whether most people say the same, among all of us and in every group."""
    everybody = row.everybody
    answer = AGREE if everybody.agree >= everybody.disagree else -AGREE
    return all(_share(one, answer) >= MOST_OF_US for one in _counted(row))


def _apart(row: Row) -> float:
    """How far the groups are from each other; without groups, how evenly we are split."""
    groups = [_share(one, AGREE) for one in row.groups if one.seen >= FEW]
    if row.groups:
        return max(groups, default=0) - min(groups, default=0)
    return min(_share(row.everybody, AGREE), _share(row.everybody, -AGREE))


def _apart_in_words(clouds: Sequence[Cloud]) -> str:
    """What the picture shows of nearness, for whoever does not see it."""
    found = apart(clouds)
    if found is None:
        return ""
    (one, other), (here, there) = found
    return _("{one} and {other} agree most; {here} and {there} least.").format(
        one=one, other=other, here=here, there=there
    )


def people(cloud: Cloud, is_exact: bool) -> str:
    if is_exact:
        return ngettext("{n} person", "{n} people", cloud.people).format(n=cloud.people)
    return _("about {n} people").format(n=5 * max(round(cloud.people / 5), 1))


def _group(
    number: int, cloud: Cloud, drawn: Drawn, words: dict[int, str], is_exact: bool
) -> GroupShown:
    rows = {row.statement: row for row in drawn.rows}
    sayings = [
        Saying(answer == AGREE, words[pk], _of_group(rows[pk], number, answer, is_exact))
        for pk, answer in cloud.says
        if pk in words
    ]
    return GroupShown(letter(number), people(cloud, is_exact), tuple(sayings))


def _of_group(row: Row, number: int, answer: int, is_exact: bool) -> str:
    tally = row.groups[number]
    part = tally.agree if answer == AGREE else tally.disagree
    return how_many(part, tally.seen, is_exact)


def _why_not(drawn: Drawn) -> str:
    if not drawn.why_not:
        return ""
    words = str(WHY_NOT[WhyNot(drawn.why_not)])
    return words.format(statements=MIN_STATEMENTS, voters=MIN_VOTERS)
