"""The trail: what led to what. An area writes that one page came of another; both show it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, ClassVar

from django.db import models, transaction

from hearth.ground.accounts import Person
from hearth.ground.books.index import Entry
from hearth.ground.privacy import Personal


class Lead(models.Model):
    """What lies at one address came of what lies at another. It holds no words: their titles and
    who may see them stand in the index, so a page that is gone or closed to you is not named."""

    origin = models.CharField(max_length=200, db_index=True)
    url = models.CharField(max_length=200, db_index=True)

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("origin", "url")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["origin", "url"], name="one_lead_a_pair")]

    def __str__(self) -> str:
        return f"{self.origin} -> {self.url}"


@transaction.atomic
def lead(url: str, *, came_of: Iterable[str], instead_of: Collection[str] = ()) -> None:
    """What lies at `url` came of these, and no longer of the others of `instead_of`."""
    origins = set(came_of)
    Lead.objects.filter(url=url, origin__in=set(instead_of) - origins).delete()
    rows = [Lead(origin=origin, url=url) for origin in sorted(origins)]
    Lead.objects.bulk_create(rows, ignore_conflicts=True)


def origins_of(url: str, person: Person | None) -> list[Entry]:
    """The pages that what lies at `url` came of, as far as this reader may see them."""
    return _named(Lead.objects.filter(url=url).values("origin"), person)


def what_came_of(url: str, person: Person | None) -> list[Entry]:
    """The pages that came of what lies at `url`, as far as this reader may see them."""
    return _named(Lead.objects.filter(origin=url).values("url"), person)


def _named(urls: models.QuerySet[Lead, Any], person: Person | None) -> list[Entry]:
    seen = Entry.objects.visible_to(person).filter(url__in=urls)
    return list(seen.only("url", "title").order_by("title", "pk"))
