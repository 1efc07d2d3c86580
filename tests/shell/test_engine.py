"""One configuration at work, and its handing over to the next."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest
from loguru import logger

from monitor import log
from monitor.clock import utc_now
from monitor.config import load
from monitor.daemon import Daemon
from monitor.engine import Engine
from monitor.model import FeedState
from monitor.outcome import Outcome
from monitor.store import Store, feeds
from monitor.store.thread import StoreThread
from tests.e2e.world import World, item, rss, until
from tests.shell.server import Answer, Server, document


@pytest.fixture(autouse=True)
def quiet() -> None:
    """The log is not what is tested."""
    logger.remove()


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture
def world(tmp_path: Path, server: Server) -> World:
    server.on("/feed", document(rss([item("一条新闻", key="a")]), etag='"a"'))
    made = World(folder=tmp_path, feeds={"a": server.url("/feed")}, hook=server.url("/hook"))
    made.write()
    return made


def with_engine(
    world: World, work: Callable[[Engine, Store, StoreThread], Awaitable[None]]
) -> None:
    """Run ``work`` with an engine of the world's configuration, and stop it."""

    async def run() -> None:
        store = Store.open(world.database)
        async with StoreThread() as thread:
            engine = await Engine(load(world.folder), store=store, thread=thread).start()
            try:
                await work(engine, store, thread)
            finally:
                await engine.stop()
        store.close()

    asyncio.run(run())


def remembered(store: Store) -> FeedState:
    with store.reading() as db:
        return feeds.state(db, "a")


def test_a_round_polls_each_named_feed_once(world: World, server: Server) -> None:
    """However often it is named; what nobody configured is left out."""

    async def work(engine: Engine, store: Store, thread: StoreThread) -> None:
        del store, thread
        assert await engine.round(["a", "a", "unheard-of"]) == [Outcome.READ]

    with_engine(world, work)
    assert len(server.asked("/feed")) == 1


def test_a_round_without_names_polls_what_is_due(world: World) -> None:
    async def work(engine: Engine, store: Store, thread: StoreThread) -> None:
        del store, thread
        assert await engine.round() == [Outcome.READ]
        assert await engine.round() == []

    with_engine(world, work)


def test_an_engine_told_to_stop_starts_no_poll(world: World) -> None:
    """Also when it was just looking up what is due."""

    async def work(engine: Engine, store: Store, thread: StoreThread) -> None:
        del store, thread
        looking = asyncio.create_task(engine.dispatch(utc_now()))
        await asyncio.sleep(0)
        await engine.stop()
        await looking
        assert engine._flying == {}

    with_engine(world, work)


def test_a_poll_of_the_old_address_is_not_remembered_of_the_new(
    world: World, server: Server
) -> None:
    """It may still be under way while the configuration is changed."""
    slow = Answer(headers=[("ETag", '"old"')], body=rss([item("旧闻", key="o")]), delay=0.5)
    server.on("/slow", slow)
    world.feeds["a"] = server.url("/slow")
    world.write()

    async def work(engine: Engine, store: Store, thread: StoreThread) -> None:
        await engine.dispatch(utc_now())
        await asyncio.to_thread(until, lambda: server.asked("/slow"), "the poll")
        world.feeds["a"] = server.url("/feed")
        world.write()
        following = Engine(load(world.folder), store=store, thread=thread)
        await following.start(instead_of=engine)
        assert remembered(store) == FeedState(feed_id="a")
        await following.round()
        assert remembered(store).validators.etag == '"a"'
        await following.stop()

    with_engine(world, work)


def test_a_secret_that_a_new_configuration_brings_is_starred(world: World) -> None:
    """From the moment at which it is taken up."""
    secret = "whsec_" + base64.b64encode(b"a new secret of thirty-two bytes").decode()

    async def work(engine: Engine, store: Store, thread: StoreThread) -> None:
        daemon = Daemon(load(world.folder), store=store)
        daemon._engine, daemon._thread = engine, thread
        assert log.redact(secret) == "whsec_***"
        path = world.folder / "monitor.toml"
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = [f'secret = "{secret}"' if "secret =" in line else line for line in lines]
        path.write_text("\n".join(kept), encoding="utf-8")
        await daemon._reload()
        assert log.redact(secret) == "***"
        await daemon._engine.stop()

    with_engine(world, work)


def test_a_feed_whose_poll_broke_is_left_alone(world: World, server: Server) -> None:
    """When the database refuses, its next due time is not kept; it is not asked at every tick."""

    async def run() -> None:
        store = Store.open(world.database)
        async with StoreThread() as thread:
            engine = await Engine(load(world.folder), store=store, thread=thread).start()
            with store.transaction() as db:
                db.execute(_FULL)
            for _ in range(5):
                await engine.dispatch(utc_now())
                await asyncio.gather(*engine._flying.values())
            await engine.stop()
        store.close()

    asyncio.run(run())
    assert len(server.asked("/feed")) == 1


_FULL = "CREATE TRIGGER full BEFORE UPDATE ON feeds BEGIN SELECT RAISE(FAIL, 'full'); END"
