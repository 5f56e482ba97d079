"""Whom somebody does not want to read: both ways (a block), or only for themselves (a mute)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, F, Q, QuerySet, When
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows


class BlockQuerySet(Rows["Block"]):
    def of_somebody(self, person: Person) -> Self:
        """What this person chose."""
        return self.filter(by=person)

    def both_ways(self) -> Self:
        return self.filter(is_mute=False)

    def around(self, person: Person) -> Self:
        """What this person chose, and what others chose of them."""
        return self.filter(Q(by=person) | Q(of=person))

    def pairs(self) -> list[tuple[int, int]]:
        """Each as (who chose it, of whom), by number."""
        return list(self.values_list("by_id", "of_id"))

    def among(self, people: Collection[int]) -> Self:
        return self.filter(by__in=people, of__in=people)


class Block(models.Model):
    """One person does not want to read another. Nobody else ever learns of it, and least of all
    the other: neither reads the other's words, no letter or small room brings them together.

    A mute is the quiet half of it: only whoever chose it reads less.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    of = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_mute = models.BooleanField(default=False)
    at = models.DateTimeField(default=now, editable=False)

    objects = BlockQuerySet.as_manager()

    personal: ClassVar = {
        "by": Personal("to leave you in peace", "you"),
        "of": Personal("to leave somebody in peace", "whoever chose it", exported=False),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "of"], name="one_block_each"),
            models.CheckConstraint(condition=~Q(by=F("of")), name="nobody_blocks_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.of}"


@transaction.atomic
def keep_away(of: Person, *, is_mute: bool, by: Person) -> Block:
    """Read this person no more. Chosen again, the newer choice counts."""
    if of.pk == by.pk:
        raise Refused(_("That is you. Choose somebody else."))
    return Block.objects.update_or_create(by=by, of=of, defaults={"is_mute": is_mute})[0]


def let_in_again(of: Person, *, by: Person) -> None:
    """All is as before. Twice changes nothing."""
    Block.objects.filter(by=by, of=of).delete()


def writers_unread_by(person: Person) -> QuerySet[Any, Any]:
    """Whose words this person does not read, by number: a part of another question."""
    either = Block.objects.filter(Q(by=person) | Q(of=person, is_mute=False))
    other = Case(When(by=person, then=F("of")), default=F("by"))
    return either.values(writer=other)


def kept_apart(people: Collection[int]) -> set[tuple[int, int]]:
    """Who of these people (by number) reads nothing of whom: (reader, writer) pairs."""
    pairs = set[tuple[int, int]]()
    either = Block.objects.filter(Q(by__in=people) | Q(of__in=people))
    for by, of, is_mute in either.values_list("by", "of", "is_mute"):
        pairs |= {(by, of)} if is_mute else {(by, of), (of, by)}
    return pairs
