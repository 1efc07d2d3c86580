"""Articles: by which identities each is known, what it says, and whom it tells of leaving."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlite_utils import Database

from monitor.model import Article, Departure, Evidence, Tier
from monitor.store import facts
from monitor.store.columns import (
    Row,
    among,
    encode_json,
    instant,
    known_instant,
    maybe_instant,
    row,
    rows,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An article seen before: the id it was given then, and its fingerprint when last read."""

    article_id: str
    fingerprint: int


def identify(db: Database, article: Article) -> Known | None:
    """The article under any of its identities in its feed, the first of them deciding; else None.

    Articles are remembered here long after `prune` has dropped what they said.
    """
    found = rows(
        db,
        "SELECT hash, article_id, fingerprint FROM seen WHERE feed_id = ?"
        " AND hash IN (SELECT value FROM json_each(?))",
        [article.feed_id, among(article.identities)],
    )
    by_hash = {one.pop("hash"): Known(**one) for one in found}
    return next((by_hash[one] for one in article.identities if one in by_hash), None)


def remember(db: Database, article: Article) -> None:
    """Know the article by all its present identities, and by its present fingerprint."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO seen (feed_id, hash, article_id, fingerprint) VALUES (?, ?, ?, ?)",
        [(article.feed_id, one, article.id, article.fingerprint) for one in article.identities],
    )


def insert(db: Database, article: Article) -> None:
    """Keep a new article and remember its identities."""
    db.table("articles").insert(_columns(article))
    remember(db, article)


def revise(db: Database, article: Article) -> None:
    """Keep what a known article says now; it was first seen when it was.

    ``article.id`` is the id that `identify` gave. One that was pruned is kept anew.
    """
    columns = _columns(article) | {"revised_at": instant(article.seen_at)}
    earlier = row(db, "SELECT seen_at FROM articles WHERE id = ?", [article.id])
    db.table("articles").upsert(columns | (earlier or {}), pk="id")
    remember(db, article)


def replace_departures(db: Database, article_id: str, departures: Sequence[Departure]) -> None:
    """Make ``departures`` all that the article tells of."""
    db.execute("DELETE FROM departures WHERE article_id = ?", [article_id])
    if departures:
        db.table("departures").insert_all(
            {"article_id": article_id, "position": position} | _departure_columns(departure)
            for position, departure in enumerate(departures)
        )


def get(db: Database, article_id: str) -> Article | None:
    """The article, or ``None``. What is read back has no ``identities``: they are in ``seen``."""
    found = row(db, "SELECT * FROM articles WHERE id = ?", [article_id])
    return _article(found) if found else None


def departures(db: Database, article_id: str) -> tuple[Departure, ...]:
    """What the article tells of, in its order."""
    found = rows(
        db, "SELECT * FROM departures WHERE article_id = ? ORDER BY position", [article_id]
    )
    return tuple(_departure(one) for one in found)


def newest(db: Database, *, limit: int, feed_id: str | None = None) -> list[Article]:
    """The articles seen last, newest first; of one feed if ``feed_id`` names it."""
    wanted = "" if feed_id is None else "WHERE feed_id = :feed_id"  # each has its index
    found = rows(
        db,
        f"SELECT * FROM articles {wanted} ORDER BY seen_at DESC, rowid DESC LIMIT :limit",  # noqa: S608  # ours
        {"feed_id": feed_id, "limit": limit},
    )
    return [_article(one) for one in found]


def prune(db: Database, *, before: datetime) -> int:
    """Drop articles first seen before ``before`` that found nothing; how many were dropped.

    Their identities stay in ``seen``, so none of them ever comes back as new.
    """
    return db.execute(
        "DELETE FROM articles WHERE seen_at < ?"
        " AND NOT EXISTS (SELECT 1 FROM departures WHERE article_id = articles.id)"
        " AND NOT EXISTS (SELECT 1 FROM claims WHERE article_id = articles.id)"
        " AND NOT EXISTS (SELECT 1 FROM alerts WHERE article_id = articles.id)",
        [instant(before)],
    ).rowcount


def count(db: Database) -> int:
    """How many articles are kept."""
    return db.table("articles").count


def _columns(article: Article) -> Row:
    return {
        "id": article.id,
        "feed_id": article.feed_id,
        "title": article.title,
        "text": article.text,
        "url": article.url,
        "tier": article.tier,
        "lang": article.lang,
        "published_at": instant(article.published_at),
        "seen_at": instant(article.seen_at),
        "fingerprint": article.fingerprint,
    }


def _article(found: Row) -> Article:
    return Article(
        id=found["id"],
        feed_id=found["feed_id"],
        title=found["title"],
        text=found["text"],
        url=found["url"],
        tier=Tier(found["tier"]),
        lang=found["lang"],
        published_at=maybe_instant(found["published_at"]),
        seen_at=known_instant(found["seen_at"]),
        fingerprint=found["fingerprint"],
    )


def _departure_columns(departure: Departure) -> Row:
    return facts.columns(departure) | {
        "main": departure.main,
        "score": departure.score,
        "evidence": encode_json([asdict(one) for one in departure.evidence]),
    }


def _departure(found: Row) -> Departure:
    return Departure(
        **facts.fields(found),
        main=bool(found["main"]),
        score=found["score"],
        evidence=tuple(Evidence(**one) for one in json.loads(found["evidence"])),
    )
