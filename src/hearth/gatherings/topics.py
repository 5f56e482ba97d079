"""What a reply to a letter about a gathering is about, as it stands in the address that we sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hearth.ground.accounts import Person

if TYPE_CHECKING:
    from hearth.gatherings.models import Gathering, Series


def for_hosts(gathering: Gathering | None) -> str:
    """Words to those who host it; a plain yes or no means nothing here. A series whose dates
    are all gone has no such place."""
    return f"about-{gathering.pk}" if gathering else ""


def for_host_alone(gathering: Gathering) -> str:
    """Words about what helps somebody take part, which co-hosts do not see."""
    return f"need-{gathering.pk}"


def of_offer(gathering: Gathering) -> str:
    """Yes or no to the place that is offered, or words."""
    return f"offer-{gathering.pk}"


def of_role(gathering: Gathering, kind: str) -> str:
    """Yes or no to a role for that hour, or words."""
    return f"role-{kind}-{gathering.pk}"


def to_person(person: Person, gathering: Gathering) -> str:
    """Words to this person, whom the letter is about or from."""
    return f"to-{person.pk}-{gathering.pk}"


def latest_of(thing: Series | Gathering) -> Gathering | None:
    """The gathering that words about a series lie with: its last date, past or to come."""
    dates = getattr(thing, "gatherings", None)
    return dates.order_by("starts_at", "pk").last() if dates else thing  # type: ignore[return-value]
