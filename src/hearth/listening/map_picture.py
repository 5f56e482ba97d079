"""Groups of opinion as clouds, and a statement as a bar; drawn by the server, in ink.

A cloud lies where its group lies, and the more people are in it, the wider it is. Its dots are
as many as the people, laid out like the seeds of a sunflower: none is the place of anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import cos, dist, pi, sin, sqrt

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearth.listening.agreement import Tally
from hearth.listening.models.drawings import Cloud

WIDE, HIGH, EDGE, LABEL = 400, 250, 4, 30
SEED_ROOM = 13
"""How much room a dot has at most."""

type Disc = tuple[float, float, float]

GOLDEN = pi * (3 - sqrt(5))
MOST_DOTS = 60


def bar(tally: Tally, *, is_exact: bool) -> SafeString:
    """How many agree, from the left, and disagree, from the right. The text beside it says so."""
    shares = [part / tally.seen for part in (tally.agree, tally.disagree)]
    agree, disagree = (round(100 * one, 1) if is_exact else 10 * round(10 * one) for one in shares)
    disagree = min(disagree, 100 - agree)
    return format_html(
        '<svg class="split" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="base" width="100" height="4"/><rect class="yes" width="{}" height="4"/>'
        '<rect class="no" x="{}" width="{}" height="4"/></svg>',
        agree,
        100 - disagree,
        disagree,
    )


def picture(clouds: Sequence[Cloud], *, is_exact: bool) -> SafeString:
    """The clouds beside each other, as far apart as they are in opinion."""
    many = [_dots_in(cloud, is_exact) for cloud in clouds]
    shapes = (
        (
            n,
            x,
            y,
            round(reach, 1),
            _dots(many[n], x, y, reach),
            x,
            round(y - reach - 9, 1),
            letter(n),
        )
        for n, (x, y, reach) in enumerate(_placed(clouds, many))
    )
    return format_html(
        '<svg class="clouds" viewBox="0 0 {} {}" role="img"><title>{}</title>{}</svg>',
        WIDE,
        HIGH,
        _("The groups as clouds. The nearer two are, the more they agree."),
        format_html_join(
            "",
            '<g class="cloud-{}"><circle cx="{}" cy="{}" r="{}"/><path d="{}"/>'
            '<text x="{}" y="{}">{}</text></g>',
            shapes,
        ),
    )


def letter(number: int) -> str:
    """What a group is called."""
    return "ABCDEFGH"[number]


def apart(clouds: Sequence[Cloud]) -> tuple[tuple[str, str], tuple[str, str]] | None:
    """Which two are nearest to each other, and which farthest; None where there are but two."""
    pairs = list(combinations(range(len(clouds)), 2))
    if len(pairs) < 2:
        return None

    def far(pair: tuple[int, int]) -> float:
        one, other = (clouds[n] for n in pair)
        return dist((one.x, one.y), (other.x, other.y))

    nearest, farthest = min(pairs, key=far), max(pairs, key=far)
    return (letter(nearest[0]), letter(nearest[1])), (letter(farthest[0]), letter(farthest[1]))


def _dots_in(cloud: Cloud, is_exact: bool) -> int:
    many = cloud.people if is_exact else 5 * max(round(cloud.people / 5), 1)
    return min(many, MOST_DOTS)


def _placed(clouds: Sequence[Cloud], many: Sequence[int]) -> list[Disc]:
    """Where each lies in the picture, and how far it reaches: the more people, the wider. They
    fill the frame, and shrink until none lies on another."""
    rooms = range(SEED_ROOM, 2, -1)
    every = (_spread(clouds, [room * sqrt(one) for one in many]) for room in rooms)
    smallest = _spread(clouds, [2 * sqrt(one) for one in many])
    return _in_the_middle(next((one for one in every if not _touch(one)), smallest))


def _spread(clouds: Sequence[Cloud], reach: Sequence[float]) -> list[Disc]:
    """As far apart as the frame allows."""
    grown = _scale(clouds, reach)
    both = zip(clouds, reach, strict=True)
    return [(grown * one.x, grown * one.y, far) for one, far in both]


def _touch(found: Sequence[Disc]) -> bool:
    pairs = combinations(found, 2)
    return any(dist(one[:2], other[:2]) < one[2] + other[2] + LABEL for one, other in pairs)


def _in_the_middle(found: Sequence[Disc]) -> list[Disc]:
    """Moved so that there is as much room left as right, and above them room for their letters."""
    left, right = min(x - far for x, _y, far in found), max(x + far for x, _y, far in found)
    top, low = min(y - far for _x, y, far in found), max(y + far for _x, y, far in found)
    across, down = (WIDE - left - right) / 2, (HIGH + LABEL - top - low) / 2
    return [(round(x + across, 1), round(y + down, 1), round(far, 1)) for x, y, far in found]


def _scale(clouds: Sequence[Cloud], reach: Sequence[float]) -> float:
    """How much the distances can grow until the frame is full."""
    grown = 1e4
    for one, far in zip(clouds, reach, strict=True):
        for other, its in zip(clouds, reach, strict=True):
            for room, ahead in ((WIDE, one.x - other.x), (HIGH - LABEL, one.y - other.y)):
                if ahead > 0:
                    grown = min(grown, max(room - 2 * EDGE - far - its, 1) / ahead)
    return grown


def _dots(many: int, x: float, y: float, reach: float) -> str:
    """So many strokes without length, which round ends make into dots, like a sunflower's seeds."""
    places = ((reach * 0.86 * sqrt((n + 0.5) / many), n * GOLDEN) for n in range(many))
    return "".join(
        f"M{x + far * cos(turn):.1f} {y + far * sin(turn):.1f}h0" for far, turn in places
    )
