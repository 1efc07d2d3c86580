"""Deliveries: the outbox. A row stays pending until its receiver took the alert or it is given up.

A delivery is leased for the time of an attempt. Whoever dies in between leaves a lease that runs
out, and the alert is sent again under the same id: at least once, never lost.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from monitor.model import Alert, DeliveryState, Reason, Severity
from monitor.store.columns import Row, among, instant, known_instant, row, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """A delivery leased for one attempt, with what is sent. ``attempts`` were made before it."""

    number: int
    alert_id: str
    attempts: int
    reason: Reason
    severity: Severity
    explanation: str
    payload: dict[str, object]


def enqueue(db: Database, alert: Alert) -> int:
    """One delivery, due at once, for each of the alert's channels; how many were not there yet."""
    at = instant(alert.raised_at)
    return db.conn.executemany(
        "INSERT INTO deliveries (alert_id, channel_id, event_id, state, created_at,"
        " next_attempt_at) VALUES (?, ?, ?, 'pending', ?, ?)"
        " ON CONFLICT (alert_id, channel_id) DO NOTHING",
        [(alert.id, channel, alert.event_id, at, at) for channel in alert.channels],
    ).rowcount


def claim(db: Database, channel_id: str, *, now: datetime, lease: timedelta) -> Claimed | None:
    """Lease the longest due delivery of a channel until ``now + lease``; ``None`` if none is due.

    An alert waits for the earlier ones of its event, so that no receiver reads a denial before
    the rumour.
    """
    at = instant(now)
    found = row(db, _DUE, [channel_id, at, at])
    if found is None:
        return None
    db.execute(_LEASE, [instant(now + lease), at, found["number"]])
    return _claimed(found)


_DUE = """
SELECT waiting.number, waiting.alert_id, waiting.attempts,
  alerts.reason, alerts.severity, alerts.explanation, alerts.payload
FROM deliveries AS waiting JOIN alerts ON alerts.id = waiting.alert_id
WHERE waiting.state = 'pending' AND waiting.channel_id = ? AND waiting.next_attempt_at <= ?
  AND (waiting.leased_until IS NULL OR waiting.leased_until <= ?)
  AND NOT EXISTS (
    SELECT 1 FROM deliveries AS earlier WHERE earlier.state = 'pending'
      AND earlier.event_id = waiting.event_id AND earlier.channel_id = waiting.channel_id
      AND earlier.number < waiting.number)
ORDER BY waiting.next_attempt_at, waiting.number LIMIT 1
"""
_LEASE = "UPDATE deliveries SET leased_until = ?, attempted_at = ? WHERE number = ?"


def record_delivered(db: Database, number: int, *, now: datetime) -> None:
    """The receiver took it."""
    db.execute(
        "UPDATE deliveries SET state = 'delivered', attempts = attempts + 1, delivered_at = ?,"
        " next_attempt_at = NULL, leased_until = NULL, last_error = NULL"
        " WHERE number = ? AND state = 'pending'",
        [instant(now), number],
    )


def record_failure(
    db: Database, number: int, *, error: str, next_attempt_at: datetime | None
) -> None:
    """The receiver did not take it; ``next_attempt_at`` ``None`` gives it up as dead."""
    state = DeliveryState.PENDING if next_attempt_at else DeliveryState.DEAD
    db.execute(
        "UPDATE deliveries SET state = ?, attempts = attempts + 1, next_attempt_at = ?,"
        " leased_until = NULL, last_error = ? WHERE number = ? AND state = 'pending'",
        [state, instant(next_attempt_at), error, number],
    )


def release(db: Database) -> int:
    """End every lease, and say how many: for a process that has just locked the database and so
    knows that whoever held them is dead."""
    return db.execute(
        "UPDATE deliveries SET leased_until = NULL"
        " WHERE state = 'pending' AND leased_until IS NOT NULL"
    ).rowcount


def note_unknown(db: Database, channel_ids: Collection[str]) -> int:
    """Say on deliveries to channels other than ``channel_ids`` why they wait; how many it was said
    on. They stay pending, and go out once the channel is configured again."""
    return db.execute(_NOTE_UNKNOWN, [among(channel_ids)]).rowcount


_NOTE_UNKNOWN = """
UPDATE deliveries SET last_error = 'channel ' || channel_id || ' is not configured'
WHERE state = 'pending' AND channel_id NOT IN (SELECT value FROM json_each(?))
  AND last_error IS NOT 'channel ' || channel_id || ' is not configured'
"""


def shift(db: Database, *, now: datetime) -> int:
    """Bring back deliveries whose last attempt lies after ``now``, the wall clock having been set
    back: each keeps its distance to the attempt, as if that had been at ``now``. How many."""
    at = instant(now)
    ahead = rows(db, _AHEAD, [at])
    for one in ahead:
        back = known_instant(one["touched_at"]) - now
        due = known_instant(one["next_attempt_at"]) - back
        until = one["leased_until"] and instant(known_instant(one["leased_until"]) - back)
        db.execute(_SHIFT, [at, instant(due), until, one["number"]])
    return len(ahead)


_AHEAD = """
SELECT number, coalesce(attempted_at, created_at) AS touched_at, next_attempt_at, leased_until
FROM deliveries WHERE state = 'pending' AND coalesce(attempted_at, created_at) > ?
"""
_SHIFT = """
UPDATE deliveries SET attempted_at = ?, next_attempt_at = ?, leased_until = ? WHERE number = ?
"""


def listing(db: Database, *, limit: int = -1) -> list[Row]:
    """A row a delivery, newest first: ``alert channel state attempts next_attempt_at last_error``.

    ``limit`` -1 means all.
    """
    return rows(
        db,
        "SELECT alert_id AS alert, channel_id AS channel, state, attempts, next_attempt_at,"
        " last_error FROM deliveries ORDER BY number DESC LIMIT ?",
        [limit],
    )


def counts(db: Database) -> dict[DeliveryState, int]:
    """How many deliveries stand where."""
    found = rows(db, "SELECT state, count(*) AS number FROM deliveries GROUP BY state")
    counted = {one["state"]: one["number"] for one in found}
    return {state: counted.get(state, 0) for state in DeliveryState}


def _claimed(found: Row) -> Claimed:
    return Claimed(
        number=found["number"],
        alert_id=found["alert_id"],
        attempts=found["attempts"],
        reason=Reason(found["reason"]),
        severity=Severity(found["severity"]),
        explanation=found["explanation"],
        payload=json.loads(found["payload"]),
    )
