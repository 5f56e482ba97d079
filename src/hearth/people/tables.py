"""Reading a table out of a file: CSV in any of its dialects, or a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from hearth.ground.refusals import Refused

LARGEST = 5 * 1024 * 1024
LARGEST_UNPACKED = 60 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 100
_HEADINGS = 20
_SEPARATORS = ",;\t|"

type Row = tuple[int, list[str]]
"""A row's number as the spreadsheet counts it, and its cells as words."""


def rows_of(stuff: bytes) -> list[Row]:
    """Every row that has words in it, with its number. What cannot be read is refused."""
    if len(stuff) > LARGEST:
        raise Refused(_("This file is over 5 MB. Take out pictures, or split the list in two."))
    is_spreadsheet = stuff.startswith(b"PK")
    cells: Iterator[Sequence[object]] = _spreadsheet(stuff) if is_spreadsheet else _text(stuff)
    rows = []
    for number, row in enumerate(islice(cells, MOST_ROWS + _HEADINGS), start=1):
        words = [_plain(cell) for cell in row[:MOST_COLUMNS]]
        if any(words):
            rows.append((number, words))
    if len(rows) > MOST_ROWS + 1:
        raise Refused(_("This list has more than 5,000 rows. Split it and bring in both."))
    if not rows:
        raise Refused(_("This file is empty. Choose the list that has the people in it."))
    return rows


def _plain(cell: object) -> str:
    """A cell as one line of words. Nothing in it is ever calculated."""
    words = "" if cell is None else str(cell)
    return " ".join(re.sub(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]", " ", words).split())


def _spreadsheet(stuff: bytes) -> Iterator[Sequence[object]]:
    """The first sheet, row by row, as it was last saved. One that unpacks to far more than a
    list of people would is refused before it is opened."""
    try:
        with ZipFile(io.BytesIO(stuff)) as parts:
            sizes = [part.file_size for part in parts.infolist()]
        if sum(sizes) > LARGEST_UNPACKED or len(sizes) > 1000:
            raise Refused(_("This spreadsheet holds too much. Save the list alone, as CSV."))
        book = load_workbook(io.BytesIO(stuff), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        limit = MOST_ROWS + _HEADINGS
        yield from sheet.iter_rows(values_only=True, max_row=limit, max_col=MOST_COLUMNS)
    except _BROKEN as trouble:
        words = _("This spreadsheet cannot be opened. Save it again as CSV, and try that.")
        raise Refused(words) from trouble


_BROKEN = (
    BadZipFile,
    InvalidFileException,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    SyntaxError,
)
"""What the reader of spreadsheets raises on a file that is none. (Its XML errors are
SyntaxErrors.)"""


def _text(stuff: bytes) -> Iterator[list[str]]:
    words = _decoded(stuff)
    first = next((line for line in words.splitlines() if line.strip()), "")
    outside_quotes = re.sub(r'"[^"]*"', "", first)
    separator = max(_SEPARATORS, key=outside_quotes.count)
    try:
        yield from csv.reader(io.StringIO(words, newline=""), delimiter=separator)
    except csv.Error as trouble:
        raise Refused(_("This file is not a list. Save it as CSV, and try again.")) from trouble


def _decoded(stuff: bytes) -> str:
    """The words in the file, whichever way the program that saved it wrote letters."""
    if stuff.startswith((b"\xff\xfe", b"\xfe\xff")):
        return stuff.decode("utf-16", errors="replace")
    if stuff[:200].count(0) > len(stuff[:200]) // 4:
        return stuff.decode("utf-16-le", errors="replace")
    try:
        return stuff.decode("utf-8-sig")
    except UnicodeDecodeError:
        return stuff.decode("cp1252", errors="replace")
