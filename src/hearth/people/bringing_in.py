"""Bringing people in from a file: what each column means, and what each row comes to.

Reading changes nothing. Only `confirm` does: it makes guests of the new people, leaves those
who are known as they are, and writes to nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _, ngettext

from hearth.ground.accounts import Person, address
from hearth.ground.refusals import Refused
from hearth.people.models import Bringing, Brought
from hearth.people.models.bringing import keep
from hearth.people.models.joining import digits
from hearth.people.tables import Row, rows_of

NEW, KNOWN, DOUBLED, LEFT_OUT, BAD = Brought.Verdict

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "fullname", "attendeename", "attendee", "person", "member", "yourname"),
    "first": ("firstname", "first", "forename", "givenname", "attendeefirstname"),
    "last": ("lastname", "surname", "last", "familyname", "attendeelastname"),
    "email": (
        "email", "emailaddress", "attendeeemail", "mail", "emailaddress1", "buyeremail",
        "contactemail",
    ),
    "phone": (
        "phone", "phonenumber", "mobile", "mobilephone", "cellphone", "telephone", "tel",
        "homephone", "workphone", "mobilenumber",
    ),
    "organisation": (
        "organisation", "organization", "organisationname", "organizationname", "company",
        "companyname", "employer", "charity", "group",
    ),
    "status": ("attendeestatus", "status", "bookingstatus", "rsvp"),
}  # fmt: skip
"""What a column may be called, without capitals, spaces and signs; the first found counts."""

NOT_COMING = {"notattending", "cancelled", "canceled", "refunded", "deleted", "no", "declined"}
NO_NAME = {"inforequested", "inforequestedinforequested", "unknown", "anonymous"}
"""What ticketing tools write where the name should stand."""
FORMULA = ("=",)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of a file. Nothing has changed yet."""

    file: str
    rows: list[Brought]

    def how_many(self) -> dict[str, int]:
        return Counter(row.verdict for row in self.rows)

    def sentences(self) -> list[str]:
        """What would happen, and every row that nobody comes in from, by number and reason."""
        odd = [row for row in self.rows if row.verdict not in (NEW, KNOWN)]
        return [*count_sentences(self.how_many()), *(row_sentence(row) for row in odd)]

    def __str__(self) -> str:
        return "\n".join(self.sentences())


def read(file: str | Path | BinaryIO, name: str = "") -> Preview:
    """Read a file, or refuse it with a sentence; nothing changes."""
    if isinstance(file, str | Path):
        stuff, name = Path(file).read_bytes(), name or Path(file).name
    else:
        stuff = file.read()
    rows = rows_of(stuff)
    header, columns = _columns(rows)
    found = [_row(number, _picked(cells, columns)) for number, cells in rows[header + 1 :]]
    _find_doubled(found)
    _find_known(found)
    return Preview(file=name or _("a list"), rows=found)


@transaction.atomic
def confirm(preview: Preview, *, by: Person | None = None) -> Bringing:
    """Bring in the people of a preview, at once."""
    bringing = keep(preview.rows, file=preview.file, by=by)
    bringing.confirm()
    return bringing


def preview(found: Preview) -> str:
    """What would happen, as lines of text."""
    return str(found)


def count_sentences(how_many: Mapping[str, int]) -> list[str]:
    new, known, doubled, left_out, bad = (how_many.get(verdict, 0) for verdict in Brought.Verdict)
    sentences = [
        ngettext("{n} person is new.", "{n} people are new.", new).format(n=new),
        ngettext(
            "{n} person is known here already and stays as they are.",
            "{n} people are known here already and stay as they are.",
            known,
        ).format(n=known),
        ngettext(
            "{n} row names somebody for the second time.",
            "{n} rows name somebody for the second time.",
            doubled,
        ).format(n=doubled),
        ngettext(
            "{n} row is left out: they are not coming.",
            "{n} rows are left out: they are not coming.",
            left_out,
        ).format(n=left_out),
        ngettext("{n} row cannot be used.", "{n} rows cannot be used.", bad).format(n=bad),
    ]
    counts = (new, known, doubled, left_out, bad)
    return [words for words, n in zip(sentences, counts, strict=True) if n or words is sentences[0]]


def row_sentence(row: Brought) -> str:
    who = row.name or row.email or _("no name")
    return _("Row {number} ({who}): {reason}").format(number=row.number, who=who, reason=row.reason)


def _columns(rows: list[Row]) -> tuple[int, dict[str, int]]:
    """Which row is the heading, and which column holds what."""
    for index, (_number, cells) in enumerate(rows[:10]):
        found = dict(_meanings(cells))
        if ("name" in found or "first" in found) and ("email" in found or "phone" in found):
            return index, found
    raise Refused(
        _("The list needs a first row with headings: one called Name, and one called Email.")
    )


def _meanings(cells: list[str]) -> Iterator[tuple[str, int]]:
    headings = [re.sub(r"\(.*?\)|[^a-z]", "", cell.lower()) for cell in cells]
    for meaning, names in COLUMNS.items():
        place = next((headings.index(name) for name in names if name in headings), None)
        if place is not None:
            yield meaning, place


def _picked(cells: list[str], columns: dict[str, int]) -> dict[str, str]:
    return {
        meaning: cells[place] if place < len(cells) else "" for meaning, place in columns.items()
    }


def _row(number: int, words: dict[str, str]) -> Brought:
    """One person of the list, with what is wrong with the row if anything is."""
    first_last = f"{words.get('first', '')} {words.get('last', '')}".strip()
    row = Brought(
        number=number,
        name=(words.get("name") or first_last)[:80],
        email=_bare(words.get("email", ""))[:254],
        phone=words.get("phone", "")[:30],
        organisation=words.get("organisation", "")[:120],
        verdict=NEW,
    )
    if _squeezed(words.get("status", "")) in NOT_COMING:
        row.verdict, row.reason = LEFT_OUT, _("They are not coming, the list says.")
    elif reason := _trouble(row):
        row.verdict, row.reason = BAD, reason
    return row


def _trouble(row: Brought) -> str:
    if row.name.startswith(FORMULA) or row.email.startswith(FORMULA):
        return _("This is a formula and not a name or an address.")
    if not row.name or _squeezed(row.name) in NO_NAME:
        return _("The name is missing.")
    if not row.email and len(digits(row.phone)) < 7:
        return _("There is no email address and no telephone number.")
    if row.email and not _is_address(row.email):
        return _("“{email}” is not an email address.").format(email=row.email[:60])
    return ""


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True


def _bare(email: str) -> str:
    """The address alone, from `mailto:a@b.c` or `Ana <a@b.c>`."""
    inside = re.search(r"<([^<>\s]+@[^<>\s]+)>\s*$", email)
    bare = inside[1] if inside else email.strip().strip(";,")
    return (address(bare.removeprefix("mailto:")) or "").lower()


def _squeezed(words: str) -> str:
    return re.sub(r"[^a-z]", "", words.lower())


def _key(row: Brought) -> tuple[str, ...]:
    """How two rows are known to be the same person: by address, else by name and number."""
    return (row.email,) if row.email else (row.name.casefold(), digits(row.phone))


def _find_doubled(rows: Iterable[Brought]) -> None:
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        if row.verdict != NEW:
            continue
        before = first.setdefault(_key(row), row.number)
        if before != row.number:
            row.verdict = DOUBLED
            row.reason = _("The same person as in row {number}.").format(number=before)


def _find_known(rows: list[Brought]) -> None:
    """Mark those whom we know, in two queries however long the list is."""
    by_address = Person.objects.in_bulk(
        [row.email for row in rows if row.email], field_name="email"
    )
    by_phone: dict[tuple[str, ...], Person] = {
        (person.name.casefold(), digits(person.phone)): person
        for person in Person.objects.filter(email=None).exclude(phone="")
    }
    for row in rows:
        known = by_address.get(row.email) if row.email else by_phone.get(_key(row))
        if row.verdict == NEW and known is not None:
            row.verdict, row.person = KNOWN, known
