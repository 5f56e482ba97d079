"""A web page as tags and words, in one go however broken it is.

The standard library's reader, and the cleaner that pages of ours go through, take minutes for a
few hundred kilobytes of tags that never end; whoever writes us a mail could stop the reader with
one. This one looks at each sign a fixed number of times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

UNSEEN = {"style", "script", "title", "template", "noscript", "object", "svg"}
_TAG = re.compile(
    r"<(/?)([a-zA-Z][\w:-]*+)((?:[^<>\"']|\"[^\"<>]*+\"|'[^'<>]*+')*+)>"
    r"|<(/?)([a-zA-Z][\w:-]*+)([^<>]*+)>"
)
_GIVEN = re.compile(r"(?<![\w:-])([\w:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_KNOWN = {"class", "id", "style", "href", "type", "cite", "alt"}


class Tag(NamedTuple):
    """A tag that opens or closes something, or words (which have no name)."""

    name: str
    closes: bool = False
    given: dict[str, str] = {}
    words: str = ""


def tags_of(page: str) -> Iterator[Tag]:
    """Every tag and every piece of words, in order; what browsers do not show is left out."""
    low, never = page.lower(), set[str]()
    at = 0
    while at < len(page):
        start = page.find("<", at)
        if start < 0:
            start = len(page)
        if start > at:
            yield Tag("", words=unescape(page[at:start]))
        at, tag = _next(page, start, never)
        if tag and tag.name in UNSEEN and not tag.closes:
            at = _after_unseen(low, at, tag.name, never)
        elif tag:
            yield tag


def _next(page: str, start: int, never: set[str]) -> tuple[int, Tag | None]:
    """Where it goes on after this "<", and what tag it was."""
    if page.startswith("<!--", start):
        end = -1 if "-->" in never else page.find("-->", start + 4)
        if end < 0:
            never.add("-->")
            return start + 4, None
        return end + 3, None
    if page.startswith(("<!", "<?"), start):
        odd = re.compile(r"<[!?][^<>]*+>?").match(page, start)
        return odd.end() if odd else start + 1, None
    found = _TAG.match(page, start)
    if found is None:
        return start + 1, Tag("", words=page[start : start + 1]) if start < len(page) else None
    closes, name, given = found.groups()[:3] if found[2] else found.groups()[3:]
    return found.end(), Tag(name.lower(), bool(closes), {} if closes else _given(given))


def _given(words: str) -> dict[str, str]:
    pairs = _GIVEN.findall(words[:4000])
    return {
        name.lower(): unescape(one or two or three)
        for name, one, two, three in pairs
        if name.lower() in _KNOWN
    }


def _after_unseen(low: str, at: int, name: str, never: set[str]) -> int:
    """Where it goes on after a style or a script; one that never ends hides nothing."""
    end = -1 if name in never else low.find(f"</{name}", at)
    if end < 0:
        never.add(name)
        return at
    return end
