"""Words as the index compares them: without accents, capitals, endings, or little words.

Both databases are given these and nothing else, so "Cafés" finds "cafe" on either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import category, normalize

LONGEST_QUERY = 300
MOST_WORDS = 12
LONGEST_WORD = 40
LONGEST_TEXT = 100_000

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ENDING, _SHORT = re.compile(r"(.{2,}[^e]|.[^e])(?:ed|ing)"), re.compile("c+vc")
_LITTLE_WORDS = """
a about after again all also am an and any are as at be because been before being below between
both but by can did do does doing down during each even few for from further had has have having he
her here hers him his how i if in into is it its just me more most my no nor not now of off on
once only or other our ours out over own same she so some such than that the their theirs them
then there these they this those through to too under until up very was we were what when where
which while who whom why will with would you your yours
"""
_LITTLE = frozenset(_LITTLE_WORDS.split())


def words_of(text: str) -> list[str]:
    """The words of a text in order, as they are compared; little words are left out."""
    plain = (fold(found.group()) for found in WORD.finditer(text[:LONGEST_TEXT]))
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


def is_wanted(word: str, wanted: Sequence[str]) -> bool:
    """Whether a word of a text is one of these, or goes on from one."""
    plain = stem(fold(word))
    return any(plain == one or (len(one) > 3 and plain.startswith(one)) for one in wanted)


@lru_cache(20_000)
def stem(word: str) -> str:
    """Without the ending of a plural, of "mended" and of "mending": the first step and the last
    of Porter's stemmer. The steps between make one word of what nobody meant to be one."""
    if len(word) > 3 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and word[-2] not in "us":
        word = word[:-1]
    ending = _ENDING.fullmatch(word)
    if ending and "v" in _sounds(ending[1]):
        word = ending[1]
        if word[-2:] in ("at", "bl", "iz") or _is_short(word):
            word += "e"
        elif word[-1] == word[-2] and word[-1] not in "lsz":
            word = word[:-1]
    rest = word[:-1]
    drops = word.endswith("e") and "vc" in _sounds(rest) and not _is_short(rest)
    return rest if drops else word


def _is_short(word: str) -> bool:
    """As "hop" is, which is short for "hope"."""
    return bool(_SHORT.fullmatch(_sounds(word))) and word[-1] not in "wxy"


def _sounds(word: str) -> str:
    """Its vowels and the rest, as v and c; a y after another letter sounds like a vowel."""
    return "".join("v" if s in "aeiou" or (s == "y" and n) else "c" for n, s in enumerate(word))
