"""A community after some years: each kind of thing several times over, for lists to show."""

from __future__ import annotations

from itertools import count

from django.db import IntegrityError, models, transaction

from tests.source import tables

TIMES = 2
ENOUGH = 40
"""Nothing is copied more often than this, so that growing stays quick."""


def grow() -> dict[str, int]:
    """Copy rows of every table of ours; returns how many more there are, by table.

    A copy differs from its row where it must: in words and numbers that may stand only
    once, and in one key that points at another row. What the rules refuse is left out.
    """
    fresh = count(1000)
    return {model._meta.label: _copies(model, fresh) for model in tables(ours=True)}


def _copies(model: type[models.Model], fresh: count[int]) -> int:
    rows = list(model._default_manager.order_by("-pk")[:ENOUGH])
    return sum(_copy(row, fresh) for row in rows for _ in range(TIMES))


def _copy(row: models.Model, fresh: count[int]) -> bool:
    """Try a plain copy first, then one with one key pointing elsewhere."""
    keys = [None, *(f for f in row._meta.concrete_fields if f.many_to_one)]
    return any(_saved(row, next(fresh), key) for key in keys)


def _saved(row: models.Model, number: int, key: models.Field | None) -> bool:
    values = {
        field.attname: _unlike(row, field, number)
        for field in row._meta.concrete_fields
        if not field.primary_key and not field.generated
    }
    if key is not None:
        values[key.attname] = _another(key, getattr(row, key.attname), number)
    try:
        with transaction.atomic():
            type(row)._base_manager.bulk_create([type(row)(**values)])
    except IntegrityError:
        return False
    return True


def _unlike(row: models.Model, field: models.Field, number: int) -> object:
    value = getattr(row, field.attname)
    if not _stands_once(row, field) or value is None:
        return value
    if isinstance(field, models.IntegerField) and not field.is_relation:
        return value % 1000 + number
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        return f"{number}-{value}"[: field.max_length]
    return value


def _stands_once(row: models.Model, field: models.Field) -> bool:
    together = (c.fields for c in row._meta.total_unique_constraints)
    return field.unique or any(field.name in fields for fields in together)


def _another(key: models.Field, now: object, number: int) -> object:
    others = key.related_model._base_manager.exclude(pk=now).order_by("pk")
    many = others.count()
    return others[number % many].pk if many else now
