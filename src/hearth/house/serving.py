"""How the house opens: everything in one process, or the two halves of it for production."""

from __future__ import annotations

import errno
import os
import resource
import signal
import socket
import sys
import threading
from collections.abc import Callable
from typing import Any

import uvicorn
from django.core.handlers.wsgi import WSGIHandler

from hearth.ground import live
from hearth.house import clock
from hearth.house.config import config
from hearth.house.front import Front
from hearth.house.readying import CannotStart, make_ready

GONE_AFTER_MS = 60_000


def up(host: str, port: int) -> None:
    """Web, sender and clock in one process, until somebody stops it."""
    door = open_door(host, port)
    make_ready()
    live.begin(many=False)
    loops = clock.begin()
    _serve(door, lambda: _welcome(door))
    clock.end(loops)
    _leave()


def web(host: str, port: int) -> None:
    """Pages only; `work` does the rest. As many such processes as you like."""
    door = open_door(host, port)
    make_ready()
    live.begin(many=True)
    _serve(door, lambda: _welcome(door))
    _leave()


def work() -> None:
    """Letters and the clock only, until somebody stops it."""
    over = threading.Event()
    make_ready()
    live.begin(many=True)
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: over.set())
    loops = clock.begin()
    print("Letters and the clock are at work. Press Ctrl+C to stop.", flush=True)
    over.wait()
    clock.end(loops)


def open_door(host: str, port: int) -> socket.socket:
    """Take the port before anything else happens, or say plainly why that cannot be."""
    door = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_AFTER_MS)
    try:
        door.bind((host, port))
        door.listen(2048)
    except OSError as trouble:
        door.close()
        raise CannotStart(_why_not(trouble, host, port)) from trouble
    return door


def _why_not(trouble: OSError, host: str, port: int) -> str:
    if trouble.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Stop it, or add --port {port + 1}."
    if trouble.errno == errno.EACCES:
        return f"Port {port} is for the machine's owner only. Add --port 8000."
    return f"Hearth cannot listen at {host}, port {port}: {trouble.strerror or trouble}."


class House(uvicorn.Server):
    """A server that ends its streams before it waits for its pages."""

    def __init__(self, front: Front, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                front,
                http="httptools",
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_keep_alive=65,
                timeout_graceful_shutdown=2,
            )
        )
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        live.listeners.closed = True
        live.listeners.say_goodbye()
        await super().shutdown(sockets)


def _serve(door: socket.socket, ready: Callable[[], None]) -> None:
    front = Front(WSGIHandler(), threads=config.page_threads, behind_proxy=config.behind_proxy)
    _allow_many_files()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, _already_heard)
    House(front, ready).run(sockets=[door])
    front.close()


def _already_heard(*_: Any) -> None:
    """The server repeats the signal that stopped it; by then we are leaving anyway."""


def _allow_many_files() -> None:
    """Each open page is a file to the system, which often allows 1,024 unless asked."""
    low, high = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 65_536 if high == resource.RLIM_INFINITY else min(65_536, high)
    if low < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, high))


def _welcome(door: socket.socket) -> None:
    host, port = door.getsockname()[:2]
    print(f"Hearth is open at {config.address}")
    if host not in {"127.0.0.1", "::1"}:
        print(f"It listens at {host}, port {port}: others in your network may reach it.")
    print(f"Everything it knows is in {config.home}")
    print("Press Ctrl+C to stop.", flush=True)


def _leave() -> None:
    """Go now, even where a page is still being made: its transaction is undone."""
    sys.stdout.flush()
    for thread in threading.enumerate():
        if thread.name.startswith("page"):
            thread.join(0.2)
            if thread.is_alive():
                os._exit(0)
