"""The outbox: what is claimed when, in which order, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlite_utils import Database

from monitor.model import DeliveryState, Reason
from monitor.store import MEMORY, Store, deliveries
from tests.shell.samples import NOW, alert, payload, put_alert

LEASE = timedelta(minutes=2)
SECOND = timedelta(seconds=1)


def claim(db: Database, now: datetime = NOW, *, channel: str = "ops", limit: int = 9) -> list[str]:
    """Claim up to ``limit`` deliveries, one after another; their alerts."""
    claims = (deliveries.claim(db, channel, now=now, lease=LEASE) for _ in range(limit))
    return [one.alert_id for one in claims if one]


def numbers(db: Database) -> dict[str, int]:
    found = db.query("SELECT number, alert_id FROM deliveries WHERE channel_id = 'ops'")
    return {row["alert_id"]: row["number"] for row in found}


def put(db: Database, *names: str, event_id: str | None = None) -> None:
    for name in names:
        put_alert(db, alert(name, event_id=event_id or f"event of {name}"))


def test_a_claim_carries_all_that_is_sent(db: Database) -> None:
    one = alert(reason=Reason.CONFIRMED)
    put_alert(db, one)
    assert deliveries.claim(db, "desk", now=NOW, lease=LEASE) == deliveries.Claimed(
        number=2,
        alert_id="al_1",
        attempts=0,
        reason=Reason.CONFIRMED,
        severity=one.severity,
        explanation="al_1：温知远离职",
        payload=payload(one),
    )


def test_each_channel_has_its_own_delivery(db: Database) -> None:
    put(db, "al_1")
    assert claim(db, channel="ops") == ["al_1"]
    assert claim(db, channel="desk") == ["al_1"]
    assert claim(db, channel="nobody") == []


def test_nothing_is_due_before_its_time(db: Database) -> None:
    put(db, "al_1")
    assert claim(db, NOW - SECOND) == []
    assert claim(db, NOW) == ["al_1"]


def test_a_lease_keeps_others_off_until_it_runs_out(db: Database) -> None:
    put(db, "al_1")
    assert claim(db) == ["al_1"]
    assert claim(db, NOW + LEASE - SECOND) == []
    assert claim(db, NOW + LEASE) == ["al_1"]


def test_a_locked_database_knows_that_old_leases_are_dead(db: Database) -> None:
    put(db, "al_1")
    assert claim(db) == ["al_1"]
    assert deliveries.release(db) == 1
    assert claim(db) == ["al_1"]


def test_the_longest_due_goes_first(db: Database) -> None:
    for name, minutes in (("al_1", 2), ("al_2", 3), ("al_3", 1)):
        raised_at = NOW - timedelta(minutes=minutes)
        put_alert(db, alert(name, event_id=name, raised_at=raised_at))
    assert claim(db) == ["al_2", "al_1", "al_3"]


def test_alerts_of_one_event_go_in_order(db: Database) -> None:
    put(db, "rumour", "denial", event_id="one event")
    put(db, "other")
    assert claim(db) == ["rumour", "other"]
    again_at = NOW + timedelta(hours=1)
    deliveries.record_failure(db, numbers(db)["rumour"], error="down", next_attempt_at=again_at)
    assert claim(db, NOW + SECOND) == []
    assert claim(db, again_at) == ["other", "rumour"]
    deliveries.record_delivered(db, numbers(db)["rumour"], now=again_at)
    assert claim(db, again_at) == ["denial"]


def test_a_dead_alert_no_longer_holds_up_its_event(db: Database) -> None:
    put(db, "rumour", "denial", event_id="one event")
    deliveries.record_failure(db, numbers(db)["rumour"], error="410", next_attempt_at=None)
    assert claim(db) == ["denial"]


def test_what_becomes_of_deliveries_is_listed_and_counted(db: Database) -> None:
    for name in ("al_1", "al_2", "al_3"):
        put_alert(db, replace(alert(name, event_id=name), channels=("ops",)))
    claim(db, limit=3)
    later = NOW + timedelta(minutes=5)
    deliveries.record_delivered(db, numbers(db)["al_1"], now=NOW)
    deliveries.record_failure(db, numbers(db)["al_2"], error="HTTP 503", next_attempt_at=later)
    deliveries.record_failure(db, numbers(db)["al_3"], error="HTTP 410", next_attempt_at=None)
    assert [tuple(row.values()) for row in deliveries.listing(db)] == [
        ("al_3", "ops", "dead", 1, None, "HTTP 410"),
        ("al_2", "ops", "pending", 1, "2031-05-06T07:13:09.123456Z", "HTTP 503"),
        ("al_1", "ops", "delivered", 1, None, None),
    ]
    assert list(deliveries.listing(db)[0]) == [
        "alert",
        "channel",
        "state",
        "attempts",
        "next_attempt_at",
        "last_error",
    ]
    assert [row["alert"] for row in deliveries.listing(db, limit=1)] == ["al_3"]
    assert deliveries.counts(db) == dict.fromkeys(DeliveryState, 1)


def test_a_delivery_that_is_over_is_not_reopened(db: Database) -> None:
    put(db, "al_1")
    deliveries.record_delivered(db, numbers(db)["al_1"], now=NOW)
    deliveries.record_failure(db, numbers(db)["al_1"], error="late", next_attempt_at=NOW)
    assert [row["state"] for row in deliveries.listing(db)] == ["pending", "delivered"]


def test_deliveries_to_a_channel_that_is_gone_wait_and_say_why(db: Database) -> None:
    put(db, "al_1")
    assert deliveries.note_unknown(db, {"desk", "new"}) == 1
    assert deliveries.note_unknown(db, {"desk", "new"}) == 0
    errors = {row["channel"]: row["last_error"] for row in deliveries.listing(db)}
    assert errors == {"ops": "channel ops is not configured", "desk": None}
    assert claim(db, NOW + timedelta(days=90)) == ["al_1"]


@pytest.mark.parametrize("back", [timedelta(seconds=1), timedelta(hours=1), timedelta(days=3650)])
def test_a_clock_set_back_keeps_every_wait(db: Database, back: timedelta) -> None:
    put(db, "new", "leased", "waiting")
    assert sorted(claim(db)) == ["leased", "new", "waiting"]
    deliveries.release(db)
    wait = timedelta(minutes=30)
    deliveries.record_failure(db, numbers(db)["waiting"], error="", next_attempt_at=NOW + wait)
    claim(db, limit=1)  # "new" has the lower number
    now = NOW - back
    assert deliveries.shift(db, now=now) == 6
    assert deliveries.shift(db, now=now) == 0
    assert claim(db, now) == ["leased"]
    assert claim(db, now + wait - SECOND) == ["new", "leased"]
    assert claim(db, now + wait) == ["waiting"]


def test_a_clock_that_did_not_step_moves_nothing(db: Database) -> None:
    put(db, "al_1")
    assert deliveries.shift(db, now=NOW) == 0


class Outbox(RuleBasedStateMachine):
    """Whatever order things happen in: nothing is lost, nothing overtakes within an event."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store.open(MEMORY)
        self.now = NOW
        self.raised: list[tuple[str, str]] = []
        self.taken: list[str] = []
        self.given_up: set[str] = set()
        self.leased: list[deliveries.Claimed] = []

    def teardown(self) -> None:
        self.store.close()

    @rule(event_id=st.sampled_from(["a", "b"]))
    def raise_alert(self, event_id: str) -> None:
        name = f"al_{len(self.raised)}"
        self.raised.append((name, event_id))
        with self.store.transaction() as db:
            put_alert(db, alert(name, event_id, raised_at=self.now, channels=("ops",)))

    @rule()
    def claim(self) -> None:
        with self.store.transaction() as db:
            claimed = deliveries.claim(db, "ops", now=self.now, lease=LEASE)
        if claimed:
            self.leased.append(claimed)

    @precondition(lambda self: self.leased)
    @rule()
    def take(self) -> None:
        one = self.leased.pop(0)
        with self.store.transaction() as db:
            deliveries.record_delivered(db, one.number, now=self.now)
        self.taken.append(one.alert_id)

    @precondition(lambda self: self.leased)
    @rule(wait=st.none() | st.timedeltas(timedelta(0), timedelta(hours=1)))
    def refuse(self, wait: timedelta | None) -> None:
        one = self.leased.pop(0)
        again_at = None if wait is None else self.now + wait
        with self.store.transaction() as db:
            deliveries.record_failure(db, one.number, error="no", next_attempt_at=again_at)
        if wait is None:
            self.given_up.add(one.alert_id)

    @rule()
    def die(self) -> None:
        self.leased.clear()
        self.now += LEASE

    @rule(step=st.timedeltas(timedelta(minutes=-90), timedelta(minutes=90)))
    def step(self, step: timedelta) -> None:
        self.leased.clear()
        self.now += step
        with self.store.transaction() as db:
            deliveries.shift(db, now=self.now)
            deliveries.release(db)

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        with self.store.reading() as db:
            counted = deliveries.counts(db)
        assert sum(counted.values()) == len(self.raised)
        assert counted[DeliveryState.DELIVERED] == len(self.taken) == len(set(self.taken))
        assert counted[DeliveryState.DEAD] == len(self.given_up)

    @invariant()
    def nothing_overtakes(self) -> None:
        order = {name: position for position, (name, _) in enumerate(self.raised)}
        for wanted in ("a", "b"):
            mine = [name for name, event_id in self.raised if event_id == wanted]
            taken = [order[name] for name in self.taken if name in mine]
            assert taken == sorted(taken)


TestOutbox = Outbox.TestCase
TestOutbox.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
