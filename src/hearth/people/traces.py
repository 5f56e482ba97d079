"""Traces of somebody: every row of every table that is about them, found by what it declares.

No area is asked. A model says in `personal` which of its fields point at a person and what
becomes of them, and that is walked here, so that whatever is added later is covered too.
Where a row points at several people, its words are those of the first one it declares as
`GOES` or `NAMELESS`; a pointer that is only `EMPTIED` has no claim on them. Without such a
pointer they are those of the person whose row it belongs to: a need is its place's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import models

from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal, policies

type Model = type[models.Model]
type Field = models.Field[object, object]


@dataclass(frozen=True, slots=True)
class Trace:
    """How the rows of one model lead to a person. `whole`: what else they say is theirs."""

    model: Model
    path: str
    policy: Personal
    whole: bool

    def rows(self, person: Person) -> models.QuerySet[models.Model]:
        return self.model._base_manager.filter(**{self.path: person}).order_by("pk")

    @property
    def pointer(self) -> Field | None:
        """The field itself, where the row points at the person and not by way of another."""
        direct = "__" not in self.path
        return self.model._meta.get_field(self.path) if direct else None  # type: ignore[return-value]

    @property
    def is_list(self) -> bool:
        """Whether they stand there among others, as in a group."""
        return self.pointer is not None and bool(self.pointer.many_to_many)

    def words(self, *kinds: Erase) -> list[Field]:
        """Fields, other than pointers at people, for which this becomes of them."""
        declared = policies(self.model)
        return [
            field
            for field in self.model._meta.concrete_fields
            if field.name in declared and declared[field.name].erase in kinds
            if not (points_at_person(field) or field.primary_key)
        ]


@cache
def traces() -> tuple[Trace, ...]:
    """All of them, in the order of the floors."""
    every = [model for model in apps.get_models() if model is not Person and policies(model)]
    direct = [trace for model in every for trace in _direct(model)]
    own = {trace.model: trace for trace in direct if trace.whole}
    beyond = [_by_way_of(model, own) for model in every if model not in own]
    return (*direct, *(trace for trace in beyond if trace))


def points_at_person(field: object) -> bool:
    return getattr(field, "related_model", None) is Person


def _direct(model: Model) -> Iterator[Trace]:
    is_first = True
    for name, policy in policies(model).items():
        field = model._meta.get_field(name)
        if points_at_person(field):
            is_list = getattr(field, "many_to_many", False)
            whole = is_first and not is_list and policy.erase is not Erase.EMPTIED
            yield Trace(model, name, policy, whole=whole)
            is_first = is_first and not whole


def _by_way_of(model: Model, own: dict[Model, Trace]) -> Trace | None:
    """A row that points at a row of theirs, and so is theirs."""
    for field in model._meta.concrete_fields:
        there = field.related_model
        above = own.get(there) if isinstance(there, type) else None
        if above and above.policy.erase is Erase.GOES:
            return Trace(model, f"{field.name}__{above.path}", above.policy, whole=True)
    return None
