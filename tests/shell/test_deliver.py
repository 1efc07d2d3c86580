"""The delivery driver over a real database: every alert arrives, whoever hangs, fails or dies."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from monitor.channels.base import Channel, Message
from monitor.channels.webhook import WebhookChannel, WebhookSettings
from monitor.deliver import LEASE, Deliverer
from monitor.errors import DeliveryError, StoreError
from monitor.model import DeliveryState
from monitor.retry import WEBHOOK, Schedule
from monitor.store import Store, deliveries
from tests.shell.samples import NOW, alert, put_alert
from tests.shell.server import Answer, Server

P = ParamSpec("P")
R = TypeVar("R")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "monitor.db")
    yield opened
    opened.close()


@dataclass
class Receiver:
    """A channel whose receiver does as told: one answer for each message, the last one repeats."""

    id: str = "ops"
    answers: list[Exception | None] = field(default_factory=lambda: [None])
    schedule: Schedule = WEBHOOK
    took: list[str] = field(default_factory=list)
    asked_at: list[datetime] = field(default_factory=list)
    gate: asyncio.Event | None = None
    busy: asyncio.Event | None = None

    async def send(self, message: Message, *, now: datetime) -> None:
        self.asked_at.append(now)
        if self.busy:
            self.busy.set()
        if self.gate:
            await self.gate.wait()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer:
            raise answer
        self.took.append(message.id)

    async def close(self) -> None:
        """It keeps nothing open."""


class Here:
    """Runs what is for the database's thread in this one."""

    async def __call__(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        await asyncio.sleep(0)
        return function(*args, **kwargs)


def deliverer(store: Store, *channels: Channel) -> Deliverer:
    return Deliverer(store, {one.id: one for one in channels}, run=Here(), jitter=lambda: 0)


def put(store: Store, *names: str, channels: tuple[str, ...] = ("ops",)) -> None:
    with store.transaction() as db:
        for name in names:
            put_alert(db, alert(name, event_id=f"event of {name}", channels=channels))


def listed(store: Store) -> dict[tuple[str, str], tuple[str, int, str | None]]:
    with store.reading() as db:
        found = deliveries.listing(db)
    return {
        (row["alert"], row["channel"]): (row["state"], row["attempts"], row["last_error"])
        for row in found
    }


def deliver(store: Store, *channels: Channel, now: datetime = NOW) -> int:
    return asyncio.run(deliverer(store, *channels).deliver_due(now))


def test_all_that_is_due_is_delivered_once(store: Store) -> None:
    put(store, "al_1", "al_2", "al_3")
    receiver = Receiver()
    assert deliver(store, receiver) == 3
    assert deliver(store, receiver) == 0
    assert receiver.took == ["al_1", "al_2", "al_3"]
    assert set(listed(store).values()) == {("delivered", 1, None)}


@pytest.mark.parametrize(
    ("answer", "state", "error", "again_after"),
    [
        (DeliveryError("HTTP 503"), "pending", "HTTP 503", timedelta(seconds=5)),
        (
            DeliveryError("HTTP 429", retry_after=timedelta(hours=1)),
            "pending",
            "HTTP 429",
            timedelta(hours=1),
        ),
        (DeliveryError("HTTP 410", permanent=True), "dead", "HTTP 410", None),
        (ZeroDivisionError("sesame"), "pending", "fault in the channel: ZeroDivisionError", None),
        (DeliveryError("x" * 999), "pending", "x" * 300, None),
    ],
)
def test_what_becomes_of_a_refusal(
    store: Store, answer: Exception, state: str, error: str, again_after: timedelta | None
) -> None:
    put(store, "al_1")
    assert deliver(store, Receiver(answers=[answer])) == 0
    assert listed(store) == {("al_1", "ops"): (state, 1, error)}
    if again_after:
        receiver = Receiver()
        assert deliver(store, receiver, now=NOW + again_after - timedelta(seconds=1)) == 0
        assert deliver(store, receiver, now=NOW + again_after + timedelta(seconds=9)) == 1


def test_a_receiver_that_is_down_gets_ten_attempts_then_the_alert_is_dead(store: Store) -> None:
    put(store, "al_1")
    receiver = Receiver(answers=[DeliveryError("down")])
    now = NOW
    for wait in (*WEBHOOK[1:], timedelta(days=9)):
        deliver(store, receiver, now=now)
        deliver(store, receiver, now=now + wait * 0.9)
        now += wait + timedelta(seconds=9)
    assert len(receiver.asked_at) == 10
    assert listed(store) == {("al_1", "ops"): ("dead", 10, "down")}


def test_a_hanging_channel_holds_up_nobody_else(store: Store) -> None:
    put(store, "al_1", channels=("slow", "ops"))

    async def work() -> None:
        slow = Receiver(id="slow", gate=asyncio.Event(), busy=asyncio.Event())
        swift = Receiver()
        driver = deliverer(store, slow, swift)
        first = await driver.start_due(NOW)
        assert slow.busy
        await slow.busy.wait()
        await first[1]
        for name in ("al_2", "al_3"):
            put(store, name, channels=("slow", "ops"))
            (task,) = await driver.start_due(NOW)
            assert await task == 1
        assert swift.took == ["al_1", "al_2", "al_3"]
        assert slow.took == []
        assert slow.gate
        slow.gate.set()
        assert await first[0] == 3
        assert slow.took == ["al_1", "al_2", "al_3"]

    asyncio.run(work())


def test_stopping_ends_the_attempt_under_way_and_begins_no_other(store: Store) -> None:
    put(store, "al_1", "al_2")

    async def work() -> None:
        slow = Receiver(gate=asyncio.Event(), busy=asyncio.Event())
        driver = deliverer(store, slow)
        await driver.start_due(NOW)
        assert slow.busy
        assert slow.gate
        await slow.busy.wait()
        (working,) = driver.stop()
        assert not working.done()
        slow.gate.set()
        assert await working == 1
        assert slow.took == ["al_1"]
        assert await driver.deliver_due(NOW) == 0

    asyncio.run(work())
    assert listed(store)["al_1", "ops"] == ("delivered", 1, None)
    assert listed(store)["al_2", "ops"] == ("pending", 0, None)


def test_an_attempt_that_died_before_its_record_is_made_again(store: Store) -> None:
    put(store, "al_1")
    receiver = Receiver()

    class Dying(Here):
        async def __call__(
            self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs
        ) -> R:
            if receiver.took:
                raise StoreError("the disk is gone")
            return await super().__call__(function, *args, **kwargs)

    broken = Deliverer(store, {"ops": receiver}, run=Dying(), jitter=lambda: 0)
    with pytest.raises(StoreError, match="the disk is gone"):
        asyncio.run(broken.deliver_due(NOW))
    assert deliver(store, receiver, now=NOW + LEASE - timedelta(seconds=1)) == 0
    assert deliver(store, receiver, now=NOW + LEASE + timedelta(seconds=1)) == 1
    assert receiver.took == ["al_1", "al_1"]


def test_an_alert_for_a_channel_that_is_gone_waits_for_its_return(store: Store) -> None:
    put(store, "al_1", channels=("ops", "old"))
    assert deliver(store, Receiver()) == 1
    assert listed(store)["al_1", "old"] == ("pending", 0, "channel old is not configured")
    returned = Receiver(id="old")
    assert deliver(store, Receiver(), returned, now=NOW + timedelta(days=30)) == 1
    assert listed(store)["al_1", "old"] == ("delivered", 1, None)


def test_a_webhook_that_was_down_gets_everything_when_it_is_back(store: Store) -> None:
    put(store, "al_1", "al_2")
    with Server() as server:
        server.on("/", Answer(status=503), Answer(status=503), Answer())
        table = {"id": "ops", "kind": "webhook", "url": server.url(), "secret": f"whsec_{'A' * 32}"}
        channel = WebhookChannel(WebhookSettings.model_validate(table), environ={})

        async def work() -> tuple[int, int]:
            driver = deliverer(store, channel)
            found = await driver.deliver_due(NOW), await driver.deliver_due(NOW + LEASE)
            await channel.close()
            return found

        assert asyncio.run(work()) == (0, 2)
        ids = [request.headers["webhook-id"] for request in server.requests]
        stamps = [int(request.headers["webhook-timestamp"]) for request in server.requests]
    assert ids == ["al_1", "al_2", "al_1", "al_2"]
    assert stamps[2] - stamps[0] >= LEASE.total_seconds() - 1, "each attempt is signed anew"


# --- kill -9 -------------------------------------------------------------------------------

_VICTIM = """
import asyncio, sys
from datetime import datetime, timezone
from monitor.channels.log import LogChannel, LogSettings
from monitor.deliver import Deliverer
from monitor.store import Store, deliveries
from monitor.store.thread import StoreThread
from tests.shell.samples import alert, put_alert

database, received, first, last = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
store = Store.open(database)
store.lock()

def commit(name, now):
    with store.transaction() as db:
        put_alert(db, alert(name, event_id="event of " + name, raised_at=now, channels=("file",)))

async def work():
    channel = LogChannel(LogSettings(id="file", kind="log", path=received), environ={})
    with store.transaction() as db:
        deliveries.release(db)
    async with StoreThread() as run:
        deliverer = Deliverer(store, {"file": channel}, run=run)
        for number in range(first, last):
            now = datetime.now(timezone.utc)
            await run(commit, f"al_{number}", now)
            print(f"al_{number}", flush=True)
            await deliverer.start_due(now)
        await deliverer.deliver_due(datetime.now(timezone.utc))

asyncio.run(work())
store.close()
"""


def test_killed_again_and_again_nothing_is_lost(tmp_path: Path) -> None:
    database, received = tmp_path / "monitor.db", tmp_path / "received.jsonl"
    committed: list[str] = []
    kills = 10
    for kill in range(kills):
        arguments = [str(database), str(received), str(kill * 1000), str(kill * 1000 + 1000)]
        victim = subprocess.Popen(
            [sys.executable, "-c", _VICTIM, *arguments], stdout=subprocess.PIPE, text=True
        )
        with victim:
            assert victim.stdout
            seen = (victim.stdout.readline() for _ in range(1 + kill * 3))  # another moment each
            committed += [line.strip() for line in seen]
            victim.kill()
            committed += victim.stdout.read().split()
    subprocess.run(
        [sys.executable, "-c", _VICTIM, str(database), str(received), "0", "0"], check=True
    )
    lines = received.read_text().splitlines()
    arrived = [json.loads(line)["alert"]["id"] for line in lines]
    assert "" not in committed
    assert set(committed) <= set(arrived), "an alert was lost"
    assert len(arrived) - len(set(arrived)) <= kills, "more repeats than kills"
    store = Store.open(database)
    with store.reading() as db:
        counted = deliveries.counts(db)
    store.close()
    assert counted[DeliveryState.DELIVERED] == len(set(arrived))
    assert counted[DeliveryState.PENDING] == counted[DeliveryState.DEAD] == 0
