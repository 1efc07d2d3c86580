"""Real worker processes: what they read, and what becomes of those that hang, die or grow."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import psutil
import pytest

from monitor.errors import ParseError
from monitor.model import Article, Feed, Fetched, Organization, Person, Reading
from monitor.reading import Harvest
from monitor.watch import Watch
from monitor.worker.child import Careful
from monitor.worker.frames import Limits
from monitor.worker.pool import Workers

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
FEED = Feed(id="f", url="https://news.example/feed", lang="zh")
WATCH = Watch(
    people=[Person(id="gu", name="顾岚青", organization="star")],
    organizations=[Organization(id="star", name="星屿智能", ai=True)],
)
STORY = (
    '<rss version="2.0"><channel><item><title>星屿智能首席科学家顾岚青已离职</title></item>'
    "</channel></rss>"
).encode()
# Deep nesting keeps the parser busy for seconds and takes memory; the guard lets it through.
SLOW = (
    b'<rss version="2.0"><channel><item><title>t</title>'
    + b"<a>" * 600_000
    + b"</a>" * 600_000
    + b"</item></channel></rss>"
)


async def read(workers: Workers, body: bytes) -> Harvest:
    fetched = Fetched(url=FEED.url, body=body)
    return await workers.read(fetched, feed=FEED, window=frozenset(), now=NOW)


def children() -> list[psutil.Process]:
    found: list[psutil.Process] = psutil.Process().children()
    return found


def with_workers(
    work: Callable[[Workers], Awaitable[None]], *, count: int = 1, limits: Limits | None = None
) -> None:
    """Run ``work`` with workers, and see that none of their processes is left."""

    async def run() -> None:
        async with Workers(WATCH, count, limits=limits) as workers:
            await work(workers)
        assert children() == []

    asyncio.run(run())


def test_a_body_is_read_for_departures_and_the_watch_list_is_known() -> None:
    async def work(workers: Workers) -> None:
        harvest = await read(workers, STORY)
        (arrival,) = harvest.arrivals
        (departure,) = arrival.reading.departures
        assert (departure.person_id, departure.organization_id) == ("gu", "star")
        fetched = Fetched(url=FEED.url, body=STORY)
        again = await workers.read(fetched, feed=FEED, window=harvest.window, now=NOW)
        assert again.arrivals == ()

    with_workers(work)


def test_what_is_no_feed_is_refused_and_the_worker_stays() -> None:
    async def work(workers: Workers) -> None:
        with pytest.raises(ParseError, match="not a feed: an HTML page"):
            await read(workers, b"<html></html>")
        before = children()
        assert len((await read(workers, STORY)).window) == 1
        assert children() == before

    with_workers(work)


def test_processes_start_when_needed_and_no_more_than_allowed() -> None:
    async def work(workers: Workers) -> None:
        assert children() == []
        await read(workers, STORY)
        await read(workers, STORY)
        assert len(children()) == 1
        harvests = await asyncio.gather(*(read(workers, STORY) for _ in range(6)))
        assert [len(harvest.window) for harvest in harvests] == [1] * 6
        assert len(children()) == 2

    with_workers(work, count=2)


def test_a_worker_that_hangs_is_killed_and_the_next_job_is_done() -> None:
    async def work(workers: Workers) -> None:
        await read(workers, STORY)
        (child,) = children()
        child.suspend()
        with pytest.raises(ParseError, match=r"parsing took longer than 2 s"):
            await read(workers, STORY)
        assert not child.is_running()
        assert len((await read(workers, STORY)).window) == 1

    with_workers(work, limits=Limits(parse_seconds=2))


def test_a_body_that_takes_too_long_is_given_up() -> None:
    async def work(workers: Workers) -> None:
        await read(workers, STORY)
        with pytest.raises(ParseError, match=r"parsing took longer than 1 s"):
            await read(workers, SLOW)

    with_workers(work, limits=Limits(parse_seconds=1))


def test_a_worker_that_dies_at_work_fails_that_job_only() -> None:
    async def work(workers: Workers) -> None:
        await read(workers, STORY)
        (child,) = children()
        child.suspend()  # so that it is at work when it dies
        job = asyncio.ensure_future(read(workers, STORY))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        child.kill()
        with pytest.raises(ParseError, match=r"died while parsing \(status -9\)"):
            await job
        assert len((await read(workers, STORY)).window) == 1

    with_workers(work)


def test_a_worker_that_died_at_rest_fails_no_job() -> None:
    async def work(workers: Workers) -> None:
        await read(workers, STORY)
        (child,) = children()
        child.kill()
        while children():  # noqa: ASYNC110 no event tells of it before the loop has seen it too
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.05)
        assert len((await read(workers, STORY)).window) == 1

    with_workers(work)


def test_the_memory_limit_holds() -> None:
    async def work(workers: Workers) -> None:
        await read(workers, STORY)
        (child,) = children()
        with pytest.raises(ParseError, match=r"memory|died"):
            await read(workers, SLOW)
        assert not child.is_running()
        assert len((await read(workers, STORY)).window) == 1

    taken = idle_address_space()
    with_workers(work, limits=Limits(memory_bytes=taken + 40_000_000, parse_seconds=60))


def idle_address_space() -> int:
    found: list[int] = []

    async def work(workers: Workers) -> None:
        await read(workers, STORY)
        found.append(children()[0].memory_info().vms)

    with_workers(work)
    return found[0]


def test_a_job_broken_off_leaves_nothing_for_the_next() -> None:
    async def work(workers: Workers) -> None:
        await read(workers, STORY)
        job = asyncio.ensure_future(read(workers, SLOW))
        await asyncio.sleep(0.05)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert (await read(workers, STORY)).arrivals[0].article.title != "t"

    with_workers(work)


def test_signals_to_the_group_do_not_stop_a_worker() -> None:
    async def work(workers: Workers) -> None:
        await read(workers, STORY)
        (child,) = children()
        child.send_signal(signal.SIGINT)
        child.send_signal(signal.SIGTERM)
        assert len((await read(workers, STORY)).window) == 1
        assert children() == [child]

    with_workers(work)


def test_stopping_ends_the_jobs_under_way() -> None:
    async def run() -> None:
        async with Workers(WATCH, 1) as workers:
            await read(workers, STORY)
            job = asyncio.ensure_future(read(workers, SLOW))
            await asyncio.sleep(0.05)
        assert children() == []
        with pytest.raises(ParseError, match="died while parsing"):
            await job

    asyncio.run(run())


def test_no_worker_starts_once_they_are_stopped() -> None:
    async def run() -> None:
        workers = Workers(WATCH, 1)
        async with workers:
            pass
        with pytest.raises(ParseError, match="stopping"):
            await read(workers, STORY)

    asyncio.run(run())


def test_a_worker_sees_no_secrets_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "s3cret")

    async def work(workers: Workers) -> None:
        await read(workers, STORY)
        assert "HOOK_SECRET" not in children()[0].environ()

    with_workers(work)


def test_a_worker_ends_when_its_parent_is_gone() -> None:
    command = [sys.executable, "-m", "monitor.worker.child"]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    ended = subprocess.run(command, input=b"", capture_output=True, timeout=60, env=environment)
    assert (ended.returncode, ended.stdout) == (0, b"")


def test_a_worker_loads_only_what_it_needs() -> None:
    code = "import sys, monitor.worker.child; print(*sys.modules)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True, env=environment, text=True
    )
    loaded = set(shown.stdout.split())
    unwanted = {"httpx", "pydantic", "apscheduler", "sqlite3", "loguru", "rich", "asyncio"}
    assert loaded & unwanted == set()
    assert "feedparser" in loaded


class Breaking:
    """A reader that one word breaks."""

    def read(self, article: Article) -> Reading:
        if "坏" in article.title:
            raise AttributeError("no such thing")
        return Reading(lang="zh")


def test_one_article_that_breaks_the_grammar_costs_no_other() -> None:
    """It counts as read, and what broke is told."""
    careful = Careful(Breaking())
    titles = ("好", "坏", "也好")
    readings = [
        careful.read(Article(id=title, title=title, lang="zh", seen_at=NOW)) for title in titles
    ]
    assert readings == [Reading(lang="zh")] * 3
    assert careful.faults == ["article 坏 could not be read: AttributeError"]
