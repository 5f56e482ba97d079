"""A thousand pages that listen, and how soon each hears that the step has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from time import monotonic

from hearth.gatherings.models import Gathering
from hearth.ground.live import live_address
from hearth.house.bench import community
from hearth.house.bench.browser import Browser

LISTENING = 1000


async def hear(ports: Sequence[int], gathering: Gathering) -> list[float]:
    """Open a thousand streams, change the step once, and wait for each to hear of it."""
    address = live_address(gathering.live_topic)
    streams = await asyncio.gather(
        *(_listen(ports[number % len(ports)], address) for number in range(LISTENING))
    )
    await asyncio.sleep(1)
    told = asyncio.get_running_loop().run_in_executor(None, _step, ports[0], gathering)
    waits = await asyncio.gather(*(_heard(reader) for reader, _writer in streams))
    started = await told
    for _reader, writer in streams:
        writer.close()
    return [heard - started for heard in waits if heard is not None]


async def _listen(port: int, address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def _heard(reader: asyncio.StreamReader) -> float | None:
    """When this page heard; None where its stream was closed first, and it must come back."""
    try:
        await asyncio.wait_for(reader.readuntil(b"data: "), 20)
    except (asyncio.IncompleteReadError, TimeoutError):
        return None
    return monotonic()


def _step(port: int, gathering: Gathering) -> float:
    """The host goes on by one step; returns the moment of the press."""
    browser = Browser(port, community.cookies(community.steward()))
    form = browser.form(browser.get(gathering.page("host")), "step/")
    started = monotonic()
    browser.post(gathering.page("step"), {**form, "press": "on"})
    return started
