"""The place of a text that shows why it was found."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hearth.ground.books.search_words import LONGEST_TEXT, WORD, is_wanted

BEFORE, AFTER = 60, 140

_MARKUP = re.compile(r"[*`#>|~\[\]]+|\]\([^)]*\)|(?<!\w)_+|_+(?!\w)")


def snippet(text: str, wanted: Sequence[str]) -> SafeString:
    """The place of a text where a wanted word stands, with those words marked."""
    plain = " ".join(_MARKUP.sub("", text[:LONGEST_TEXT]).split())
    hits = [found.span() for found in WORD.finditer(plain) if is_wanted(found.group(), wanted)]
    start, end = _around(plain, hits[0][0] if hits else 0)
    marked = [hit for hit in hits if start <= hit[0] and hit[1] <= end]
    ends = [start, *(hit[1] for hit in marked)]
    return format_html(
        "{}{}{}{}",
        "… " if start else "",
        format_html_join(
            "",
            "{}<mark>{}</mark>",
            ((plain[since:a], plain[a:b]) for since, (a, b) in zip(ends, marked, strict=False)),
        ),
        plain[ends[-1] : end],
        " …" if end < len(plain) else "",
    )


def _around(plain: str, place: int) -> tuple[int, int]:
    """From a little before the place to a little after, without cutting a word in two."""
    start = plain.rfind(" ", 0, max(place - BEFORE, 0) + 1) + 1 if place > BEFORE else 0
    end = min(place + AFTER, len(plain))
    if end < len(plain):
        end = max(plain.rfind(" ", place, end), place + 1)
    return start, end
