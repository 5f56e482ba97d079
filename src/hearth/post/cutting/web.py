"""A message that came as a web page, as lines: paragraphs, lists and links stay, looks go."""

from __future__ import annotations

import re
from collections import Counter

from hearth.post.cutting.lines import How, Line
from hearth.post.cutting.parts import LONGEST
from hearth.post.cutting.tags import tags_of

_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "area", "base", "wbr", "source"}
_APART = {"p", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr"}
_LINES = {"div", "tr", "li", "section", "article", "header", "footer", "center", "dl", "dt", "dd"}

_QUOTED = re.compile(r"\b(?:yahoo_quoted|gmail_quote_attribution|zmail_extra)\b")
_ATTRIBUTION = re.compile(r"\b(?:gmail_attr|moz-cite-prefix)\b")
_SIGNATURE = re.compile(
    r"\b(?:gmail_signature|moz-signature|protonmail_signature_block|ms-outlook-mobile-signature"
    r"|gmail_signature_prefix|signature)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\b(?:divrplyfwdmsg|appendonsend|mail-editor-reference-message-container"
    r"|ms-outlook-mobile-reference-message|olk_src_body_section)\b",
    re.IGNORECASE,
)
_HEAD_ABOVE = re.compile(
    r"border:\s*none;\s*border-top:\s*solid\s*#?(?:e1e1e1|b5c4df|d8d8d8)", re.IGNORECASE
)
_INDENTED = re.compile(r"border:\s*(?:none|0)|border-left:\s*(?:none|0)", re.IGNORECASE)


def lines_of(page: str, *, is_answer: bool) -> list[Line]:
    """The page as lines, each with how it stands."""
    reader = _Reader(is_answer=is_answer)
    for tag in tags_of(page[:LONGEST]):
        if not tag.name:
            reader.read(tag.words)
        elif tag.closes:
            reader.close(tag.name)
        else:
            reader.open(tag.name, tag.given)
    reader.end_line()
    return reader.lines


class _Reader:
    def __init__(self, *, is_answer: bool) -> None:
        self.lines: list[Line] = []
        self._words: list[str] = []
        self._open: list[tuple[str, How, str]] = []
        self._within: Counter[str] = Counter()
        self._lists: list[int | None] = []
        self._is_answer = is_answer
        self._item = ""
        self._is_tail = False

    def open(self, tag: str, given: dict[str, str]) -> None:
        self._break_before(tag)
        if tag == "img" and len(alt := given.get("alt", "")) <= 4:
            self._words.append(alt)
        if tag in _VOID:
            return
        if tag in {"ul", "ol"}:
            self._lists.append(0 if tag == "ol" else None)
        named = f"{given.get('class', '')} {given.get('id', '')}"
        if _TAIL.search(named) or _HEAD_ABOVE.search(given.get("style", "")):
            self.end_line()
            self._is_tail = True
        how = _how(tag, named, given, is_answer=self._is_answer)
        if how is not How.OWN:
            self.end_line()
        self._open.append((tag, how, given.get("href", "")))
        self._within.update((tag, how))
        if tag == "li":
            self._item = self._mark()

    def close(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if not self._within[tag]:
            return
        closed = ""
        while closed != tag:
            if self._open[-1][1] is not How.OWN:
                self.end_line()
            closed, how, href = self._open.pop()
            self._within.subtract((closed, how))
            self._close_link(closed, href)
        if tag in _APART | _LINES:
            self.end_line()
        if tag in _APART:
            self._blank()

    def read(self, data: str) -> None:
        if self._within["pre"]:
            first, *rest = data.split("\n")
            self._words.append(first)
            for line in rest:
                self.end_line(always=True)
                self._words.append(line)
            return
        self._words.append(re.sub(r"[ \t\r\n\f\xa0]+", " ", data))

    def end_line(self, *, always: bool = False) -> None:
        """Close the line that is being read; one without words only where a break asks for it."""
        words = "".join(self._words)
        self._words = []
        if not self._within["pre"]:
            words = re.sub(r" {2,}", " ", words).strip()
        if words.strip():
            words, self._item = f"{self._item}{words.rstrip()}", ""
        if words or always:
            self.lines.append(Line(words, self._how_now(), self._within[How.QUOTED]))

    def _break_before(self, tag: str) -> None:
        if tag == "br":
            self.end_line(always=True)
        elif tag in {"td", "th"}:
            self._words.append(" ")
        elif tag in _APART | _LINES:
            self.end_line()
        if tag in _APART and not (tag in {"ul", "ol"} and self._lists):
            self._blank()

    def _blank(self) -> None:
        """One blank line, unless there is one already."""
        if self.lines and self.lines[-1].text and not self._within["li"]:
            self.lines.append(Line("", self._how_now(), self._within[How.QUOTED]))

    def _mark(self) -> str:
        within = "    " * (len(self._lists) - 1)
        if not self._lists or self._lists[-1] is None:
            return f"{within}- "
        self._lists[-1] += 1
        return f"{within}{self._lists[-1]}. "

    def _close_link(self, tag: str, href: str) -> None:
        if tag != "a" or not re.match(r"https?://\S+$", href):
            return
        said = "".join(self._words).rstrip()
        if href.split("://")[1].rstrip("/") not in said:
            self._words.append(f" ({href})")

    def _how_now(self) -> How:
        if self._is_tail:
            return How.TAIL
        if self._within[How.QUOTED]:
            return How.QUOTED
        return How.CUT if self._within[How.CUT] else How.OWN


def _how(tag: str, named: str, given: dict[str, str], *, is_answer: bool) -> How:
    """A quotation by a program is one; a paragraph that the writer set in is the writer's."""
    if tag == "blockquote":
        cited = given.get("type", "") == "cite" or "quote" in named or "cite" in given
        is_set_in = not is_answer or _INDENTED.search(given.get("style", ""))
        return How.OWN if is_set_in and not cited else How.QUOTED
    if _QUOTED.search(named):
        return How.QUOTED
    if _ATTRIBUTION.search(named) or _SIGNATURE.search(named):
        return How.CUT
    return How.OWN
