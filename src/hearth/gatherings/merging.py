"""Two people change one text at the same time: both changes are kept, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

MOST_PAIRS = 20_000
"""So many pairs of equal words are compared. Two texts of one word a thousand times have more,
and to compare them would keep a server busy for minutes."""

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
    words, texts = _words(before), (_words(theirs), _words(mine))
    changes = [
        change
        for is_mine, text in enumerate(texts)
        for change in _changes(words, text, is_mine=bool(is_mine))
    ]
    words = _with_the_widest_spaces(words, texts)
    together, at = list[str](), 0
    for group in _touching(sorted(changes)):
        start, end = group[0][0], max(change[1] for change in group)
        together += words[at:start] + _of_both(words, start, end, group)
        at = end
    return _spaced(together + words[at:])


def _words(text: str) -> Words:
    """Words, each with the space that follows it."""
    return re.findall(r"\S+\s*", text)


def _changes(before: Words, after: Words, *, is_mine: bool) -> Iterator[Change]:
    """Where words differ. What somebody types is in one place, so that is looked for first:
    the words at the beginning and at the end that are the same."""
    same = _same_at_the_beginning(before, after)
    tail = _same_at_the_beginning(before[same:][::-1], after[same:][::-1])
    old, new = before[same : len(before) - tail], after[same : len(after) - tail]
    for how, start, end, since, until in _compared(old, new):
        if how != "equal":
            yield same + start, same + end, is_mine, new[since:until]


def _same_at_the_beginning(one: Words, other: Words) -> int:
    pairs = zip(one, other, strict=False)
    return next(
        (n for n, (a, b) in enumerate(pairs) if _bare(a) != _bare(b)), min(map(len, (one, other)))
    )


def _bare(word: str) -> str:
    return word.rstrip()


def _compared(one: Words, other: Words) -> Sequence[tuple[str, int, int, int, int]]:
    """By the words alone: a space is no reason to think that two places are the same."""
    old, new = [_bare(word) for word in one], [_bare(word) for word in other]
    often = Counter(new)
    if sum(often[word] for word in old) > MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _with_the_widest_spaces(before: Words, texts: tuple[Words, Words]) -> Words:
    """The words before, each with the space that somebody gave it since, such as a new line."""
    wide = list(before)
    for text in texts:
        for how, start, end, since, _until in _compared(before, text):
            for at in range(start, end if how == "equal" else start):
                wide[at] = max(text[since + at - start], wide[at], key=len)
    return wide


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
    return list(_united(theirs, mine))


def _united(theirs: Words, mine: Words) -> Iterator[str]:
    """The words of both, those that are the same once. Between what one wrote and what the
    other wrote there is room for a cursor: a space of each one's own."""
    for how, start, end, since, until in _compared(theirs, mine):
        if how == "equal":
            for pair in zip(mine[since:until], theirs[start:end], strict=True):
                yield max(pair, key=len)
        else:
            yield from theirs[start:end]
            if how == "replace":
                yield " "
            yield from mine[since:until]


def _spaced(words: Words) -> str:
    """The words as a text; between two that came from two people stands a space."""
    text = ""
    for word in words:
        if text and not text[-1].isspace() and not word[0].isspace():
            text += " "
        text += word
    return text
