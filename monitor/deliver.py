"""The delivery driver: claim, send, record; one task for each channel.

A send that succeeded is recorded at once. Whatever dies between the two leaves the delivery
pending, and it is sent again under the same id: at least once, never lost.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import ParamSpec, Protocol, TypeVar

from loguru import logger

from monitor.channels.base import Channel, Message
from monitor.errors import DeliveryError
from monitor.retry import next_attempt
from monitor.store import Store, deliveries
from monitor.store.deliveries import Claimed

P = ParamSpec("P")
R = TypeVar("R")

# Longer than any channel's own deadline: only a dead process lets a lease run out.
LEASE = timedelta(minutes=2)
MAX_ERROR_CHARACTERS = 300


class Run(Protocol):
    """Runs a function in the thread that owns the database and gives what it gives."""

    def __call__(
        self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Awaitable[R]: ...


class Deliverer:
    """Takes what is due to the channels. ``jitter`` gives numbers in [-1, 1]."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        *,
        run: Run,
        jitter: Callable[[], float] = lambda: random.uniform(-1, 1),  # noqa: S311  # spreads only
    ) -> None:
        self._store = store
        self._channels = channels
        self._run = run
        self._jitter = jitter
        self._working: dict[str, asyncio.Task[int]] = {}
        self._stopping = False

    async def deliver_due(self, now: datetime) -> int:
        """Attempt all that is due at ``now``, and wait for it; how many receivers took it.

        Raises StoreError once every channel is done.
        """
        tasks = await self.start_due(now)
        if tasks:
            await asyncio.wait(tasks)
        return sum(task.result() for task in tasks)

    async def start_due(self, now: datetime) -> list[asyncio.Task[int]]:
        """Set every channel to work that is not at work already, without waiting for any: one
        that hangs holds up only itself. The tasks begun, which give how many were delivered."""
        known = frozenset(self._channels)
        if waiting := await self._run(self._note_unknown, known):
            logger.warning("deliver.unknown_channel", deliveries=waiting)
        idle = [one for key, one in self._channels.items() if key not in self._working]
        return [self._start(channel, now) for channel in idle if not self._stopping]

    def stop(self) -> list[asyncio.Task[int]]:
        """Claim nothing more. The work still under way, which ends with the attempt it is at."""
        self._stopping = True
        return list(self._working.values())

    def _start(self, channel: Channel, now: datetime) -> asyncio.Task[int]:
        task = asyncio.create_task(self._work(channel, now), name=f"deliver {channel.id}")
        self._working[channel.id] = task
        task.add_done_callback(lambda _: self._working.pop(channel.id))
        return task

    async def _work(self, channel: Channel, started_at: datetime) -> int:
        """Attempt what is due to one channel, one after another; how many were delivered."""
        clock = _clock(started_at)
        delivered = 0
        while not self._stopping:
            claimed = await self._run(self._claim, channel.id, clock())
            if claimed is None:
                break
            failure = await _send(channel, claimed, now=clock())
            if failure:
                await self._record_failure(channel, claimed, failure, now=clock())
            else:
                await self._run(self._delivered, claimed, clock())
                logger.info("deliver.done", channel=channel.id, alert=claimed.alert_id)
                delivered += 1
        return delivered

    async def _record_failure(
        self, channel: Channel, claimed: Claimed, error: DeliveryError, *, now: datetime
    ) -> None:
        attempts = claimed.attempts + 1
        again_at = None
        if not error.permanent:
            again_at = next_attempt(
                attempts,
                schedule=channel.schedule,
                retry_after=error.retry_after,
                now=now,
                jitter=self._jitter(),
            )
        await self._run(self._failed, claimed, str(error)[:MAX_ERROR_CHARACTERS], again_at)
        level = "WARNING" if again_at else "ERROR"
        event = "deliver.retry" if again_at else "deliver.dead"
        logger.log(
            level,
            event,
            channel=channel.id,
            alert=claimed.alert_id,
            attempts=attempts,
            error=str(error),
            next_attempt_at=again_at,
        )

    # --- in the database's thread ---

    def _claim(self, channel_id: str, now: datetime) -> Claimed | None:
        with self._store.transaction() as db:
            return deliveries.claim(db, channel_id, now=now, lease=LEASE)

    def _delivered(self, claimed: Claimed, now: datetime) -> None:
        with self._store.transaction() as db:
            deliveries.record_delivered(db, claimed.number, now=now)

    def _failed(self, claimed: Claimed, error: str, again_at: datetime | None) -> None:
        with self._store.transaction() as db:
            deliveries.record_failure(db, claimed.number, error=error, next_attempt_at=again_at)

    def _note_unknown(self, known: frozenset[str]) -> int:
        with self._store.transaction() as db:
            return deliveries.note_unknown(db, known)


async def _send(channel: Channel, claimed: Claimed, *, now: datetime) -> DeliveryError | None:
    """One attempt; ``None`` if the receiver took it."""
    try:
        await channel.send(_message(claimed), now=now)
    except DeliveryError as error:
        return error
    except Exception as error:  # a faulty channel must neither end its task nor lose the alert
        logger.opt(exception=error).error("deliver.fault", channel=channel.id)
        return DeliveryError(f"fault in the channel: {type(error).__name__}")
    return None


def _clock(started_at: datetime) -> Callable[[], datetime]:
    """Tells the time from ``started_at`` on, whatever happens to the wall clock meanwhile."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    return lambda: started_at + timedelta(seconds=loop.time() - began)


def _message(claimed: Claimed) -> Message:
    return Message(
        id=claimed.alert_id,
        severity=claimed.severity,
        reason=claimed.reason,
        text=claimed.explanation,
        payload=claimed.payload,
    )
