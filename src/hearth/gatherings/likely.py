"""How many will come, from how it was before: "18 to 31 likely". Never about one person.

Of each of the last twelve dates of the series: who came, as a share of those who had booked by
the same time before the start. With the mean share m, its spread s and n dates, of b who booked
today come about  b * m,  give or take  b * s * t * sqrt(1 + 1/n),  where t is Student's for four
in five. The spread is at least four fifths of what chance alone would make. With the rounding,
the number that comes lies within in eight or nine of ten cases; a test draws it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, sqrt
from statistics import mean, stdev

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import now

from hearth.gatherings.models import Arrival, Gathering

FEWEST, MOST = 3, 12
STUDENT = (1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363)
"""For four in five, from two degrees of freedom to eleven."""


def likely(gathering: Gathering, booked: int) -> tuple[int, int] | None:
    """From how many to how many will come; None until three dates of the series tell."""
    if gathering.series_id is None or not booked or gathering.starts_at <= now():
        return None
    shares = _shares(gathering)
    return spread(shares, booked) if len(shares) >= FEWEST else None


def _shares(gathering: Gathering) -> list[float]:
    ahead = gathering.starts_at - now()
    came = Arrival.objects.filter(gathering=OuterRef("pk")).order_by().values("gathering")
    by_then = Q(booked__given_at__isnull=False, booked__booked_at__lte=F("starts_at") - ahead)
    past = Gathering.objects.past().filter(series=gathering.series_id)
    counted = past.annotate(
        had_booked=Count("booked", filter=by_then),
        came=Coalesce(Subquery(came.annotate(n=Count("pk")).values("n")), 0),
    ).filter(had_booked__gt=0, came__gt=0)
    return [came / had for came, had in counted.values_list("came", "had_booked")[:MOST]]


def spread(shares: Sequence[float], booked: int) -> tuple[int, int]:
    """The range for so many who booked, from shares of before."""
    usual, dates = mean(shares), len(shares)
    chance = sqrt(max(usual * (1 - usual), 0.02) / booked)
    wide = max(stdev(shares), 0.8 * chance) * STUDENT[dates - FEWEST] * sqrt(1 + 1 / dates)
    low, high = booked * (usual - wide), booked * (usual + wide)
    return max(floor(low + 0.5), 0), ceil(high - 0.5)
