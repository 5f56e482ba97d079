"""Reading the files that Polis gives out: votes, comments, and participants with their votes.

What the columns mean is in Polis's `math/src/polismath/darwin/export.clj` and its server's export:
agree is 1, pass 0, disagree -1 in all three files, turned round from Polis's own database. The
files are read whatever the order of their columns, with a byte-order mark, with semicolons (as
spreadsheets write them), and with columns missing that we can do without. What cannot be read is
refused (`ValueError`) in a sentence that names the row.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from hearth.listening.agreement.votes import AGREE, DISAGREE, PASS, Vote

ANSWERS = {"1": AGREE, "0": PASS, "-1": DISAGREE, "1.0": AGREE, "0.0": PASS, "-1.0": DISAGREE}
ANSWERS |= {"-0": PASS, "-0.0": PASS}

NAMES = {
    "voter": ("voter-id", "voter", "participant", "participant-id", "pid"),
    "statement": ("comment-id", "comment id", "statement-id", "tid"),
    "vote": ("vote",),
    "at": ("timestamp", "created"),
    "author": ("author-id", "author"),
    "agreed": ("agrees", "aggrees", "total-agrees"),
    "disagreed": ("disagrees", "total-disagrees"),
    "moderated": ("moderated", "mod"),
    "words": ("comment-body", "comment body", "comment", "txt"),
    "group": ("group-id", "group id"),
}
"""Each column as this file calls it, and as Polis has called it over the years."""

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Comment:
    """One statement of a comments file. None is what the file does not say."""

    statement: int
    author: int | None
    agreed: int | None
    disagreed: int | None
    moderated: int | None
    """1 let in, 0 not looked at, -1 kept out."""
    words: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One row of a participants-votes file."""

    voter: int
    group: int | None
    answers: Mapping[int, int]


def read_votes(file: str | bytes, wrong: list[str] | None = None) -> list[Vote]:
    """The last vote of each voter on each statement; of two at one second, the later row. Rows
    that cannot be read are named in `wrong`, if there is such a list, and left out."""
    last: dict[tuple[int, int], tuple[int, int]] = {}
    need = ("voter", "statement", "vote")
    for key, at, said in _each(file, need, _cast, wrong):
        if key not in last or last[key][0] <= at:
            last[key] = at, said
    return [Vote(voter, statement, one) for (voter, statement), (_, one) in last.items()]


def read_comments(file: str | bytes, wrong: list[str] | None = None) -> list[Comment]:
    """The statements, in the order of the file."""
    return list(_each(file, ("statement",), _comment, wrong))


def read_participants(file: str | bytes, wrong: list[str] | None = None) -> list[Participant]:
    """The participants, in the order of the file. Each column with a number for a name is the
    statement of that number; an empty field is a statement that somebody has not seen."""
    return list(_each(file, ("voter",), _participant, wrong))


def _each[Read](
    file: str | bytes,
    need: tuple[str, ...],
    make: Callable[[int, Row], Read],
    wrong: list[str] | None,
) -> Iterator[Read]:
    """Each row as `make` reads it. What cannot be read is refused, or kept in `wrong`."""
    for number, header, fields in _rows(file, need=need):
        try:
            yield make(number, _row(number, header, fields))
        except ValueError as trouble:
            if wrong is None:
                raise
            wrong.append(str(trouble))


def _cast(number: int, row: Row) -> tuple[tuple[int, int], int, int]:
    key = _number(number, row, "voter"), _number(number, row, "statement")
    at = int(_number(number, row, "at") if row.get("at") else 0)
    return key, at, _answer(number, row.get("vote", ""))


def _comment(number: int, row: Row) -> Comment:
    return Comment(
        _number(number, row, "statement"),
        _perhaps(number, row, "author"),
        _perhaps(number, row, "agreed"),
        _perhaps(number, row, "disagreed"),
        _perhaps(number, row, "moderated"),
        row.get("words", ""),
    )


def _participant(number: int, row: Row) -> Participant:
    return Participant(
        _number(number, row, "voter"),
        _perhaps(number, row, "group"),
        {int(name): _answer(number, row[name]) for name in row if _is_cast(name, row[name])},
    )


def votes_of(participants: Iterable[Participant]) -> list[Vote]:
    """The votes that a participants-votes file holds."""
    return [Vote(one.voter, at, said) for one in participants for at, said in one.answers.items()]


def _is_cast(name: str, field: str) -> bool:
    return name.isdecimal() and bool(field)


def _rows(
    file: str | bytes, *, need: tuple[str, ...]
) -> Iterator[tuple[int, list[str], list[str]]]:
    """Each row with its number as a spreadsheet counts them, our names of its columns, and its
    fields."""
    lines = _text(file).splitlines(keepends=True)
    if not lines:
        raise ValueError("This file is empty.")
    semicolons = lines[0].count(";") > lines[0].count(",")
    read = csv.reader(lines, delimiter=";" if semicolons else ",")
    header = _header(next(read), need)
    for fields in read:
        if any(field.strip() for field in fields):
            yield read.line_num, header, fields


def _text(file: str | bytes) -> str:
    if isinstance(file, str):
        return file.removeprefix("\ufeff")
    try:
        return file.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError("This file is not UTF-8 text.") from error


def _header(fields: list[str], need: tuple[str, ...]) -> list[str]:
    names = [one.strip().lower() for one in fields]
    for ours in need:
        if not any(one in NAMES[ours] for one in names):
            raise ValueError(f"Row 1: we found no column “{NAMES[ours][0]}”.")
    return [next((ours for ours in need if one in NAMES[ours]), _ours(one)) for one in names]


def _ours(name: str) -> str:
    return next((ours for ours, theirs in NAMES.items() if name in theirs), name)


def _row(number: int, header: list[str], fields: list[str]) -> Row:
    if len(fields) > len(header):
        raise ValueError(f"Row {number}: it has more fields than row 1 has names.")
    return {name: field.strip() for name, field in zip(header, fields, strict=False)}


def _answer(number: int, field: str) -> int:
    if field not in ANSWERS:
        raise ValueError(
            f"Row {number}: “{field}” is no vote. Agree is 1, pass is 0, disagree is -1."
        )
    return ANSWERS[field]


def _number(number: int, row: Row, name: str) -> int:
    field = row.get(name, "")
    try:
        return int(float(field)) if float(field).is_integer() else int(field)
    except (ValueError, OverflowError):
        raise ValueError(
            f"Row {number}: “{field}” is no whole number ({NAMES[name][0]})."
        ) from None


def _perhaps(number: int, row: Row, name: str) -> int | None:
    return _number(number, row, name) if row.get(name) else None
