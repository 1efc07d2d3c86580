"""The daemon's jobs: what the service manager hears, what a broken job does, the daily chores."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from loguru import logger

from monitor import log, systemd
from monitor.clock import utc_now
from monitor.config import load
from monitor.daemon import Daemon
from monitor.errors import StoreError
from monitor.store import Store
from tests.e2e.world import Newsstand, World, item, until
from tests.shell.server import Answer, Server


@contextmanager
def manager(folder: Path) -> Iterator[socket.socket]:
    """A service manager's socket; what is sent to it can be received."""
    path = folder / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(path))
        listening.settimeout(20)
        yield listening


def test_nothing_is_told_outside_systemd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    systemd.notify("READY=1")


def test_notify(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Assignments are lines of one datagram."""
    with manager(tmp_path) as listening:
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        systemd.notify("READY=1", "STATUS=up")
        systemd.reloading()
        assert listening.recv(100) == b"READY=1\nSTATUS=up"
        kind, monotonic = listening.recv(100).split(b"\n")
    assert kind == b"RELOADING=1"
    assert int(monotonic.removeprefix(b"MONOTONIC_USEC=")) > 0


def test_the_service_manager_hears_of_start_life_and_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ready once doors are open, then pings, then stopping; and a SIGTERM ends it with status 0."""
    with Server() as server, manager(tmp_path) as listening:
        server.on("/feed", Newsstand(item("一条新闻", key="a")))
        world = World(
            folder=tmp_path / "c", feeds={"a": server.url("/feed")}, hook=server.url("/h")
        )
        world.write()
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        with world.daemon() as daemon:
            told = {listening.recv(100), listening.recv(100)}
            assert told == {b"READY=1", b"WATCHDOG=1"}
            daemon.process.send_signal(signal.SIGTERM)
            assert listening.recv(100) == b"STOPPING=1"
            until(lambda: daemon.process.poll() is not None, "the end")
    assert daemon.process.returncode == 0


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(
        folder=tmp_path, feeds={"a": "http://127.0.0.1:9/feed"}, hook="http://127.0.0.1:9/"
    )
    made.write()
    return made


def test_a_broken_job_is_told_of_once(world: World) -> None:
    """Not at every tick, and again when it breaks in another way; then its recovery."""
    written = io.StringIO()
    log.configure(stream=written)
    errors = [StoreError("full"), StoreError("full"), ValueError("other"), None, StoreError("full")]

    async def job() -> None:
        if error := errors.pop(0):
            raise error

    async def run() -> None:
        with_store = Store.open(world.database)
        daemon = Daemon(load(world.folder), store=with_store)
        while errors:
            await daemon._guarded("job", job)
        with_store.close()

    asyncio.run(run())
    logger.remove()
    lines = [line for line in written.getvalue().splitlines() if " job." in line]
    assert [line.split("job.", 1)[1].split()[0] for line in lines] == [
        "failed",
        "failed",
        "recovered",
        "failed",
    ]
    assert written.getvalue().count("Traceback") == 1


def test_chores_are_done_once_a_day(world: World) -> None:
    """A verified copy of the database beside it, and the old articles gone."""
    logger.remove()

    async def run() -> None:
        store = Store.open(world.database)
        daemon = Daemon(load(world.folder), store=store)
        async with daemon._thread:
            await daemon._chores()
            await daemon._chores()
        store.close()

    asyncio.run(run())
    (copy,) = (world.folder / "backups").iterdir()
    store = Store.open(copy)
    assert store.check() == ()
    store.close()


def test_a_chore_done_in_the_future_is_done_again(world: World) -> None:
    """The clock was set back since."""
    logger.remove()
    done: list[datetime] = []

    async def chore(now: datetime) -> dict[str, object]:
        done.append(now)
        return {}

    now = utc_now()
    times = [now + timedelta(days=400), now, now + timedelta(hours=23)]

    async def run() -> None:
        store = Store.open(world.database)
        daemon = Daemon(load(world.folder), store=store)
        async with daemon._thread:
            for at in times:
                await daemon._daily("x", chore, at)
        store.close()

    asyncio.run(run())
    assert done == times[:2]


def test_a_second_signal_ends_at_once(tmp_path: Path) -> None:
    """Also while a feed hangs that the first one waits for."""
    with Server() as server:
        server.on("/feed", Answer(hang=True))
        world = World(folder=tmp_path, feeds={"a": server.url("/feed")}, hook=server.url("/h"))
        world.write()
        with world.daemon() as daemon:
            until(lambda: server.asked("/feed"), "the poll that hangs")
            os.kill(daemon.process.pid, signal.SIGTERM)
            until(lambda: "daemon.stopping" in daemon.log(), "the first signal")
            os.kill(daemon.process.pid, signal.SIGTERM)
            until(lambda: daemon.process.poll() is not None, "the end")
    assert daemon.process.returncode == 1


def test_a_database_that_is_gone_is_told_of(world: World) -> None:
    """SQLite itself would write on into a file that has no name any more."""
    store = Store.open(world.database)
    daemon = Daemon(load(world.folder), store=store)
    daemon._beat(utc_now())
    world.database.unlink()
    with pytest.raises(StoreError, match="the database file is gone"):
        daemon._beat(utc_now())
    store.close()
