"""Two people who are to sit together in small rooms, or apart: private, and without a reason."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.conversations.models.blocks import Block
from hearth.gatherings.models.gathering import Gathering
from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

KEPT = timedelta(days=30)


class PairingQuerySet(Rows["Pairing"]):
    def at(self, gathering: Gathering) -> Self:
        """What counts there: its own, and what people asked for everywhere."""
        return self.filter(Q(gathering=gathering) | Q(gathering=None))

    def shown_to(self, person: Person) -> Self:
        """What somebody who hosts may see: what hosts set, and for stewards what people asked
        for themselves. Nobody sees that they are to be kept apart from somebody."""
        seen = self if person.is_steward else self.exclude(gathering=None)
        return seen.exclude(Q(is_apart=True) & (Q(one=person) | Q(other=person)))

    def asked_by(self, person: Person) -> Self:
        return self.filter(gathering=None, by=person)

    def among(self, people: Collection[int]) -> Self:
        return self.filter(one__in=people, other__in=people)


class Pairing(models.Model):
    """Keep these two together, or apart. With a gathering, its host set it for that one;
    without, one of the two asked for it, and it counts everywhere."""

    gathering = models.ForeignKey(
        Gathering, models.CASCADE, null=True, blank=True, related_name="pairings"
    )
    one = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_apart = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = PairingQuerySet.as_manager()

    personal: ClassVar = {
        "one": Personal("to seat you well", "hosts of that gathering", exported=False),
        "other": Personal("to seat you well", "hosts of that gathering", exported=False),
        "by": Personal("to let you take it back", "you", Erase.EMPTIED),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "one", "other"], name="one_wish_a_pair"),
            models.UniqueConstraint(
                fields=["one", "other", "by"],
                condition=Q(gathering=None),
                name="asked_once_each",
            ),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="a_pair_one_way_round"),
        ]

    def __str__(self) -> str:
        return f"{self.one}, {self.other}"

    def is_about(self, person: Person) -> bool:
        return person.pk in (self.one_id, self.other_id)


@transaction.atomic
def pair_up(
    gathering: Gathering, one: Person, other: Person, *, is_apart: bool, by: Person
) -> Pairing:
    """Keep two people together or apart at this gathering. The newer wish counts."""
    gathering.locked()
    first, second = _one_way_round(one, other)
    return Pairing.objects.update_or_create(
        gathering=gathering,
        one=first,
        other=second,
        defaults={"is_apart": is_apart, "by": by},
    )[0]


def wishes_at(gathering: Gathering, people: Collection[int]) -> list[Pairing]:
    """All that counts there for these people, by number. Where one of two keeps away from the
    other, they are apart like those who asked for it; no row says so, and nobody is told."""
    away = {(min(two), max(two)) for two in Block.objects.both_ways().among(people).pairs()}
    apart = [Pairing(one_id=one, other_id=other, is_apart=True) for one, other in sorted(away)]
    return [*Pairing.objects.at(gathering).among(people).order_by("pk"), *apart]


def ask_to_be_apart(person: Person, *, name: str) -> Pairing:
    """Never in a room with the member of this name, from now on. They do not hear of it."""
    found = Person.objects.members().filter(name__iexact=name.strip()).exclude(pk=person.pk)[:2]
    if not found:
        raise Refused(_("We know no member by that name. Write it as it stands on their page."))
    if len(found) > 1:
        raise Refused(_("Two members have that name. Tell a steward whom you mean."))
    one, other = _one_way_round(person, found[0])
    return Pairing.objects.get_or_create(
        gathering=None, one=one, other=other, by=person, defaults={"is_apart": True}
    )[0]


def _one_way_round(one: Person, other: Person) -> tuple[Person, Person]:
    if one == other:
        raise Refused(_("Choose two people."))
    return (one, other) if one.pk < other.pk else (other, one)


def forget_pairs() -> int:
    """What a host set goes thirty days after; returns how many."""
    return Pairing.objects.filter(gathering__ends_at__lt=now() - KEPT).delete()[0]
