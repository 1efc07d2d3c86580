"""Feeds: what is configured, and what is remembered of each between polls."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlite_utils import Database

from monitor.errors import StoreError
from monitor.model import Feed, FeedHealth, FeedState, Validators
from monitor.store.columns import Row, among, instant, maybe_instant, pack, row, rows, unpack

_CONFIGURE = """
INSERT INTO feeds (id, url, tier, lang, paused) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET url = excluded.url, tier = excluded.tier, lang = excluded.lang,
  paused = excluded.paused, configured = 1
"""


def configure(db: Database, feeds: Iterable[Feed]) -> None:
    """Make ``feeds`` the ones that are polled; the others are kept but marked as not configured.

    A feed whose address changed starts anew: validators of the old address prove nothing about
    the new one.
    """
    wanted = list(feeds)
    for feed in wanted:
        db.execute("DELETE FROM feeds WHERE id = ? AND url <> ?", [feed.id, feed.url])
    db.conn.executemany(
        _CONFIGURE, [(feed.id, feed.url, feed.tier, feed.lang, feed.paused) for feed in wanted]
    )
    known = [one["id"] for one in rows(db, "SELECT id FROM feeds WHERE configured = 1")]
    gone = set(known) - {feed.id for feed in wanted}
    db.conn.executemany("UPDATE feeds SET configured = 0 WHERE id = ?", [(one,) for one in gone])


def state(db: Database, feed_id: str) -> FeedState:
    """What is remembered of a feed; a blank state if nothing is."""
    found = row(db, "SELECT * FROM feeds WHERE id = ?", [feed_id])
    return _state(found) if found else FeedState(feed_id=feed_id)


def save_state(db: Database, state: FeedState) -> None:
    """Replace what is remembered of a feed. Raises StoreError if it was never configured."""
    columns = _columns(state)
    setting = ", ".join(f"{column} = ?" for column in columns)
    updated = db.execute(
        f"UPDATE feeds SET {setting} WHERE id = ?",  # noqa: S608  # column names are ours
        [*columns.values(), state.feed_id],
    )
    if updated.rowcount == 0:
        raise StoreError(f"feed {state.feed_id} is not in the database")


def due(db: Database, *, now: datetime) -> list[str]:
    """Ids of the feeds to poll at ``now``: those never polled, then the longest overdue first."""
    found = rows(
        db,
        "SELECT id FROM feeds WHERE configured AND NOT paused"
        " AND (next_due_at IS NULL OR next_due_at <= ?) ORDER BY next_due_at, id",
        [instant(now)],
    )
    return [one["id"] for one in found]


def polled_after(db: Database, *, now: datetime) -> list[FeedState]:
    """Feeds whose last poll lies after ``now``: the wall clock has been set back since."""
    found = rows(db, "SELECT * FROM feeds WHERE polled_at > ?", [instant(now)])
    return [_state(one) for one in found]


def listing(db: Database, feed_ids: Iterable[str] | None = None) -> list[Row]:
    """A row for each configured feed, or for those named: ``id url tier state last_success_at
    next_due_at error articles departures``; instants are ISO 8601 text."""
    return rows(db, _LISTING, [None if feed_ids is None else among(feed_ids)])


_LISTING = """
WITH stored AS (
  SELECT feed_id, count(*) AS articles FROM articles GROUP BY feed_id
), found AS (
  SELECT feed_id, count(*) AS departures
  FROM departures JOIN articles ON articles.id = departures.article_id GROUP BY feed_id
)
SELECT id, url, tier, CASE WHEN paused THEN 'paused' ELSE state END AS state,
  success_at AS last_success_at, next_due_at, error,
  coalesce(articles, 0) AS articles, coalesce(departures, 0) AS departures
FROM feeds LEFT JOIN stored ON stored.feed_id = id LEFT JOIN found ON found.feed_id = id
WHERE configured AND (?1 IS NULL OR id IN (SELECT value FROM json_each(?1))) ORDER BY id
"""


def _columns(state: FeedState) -> Row:
    return {
        "state": state.health,
        "polled_at": instant(state.polled_at),
        "success_at": instant(state.success_at),
        "next_due_at": instant(state.next_due_at),
        "new_item_at": instant(state.new_item_at),
        "failures": state.failures,
        "error": state.error,
        "etag": state.validators.etag,
        "last_modified": state.validators.last_modified,
        "body_hash": state.body_hash,
        "window": pack(state.window),
    }


def _state(found: Row) -> FeedState:
    return FeedState(
        feed_id=found["id"],
        validators=Validators(etag=found["etag"], last_modified=found["last_modified"]),
        body_hash=found["body_hash"],
        window=unpack(found["window"]),
        polled_at=maybe_instant(found["polled_at"]),
        success_at=maybe_instant(found["success_at"]),
        next_due_at=maybe_instant(found["next_due_at"]),
        new_item_at=maybe_instant(found["new_item_at"]),
        failures=found["failures"],
        error=found["error"],
        health=FeedHealth(found["state"]),
    )
