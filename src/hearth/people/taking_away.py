"""Taking it all away: one file with everything that somebody ever gave, to read and to reuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.db import models
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from hearth.ground.accounts import Community, Person
from hearth.ground.privacy import policies
from hearth.people.traces import Field, Trace, points_at_person, traces

AT_ONCE = 1000
IN_MEMORY = 1_000_000

type Row = dict[str, object]


def take_away(person: Person) -> IO[bytes]:
    """A zip file, open at its beginning: a page to read, the same for programs, and each picture
    as a file that both name."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by who reads it
    with ZipFile(file, "w", ZIP_DEFLATED) as folder:
        for name, pieces in (("read-me.html", _page(person)), ("everything.json", _json(person))):
            with folder.open(name, "w") as inside:
                for piece in pieces:
                    inside.write(piece.encode())
        for name, whole in _files(person):
            folder.writestr(name, whole)
    file.seek(0)
    return file


def sections(person: Person) -> Iterator[tuple[Trace, Iterator[Row]]]:
    """Every kind of thing that is theirs, with its rows; those without any are left out."""
    for trace in traces():
        if trace.policy.exported and trace.rows(person).exists():
            yield trace, _rows(trace, person)


def about_themselves(person: Person) -> Row:
    """Their name, address and the like."""
    fields = [f for f in Person._meta.concrete_fields if _is_exported(Person, f)]
    joined = Person._meta.get_field("joined_at")
    return {field.name: _said(person, field) for field in (*fields, joined)}


def _rows(trace: Trace, person: Person) -> Iterator[Row]:
    fields = [field for field in trace.model._meta.concrete_fields if _is_theirs(trace, field)]
    pages = [field.name for field in fields if field.is_relation]
    rows = trace.rows(person).defer(*(field.name for field in fields if _is_file(field)))
    if pages:
        rows = rows.select_related(*pages)
    for row in rows.iterator(AT_ONCE):
        said = {field.name: _said(row, field) for field in fields}
        if hasattr(row, "get_absolute_url"):
            said = {"what": str(row), "page": row.get_absolute_url()} | said
        elif trace.is_list:
            said = {"what": str(row)} | said
        yield {name: words for name, words in said.items() if words not in ("", None)}


def _files(person: Person) -> Iterator[tuple[str, bytes]]:
    """Pictures and the like, one after the other: together they may be more than fits."""
    for trace in traces():
        if not trace.policy.exported:
            continue
        for field in trace.model._meta.concrete_fields:
            if _is_file(field) and _is_theirs(trace, field):
                for row in trace.rows(person).iterator(1):
                    yield _file_name(row), bytes(getattr(row, field.attname))


def _is_file(field: Field) -> bool:
    return isinstance(field, models.BinaryField)


def _file_name(row: models.Model) -> str:
    """What its model calls it inside the folder; such a model has one file a row."""
    return f"{row._meta.model_name}-{row.pk}.{getattr(row, 'ending', 'bin')}"


def _is_theirs(trace: Trace, field: Field) -> bool:
    """Dates and where it was, of any row; the words only of rows that are wholly theirs. Other
    people's names never."""
    if field.primary_key or points_at_person(field):
        return False
    if field.is_relation:
        return hasattr(field.related_model, "get_absolute_url")
    if not trace.whole:
        return isinstance(field, models.DateField)
    declared = field.name in policies(trace.model)
    return _is_exported(trace.model, field) if declared else field.editable


def _is_exported(model: type[models.Model], field: Field) -> bool:
    policy = policies(model).get(field.name)
    return policy is not None and policy.exported


def _labels(model: type[models.Model]) -> dict[str, str]:
    """What each field is called on a page."""
    names = {field.name: str(field.verbose_name) for field in model._meta.concrete_fields}
    return {"what": _("what"), "page": _("page")} | names


def _said(row: models.Model, field: Field) -> object:
    """A value as it stands, with choices in words and moments on a UK clock."""
    if field.is_relation:
        there = getattr(row, field.name)
        return None if there is None else str(there)
    if _is_file(field):
        return _file_name(row)
    value = getattr(row, field.attname)
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return localtime(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value


def _json(person: Person) -> Iterator[str]:
    """Written piece by piece, so that it may be as long as it likes."""
    yield '{"you": ' + _dumped(about_themselves(person))
    for trace, rows in sections(person):
        label = trace.model._meta.label_lower + (f".{trace.path}" if not trace.whole else "")
        yield f",\n{_dumped(label)}: ["
        for number, row in enumerate(rows):
            yield (",\n" if number else "\n") + _dumped(row)
        yield "]"
    yield "}\n"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _page(person: Person) -> Iterator[str]:
    ours = Community.ours()
    title = _("What you gave to {name}").format(name=ours.name if ours else "us")
    yield format_html(
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark"><title>{0}</title><h1>{0}</h1><p>{1}',
        title,
        _("Everything that we keep of you, on {day}.").format(day=f"{localtime(now()):%d %B %Y}"),
    )
    yield _listed(about_themselves(person), _labels(Person))
    for trace, rows in sections(person):
        yield _heading(trace)
        labels = _labels(trace.model)
        yield from (_listed(row, labels) for row in rows)


def _heading(trace: Trace) -> str:
    """What this is, why we keep it and who sees it."""
    meta, policy = trace.model._meta, trace.policy
    what = capfirst(str(meta.verbose_name_plural))
    if not trace.whole and trace.pointer:
        what = f"{what}: {trace.pointer.verbose_name}"
    why = _("We keep it {purpose}. Seen by {who}.")
    why = why.format(purpose=policy.purpose, who=policy.seen_by)
    return format_html("<h2>{}</h2><p>{}", what, why)


def _listed(row: Row, labels: dict[str, str]) -> str:
    pairs = [
        format_html("<dt>{}<dd>{}", capfirst(labels[name]), _in_words(said))
        for name, said in row.items()
    ]
    return f"<dl>{''.join(pairs)}</dl><hr>"


def _in_words(said: object) -> str:
    if isinstance(said, bool):
        return _("yes") if said else _("no")
    return str(said)
