"""Values to put into a database: invented people, companies and articles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from monitor.model import (
    Alert,
    Article,
    Claim,
    Departure,
    Event,
    Evidence,
    Kind,
    Reason,
    Severity,
    Status,
    Tier,
)
from monitor.store import alerts, articles, deliveries, events

NOW = datetime(2031, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
TITLE = "鲸落智能首席科学家温知远离职"


def article(number: int = 1, **changes: object) -> Article:
    values: dict[str, object] = {
        "id": f"article-{number}",
        "title": TITLE,
        "text": "温知远将于五月离开鲸落智能。",
        "url": f"https://news.example/{number}",
        "feed_id": "daily",
        "tier": Tier.PRESS,
        "lang": "zh",
        "published_at": NOW - timedelta(hours=1),
        "seen_at": NOW,
        "identities": (number, -number),
        "fingerprint": 1000 + number,
    }
    return Article(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


def departure(**changes: object) -> Departure:
    values: dict[str, object] = {
        "status": Status.REPORTED,
        "main": True,
        "person": "温知远",
        "person_id": "wen-zhiyuan",
        "organization": "鲸落智能",
        "organization_id": "whalefall",
        "organization_aliases": ("鲸落智能", "Whalefall AI"),
        "role": "首席科学家",
        "kind": Kind.RESIGNED,
        "left_on": "2031-05",
        "destination": "Tidepool Labs",
        "successor": "顾小满",
        "reason": "个人原因",
        "score": 0.93,
        "is_leader": True,
        "about_ai": True,
        "evidence": (Evidence(field="person", start=9, end=12, text="温知远"),),
    }
    return Departure(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


def claim(article_id: str = "article-1", **changes: object) -> Claim:
    values: dict[str, object] = {
        "field": "person",
        "value": "温知远",
        "article_id": article_id,
        "status": Status.REPORTED,
        "tier": Tier.PRESS,
        "claimed_at": NOW,
    }
    return Claim(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


def event(event_id: str = "2031-05-wen-zhiyuan-whalefall", **changes: object) -> Event:
    values: dict[str, object] = {
        "id": event_id,
        "status": Status.REPORTED,
        "first_seen_at": NOW,
        "last_seen_at": NOW,
        "person": "温知远",
        "person_id": "wen-zhiyuan",
        "organization": "鲸落智能",
        "organization_id": "whalefall",
        "organization_aliases": ("鲸落智能", "Whalefall AI"),
        "role": "首席科学家",
        "kind": Kind.RESIGNED,
        "left_on": "2031-05",
        "destination": "Tidepool Labs",
        "successor": "顾小满",
        "reason": "个人原因",
        "is_leader": True,
        "about_ai": True,
        "conflicts": ("left_on",),
        "claims": (claim(), claim(field="left_on", value="2031-05")),
    }
    return Event(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


def alert(alert_id: str = "al_1", event_id: str | None = None, **changes: object) -> Alert:
    values: dict[str, object] = {
        "id": alert_id,
        "event_id": event_id or event().id,
        "article_id": "article-1",
        "reason": Reason.NEW,
        "rule": "leaders",
        "severity": Severity.HIGH,
        "raised_at": NOW,
        "rules": ("leaders", "whales"),
        "channels": ("ops", "desk"),
        "previous": None,
    }
    return Alert(**{**values, **changes})  # type: ignore[arg-type]  # tests name real fields


def payload(raised: Alert) -> dict[str, object]:
    """The parts of a body that the store itself looks into."""
    return {
        "schema": "1",
        "alert": {"id": raised.id},
        "event": {"id": raised.event_id, "person": "温知远", "status": "rumoured", "left_on": None},
        "sources": [{"title": TITLE}],
    }


def put_event(db: Database, value: Event) -> None:
    """Store an event, with the article that its claims need."""
    if articles.get(db, "article-1") is None:
        articles.insert(db, article())
    events.save(db, value, person_key="wen-zhiyuan", organization_key="whalefall")


def put_alert(db: Database, value: Alert) -> None:
    """Store an alert with its deliveries, and the event it is about."""
    put_event(db, event(value.event_id))
    alerts.insert(db, value, payload=payload(value), explanation=f"{value.id}：温知远离职")
    deliveries.enqueue(db, value)
