"""The clock as a ring: one arc for each step of the run sheet, and a hand for where we are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

# The circle is drawn 100 long, so that a length reads as hundredths of the hour.
GAP = 0.9  # of a hundred: the paper that shows between two arcs


class Timed(Protocol):
    """A step of a run sheet, as far as the ring must know it."""

    @property
    def title(self) -> str: ...

    @property
    def minutes(self) -> int: ...


def ring(steps: Sequence[Timed], elapsed_minutes: float) -> SafeString:
    """The whole ring. The same facts stand beside it in words, so a title is enough."""
    total = sum(step.minutes for step in steps) or 1
    gone = min(max(elapsed_minutes, 0), total)
    arcs = format_html_join(
        "",
        '<circle class="{}" r="15.9155" stroke-dasharray="{} 100" stroke-dashoffset="-{}"/>',
        _arcs(steps, gone, total),
    )
    return format_html(
        '<svg class="ring" viewBox="-18 -18 36 36" role="img"><title>{}</title>'
        '<g fill="none" transform="rotate(-90)">{}'
        '<path class="hand" d="M13.2 0H18" transform="rotate({})"/></g></svg>',
        _title(steps, gone),
        arcs,
        round(360 * gone / total, 1),
    )


def _arcs(steps: Sequence[Timed], gone: float, total: int) -> Iterator[tuple[str, float, float]]:
    """For each step: past, now or ahead; how long its arc is; where it starts. In hundredths."""
    ends = accumulate(step.minutes for step in steps)
    for step, end in zip(steps, ends, strict=True):
        start = end - step.minutes
        standing = "past" if gone >= end else "now" if gone >= start else "ahead"
        length = max(100 * step.minutes / total - GAP, 0.1)
        yield standing, round(length, 2), round(100 * start / total + GAP / 2, 2)


def _title(steps: Sequence[Timed], gone: float) -> str:
    for step, end in zip(steps, accumulate(step.minutes for step in steps), strict=True):
        if gone < end:
            return _("Now: {step}, {left} of {minutes} minutes left").format(
                step=step.title, left=round(end - gone), minutes=step.minutes
            )
    return _("All steps are done")
