"""Two people change one text at the same time: both changes are kept, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

type Words = list[str]
type Change = tuple[int, int, bool, Words]
"""From where to where in the text that both began with, whether it is mine, and what stands
there now."""


def merged(before: str, mine: str, theirs: str) -> str:
    """What both made of the text before. Where they changed the same words, theirs come
    first and mine follow; what both wrote there stands once. No word of either is lost."""
    if mine in (theirs, before):
        return theirs
    if theirs == before:
        return mine
    words = _words(before)
    changes = [*_changes(words, theirs, is_mine=False), *_changes(words, mine, is_mine=True)]
    text, at = list[str](), 0
    for group in _touching(sorted(changes)):
        start, end = group[0][0], max(change[1] for change in group)
        text += words[at:start] + _of_both(words, start, end, group)
        at = end
    return _spaced(text + words[at:])


def _words(text: str) -> Words:
    """Words and the space between them."""
    return re.findall(r"\s+|\S+", text)


def _changes(before: Words, text: str, *, is_mine: bool) -> Iterator[Change]:
    after = _words(text)
    for how, start, end, since, until in _compared(before, after):
        if how != "equal":
            yield start, end, is_mine, after[since:until]


def _compared(one: Words, other: Words) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def _touching(changes: list[Change]) -> Iterator[list[Change]]:
    """Changes in order, in groups that are about the same words or the same gap."""
    group: list[Change] = []
    until = -1
    for change in changes:
        start, end = change[:2]
        same_gap = bool(group) and group[-1][:2] == (start, start) == (end, end)
        if group and not (start < until or same_gap):
            yield group
            group = []
        group.append(change)
        until = max(until, end)
    if group:
        yield group


def _of_both(before: Words, start: int, end: int, group: list[Change]) -> Words:
    """The words that stand here when both are heard."""
    theirs, at = list[str](), start
    for since, until, is_mine, words in group:
        if not is_mine:
            theirs += before[at:since] + words
            at = until
    theirs += before[at:end]
    mine = [word for *_where, is_mine, words in group if is_mine for word in words]
    if all(is_mine for _start, _end, is_mine, _words in group):
        return mine
    return [
        word
        for how, a, b, c, d in _compared(theirs, mine)
        for word in (theirs[a:b] if how == "equal" else theirs[a:b] + mine[c:d])
    ]


def _spaced(words: Words) -> str:
    """The words as a text; between two that came from two people stands a space."""
    text = ""
    for word in words:
        if text and not text[-1].isspace() and not word[0].isspace():
            text += " "
        text += word
    return text
