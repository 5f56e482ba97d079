"""A small BigBlueButton of our own, which checks what its documentation says that it checks.

It stands on docs.bigbluebutton.org/development/api: `checksum` is the hash of the call's name,
the query as it came without the checksum, and the secret; `create` is idempotent; a wrong
checksum is answered by FAILED and `checksumError`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

SECRET = "639259d4-9dd8-4b25-bf01-95f9567eaf4b"  # noqa: S105 - the documentation's own example
MADE = 1531155809613


class VideoServer:
    """What the server knows: its meetings, who came in, and every call that was right."""

    def __init__(self) -> None:
        self.meetings: dict[str, dict[str, str]] = {}
        self.people: dict[str, list[dict[str, str]]] = {}
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.instead: bytes | None = None
        self.address = ""

    def answer(self, call: str, query: str) -> str:
        asked, _sign, checksum = query.rpartition("checksum=")
        asked = asked.removesuffix("&")
        if sha256(f"{call}{asked}{SECRET}".encode()).hexdigest() != checksum:
            return _said("FAILED", messageKey="checksumError", message="Checksums do not match")
        facts = {name: values[0] for name, values in parse_qs(asked).items()}
        self.calls.append((call, facts))
        return getattr(self, f"_{call}")(facts)

    def _create(self, facts: dict[str, str]) -> str:
        json.loads(facts.get("groups", "[]"))
        meeting = facts["meetingID"]
        known = self.meetings.setdefault(meeting, facts)
        if known is not facts and known != facts:
            return _said("FAILED", messageKey="idNotUnique", message="A meeting has that ID")
        key = "" if known is facts else "duplicateWarning"
        return _said("SUCCESS", meetingID=meeting, createTime=str(MADE), messageKey=key)

    def _join(self, facts: dict[str, str]) -> str:
        if facts["meetingID"] not in self.meetings:
            return _said("FAILED", messageKey="notFound", message="No meeting with that ID")
        self.people.setdefault(facts["meetingID"], []).append(facts)
        return _said("SUCCESS", messageKey="successfullyJoined")

    def _isMeetingRunning(self, facts: dict[str, str]) -> str:
        return _said("SUCCESS", running=str(facts["meetingID"] in self.people).lower())

    def _getMeetingInfo(self, facts: dict[str, str]) -> str:
        known = self.meetings.get(facts["meetingID"])
        if known is None:
            return _said("FAILED", messageKey="notFound", message="No meeting with that ID")
        return _said("SUCCESS", meetingName=known["name"], attendees="")

    def _end(self, facts: dict[str, str]) -> str:
        if self.meetings.pop(facts["meetingID"], None) is None:
            return _said("FAILED", messageKey="notFound", message="No meeting with that ID")
        self.people.pop(facts["meetingID"], None)
        return _said("SUCCESS", messageKey="sentEndMeetingRequest")


def _said(returncode: str, **more: str) -> str:
    facts = {"returncode": returncode, **more}
    inner = "".join(f"<{name}>{escape(words)}</{name}>" for name, words in facts.items())
    return f"<response>{inner}</response>"


@contextmanager
def running() -> Iterator[VideoServer]:
    """The server, at an address of its own, until the test is over."""
    server = VideoServer()

    class Desk(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            call = parts.path.removeprefix("/bigbluebutton/api/")
            said = server.instead or server.answer(call, parts.query).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_anything: object) -> None:
            """Quiet."""

    desk = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
    server.address = f"http://127.0.0.1:{desk.server_address[1]}/bigbluebutton"
    Thread(target=desk.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server
    finally:
        desk.shutdown()
        desk.server_close()
