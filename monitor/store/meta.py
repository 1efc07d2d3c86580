"""Moments in the life of the database, such as when it was last backed up."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from monitor.store.columns import instant, known_instant, row


def get(db: Database, key: str) -> datetime | None:
    """The instant kept under ``key``, or ``None``."""
    found = row(db, "SELECT value FROM meta WHERE key = ?", [key])
    return known_instant(found["value"]) if found else None


def put(db: Database, key: str, at: datetime) -> None:
    """Keep an instant under ``key`` instead of the one that was there."""
    db.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", [key, instant(at)])
