"""Words that may be new to people, dotted where they first stand, with their plain meaning (G9)."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

FILE = Path(__file__).parent / "defaults" / "glossary.json"
_PIECES = re.compile(r"(<[^>]*>)")
_LEFT_ALONE = {"a", "code", "pre", "h3"}
"""Inside these a word stays as it is: a link leads somewhere already."""


@cache
def meanings() -> dict[str, str]:
    """What each word means, by the word in small letters. "FOSS, open source" are two words;
    what stands in brackets says which meaning, and where there are several, all are given."""
    found: dict[str, list[str]] = {}
    for entry in json.loads(FILE.read_text(encoding="utf-8")):
        for term in re.sub(r"\s*\(.*\)", "", entry["term"]).split(", "):
            found.setdefault(term.lower(), []).append(entry["plain"])
    return {term: "; or: ".join(plain) for term, plain in found.items()}


@cache
def _terms() -> re.Pattern[str]:
    longest_first = sorted(meanings(), key=len, reverse=True)
    either = "|".join(re.escape(term) for term in longest_first)
    return re.compile(rf"(?<![\w-])({either})(?:s)?(?![\w-])", re.IGNORECASE)


class Explained:
    """The words that a page has explained already: each is explained once."""

    def __init__(self) -> None:
        self.already: set[str] = set()

    def in_words(self, html: SafeString) -> SafeString:
        """Clean HTML with the meaning of each new word at its place."""
        if not _terms().search(html):
            return html
        pieces, inside = [], 0
        for piece in _PIECES.split(html):
            if piece.startswith("<"):
                name = piece.strip("</>").split(" ")[0]
                inside += (-1 if piece.startswith("</") else 1) if name in _LEFT_ALONE else 0
            pieces.append(piece if inside or piece.startswith("<") else self._dotted(piece))
        return mark_safe("".join(pieces))  # noqa: S308 - clean before, and what came is ours

    def _dotted(self, words: str) -> str:
        return _terms().sub(self._once, words)

    def _once(self, found: re.Match[str]) -> str:
        term = found[1].lower()
        if term in self.already:
            return found[0]
        self.already.add(term)
        about = {"word": found[0], "means": meanings()[term], "slug": slugify(term)}
        return render_to_string("ground/parts/word.html", about).strip()
