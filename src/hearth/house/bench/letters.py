"""How fast letters are written: one to each of many people, with their own links in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter

from django.utils.timezone import now

from hearth.gatherings.models.places import whom_we_may_invite
from hearth.ground.books.post import Letter
from hearth.house.bench import community

PEOPLE = 5000


def figures() -> Iterator[str]:
    """Letters written and queued in a second; each person has exactly one."""
    community.members(PEOPLE)
    gathering = community.gathering(now() + timedelta(days=7))
    started = perf_counter()
    written = gathering.invite(whom_we_may_invite(), by=community.steward())
    took = perf_counter() - started
    gathering.invite(whom_we_may_invite(), by=community.steward())
    doubles = Letter.objects.filter(kind="invitation").count() - written
    yield f"{written:,} invitations: {written / took:,.0f} a second, {doubles} doubles   goal 500"
