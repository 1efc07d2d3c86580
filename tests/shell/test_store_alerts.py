"""Alerts as they were told."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from monitor.model import Reason, Status
from monitor.store import alerts, articles, deliveries
from tests.shell.samples import alert, article, event, payload, put_alert, put_event


@pytest.fixture
def db(db: Database) -> Database:
    """With the article that alerts and claims are about."""
    articles.insert(db, article())
    return db


def test_the_history_of_an_event_is_its_alerts_in_order(db: Database) -> None:
    first = alert("al_9")
    second = alert("al_1", reason=Reason.CONFIRMED, previous="al_9")
    for one in (first, second, alert("al_5", event_id="other")):
        put_alert(db, one)
    assert alerts.history(db, event().id) == [first, second]
    assert alerts.count(db) == 3


def test_an_alert_is_written_down_once(db: Database) -> None:
    put_event(db, event())
    one = alert()
    assert alerts.insert(db, one, payload=payload(one), explanation="首次")
    assert not alerts.insert(db, one, payload={}, explanation="again")
    assert deliveries.enqueue(db, one) == 2
    assert deliveries.enqueue(db, one) == 0
    raised = alerts.get(db, one.id)
    assert raised is not None
    assert (raised.alert, raised.payload, raised.explanation) == (one, payload(one), "首次")
    assert alerts.get(db, "al_2") is None


def test_an_alert_row_shows_what_was_told_not_what_became_known(db: Database) -> None:
    put_alert(db, alert())
    put_event(db, event(status=Status.CONFIRMED))
    (row,) = alerts.listing(db)
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
    ids = [row["id"] for row in alerts.listing(db)]
    assert ids == ["al_b", "al_a", "al_c"]
    assert [row["id"] for row in alerts.listing(db, limit=1)] == ["al_b"]
    assert [row["id"] for row in alerts.listing(db, after="al_c")] == ["al_b", "al_a"]
    assert alerts.listing(db, after="al_b") == []
