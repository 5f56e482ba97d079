"""A message in plain text, as lines: those that programs broke are made whole again."""

from __future__ import annotations

import re
from itertools import pairwise

from hearth.post.cutting.lines import How, Line
from hearth.post.cutting.marks import bare, is_attribution

_SIGNS = re.compile(r"(?:> ?)+")
_BROKEN_AFTER, _WIDTH = 60, 72
_BEGINS_ANEW = re.compile(r"[-*•>#|]|\d+[.)]\s|\s")


def lines_of(words: str, *, is_answer: bool, is_flowed: bool, joins: bool) -> list[Line]:
    """The words as lines. Where nothing is answered, a line with `>` before it is the writer's,
    unless somebody is named above it."""
    raw = words.split("\n")
    if is_flowed:
        raw = _flowed(raw, joins=joins)
    quotes = is_answer or any(is_attribution(bare(line)) for line in raw if line.endswith(":"))
    lines = [_line(one) if quotes else Line(one.rstrip(), How.OWN) for one in raw]
    for line in lines:
        line.may_be_broken = not is_flowed
    return lines


def _line(raw: str) -> Line:
    signs = _SIGNS.match(raw)
    if not signs:
        return Line(raw if raw == "-- " else raw.rstrip())
    return Line(raw[signs.end() :].rstrip(), How.QUOTED, signs[0].count(">"))


def _flowed(raw: list[str], *, joins: bool) -> list[str]:
    """Lines that end in a space go on in the next one (RFC 3676), quoted as deeply."""
    done: list[str] = []
    goes_on = False
    for line in raw:
        signs = re.match(r">*", line)
        depth = signs[0] if signs else ""
        text = line[len(depth) :].removeprefix(" ")
        is_sign = text in {"-- ", "--"}
        if goes_on and not is_sign and done[-1].startswith(depth) and _depth(done[-1]) == depth:
            done[-1] += text
        else:
            done.append(f"{depth}{' ' if depth else ''}{text}")
        goes_on = text.endswith(" ") and not is_sign
        if goes_on and joins:
            done[-1] = done[-1][:-1]
    return [line if line == "-- " else line.rstrip() for line in done]


def _depth(line: str) -> str:
    signs = re.match(r">*", line)
    return signs[0] if signs else ""


def made_whole(lines: list[Line]) -> list[Line]:
    """Lines of the writer that a program broke at its width are one paragraph again."""
    done: list[Line] = lines[:1]
    for before, line in pairwise(lines):
        if _was_broken(before, line):
            done[-1].text = f"{done[-1].text} {line.text}"
        else:
            done.append(line)
    return done


def _was_broken(before: Line, line: Line) -> bool:
    if not (before.may_be_broken and line.may_be_broken and line.text):
        return False
    if before.how is not How.OWN or line.how is not How.OWN:
        return False
    if not _BROKEN_AFTER <= len(before.text) <= 80 or _BEGINS_ANEW.match(line.text):
        return False
    return len(before.text) + 1 + len(line.text.split(None, 1)[0]) > _WIDTH
