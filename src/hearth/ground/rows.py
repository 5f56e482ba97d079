"""Rows that look after each other: what one lacks is fetched for all, and no two share a slug."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.text import slugify


class Rows[M: models.Model](models.QuerySet[M]):
    """A QuerySet in Django's fetch-peers mode, so that a list costs the same number of
    queries for three rows as for three thousand."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._fetch_mode = models.FETCH_PEERS

    def free_slug(self, words: str, otherwise: str, *but: str) -> str:
        """The words as a slug that none of these rows has and that is none of `but`;
        `otherwise` where there is no letter in them."""
        most = self.model._meta.get_field("slug").max_length - 20  # type: ignore[union-attr, operator]
        stem = slugify(words)[:most].strip("-") or otherwise
        taken = {*but, *self.filter(slug__startswith=stem).values_list("slug", flat=True)}
        numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
        return next(slug for slug in (stem, *numbered) if slug not in taken)


def numbers_of(person: models.Model, asked: Callable[[int], models.QuerySet[Any, Any]]) -> RawSQL:
    """What `asked` finds for a person's number, as a part of another question. Its words are put
    together once, for that costs more than to ask; the number alone is filled in each time."""
    return RawSQL(_words_of(asked), [person.pk])  # noqa: S611 - our own words


@cache
def _words_of(asked: Callable[[int], models.QuerySet[Any, Any]]) -> str:
    words, filled_in = asked(-1).query.sql_with_params()
    if tuple(filled_in) != (-1,):
        raise ValueError(f"{asked} asks by more than one number.")
    return str(words)
