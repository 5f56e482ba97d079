"""Words as the index compares them: without accents, capitals, a plural s, or little words.

Both databases are given these and nothing else, so "Cafés" finds "cafe" on either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import category, normalize

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LONGEST_QUERY = 300
MOST_WORDS = 12
LONGEST_WORD = 40
LONGEST_TEXT = 100_000
BEFORE, AFTER = 60, 140

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKUP = re.compile(r"[*`#>|~\[\]]+|\]\([^)]*\)|(?<!\w)_+|_+(?!\w)")
_LITTLE_WORDS = """
a about after again all also am an and any are as at be because been before being below between
both but by can did do does doing down during each few for from further had has have having he
her here hers him his how i if in into is it its just me more most my no nor not now of off on
once only or other our ours out over own same she so some such than that the their theirs them
then there these they this those through to too under until up very was we were what when where
which while who whom why will with would you your yours
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())


def words_of(text: str) -> list[str]:
    """The words of a text in order, as they are compared; little words are left out."""
    plain = (fold(found.group()) for found in _WORD.finditer(text[:LONGEST_TEXT]))
    return [stem(word) for word in plain if word and word not in _LITTLE]


def folded(text: str) -> str:
    """The same in one string, as an entry keeps it."""
    return " ".join(words_of(text))


def fold(word: str) -> str:
    """Without accents, apostrophes and capitals, and not longer than any word need be."""
    if word.isascii():
        return word.replace("'", "").lower()[:LONGEST_WORD]
    apart = normalize("NFKD", word.casefold())
    kept = "".join(sign for sign in apart if category(sign) != "Mn" and sign.isalnum())
    return normalize("NFC", kept)[:LONGEST_WORD]


def stem(word: str) -> str:
    """Without the s of the plural: 'libraries' is 'library', 'classes' is 'classe', as Donna
    Harman's s-stemmer has it. More would find what nobody meant."""
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2] not in "us":
        return word[:-1]
    return word


def snippet(text: str, wanted: Sequence[str]) -> SafeString:
    """The place of a text where a wanted word stands, with those words marked."""
    plain = " ".join(_MARKUP.sub("", text[:LONGEST_TEXT]).split())
    hits = [found.span() for found in _WORD.finditer(plain) if _is_wanted(found.group(), wanted)]
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


def _is_wanted(word: str, wanted: Sequence[str]) -> bool:
    plain = stem(fold(word))
    return any(plain == one or (len(one) > 3 and plain.startswith(one)) for one in wanted)


def _around(plain: str, place: int) -> tuple[int, int]:
    """From a little before the place to a little after, without cutting a word in two."""
    start = plain.rfind(" ", 0, max(place - BEFORE, 0) + 1) + 1 if place > BEFORE else 0
    end = min(place + AFTER, len(plain))
    if end < len(plain):
        end = max(plain.rfind(" ", place, end), place + 1)
    return start, end
