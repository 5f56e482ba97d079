"""The words of a card that say what it speaks of, and their stems."""

from __future__ import annotations

import re
from collections.abc import Collection
from unicodedata import combining, normalize

# A word has a letter in front; what is only digits, or runs on for ever, is none.
WORD = re.compile(r"[^\W\d_]\w*(?:['-][^\W_]+)*")
ADDRESS = ("://", "www.", "@")  # what holds one of these is an address
LONGEST, SHORTEST = 40, 2
SHORT = 3  # letters: a word like this has no ending
QUOTES = str.maketrans("‘’ʼ`", "''''")

# What says nothing of what a card speaks of, in English and in Welsh.
SMALL = frozenset(
    """
    a about after again all also although always am among an and another any anybody anyone
    anything are as at be because been before being between both but by came can cannot come comes
    could did do does doing done down during each either else etc even ever every everybody
    everyone everything few for from get gets getting go goes going gone got had has have having he
    hello her here hers hi him his how however i if in into is it its just less let like lot lots
    made make makes making many may maybe me might mine more most much must my myself need needs
    neither never no nobody none nor not nothing of off often oh ok okay on once one ones only onto
    or other our ours out over own per perhaps please quite rather really same say says shall she
    should since so some somebody someone something still such take takes than thank thanks that
    the their theirs them then there these they thing things this those though through till to too
    under until up upon us very via want wants was way ways we well went were what when where
    whether which while who whom whose why will with within without would yes yet you your yours
    yourself
    ac ambell ar beth ble bod bydd chi ddim dim dros dw dy ein eich eu felly fy gan gennym gyda
    hefyd hyn hynny mae nad neu nhw ni nid oedd oes ond os pam pwy rhai roedd rwy rydw rydym sut
    sydd un wedi wrth wyt y ydw ydy ydych yn yr yw
    """.split()  # noqa: SIM905 - read as lines
)
SHORT_FORMS = re.compile(r"'(?:s|re|ve|ll|d|m)$|n't$")

ENDINGS = {"ing": 2, "ed": 2, "ly": 4}  # and how many letters must be left of a word
VOWELS = frozenset("aeiouy")
CARE = re.compile(r"[^aeiou]*[aeiouy][^aeiouwxy]")  # what of "care" or "time" is left without its e

type Said = list[tuple[str, str]]


def spoken(text: str, leave_out: Collection[str] = ()) -> Said:
    """Each word that says something, as its stem and as it was written, in the order said.

    Accents, curly quotes and capitals make no difference, small words and addresses do not count.
    """
    pieces = normalize("NFC", text).translate(QUOTES).split()
    tidy = " ".join(one for one in pieces if not any(mark in one for mark in ADDRESS))
    return [
        (stem(low), word if len(word) <= LONGEST else low)
        for word in WORD.findall(tidy)
        for low in _parts(word)
        if _says_something(low, leave_out)
    ]


def stems(said: Said) -> list[str]:
    """Only the stems, in the order said."""
    return [stem for stem, _ in said]


def names_in(people: Collection[str]) -> frozenset[str]:
    """What these people are called, word by word: never a reason for two cards to be alike."""
    return frozenset(low for name in people for word in WORD.findall(name) for low in _parts(word))


def plain(word: str) -> str:
    """Without capitals, accents and short forms: "Don't" is do, "Tŷ" is ty, "Amara's" is amara."""
    low = word.casefold()
    if not low.isascii():
        low = "".join(one for one in normalize("NFKD", low) if not combining(one))
    return SHORT_FORMS.sub("", low).replace("'", "") if "'" in low else low


def stem(word: str) -> str:
    """What is left without the endings of number and time: meetings, meeting and meet are one.

    >>> [stem(word) for word in ("evenings", "stories", "planned", "caring", "cars", "using")]
    ['even', 'stori', 'plan', 'care', 'car', 'use']
    """
    word = _bare(_singular(word))
    if len(word) > SHORT and word[-1] == word[-2]:
        word = word[:-1]
    if word.endswith("e") and len(word) > SHORT and not CARE.fullmatch(word[:-1]):
        return word[:-1]
    return f"{word[:-1]}i" if len(word) > SHORT and word[-1] == "y" else word


def _bare(word: str) -> str:
    """Without what verbs and adverbs end in."""
    for ending, left in ENDINGS.items():
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= left and VOWELS & set(rest) and rest[-1:] != "e":
            return f"{rest}e" if CARE.fullmatch(rest) else rest
    return word


def _parts(word: str) -> list[str]:
    """Of "co-operative" also its parts, as others write it otherwise."""
    return [plain(part) for part in word.split("-")]


def _says_something(word: str, leave_out: Collection[str]) -> bool:
    return SHORTEST <= len(word) <= LONGEST and word not in SMALL and word not in leave_out


def _singular(word: str) -> str:
    if len(word) > SHORT + 1 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > SHORT and word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    if len(word) > SHORT and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
