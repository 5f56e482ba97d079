"""The call of a gathering on our BigBlueButton: who comes in, as whom, and when it closes."""

from __future__ import annotations

from hearth.gatherings import bigbluebutton
from hearth.gatherings.models import Gathering, Room
from hearth.gatherings.video import By, meeting_of, sign_of
from hearth.ground.accounts import Person


def way_in(gathering: Gathering, person: Person, *, room: Room | None = None) -> str:
    """The link by which this person comes in. The call is opened by whoever comes first. All
    that is asked of our database is asked before the server is."""
    moderates = gathering.may_be_changed_by(person)
    groups = {} if room else _groups(gathering)
    meeting = meeting_of(gathering, room)
    name = f"{gathering.title}: {room.number}" if room else gathering.title
    recorded = gathering.is_recorded and room is None  # what is said in a small room stays there
    made = bigbluebutton.create(meeting, name, recorded=recorded, groups=groups)
    return bigbluebutton.join_address(
        meeting,
        person.name.partition("@")[0].strip() or "?",
        who=_sign(gathering, person.pk),
        moderates=moderates,
        made=made,
    )


def _groups(gathering: Gathering) -> dict[int, list[str]]:
    """Who sits in which of our rooms, by signs that mean nothing elsewhere."""
    groups: dict[int, list[str]] = {}
    seated = gathering.arrivals.exclude(room=None)
    for number, person in seated.values_list("room__number", "person").order_by("pk"):
        groups.setdefault(number, []).append(_sign(gathering, person))
    return groups


def _sign(gathering: Gathering, person: int) -> str:
    """The server knows people by this: the same in one gathering, another in the next."""
    return sign_of("hearth.call", f"{gathering.uid}/{person}", 16)


def close(gathering: Gathering) -> bool:
    """Close the call and its small rooms. False where the server did not answer."""
    if gathering.video_by != By.OURS:
        return True
    rooms = [None, *gathering.rooms.all()]
    try:
        for room in rooms:
            bigbluebutton.end(meeting_of(gathering, room))
    except bigbluebutton.NoAnswer:
        return False
    return True
