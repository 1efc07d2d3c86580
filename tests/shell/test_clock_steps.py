"""The daemon lives on when the wall clock is set, in either direction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest
import time_machine
from loguru import logger

from monitor.config import load
from monitor.daemon import Daemon
from monitor.store import Store
from tests.e2e.world import NAMES, Newsstand, World, departure
from tests.shell.server import Answer, Server

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
TICK = timedelta(seconds=0.1)


class Wall(Protocol):
    """The clock on the wall, which a test sets."""

    def shift(self, delta: timedelta, /) -> None: ...


PATIENCE_SECONDS = 20.0


@pytest.fixture(autouse=True)
def quiet() -> None:
    """The log is not what is tested."""
    logger.remove()


async def reached(true: Callable[[], object], what: str) -> None:
    """Wait until ``true()``, by a clock that nobody sets."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE_SECONDS
    while not true():
        assert loop.time() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    "step",
    [timedelta(hours=-1), timedelta(seconds=-10), timedelta(hours=1), timedelta(days=3650)],
    ids=str,
)
def test_polling_and_delivery_go_on(step: timedelta, tmp_path: Path) -> None:
    """After a step, feeds are polled within an interval and a new departure is delivered once.

    Waiting for a wall-clock time that was set back by an hour would stop both for an hour;
    counting out each missed run of ten years would take the memory of the machine.
    """
    with Server() as server, time_machine.travel(START, tick=True) as wall:
        stand = Newsstand()
        server.on("/feed", stand)
        server.on("/hook", Answer(status=204))
        world = World(
            folder=tmp_path, feeds={"news": server.url("/feed")}, hook=server.url("/hook")
        )
        world.write()
        asyncio.run(_live_through(step, world, server, stand, wall))
        (alert,) = world.alerts()
        posts = [request for request in server.requests if request.path == "/hook"]
    assert alert["person"] == NAMES[0]
    assert [post.headers["webhook-id"] for post in posts] == [alert["id"]]


async def _live_through(
    step: timedelta, world: World, server: Server, stand: Newsstand, wall: Wall
) -> None:
    store = Store.open(world.database)
    daemon = Daemon(load(world.folder), store=store, tick=TICK)
    working = asyncio.create_task(daemon.run())
    try:
        await reached(lambda: stand.not_modified > 1, "polling")
        wall.shift(step)
        stand.items.append(departure(NAMES[0]))
        await reached(lambda: server.asked("/hook"), "the delivery")
        seen = stand.not_modified
        await reached(lambda: stand.not_modified > seen + 1, "polling after the step")
    finally:
        daemon.stop()
        await working
        store.close()
