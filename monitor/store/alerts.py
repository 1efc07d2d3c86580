"""Alerts as they were told: what was decided, the body that is sent, the sentence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from monitor.model import Alert, Reason, Severity
from monitor.store.columns import Row, encode_json, instant, known_instant, names, row, rows

_PLAIN = ("id", "event_id", "article_id", "reason", "rule", "severity", "previous")
# What an alert keeps of the event as it stood when it was raised.
_TOLD = (
    "person",
    "organization",
    "role",
    "kind",
    "left_on",
    "destination",
    "status",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alert as it was written down: what was decided, the body that is sent, the sentence."""

    alert: Alert
    payload: dict[str, object]
    explanation: str


def insert(db: Database, alert: Alert, *, payload: Mapping[str, object], explanation: str) -> bool:
    """Write down an alert; false, and nothing is written, if its id was raised before."""
    if row(db, "SELECT 1 FROM alerts WHERE id = ?", [alert.id]):
        return False
    told = payload.get("event")
    columns: Row = {
        **{field: getattr(alert, field) for field in _PLAIN},
        "rules": encode_json(alert.rules),
        "raised_at": instant(alert.raised_at),
        "channels": encode_json(alert.channels),
        **{field: told.get(field) if isinstance(told, Mapping) else None for field in _TOLD},
        "explanation": explanation,
        "payload": encode_json(payload),
    }
    db.table("alerts").insert(columns)
    return True


def history(db: Database, event_id: str) -> list[Alert]:
    """The alerts that the event has raised, oldest first."""
    found = rows(db, "SELECT * FROM alerts WHERE event_id = ? ORDER BY number", [event_id])
    return [_alert(one) for one in found]


def get(db: Database, alert_id: str) -> Raised | None:
    """The alert as it was written down, or ``None``."""
    found = row(db, "SELECT * FROM alerts WHERE id = ?", [alert_id])
    if found is None:
        return None
    payload = json.loads(found["payload"])
    return Raised(alert=_alert(found), payload=payload, explanation=found["explanation"])


def listing(db: Database, *, limit: int = -1, after: str | None = None) -> list[Row]:
    """A row an alert, newest first: ``id reason raised_at rule severity event person organization
    role kind left_on destination status sources explanation``.

    The event's values and sources are those the alert told; ``event`` is its id. ``limit`` -1
    means all; ``after`` is an alert's id: only those raised later.
    """
    found = rows(
        db,
        "SELECT * FROM alerts"
        " WHERE number > coalesce((SELECT number FROM alerts WHERE id = ?), 0)"
        " ORDER BY number DESC LIMIT ?",
        [after, limit],
    )
    return [_alert_row(one) for one in found]


def count(db: Database) -> int:
    """How many alerts were ever raised."""
    return db.table("alerts").count


def _alert(found: Row) -> Alert:
    return Alert(
        id=found["id"],
        event_id=found["event_id"],
        article_id=found["article_id"],
        reason=Reason(found["reason"]),
        rule=found["rule"],
        severity=Severity(found["severity"]),
        raised_at=known_instant(found["raised_at"]),
        rules=names(found["rules"]),
        channels=names(found["channels"]),
        previous=found["previous"],
    )


def _alert_row(found: Row) -> Row:
    return {
        "id": found["id"],
        "reason": found["reason"],
        "raised_at": found["raised_at"],
        "rule": found["rule"],
        "severity": found["severity"],
        "event": found["event_id"],
        **{field: found[field] for field in _TOLD},
        "sources": json.loads(found["payload"]).get("sources", []),
        "explanation": found["explanation"],
    }
