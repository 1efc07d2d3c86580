"""Events with every claim, and alerts as they were told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlite_utils import Database

from monitor.model import Event, Reason, Status, Tier
from monitor.store import MEMORY, Store, articles, deliveries, events
from tests.shell.samples import NOW, alert, article, claim, event, payload, put_alert, put_event


@pytest.fixture
def db() -> Iterator[Database]:
    store = Store.open(MEMORY)
    with store.transaction() as database:
        articles.insert(database, article())
        yield database
    store.close()


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


def test_the_history_of_an_event_is_its_alerts_in_order(db: Database) -> None:
    first = alert("al_9")
    second = alert("al_1", reason=Reason.CONFIRMED, previous="al_9")
    for one in (first, second, alert("al_5", event_id="other")):
        put_alert(db, one)
    assert events.history(db, event().id) == [first, second]
    assert events.count_alerts(db) == 3


def test_an_alert_is_written_down_once(db: Database) -> None:
    put_event(db, event())
    one = alert()
    assert events.insert_alert(db, one, payload=payload(one), explanation="首次")
    assert not events.insert_alert(db, one, payload={}, explanation="again")
    assert deliveries.enqueue(db, one) == 2
    assert deliveries.enqueue(db, one) == 0
    raised = events.get_alert(db, one.id)
    assert raised is not None
    assert (raised.alert, raised.payload, raised.explanation) == (one, payload(one), "首次")
    assert events.get_alert(db, "al_2") is None


def test_an_alert_row_shows_what_was_told_not_what_became_known(db: Database) -> None:
    put_alert(db, alert())
    put_event(db, event(status=Status.CONFIRMED))
    (row,) = events.alert_rows(db)
    assert row == {
        "id": "al_1",
        "reason": "new",
        "raised_at": "2031-05-06T07:08:09.123456Z",
        "rule": "leaders",
        "severity": "high",
        "event": event().id,
        "person": "温知远",
        "organization": None,
        "role": None,
        "kind": None,
        "left_on": None,
        "destination": None,
        "status": "rumoured",
        "sources": [{"title": article().title}],
        "explanation": "al_1：温知远离职",
    }


def test_alert_rows_newest_first_limited_or_after_one(db: Database) -> None:
    for name in ("al_c", "al_a", "al_b"):
        put_alert(db, alert(name))
    ids = [row["id"] for row in events.alert_rows(db)]
    assert ids == ["al_b", "al_a", "al_c"]
    assert [row["id"] for row in events.alert_rows(db, limit=1)] == ["al_b"]
    assert [row["id"] for row in events.alert_rows(db, after="al_c")] == ["al_b", "al_a"]
    assert events.alert_rows(db, after="al_b") == []


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
