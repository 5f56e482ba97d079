"""Not a byte of somebody who left, and no table that cannot forget."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from hearth.conversations.models import Picture, open_space, start_thread
from hearth.ground.privacy import Erase
from hearth.people.traces import points_at_person, traces
from tests.leaver import EMAIL, NAME, WORDS, last_letter_left
from tests.telling import none_of


@pytest.mark.django_db(transaction=True)
def test_not_a_byte_is_left_in_the_file(full_life, as_):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL clears its files by itself; the tables are walked above.")
    assert NAME.encode() in in_the_file()
    as_(full_life.zyx).post("/me/leaving/", {"words": "removed"})
    last_letter_left()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = in_the_file().lower()
    marks = (NAME, EMAIL, WORDS, "hoverquilt", "zzyzx", "zyxwena")
    none_of(mark for mark in marks if mark.lower().encode() in file)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("leaves", [True, False])
def test_not_a_byte_of_a_picture_is_left_in_the_file(people, as_, leaves):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL clears its files by itself; the tables are walked above.")
    space = open_space("Hall", by=people.dee, seen_by="members")
    marks = [f"zyxwena-{n}-hoverquilt".encode() for n in range(2000)]
    shown = Picture(description=WORDS, width=9, height=9, file=b"".join(marks))
    said = start_thread(space, "Quilts", "Look", by=people.cerys, picture=shown).messages.get()
    assert all(mark in in_the_file() for mark in (WORDS.encode(), marks[0], marks[1000]))
    if leaves:
        as_(people.cerys).post("/me/leaving/", {"words": "removed"})
    else:
        said.take_back(by=people.cerys)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = in_the_file()
    none_of(mark for mark in (WORDS.encode(), b"zyxwena", b"hoverquilt") if mark in file)


def in_the_file():
    file = Path(connection.settings_dict["NAME"])
    log = file.with_name(f"{file.name}-wal")
    return file.read_bytes() + (log.read_bytes() if log.exists() else b"")


def stuck(trace):
    """Whether the rows of this trace could neither go nor lose the person."""
    pointer = trace.pointer
    if pointer is None or trace.is_list or trace.policy.erase is Erase.GOES:
        return
    for field in trace.words(Erase.GOES, Erase.EMPTIED) if trace.whole else ():
        blank = field.null or (isinstance(field, models.CharField | models.TextField))
        if not blank or field.choices or field.unique:
            yield f"{trace.model._meta.label}.{field.name} stays, and cannot be emptied"


def test_every_table_can_forget_somebody():
    none_of(fault for trace in traces() for fault in stuck(trace))


def test_every_field_that_points_at_a_person_is_walked():
    walked = {(trace.model, trace.path) for trace in traces()}
    none_of(
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if points_at_person(field) and (model, field.name) not in walked
    )
