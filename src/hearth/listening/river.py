"""From said to told as a river with four pools, drawn in ink; a table below it says the same.

A drop is a line that was said in the quarter. Every drop that is counted is a line whose words
this reader may read one by one, and every theme it flowed through is one they may open: so the
numbers tell nothing that the pages behind them do not, however small they are. They count lines,
not people by what they are (rule G7), and "told" is something that we did, not something that
somebody opened or answered (rule G3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise
from math import sqrt

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _, ngettext

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.ground.quarters import Quarter
from hearth.listening.models import Belonging, Response, Telling, Theme

WIDE, HIGH = 400, 104
REACHES = (48, 55, 47, 54)
"""How far down the middle of each pool lies: rivers do not run straight."""
DEEP, SHALLOW, TOLD = 38.0, 6.0, 4

type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Flow:
    """How many lines came as far as each pool. Each counts some of those before it."""

    said: int
    sorted: int
    answered: int
    told: int
    done: int = 0

    @property
    def pools(self) -> tuple[int, ...]:
        return astuple(self)[:4]

    def __str__(self) -> str:
        said = ngettext("{n} line was said.", "{n} lines were said.", self.said)
        return (
            said.format(n=self.said)
            + " "
            + _(
                "{sorted} found a theme, {answered} an answer, and for {told} the person was told."
            ).format(sorted=self.sorted, answered=self.answered, told=self.told)
        )


def flow(quarter: Quarter, person: Person | None) -> Flow:
    """What became, up to now, of what was said in this quarter."""
    themes = Theme.objects.visible_to(person).values("pk")
    mine = Belonging.objects.filter(contribution=OuterRef("pk"), theme__in=themes)
    answers = Response.objects.filter(
        theme__in=themes, theme__belongings__contribution=OuterRef("pk")
    )
    tellings = Telling.objects.filter(
        response__theme__in=themes,
        response__theme__belongings__contribution=OuterRef("pk"),
        person=OuterRef("said_by"),
    )
    lines = Contribution.objects.visible_to(person).filter(
        said_at__gte=quarter.begins, said_at__lt=quarter.ends
    )
    marked = lines.annotate(
        is_sorted=Exists(mine),
        is_answered=Exists(answers),
        is_told=Exists(tellings),
        is_done=Exists(answers.exclude(done_at=None)),
    )
    counted = marked.aggregate(
        said=Count("pk"),
        sorted=Count("pk", filter=Q(is_sorted=True)),
        answered=Count("pk", filter=Q(is_answered=True)),
        told=Count("pk", filter=Q(is_told=True)),
        done=Count("pk", filter=Q(is_done=True)),
    )
    return Flow(**counted)


def river(flow: Flow) -> SafeString:
    """The picture. Water stands as high in a pool as lines came so far; a dry bed is dotted."""
    pools = list(_pools(flow.pools))
    wet = [pool for pool, lines in zip(pools, flow.pools, strict=True) if lines]
    return format_html(
        '<svg class="river" viewBox="0 0 {} {}" role="img"><title>{}</title>{}{}</svg>',
        WIDE,
        HIGH,
        str(flow),
        _water(wet) if wet else "",
        _dry_bed(wet, pools[len(wet) :]),
    )


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool in the drawing: where its middle lies, how far it reaches, and how far the water
    in the bed that leads into it."""

    x: float
    y: float
    wide: float
    deep: float
    inflow: float


def _pools(lines: Sequence[int]) -> Iterator[Pool]:
    most = max(lines) or 1
    for n, (here, y) in enumerate(zip(lines, REACHES, strict=True)):
        deep = SHALLOW + (DEEP - SHALLOW) * sqrt(here / most)
        x = WIDE / 8 * (2 * n + 1)
        yield Pool(x, y, SHALLOW + deep, deep, 2 + 9 * here / most)


def _water(pools: Sequence[Pool]) -> SafeString:
    """Its shape between two banks, and three currents in it; who is told ends it in green."""
    shore = [*_current(pools, -1), *reversed(_current(pools, 1))]
    currents = ((_path(_current(pools, side)),) for side in (-0.5, 0, 0.5))
    last = pools[-1]
    return format_html(
        '<path class="water" d="{}Z"/>{}{}',
        _path(shore[: len(shore) // 2] + shore[len(shore) // 2 + 1 :]),
        format_html_join("", '<path class="current" d="{}"/>', currents),
        format_html('<circle class="told" cx="{}" cy="{}" r="{}"/>', last.x, last.y, TOLD)
        if len(pools) == len(REACHES)
        else "",
    )


def _current(pools: Sequence[Pool], side: float) -> list[Point]:
    """A line with the water from end to end: -1 is the upper bank, 0 the middle, 1 the lower.
    The first point is where it begins; each three that follow are a curve."""
    first, last = pools[0], pools[-1]
    crest = [(pool.x, pool.y + side * pool.deep) for pool in pools]
    (x, y), (end_x, end_y) = crest[0], crest[-1]
    line = [(x - first.wide, first.y), (x - first.wide, first.y + (y - first.y) * 0.6)]
    line += [(x - first.wide * 0.6, y), (x, y)]
    for (here, a), (there, b) in pairwise(zip(pools, crest, strict=True)):
        line += _bed(here, a, there, b, side)
    line += [(end_x + last.wide * 0.6, end_y)]
    line += [(end_x + last.wide, last.y + (end_y - last.y) * 0.6), (end_x + last.wide, last.y)]
    return line


def _bed(here: Pool, a: Point, there: Pool, b: Point, side: float) -> list[Point]:
    """From the crest of one pool down into the bed, along it, and up to the crest of the next."""
    leaving, coming = here.x + here.wide, there.x - there.wide
    middle = ((leaving + coming) / 2, (here.y + there.y) / 2 + side * there.inflow)
    return [
        (here.x + here.wide * 0.7, a[1]),
        (leaving - here.wide * 0.2, middle[1]),
        middle,
        (coming + there.wide * 0.2, middle[1]),
        (there.x - there.wide * 0.7, b[1]),
        b,
    ]


def _path(points: Iterable[Point]) -> str:
    start, *curves = (f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{start}C{' '.join(curves)}"


def _dry_bed(wet: Sequence[Pool], dry: Sequence[Pool]) -> SafeString:
    """Where no water has come yet."""
    beds = (
        (f"M{a.x + a.wide + 5:.1f} {a.y}L{b.x - b.wide - 5:.1f} {b.y}",)
        for a, b in pairwise([*wet[-1:], *dry])
    )
    pools = ((pool.x, pool.y, pool.wide, pool.deep) for pool in dry)
    return format_html(
        "{}{}",
        format_html_join("", '<path class="dry" d="{}"/>', beds),
        format_html_join("", '<ellipse class="dry" cx="{}" cy="{}" rx="{}" ry="{}"/>', pools),
    )
