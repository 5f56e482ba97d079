"""At most so many letters a week, none in a pause, none to an address that sends them back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q

from hearth.ground.accounts import Person
from hearth.ground.books.post import ANSWERS, Held, Kind, Letter
from hearth.post.bounces import unreached
from hearth.post.slots import is_away, week_began


def must_wait(letter: Letter, at: datetime) -> Held | None:
    """Why this letter may not leave at this moment; None where nothing keeps it."""
    if letter.kind == Kind.KEYS:
        return None
    if letter.kind in ANSWERS:
        return Held.RETURNS if unreached([letter.to]) else None
    return reasons([letter.to], at, but=letter).get(letter.to_id)


def reasons(
    people: Collection[Person], at: datetime, *, but: Letter | None = None
) -> dict[int, Held]:
    """For each of these people who should get no letter now, why; in two questions."""
    had = had_this_week(people, at, but=but)
    found = {person.pk: Held.PROMISE for person in people if had[person.pk] >= most(person)}
    found |= {person.pk: Held.PAUSE for person in people if is_away(person, at)}
    return found | dict.fromkeys(unreached(people), Held.RETURNS)


def most(person: Person) -> int:
    """How many letters a week they want at most; one at least, or nothing would ever come."""
    return max(1, person.letters_a_week)


def had_this_week(
    people: Collection[Person], at: datetime, *, but: Letter | None = None
) -> dict[int, int]:
    """How many letters each had since Monday at eight. One that a sender took counts: it may
    have arrived. Answers to what they did themselves do not count."""
    monday = week_began(at)
    left = Q(sent_at__gte=monday) | Q(taken_at__gte=monday, sent_at=None, given_up_at=None)
    counted = Letter.objects.filter(left, to__in=people, within=None).exclude(kind__in=ANSWERS)
    others = counted.exclude(pk=but.pk) if but else counted
    rows = others.order_by().values("to").annotate(n=Count("pk")).values_list("to", "n")
    return dict.fromkeys((person.pk for person in people), 0) | dict(rows)
