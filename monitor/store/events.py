"""Events with their claims."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlite_utils import Database

from monitor.model import Claim, Event, Source, Status, Tier
from monitor.store import facts
from monitor.store.columns import (
    Row,
    among,
    encode_json,
    instant,
    known_instant,
    maybe_instant,
    names,
    rows,
)


def save(
    db: Database, event: Event, *, person_key: str | None, organization_key: str | None
) -> None:
    """Write an event and its claims as they are now.

    The keys are what `candidates` finds it by. Every article that claims anything must be stored.
    """
    columns = _columns(event) | {"person_key": person_key, "organization_key": organization_key}
    db.table("events").upsert(columns, pk="id")
    db.execute("DELETE FROM claims WHERE event_id = ?", [event.id])
    db.conn.executemany(
        "INSERT INTO claims (event_id, position, field, value, article_id, status, tier,"
        " claimed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [(event.id, position, *_claim_values(one)) for position, one in enumerate(event.claims)],
    )


def candidates(
    db: Database,
    *,
    person_keys: Collection[str],
    organization_keys: Collection[str],
    since: datetime,
    unnamed_only: bool = False,
) -> list[Event]:
    """Events last seen at ``since`` or later that share a person or an organization with the keys,
    oldest first; of the organizations' events, perhaps only those of nobody by name."""
    keys = [among(person_keys), among(organization_keys)]
    return _with_claims(db, rows(db, _CANDIDATES, [*keys, instant(since), unnamed_only]))


def get(db: Database, event_id: str) -> Event | None:
    """The event with its claims, or ``None``."""
    return next(iter(_with_claims(db, rows(db, _BY_ID, [event_id]))), None)


def newest(db: Database, *, limit: int) -> list[Event]:
    """The events seen last, newest first."""
    found = rows(db, "SELECT * FROM events ORDER BY last_seen_at DESC, id LIMIT ?", [limit])
    return _with_claims(db, found)


def sources(db: Database, event_id: str) -> list[Source]:
    """The articles that claim anything of the event, oldest first."""
    found = rows(db, _SOURCES, [event_id])
    return [
        Source(
            article_id=one["id"],
            title=one["title"],
            feed_id=one["feed_id"],
            tier=Tier(one["tier"]),
            url=one["url"],
            published_at=maybe_instant(one["published_at"]),
            lang=one["lang"],
        )
        for one in found
    ]


_CANDIDATES = """
SELECT * FROM events WHERE last_seen_at >= ?3
  AND (person_key IN (SELECT value FROM json_each(?1))
    OR organization_key IN (SELECT value FROM json_each(?2)) AND (person_key IS NULL OR NOT ?4))
ORDER BY first_seen_at, id
"""
_BY_ID = "SELECT * FROM events WHERE id = ?"
_CLAIMS = """
SELECT * FROM claims WHERE event_id IN (SELECT value FROM json_each(?))
ORDER BY event_id, position
"""
_SOURCES = """
SELECT * FROM articles WHERE id IN (SELECT article_id FROM claims WHERE event_id = ?)
ORDER BY coalesce(published_at, seen_at), id
"""


def _with_claims(db: Database, found: list[Row]) -> list[Event]:
    claims: dict[str, list[Claim]] = {one["id"]: [] for one in found}
    for one in rows(db, _CLAIMS, [among(claims)]):
        claims[one["event_id"]].append(_claim(one))
    return [_event(one, tuple(claims[one["id"]])) for one in found]


def _columns(event: Event) -> Row:
    return facts.columns(event) | {
        "id": event.id,
        "conflicts": encode_json(event.conflicts),
        "first_seen_at": instant(event.first_seen_at),
        "last_seen_at": instant(event.last_seen_at),
    }


def _event(found: Row, claims: tuple[Claim, ...]) -> Event:
    return Event(
        **facts.fields(found),
        id=found["id"],
        conflicts=names(found["conflicts"]),
        first_seen_at=known_instant(found["first_seen_at"]),
        last_seen_at=known_instant(found["last_seen_at"]),
        claims=claims,
    )


def _claim_values(claim: Claim) -> tuple[str | None, ...]:
    at = instant(claim.claimed_at)
    return (claim.field, claim.value, claim.article_id, claim.status, claim.tier, at)


def _claim(found: Row) -> Claim:
    return Claim(
        field=found["field"],
        value=found["value"],
        article_id=found["article_id"],
        status=Status(found["status"]),
        tier=Tier(found["tier"]),
        claimed_at=known_instant(found["claimed_at"]),
    )
