"""What somebody may see of talk: which spaces, which of them they look after, whom they read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from hearth.conversations.models.blocks import Block
from hearth.conversations.models.spaces import Space
from hearth.ground.accounts import Person

type Numbers = QuerySet[Any, Any] | Collection[int]


@dataclass(frozen=True, slots=True)
class Sight:
    """What threads and messages decide by who may read them. Each is a part of another question,
    or the numbers themselves, for a page that asks several. Kept no longer than one request."""

    person: Person | None
    spaces: Numbers
    kept: Numbers = field(default_factory=list)
    chosen: Numbers = field(default_factory=list)
    """Whom they chose not to read."""
    away: Numbers = field(default_factory=list)
    """Who chose, both ways, that neither reads the other."""

    @property
    def is_members(self) -> bool:
        return self.person is not None and self.person.is_member

    def reads(self, writer: int, space: int) -> bool:
        """Whether they read this writer in this space. For a sight of this moment."""
        if writer in self.chosen:
            return False
        return writer not in self.away or space in self.kept

    def not_read(self, *, space: str) -> Q:
        """What they do not read: from whom they keep away, and from whoever keeps away from
        them. Who looks after a space reads what is said in it even so, unless they chose not to:
        otherwise a block would keep trouble from those who have to see to it. Nothing where it
        is known that nobody keeps away, as for most."""
        if self.chosen == [] and self.away == []:
            return Q()
        return Q(by__in=self.chosen) | (Q(by__in=self.away) & ~Q(**{f"{space}__in": self.kept}))


def sight_of(person: Person | None) -> Sight:
    """As parts of another question: nothing is asked yet."""
    spaces = Space.objects.visible_to(person).values("pk")
    if person is None or not person.is_member:
        return Sight(person, spaces)
    chosen = Block.objects.of_somebody(person).values("of")
    away = Block.objects.both_ways().filter(of=person).values("by")
    return Sight(person, spaces, Space.objects.kept_by(person).values("pk"), chosen, away)


def sight_now(person: Person | None) -> Sight:
    """As it is at this moment, in two questions."""
    seen = Space.objects.visible_to(person)
    if person is None or not person.is_member:
        return Sight(person, list(seen.values_list("pk", flat=True)))
    kept = dict(seen.with_kept(person).values_list("pk", "kept"))  # type: ignore[misc]
    return Sight(person, list(kept), [pk for pk in kept if kept[pk]], *_blocks(person))


def sight_within(space: Space, person: Person | None) -> Sight:
    """As it is at this moment, in a space that they see already (with marks): one question."""
    if person is None or not person.is_member:
        return Sight(person, [space.pk])
    kept = [space.pk] if space.kept else []  # type: ignore[attr-defined]
    return Sight(person, [space.pk], kept, *_blocks(person))


def _blocks(person: Person) -> tuple[list[int], list[int]]:
    """Whom they chose not to read, and who chose it of them."""
    rows = list(Block.objects.around(person).values_list("by", "of", "is_mute"))
    chosen = [of for by, of, _is_mute in rows if by == person.pk]
    return chosen, [by for by, _of, is_mute in rows if by != person.pk and not is_mute]
