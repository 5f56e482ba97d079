"""Which lines of a message somebody wrote for us, and which came along with them.

When in doubt a line stays. Quotations between answers stay too, or the answers would lose their
sense; the letter that is answered as a whole, above or below, goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hearth.post.cutting import marks

KEPT_OF_A_QUOTE = 12
"""Of a longer quotation between answers, so many of its last lines stay."""


class How(StrEnum):
    """How a line stands in a message."""

    OWN = "own"
    QUOTED = "quoted"
    TAIL = "tail"  # the letter below, in programs that mark no line of it as quoted
    CUT = "cut"


@dataclass(slots=True)
class Line:
    """One line, without the signs that mark it as quoted; `shown` is how it is kept."""

    text: str
    how: How = How.OWN
    depth: int = 0
    may_be_broken: bool = False

    @property
    def shown(self) -> str:
        return f"{'> ' * max(self.depth, 1)}{self.text}" if self.how is How.QUOTED else self.text


def sorted_out(lines: list[Line], *, is_forward: bool) -> None:
    """Mark every line that is not the writer's."""
    start = _where_forwarded(lines, whole=is_forward)
    mine = lines[:start]
    _mark_tail(mine)
    _mark_attributions(mine)
    for segment in _segments(mine):
        _mark_signature(segment)
    _mark_quotes(mine)
    _keep_what_has_nothing_above(mine)
    for line in lines[start:]:
        line.how = How.QUOTED if line.how is How.QUOTED else How.OWN


def _where_forwarded(lines: Sequence[Line], *, whole: bool) -> int:
    """Where something begins that the writer passes on: it is kept whole, as it is."""
    for at, line in enumerate(lines):
        words = "" if line.how is How.QUOTED else marks.bare(line.text)
        if words and marks.is_forwarded(words):
            return at
        if words and (line.how is How.TAIL or _opens_tail(lines, at, words)):
            return at if whole else len(lines)
    return len(lines)


def _opens_tail(lines: Sequence[Line], at: int, words: str) -> bool:
    if marks.is_original(words):
        return True
    if ":" not in words:
        return False
    return marks.is_head_block(list(_next_words(lines, at)))


def _next_words(lines: Sequence[Line], at: int, how_many: int = 8) -> Iterator[str]:
    """The next lines with words in them, from this one on."""
    for line in lines[at : at + 2 * how_many]:
        if words := marks.bare(line.text):
            yield words


def _mark_tail(lines: list[Line]) -> None:
    """From the head of the letter that is answered, all is that letter."""
    for at, line in enumerate(lines):
        words = marks.bare(line.text) if line.how is How.OWN else ""
        if line.how is How.TAIL or (words and _opens_tail(lines, at, words)):
            _all_from(_with_rule_above(lines, at), lines, How.TAIL)
            return


def _with_rule_above(lines: Sequence[Line], at: int) -> int:
    above = _last_with_words(lines, at)
    return above if above is not None and marks.is_rule(marks.bare(lines[above].text)) else at


def _last_with_words(lines: Sequence[Line], before: int) -> int | None:
    for at in range(before - 1, max(before - 4, -1), -1):
        if lines[at].text.strip():
            return at
    return None


def _all_from(start: int, lines: list[Line], how: How) -> None:
    for line in lines[start:]:
        line.how = how


def _mark_attributions(lines: list[Line]) -> None:
    """Who wrote what is quoted: right above a quotation, or above a letter that nothing marks."""
    for at, line in enumerate(lines):
        if line.how in (How.QUOTED, How.TAIL) and at and lines[at - 1].how is How.OWN:
            end = _last_with_words(lines, at)
            if end is not None and lines[end].how is How.OWN:
                _cut_attribution(lines, end, close=end >= at - 2)
    _mark_unmarked_letter(lines)


def _cut_attribution(lines: list[Line], end: int, *, close: bool) -> None:
    for start in range(end, max(end - 4, -1), -1):
        if lines[start].how is not How.OWN or not lines[start].text.strip():
            return
        words = marks.bare(" ".join(line.text for line in lines[start : end + 1]))
        if marks.is_attribution(words) or (close and marks.names_a_writer(words)):
            for line in lines[start : end + 1]:
                line.how = How.CUT
            return


def _mark_unmarked_letter(lines: list[Line]) -> None:
    """ "On ... wrote:" with a date and an address in it, words above it, and no line below it
    marked as quoted: some programs answer like that."""
    for end, line in enumerate(lines):
        if line.how is not How.OWN or not line.text.rstrip().endswith(":"):
            continue
        for start in range(end, max(end - 4, -1), -1):
            if lines[start].how is not How.OWN:
                break
            words = marks.bare(" ".join(one.text for one in lines[start : end + 1]))
            if marks.is_sure(words) and _has_words(lines[:start]):
                if not any(one.how is How.QUOTED for one in lines[end:]):
                    _all_from(start, lines, How.TAIL)
                return


def _has_words(lines: Sequence[Line]) -> bool:
    return any(line.how is How.OWN and line.text.strip() for line in lines)


def _segments(lines: list[Line]) -> Iterator[list[Line]]:
    """The writer's lines, as far as nothing stands between them."""
    segment: list[Line] = []
    for line in lines:
        if line.how is How.OWN:
            segment.append(line)
        elif segment:
            yield segment
            segment = []
    if segment:
        yield segment


def _mark_signature(segment: list[Line]) -> None:
    for at, line in enumerate(segment):
        if _opens_signature(segment, at, line.text):
            _all_from(at, segment, How.CUT)
            break
    _cut_disclaimer(segment)
    _cut_sent_from(segment)


def _opens_signature(segment: list[Line], at: int, text: str) -> bool:
    """The sign that the standard gives, or the same without its space and little after it."""
    if text == "-- ":
        return True
    return text.strip() in {"--", "—", "-- "} and 1 < len(segment) - at <= KEPT_OF_A_QUOTE


def _cut_disclaimer(segment: list[Line]) -> None:
    """What an organisation puts under everything, where a ruled line parts it from the rest."""
    for at, line in enumerate(segment):
        if line.how is How.OWN and marks.is_rule(marks.bare(line.text)):
            below = " ".join(one.text for one in segment[at + 1 : at + 60])
            if marks.is_disclaimer(below):
                _all_from(at, segment, How.CUT)
                return


def _cut_sent_from(segment: list[Line]) -> None:
    """What a phone says of itself, in the last lines."""
    for line in reversed(segment):
        words = marks.bare(line.text)
        if line.how is How.CUT or not words:
            continue
        if not marks.is_sent_from(words):
            return
        line.how = How.CUT


def _mark_quotes(lines: list[Line]) -> None:
    """Quotations that are answered right below stay, where there are several or where words
    stand above too. One that is answered as a whole goes, and so does one below all answers."""
    runs = list(_runs(lines))
    several = sum(run.is_answered for run in runs) > 1
    for run in runs:
        keeps = run.is_answered and (several or run.words_above)
        _shorten(run.lines, how_many=KEPT_OF_A_QUOTE if keeps else 0)


@dataclass(slots=True)
class _Run:
    """A quotation in one piece, and whether the writer's words stand above it and below."""

    words_above: bool
    lines: list[Line]
    is_answered: bool = False


def _runs(lines: Sequence[Line]) -> Iterator[_Run]:
    run = None
    has_words = False
    for line in lines:
        if line.how is How.QUOTED:
            run = run or _Run(has_words, [])
            run.lines.append(line)
        elif line.how is How.OWN and line.text.strip():
            has_words = True
            if run:
                run.is_answered = True
                yield run
            run = None
    if run:
        yield run


def _shorten(quote: list[Line], how_many: int) -> None:
    """Keep the end of a quotation, as far as it is not a signature."""
    signed = (at for at, line in enumerate(quote) if line.text.strip() == "--")
    end = next(signed, len(quote))
    while end and not quote[end - 1].text.strip():
        end -= 1
    for at, line in enumerate(quote):
        if not end - how_many <= at < end:
            line.how = How.CUT


def _keep_what_has_nothing_above(lines: list[Line]) -> None:
    """Where nobody wrote anything above a letter that no sign marks as quoted, they may have
    written below it, or in it. What stands below the last link of ours is theirs for sure; where
    there is no such link, all of it may be."""
    tail = [line for line in lines if line.how is How.TAIL]
    if not tail or _has_words(lines) or any(line.how is How.QUOTED for line in lines):
        return
    ours = [at for at, line in enumerate(tail) if marks.LETTERS_LINK.search(line.text)]
    _all_from(ours[-1] + 1 if ours else 0, tail, How.OWN)
