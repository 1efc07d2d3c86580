"""Events with every claim, and the views over them and their alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlite_utils import Database

from monitor.model import Event, Status, Tier
from monitor.store import articles, events
from tests.shell.samples import NOW, alert, article, claim, event, put_alert, put_event


@pytest.fixture
def db(db: Database) -> Database:
    """With the article that alerts and claims are about."""
    articles.insert(db, article())
    return db


def test_an_event_comes_back_as_it_was_saved(db: Database) -> None:
    bare = Event(id="bare", status=Status.RUMOURED, first_seen_at=NOW, last_seen_at=NOW)
    for one in (event(), bare):
        put_event(db, one)
        assert events.get(db, one.id) == one
    assert events.get(db, "unheard-of") is None


def test_saving_again_replaces_event_and_claims(db: Database) -> None:
    put_event(db, event())
    articles.insert(db, article(2))
    changed = event(status=Status.DENIED, conflicts=(), claims=(claim("article-2"), claim()))
    put_event(db, changed)
    assert events.get(db, changed.id) == changed
    assert [one.article_id for one in events.sources(db, changed.id)] == ["article-1", "article-2"]


@pytest.mark.parametrize(
    ("people", "organizations", "minutes", "found"),
    [
        ({"wen"}, set(), 0, ["a", "b"]),
        (set(), {"whalefall"}, 0, ["a", "c"]),
        ({"wen"}, {"whalefall"}, 0, ["a", "b", "c"]),
        ({"wen"}, {"whalefall"}, 2, ["b", "c"]),
        ({"nobody"}, {"nowhere"}, 0, []),
        (set(), set(), 0, []),
    ],
)
def test_candidates_share_a_key_and_are_recent(
    db: Database, people: set[str], organizations: set[str], minutes: int, found: list[str]
) -> None:
    rows = (("a", "wen", "whalefall", 1), ("b", "wen", None, 2), ("c", None, "whalefall", 3))
    for name, person, organization, seen in rows:
        at = NOW + timedelta(minutes=seen)
        one = event(name, first_seen_at=at, last_seen_at=at)
        events.save(db, one, person_key=person, organization_key=organization)
    candidates = events.candidates(
        db,
        person_keys=people,
        organization_keys=organizations,
        since=NOW + timedelta(minutes=minutes),
    )
    assert [one.id for one in candidates] == found
    assert all(one.claims == event().claims for one in candidates)


def test_candidates_of_an_organization_may_be_only_the_unnamed(db: Database) -> None:
    events.save(db, event("named"), person_key="wen", organization_key="whalefall")
    events.save(db, event("unnamed"), person_key=None, organization_key="whalefall")
    found = [
        events.candidates(
            db,
            person_keys=(),
            organization_keys={"whalefall"},
            since=NOW - timedelta(days=1),
            unnamed_only=only,
        )
        for only in (False, True)
    ]
    assert [[one.id for one in some] for some in found] == [["named", "unnamed"], ["unnamed"]]


def test_newest_events_come_first(db: Database) -> None:
    for number, name in enumerate("abc"):
        put_event(db, event(name, last_seen_at=NOW + timedelta(minutes=number)))
    assert [one.id for one in events.newest(db, limit=2)] == ["c", "b"]


def test_sources_are_the_articles_as_an_alert_cites_them(db: Database) -> None:
    articles.insert(db, article(2, published_at=NOW - timedelta(days=1), tier=Tier.SOCIAL))
    put_event(db, event(claims=(claim(), claim("article-2"), claim(field="role", value="CTO"))))
    older, newer = events.sources(db, event().id)
    assert (older.article_id, older.tier, older.feed_id) == ("article-2", Tier.SOCIAL, "daily")
    assert (newer.article_id, newer.url, newer.lang) == ("article-1", article().url, "zh")


def test_the_views_need_no_joins(db: Database) -> None:
    put_alert(db, alert())
    put_alert(db, replace(alert("al_2"), channels=("ops",)))
    newest, oldest = db["alerts_readable"].rows
    assert oldest["person"] == "温知远"
    assert oldest["status"] == "rumoured"
    assert sorted(oldest["deliveries"].split(", ")) == ["desk pending", "ops pending"]
    assert newest["deliveries"] == "ops pending"
    (row,) = db["events_readable"].rows
    assert (row["event_id"], row["sources"], row["alerts"]) == (event().id, 1, 2)
