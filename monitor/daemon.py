"""The daemon: APScheduler starts its jobs, signals end it, new configuration swaps its engine.

    dispatch   every second     start a poll of each feed that is due
    deliver    every second     attempt each delivery that is due (and at once after an alert)
    heartbeat  every 30 s       prove that polling advances and the database takes writes
    reload     every 5 s        look whether the configuration changed on disk
    chores     every hour       retention and backup, each once a day

Due times live in the database, so a restart neither polls early nor stampedes.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from loguru import logger

from monitor import config as configuration
from monitor import log, systemd
from monitor.clock import Every, StepWatch, utc_now
from monitor.config import Config
from monitor.engine import DRAIN, Engine
from monitor.errors import ConfigError, MonitorError, StoreError
from monitor.store import Store, alerts, articles, deliveries, meta
from monitor.store.thread import StoreThread

DAY = timedelta(days=1)
HEARTBEAT = timedelta(seconds=30)
HEARTBEAT_KEY = "heartbeat_at"

Job = Callable[[], Coroutine[None, None, None]]
Chore = Callable[[datetime], Coroutine[None, None, dict[str, object]]]


class Daemon:
    """One process that polls, records and delivers until it is told to stop."""

    def __init__(
        self, config: Config, *, store: Store, tick: timedelta = timedelta(seconds=1)
    ) -> None:
        self._config = config
        self._store = store
        self._tick = tick
        self._thread = StoreThread()
        self._stopping = asyncio.Event()
        self._signature = configuration.signature(config.folder)
        self._dispatched = time.monotonic()
        self._troubles: dict[str, str] = {}
        self._working: set[asyncio.Task[None]] = set()
        self._engine: Engine

    async def run(self) -> None:
        """Work until `stop` is called or a signal comes, then drain."""
        async with self._thread:
            self._engine = await Engine(
                self._config, store=self._store, thread=self._thread
            ).start()
            scheduler = self._scheduler()
            self._listen()
            scheduler.start()
            stepping = asyncio.create_task(self._mind_the_clock(scheduler))
            logger.info("daemon.ready", feeds=len(self._config.feeds), database=self._store.path)
            systemd.notify("READY=1")
            await self._stopping.wait()
            systemd.notify("STOPPING=1")
            stepping.cancel()
            scheduler.pause()
            await self._drain()
            scheduler.shutdown(wait=False)
            logger.info("daemon.stopped")

    async def _drain(self) -> None:
        """Let jobs, then polls and deliveries end, all of them together within `DRAIN`."""
        began = time.monotonic()
        if self._working:  # APScheduler would break them off
            await asyncio.wait(self._working, timeout=DRAIN.total_seconds())
        passed = timedelta(seconds=time.monotonic() - began)
        await self._engine.stop(max(DRAIN - passed, timedelta()))

    def stop(self) -> None:
        """Begin to drain. Called a second time, end at once: nothing is lost, only late."""
        if self._stopping.is_set():
            os._exit(1)
        logger.info("daemon.stopping")
        self._stopping.set()

    def _listen(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self.stop)
        loop.add_signal_handler(signal.SIGINT, self.stop)
        loop.add_signal_handler(signal.SIGHUP, self._look_again)

    def _look_again(self) -> None:
        """Have the next look at the configuration find it changed."""
        self._signature = ()

    def _scheduler(self) -> AsyncIOScheduler:
        scheduler = AsyncIOScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        jobs: tuple[tuple[Job, timedelta], ...] = (
            (self._dispatch, self._tick),
            (self._deliver, self._tick),
            (self._heartbeat, HEARTBEAT),
            (self._reload, timedelta(seconds=5)),
            (self._chores, timedelta(hours=1)),
        )
        for job, span in jobs:
            name = job.__name__.strip("_")
            scheduler.add_job(self._guarded, Every(span), args=(name, job), id=name)
        return scheduler

    async def _guarded(self, name: str, job: Job) -> None:
        """Run a job; what breaks is told once, until it works again or breaks in another way."""
        task = asyncio.current_task()
        assert task  # noqa: S101  # the scheduler runs jobs as tasks
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        try:
            await job()
        except Exception as error:
            if self._troubles.get(name) != str(error):
                known = isinstance(error, MonitorError)
                logger.opt(exception=not known).error("job.failed", job=name, error=error)
            self._troubles[name] = str(error)
        else:
            if self._troubles.pop(name, None):
                logger.info("job.recovered", job=name)

    async def _mind_the_clock(self, scheduler: AsyncIOScheduler) -> None:
        """Wake every job when the wall clock has stepped: APScheduler would wait for the old time.

        Due times in the database heal by themselves: a feed that was polled in the future keeps
        its distance to that poll.
        """
        watch = StepWatch()
        while True:
            await asyncio.sleep(self._tick.total_seconds())
            if step := watch.step():
                logger.warning("clock.step", seconds=round(step.total_seconds(), 1))
                for job in scheduler.get_jobs():
                    job.modify(next_run_time=utc_now())

    async def _dispatch(self) -> None:
        await self._engine.dispatch(utc_now())
        self._dispatched = time.monotonic()

    async def _deliver(self) -> None:
        await self._engine.deliver(utc_now())

    async def _heartbeat(self) -> None:
        """Ping the watchdog only if polls are being started and the database takes writes."""
        await self._thread(self._beat, utc_now())
        if time.monotonic() - self._dispatched < 2 * HEARTBEAT.total_seconds():
            systemd.notify("WATCHDOG=1")

    def _beat(self, now: datetime) -> None:
        if not Path(self._store.path).exists():  # SQLite would write on where nobody finds it
            raise StoreError(f"{self._store.path}: the database file is gone; restart the daemon")
        self._note(HEARTBEAT_KEY, now)

    async def _chores(self) -> None:
        now = utc_now()
        await self._daily("retention", self._prune, now)
        await self._daily("backup", self._backup, now)
        await self._daily("summary", self._count, now)

    async def _daily(self, name: str, chore: Chore, now: datetime) -> None:
        """Do a chore that was not done for a day, or was done in the future (the clock was set)."""
        key = f"{name}_at"
        done_at = await self._thread(self._moment, key)
        if done_at and timedelta() <= now - done_at < DAY:
            return
        found = await chore(now)
        await self._thread(self._note, key, now)
        logger.info(f"{name}.done", **found)

    def _moment(self, key: str) -> datetime | None:
        with self._store.reading() as db:
            return meta.get(db, key)

    def _note(self, key: str, now: datetime) -> None:
        with self._store.transaction() as db:
            meta.put(db, key, now)

    async def _prune(self, now: datetime) -> dict[str, object]:
        return {"articles": await self._thread(self._pruned, now)}

    def _pruned(self, now: datetime) -> int:
        with self._store.transaction() as db:
            return articles.prune(db, before=now - self._config.settings.store.retention)

    async def _backup(self, now: datetime) -> dict[str, object]:
        """In a thread of its own: a large database takes minutes, and nothing waits for it."""
        folder = Path(self._store.path).parent / "backups"
        keep = self._config.settings.store.backups
        return {"file": await asyncio.to_thread(self._store.backup, folder, keep, now=now)}

    async def _count(self, _now: datetime) -> dict[str, object]:
        return await self._thread(self._counted)

    def _counted(self) -> dict[str, object]:
        with self._store.reading() as db:
            waiting = deliveries.counts(db)
            return {
                "articles": articles.count(db),
                "alerts": alerts.count(db),
                **{f"deliveries_{state}": number for state, number in waiting.items()},
            }

    async def _reload(self) -> None:
        """Swap in a changed configuration; a broken one is told of and the old one goes on."""
        signature = configuration.signature(self._config.folder)
        if signature == self._signature:
            return
        self._signature = signature
        systemd.reloading()
        try:
            await self._swap(configuration.load(self._config.folder))
        except ConfigError as error:
            for mistake in error.mistakes:
                logger.error("config.refused", mistake=mistake)
        except StoreError:
            self._look_again()
            raise
        finally:
            systemd.notify("READY=1")

    async def _swap(self, config: Config) -> None:
        log.hide(*config.secrets())
        engine = Engine(config, store=self._store, thread=self._thread)
        self._engine = await engine.start(instead_of=self._engine)
        self._config = config
        logger.info("config.reloaded", feeds=len(config.feeds), rules=len(config.rules))
