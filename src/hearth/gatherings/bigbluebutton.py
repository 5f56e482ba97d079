"""A BigBlueButton server: open a call, let people in, close it.

Written after docs.bigbluebutton.org/development/api (3.0). Every question carries
`checksum = sha256(call + query + secret)`, and the answer is XML with SUCCESS or FAILED. Only the
server's address and this secret are needed; the secret never reaches a browser. Nothing here
touches our database, so that nobody waits with a lock in hand.
"""

from __future__ import annotations

import json
from hashlib import sha256
from http.client import HTTPException
from time import monotonic
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, build_opener
from xml.parsers import expat

from django.conf import settings

PATIENCE = 5  # seconds, for the whole answer
MOST = 256 * 1024  # bytes of an answer


class NoAnswer(Exception):
    """The server is down, slow, or says no. The words are for the log, not for people."""


class _NoDetours(HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """The server answers at its own address, or not at all."""


_browser = build_opener(_NoDetours)


def address(call: str, **asked: str) -> str:
    """The whole address of one call, with its checksum."""
    base = settings.BIGBLUEBUTTON_URL.rstrip("/").removesuffix("/api")
    query = urlencode(asked)
    whole = f"{call}{query}{settings.BIGBLUEBUTTON_SECRET}"
    checksum = sha256(whole.encode()).hexdigest()
    return f"{base}/api/{call}?{query}{'&' if query else ''}checksum={checksum}"


def create(meeting: str, name: str, *, recorded: bool, groups: dict[int, list[str]]) -> str:
    """Open the call, or find it open; returns when it was made, which join links carry. Nobody
    is watched in it: no dashboard of who spoke, no kept events, no record unless it is said."""
    answer = _ask(
        "create",
        name=" ".join(name.split())[:64].ljust(2, "."),
        meetingID=meeting,
        record=_yes(recorded),
        autoStartRecording="false",
        allowStartStopRecording=_yes(recorded),
        notifyRecordingIsOn=_yes(recorded),
        meetingKeepEvents="false",
        disabledFeatures="learningDashboard",
        **({"groups": _as_json(groups)} if groups else {}),
        otherwise={"idNotUnique"},
    )
    return answer.get("createTime", "")


def join_address(meeting: str, name: str, *, who: str, moderates: bool, made: str = "") -> str:
    """The personal link by which one browser comes in. It is for that person alone."""
    return address(
        "join",
        fullName=name,
        meetingID=meeting,
        role="MODERATOR" if moderates else "VIEWER",
        userID=who,
        excludeFromDashboard="true",
        **({"createTime": made} if made else {}),
    )


def end(meeting: str) -> None:
    """Close the call for everybody. One that is closed already stays closed."""
    _ask("end", meetingID=meeting, otherwise={"notFound"})


def is_running(meeting: str) -> bool:
    """Whether anybody is in the call."""
    return _ask("isMeetingRunning", meetingID=meeting).get("running") == "true"


def info(meeting: str) -> dict[str, str]:
    """The plain facts of the call, by the server's own names; empty where there is none."""
    answer = _ask("getMeetingInfo", meetingID=meeting, otherwise={"notFound"})
    return answer if answer["returncode"] == "SUCCESS" else {}


def _yes(is_so: bool) -> str:
    return "true" if is_so else "false"


def _as_json(groups: dict[int, list[str]]) -> str:
    rows = [
        {"id": str(number), "name": f"Room {number}", "roster": roster}
        for number, roster in sorted(groups.items())
    ]
    return json.dumps(rows, separators=(",", ":"))


def _ask(call: str, *, otherwise: set[str] | None = None, **asked: str) -> dict[str, str]:
    """What the server says, as one flat dictionary. A refusal whose key is in `otherwise` is
    an answer, too; any other raises."""
    answer = facts(_fetch(address(call, **asked)))
    fine = answer.get("returncode") == "SUCCESS"
    if not fine and answer.get("messageKey", "") not in (otherwise or set()):
        raise NoAnswer(f"{call}: {answer.get('messageKey', 'no code')}")
    return answer


def _fetch(whole: str) -> bytes:
    until, words = monotonic() + PATIENCE, b""
    try:
        with _browser.open(whole, timeout=PATIENCE) as reply:
            while piece := reply.read1(16384):
                words += piece
                if len(words) > MOST or monotonic() > until:
                    raise NoAnswer("The answer is too long or too slow.")
    except (URLError, HTTPException, OSError, ValueError) as trouble:
        raise NoAnswer(type(trouble).__name__) from trouble
    return words


def facts(words: bytes) -> dict[str, str]:
    """The elements right below the root, by name. A document that defines anything of its own
    (a DTD, an entity) is refused unread, so nothing in it can grow or reach elsewhere."""
    found: dict[str, str] = {}
    path: list[str] = []

    def opened(name: str, _attributes: object) -> None:
        path.append(name)

    def closed(_name: str) -> None:
        path.pop()

    def read(text: str) -> None:
        if len(path) == 2:
            found[path[1]] = found.get(path[1], "") + text

    def refused(*_anything: object) -> None:
        raise NoAnswer("The answer defines a document type.")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = read, refused
    try:
        parser.Parse(words, True)
    except expat.ExpatError as trouble:
        raise NoAnswer("The answer is no XML.") from trouble
    return {name: text.strip() for name, text in found.items()}
