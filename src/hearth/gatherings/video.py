"""Video by choice: what each kind of call costs and asks, which one a link is, and a link for
each small room where the kind allows it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.runsheet import DEFAULTS

if TYPE_CHECKING:
    from hearth.gatherings.models.gathering import Gathering
    from hearth.gatherings.models.rooms import Room

JITSI = "https://meet.jit.si"


class By(models.TextChoices):
    """How the call of a gathering comes about."""

    LINK = "link", _("A link that you have: Zoom, Teams, Meet, Whereby or any other")
    JITSI = "jitsi", _("Jitsi: we make a link for the call, and one for each small room")
    OURS = "bigbluebutton", _("Our BigBlueButton: opened when people come in, closed at the end")


@dataclass(frozen=True, slots=True)
class Note:
    """A plain note on one kind of call. Facts grow old: each says where it is from."""

    kind: str
    name: str
    hosts: tuple[str, ...]
    cost: str
    app: str
    listens: str
    rooms: str
    open: str
    source: str

    def fits(self, host: str, path: str) -> bool:
        return any(_fits(sign, host, path) for sign in self.hosts)


def _fits(sign: str, host: str, path: str) -> bool:
    """`zoom.us` is that host and those below it; `bbb.` begins a host; `*jitsi*` is somewhere
    in it, and `*/b/` begins a path."""
    if sign.startswith("*/"):
        return path.startswith(sign[1:])
    if sign.startswith("*"):
        return sign.strip("*") in host
    return host.startswith(sign) if sign.endswith(".") else f".{host}".endswith(f".{sign}")


@cache
def notes() -> tuple[Note, ...]:
    """The notes on all kinds, open software first."""
    rows = json.loads((DEFAULTS / "video.json").read_text())
    return tuple(Note(**{**row, "hosts": tuple(row["hosts"])}) for row in rows)


def note_of(url: str) -> Note | None:
    """The note on the kind of call that this link opens; None for one that we do not know."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return next((note for note in notes() if host and note.fits(host, parts.path)), None)


def choices() -> list[tuple[str, str]]:
    """What a host may choose; BigBlueButton only where one is set up."""
    ours = bool(settings.BIGBLUEBUTTON_URL)
    return [(one.value, str(one.label)) for one in By if one != By.OURS or ours]


def video_link(gathering: Gathering) -> str:
    """Where the call opens: the host's link, a Jitsi room, or our door to BigBlueButton."""
    if gathering.video_by == By.OURS:
        return gathering.page("video") if settings.BIGBLUEBUTTON_URL else ""
    if gathering.video_by == By.JITSI and not gathering.video_url:
        return f"{JITSI}/{room_name(gathering)}"
    return gathering.video_url


def room_link(gathering: Gathering, room: Room) -> str:
    """Where a small room opens: the link that the host gave it, or a call of its own where the
    kind allows that; else empty, and the host opens it."""
    if room.video_url:
        return room.video_url
    if gathering.video_by == By.OURS and settings.BIGBLUEBUTTON_URL:
        return f"{gathering.page('video')}?room={room.number}"
    if _is_jitsi(gathering):
        whole = urlsplit(gathering.video_url or JITSI)
        return f"{whole.scheme}://{whole.netloc}/{room_name(gathering, room)}"
    return ""


def _is_jitsi(gathering: Gathering) -> bool:
    note = note_of(gathering.video_url)
    return gathering.video_by == By.JITSI or (note is not None and note.kind == "jitsi")


def room_name(gathering: Gathering, room: Room | None = None) -> str:
    """A name that nobody can guess and that is kept nowhere: made anew from our secret."""
    return f"hearth-{sign_of('hearth.video', meeting_of(gathering, room), 24)}"


def meeting_of(gathering: Gathering, room: Room | None = None) -> str:
    """One name for each call: the gathering's, and each small room's in each of its rounds."""
    return f"{gathering.uid}-{room.step_id or 0}-{room.number}" if room else str(gathering.uid)


def sign_of(use: str, thing: str, length: int) -> str:
    """Signs that only this house can make, the same each time, and that say nothing."""
    return salted_hmac(use, thing, algorithm="sha256").hexdigest()[:length]
