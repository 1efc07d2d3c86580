"""A configuration at work: its doors opened, its feeds polled, its alerts delivered.

The daemon keeps one engine for as long as its configuration stands; `monitor poll` uses one for a
single round. All calls to the database go through one thread, which is its only writer.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

from loguru import logger

from monitor import poll as polling
from monitor.channels import build
from monitor.clock import utc_now
from monitor.config import Config
from monitor.deliver import Deliverer
from monitor.errors import MonitorError
from monitor.fetch import Fetcher
from monitor.model import Feed, FeedState
from monitor.outcome import Outcome, PollResult
from monitor.poll import Committed
from monitor.record import Policy
from monitor.schedule import after_clock_step
from monitor.store import Store, deliveries, feeds
from monitor.store.thread import StoreThread
from monitor.worker.pool import Workers

# Polls started and not yet ended. More would only wait for each other, each holding memory.
MAX_FLYING = 500
# How long a feed is left alone at least when its poll broke, say on a full disk.
REST_AFTER_FAULT = timedelta(minutes=1)
# How long polls and deliveries under way are given to end.
DRAIN = timedelta(seconds=20)


class Engine:
    """The doors and drivers of one configuration, from `start` to `stop`."""

    def __init__(self, config: Config, *, store: Store, thread: StoreThread) -> None:
        self.config = config
        self._store = store
        self._thread = thread
        self._feeds = {feed.id: feed for feed in config.feeds}
        self._policy = Policy(
            rules=config.rules,
            watch=config.watch(),
            language=config.settings.language,
            max_age=config.settings.schedule.max_age,
        )
        self._flying: dict[str, asyncio.Task[Outcome]] = {}
        self._resting: dict[str, float] = {}
        self._stack = AsyncExitStack()
        self._stopping = False

    async def start(self, *, instead_of: Engine | None = None) -> Engine:
        """Open every door, then stop ``instead_of`` and take over its feeds.

        Raises ConfigError if a door cannot be opened: nothing stays open then, and ``instead_of``
        works on. After a StoreError it is stopped, and starting may be tried again.
        """
        settings = self.config.settings
        async with AsyncExitStack() as stack:
            self._fetcher = await stack.enter_async_context(Fetcher(settings.network))
            self._workers = await stack.enter_async_context(
                Workers(self._policy.watch, settings.schedule.workers)
            )
            channels = {one.id: build(one) for one in self.config.channels}
            for channel in channels.values():
                stack.push_async_callback(channel.close)
            self._deliverer = Deliverer(self._store, channels, run=self._thread)
            if instead_of:
                await instead_of.stop()
            # Not before: under a new address, what it was still polling would be saved as known.
            await self._thread(self._configure)
            self._stack = stack.pop_all()
        return self

    def _configure(self) -> None:
        with self._store.transaction() as db:
            feeds.configure(db, self.config.feeds)

    async def dispatch(self, now: datetime) -> None:
        """Start a poll of each feed that is due and not being polled already."""
        due = await self._thread(self._due, now)
        for feed in (self._feeds[one] for one in due if one in self._feeds):
            if self._stopping or len(self._flying) >= MAX_FLYING:
                break
            if feed.id not in self._flying and not self._rests(feed):
                self._launch(feed)

    def _rests(self, feed: Feed) -> bool:
        """Whether the feed's last poll broke so lately that nobody should be asked again."""
        return self._resting.get(feed.id, 0) > asyncio.get_running_loop().time()

    def _due(self, now: datetime) -> list[str]:
        with self._store.transaction() as db:
            for state in feeds.polled_after(db, now=now):
                feeds.save_state(db, after_clock_step(state, now=now))
            deliveries.shift(db, now=now)
            return feeds.due(db, now=now)

    async def round(self, feed_ids: Iterable[str] = ()) -> list[Outcome]:
        """Poll the named feeds whether due or not, or else all that are due; how each ended."""
        chosen = list(dict.fromkeys(feed_ids)) or await self._thread(self._due, utc_now())
        room = asyncio.Semaphore(MAX_FLYING)

        async def poll(feed: Feed) -> Outcome:
            async with room:
                return await self._launch(feed)

        polls = [poll(self._feeds[one]) for one in chosen if one in self._feeds]
        return list(await asyncio.gather(*polls))

    async def deliver(self, now: datetime) -> None:
        """Set every idle channel to work on what is due, waiting for none of them."""
        for task in await self._deliverer.start_due(now):
            task.add_done_callback(_tell_fault)

    async def deliver_all(self, now: datetime) -> int:
        """Attempt all that is due and wait for it; how many were delivered."""
        return await self._deliverer.deliver_due(now)

    async def stop(self, drain: timedelta = DRAIN) -> None:
        """Let polls and deliveries in flight end, at most ``drain`` long, then close every door."""
        self._stopping = True
        flying = {*self._flying.values(), *self._deliverer.stop()}
        if flying:
            await asyncio.wait(flying, timeout=drain.total_seconds())
        for task in flying:
            task.cancel()
        await asyncio.gather(*flying, return_exceptions=True)
        await self._stack.aclose()

    def _launch(self, feed: Feed) -> asyncio.Task[Outcome]:
        task = asyncio.create_task(self._poll(feed), name=f"poll {feed.id}")
        self._flying[feed.id] = task
        task.add_done_callback(lambda _: self._flying.pop(feed.id, None))
        return task

    async def _poll(self, feed: Feed) -> Outcome:
        """Poll and commit one feed. Whatever breaks here breaks this poll only."""
        try:
            state = await self._thread(self._state, feed.id)
            result = await polling.poll(feed, state, fetcher=self._fetcher, workers=self._workers)
            committed = await self._thread(self._commit, result)
        except Exception as error:
            # Its next due time could not be kept: without a rest it would be due at every tick.
            rest = max(feed.interval, REST_AFTER_FAULT).total_seconds()
            self._resting[feed.id] = asyncio.get_running_loop().time() + rest
            known = isinstance(error, MonitorError)
            logger.opt(exception=not known).error("poll.broke", feed=feed.id, error=error)
            return Outcome.FAILED
        self._resting.pop(feed.id, None)
        _tell(result, committed)
        return result.outcome

    def _state(self, feed_id: str) -> FeedState:
        with self._store.reading() as db:
            return feeds.state(db, feed_id)

    def _commit(self, result: PollResult) -> Committed:
        return polling.commit(
            self._store,
            result,
            policy=self._policy,
            limits=self.config.settings.schedule,
            jitter=random.uniform(-1, 1),  # noqa: S311  # spreads polls, guards nothing
        )


def _tell(result: PollResult, committed: Committed) -> None:
    """Log what a poll came to: failures and news for everyone, the rest for those who look."""
    if result.error:
        logger.warning("poll.failed", feed=result.feed.id, error=result.error)
        return
    for fault in result.harvest.faults if result.harvest else ():
        logger.error("article.fault", feed=result.feed.id, fault=fault)
    level = "INFO" if committed.articles else "DEBUG"
    logger.log(
        level, "poll.done", feed=result.feed.id, outcome=result.outcome, new=committed.articles
    )
    for reason, number in committed.ignored.items():
        logger.debug("departure.ignored", feed=result.feed.id, reason=reason, number=number)
    for alert in committed.alerts:
        logger.debug("alert.recorded", alert=alert.id, event=alert.event_id, reason=alert.reason)


def _tell_fault(task: asyncio.Task[int]) -> None:
    """A channel's work ends in an exception only when the database refused."""
    if not task.cancelled() and (error := task.exception()):
        logger.error("deliver.broke", error=error)
