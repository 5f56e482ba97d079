"""The front door: it answers pages that listen, and hands every other request to Django.

Django makes pages on a few threads of its own. A request reaches a thread only when all of
it is here, and an answer leaves at its reader's pace from a spool, so that neither a slow
sender nor a slow reader ever holds a page thread.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO, Any
from urllib.parse import unquote_to_bytes
from wsgiref.util import FileWrapper

from hearth.ground.live import Receive, Scope, Send, stream

type Environ = dict[str, Any]
type Headers = list[tuple[str, str]]
type Wsgi = Callable[..., Any]

LARGEST_REQUEST = 20_000_000
IN_MEMORY = 1_000_000
PIECE = 65_536
_TOO_LARGE = b"This is too large. A page takes at most 20 MB at once."
_BROKEN = b"Something went wrong here. Please try again."
_BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}


class Front:
    """An ASGI application around a WSGI one, with `threads` page threads.

    `behind_proxy` says that a web server of ours stands in front, whose word on the
    reader's address and on https counts. Requests over 20 MB are refused with 413.
    """

    def __init__(self, wsgi: Wsgi, *, threads: int, behind_proxy: bool) -> None:
        self._wsgi = wsgi
        self._behind_proxy = behind_proxy
        self._pages = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith("/live/"):
            await stream(scope, receive, send)
            return
        with SpooledTemporaryFile(IN_MEMORY) as body:
            arrived = await _spool(scope, receive, body)
            if arrived:
                await self._answer(environ(scope, body, behind_proxy=self._behind_proxy), send)
            elif arrived is None:
                await _refuse(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _TOO_LARGE)

    async def _answer(self, environ: Environ, send: Send) -> None:
        answer = Answer(asyncio.get_running_loop())
        making = answer.loop.run_in_executor(self._pages, answer.make, self._wsgi, environ)
        try:
            await answer.deliver(send)
            await making
        finally:
            answer.drop()

    def close(self) -> None:
        """Take no more requests; those under way are not waited for."""
        self._pages.shutdown(wait=False, cancel_futures=True)


class Answer:
    """One answer: a page thread makes it, the event loop delivers it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self._news = asyncio.Event()
        self._lock = Lock()
        self._spool = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by drop()
        self._made = self._read = 0
        self._start: dict[str, Any] = {}
        self._over = self._whole = False

    def make(self, wsgi: Wsgi, environ: Environ) -> None:
        """Run the application and keep what it says. Called in a page thread."""
        try:
            pieces = wsgi(environ, self._begin)
            try:
                for piece in pieces:
                    self._put(piece)
            finally:
                getattr(pieces, "close", lambda: None)()
            self._whole = True
        finally:
            self._over = True
            self._tell()

    async def deliver(self, send: Send) -> None:
        """Send it while it is made. An answer that broke off never looks like a whole one."""
        over = False
        while not over:
            await self._news.wait()
            self._news.clear()
            over = self._over
            while piece := self._take():
                await self._send_start(send)
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        if self._whole:
            await self._send_start(send)
            await send({"type": "http.response.body", "body": b""})
        elif self._read == 0:
            await _refuse(send, HTTPStatus.INTERNAL_SERVER_ERROR, _BROKEN)

    def drop(self) -> None:
        """Nobody wants the rest: the page thread stops at its next piece."""
        with self._lock:
            self._spool.close()

    def _begin(self, status: str, headers: Headers, _trouble: object = None) -> None:
        code = int(status.split(" ", 1)[0])
        self._start = {
            "type": "http.response.start",
            "status": code,
            "headers": [
                (name.lower().encode("latin-1"), value.encode("latin-1"))
                for name, value in headers
                if code not in _BODILESS or name.lower() != "content-length"
            ],
        }

    async def _send_start(self, send: Send) -> None:
        if self._start:
            start, self._start = self._start, {}
            await send(start)

    def _put(self, piece: bytes) -> None:
        if self._start.get("status") in _BODILESS:
            return
        with self._lock:
            self._spool.seek(self._made)
            self._made += self._spool.write(piece)
        self._tell()

    def _take(self) -> bytes:
        with self._lock:
            self._spool.seek(self._read)
            piece = self._spool.read(PIECE)
            self._read += len(piece)
        return piece

    def _tell(self) -> None:
        self.loop.call_soon_threadsafe(self._news.set)


async def _spool(scope: Scope, receive: Receive, body: IO[bytes]) -> bool | None:
    """Take the request in. Says False where its sender went away, None where it is too large."""
    if int(dict(scope["headers"]).get(b"content-length", b"0")) > LARGEST_REQUEST:
        return None
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        body.write(message.get("body", b""))
        if body.tell() > LARGEST_REQUEST:
            return None
        more = message.get("more_body", False)
    return True


def environ(scope: Scope, body: IO[bytes], *, behind_proxy: bool) -> Environ:
    """The request as WSGI wants it. Headers with an underscore are left out, as they could
    pass for others; what a proxy says counts only where there is one."""
    host, port = scope.get("server") or ("", 0)
    size = body.tell()
    body.seek(0)
    found: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": lambda file, _size: FileWrapper(file, PIECE),
    }
    found |= _headers(scope["headers"])
    if "CONTENT_LENGTH" in found or size:
        found["CONTENT_LENGTH"] = str(size)
    _hear_proxy(found, trusted=behind_proxy)
    return found


def _headers(given: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in given:
        if b"_" in name:
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        words = value.decode("latin-1")
        between = "; " if key == "HTTP_COOKIE" else ","
        found[key] = f"{found[key]}{between}{words}" if key in found else words
    return found


def _hear_proxy(found: Environ, *, trusted: bool) -> None:
    scheme = found.pop("HTTP_X_FORWARDED_PROTO", "").split(",")[-1].strip()
    reader = found.pop("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
    found.pop("HTTP_X_FORWARDED_HOST", None)
    if trusted and scheme in {"http", "https"}:
        found["wsgi.url_scheme"] = scheme
    if trusted and reader:
        found["REMOTE_ADDR"] = reader


async def _refuse(send: Send, status: HTTPStatus, words: bytes) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(words)).encode()),
    ]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    await send({"type": "http.response.body", "body": words})
