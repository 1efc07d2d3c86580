"""Feeds and articles between polls and restarts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from monitor.errors import StoreError
from monitor.model import Feed, FeedHealth, FeedState, Tier, Validators
from monitor.store import articles, columns, feeds
from tests.shell.samples import NOW, article, departure

DAILY = Feed(id="daily", url="https://news.example/feed", lang="zh")
WEEKLY = Feed(id="weekly", url="https://week.example/feed", tier=Tier.OFFICIAL)
FULL = FeedState(
    feed_id="daily",
    validators=Validators(etag='W/"a,b"', last_modified="Tue, 06 May 2031 07:08:09 GMT"),
    body_hash=-(2**63),
    window=frozenset({0, -1, 2**63 - 1, -(2**63)}),
    polled_at=NOW,
    success_at=NOW - timedelta(hours=1),
    next_due_at=NOW + timedelta(hours=1),
    new_item_at=NOW - timedelta(days=1),
    failures=3,
    error="HTTP 503",
    health=FeedHealth.BROKEN,
)


def test_a_state_comes_back_as_it_was_saved(db: Database) -> None:
    feeds.configure(db, [DAILY, WEEKLY])
    feeds.save_state(db, FULL)
    assert feeds.state(db, "daily") == FULL
    assert feeds.state(db, "weekly") == FeedState(feed_id="weekly")


def test_a_feed_that_nobody_knows_has_a_blank_state_and_cannot_be_saved(db: Database) -> None:
    assert feeds.state(db, "daily") == FeedState(feed_id="daily")
    with pytest.raises(StoreError, match="daily"):
        feeds.save_state(db, FULL)


def test_configuring_again_keeps_what_is_remembered(db: Database) -> None:
    feeds.configure(db, [DAILY, WEEKLY])
    feeds.save_state(db, FULL)
    feeds.configure(db, [replace(DAILY, tier=Tier.SOCIAL)])
    assert feeds.state(db, "daily") == FULL
    assert [row["tier"] for row in feeds.listing(db)] == ["social"]


def test_a_feed_dropped_and_taken_up_again_goes_on_where_it_was(db: Database) -> None:
    feeds.configure(db, [DAILY])
    feeds.save_state(db, FULL)
    feeds.configure(db, [])
    assert feeds.due(db, now=NOW + timedelta(days=9)) == []
    assert feeds.listing(db) == []
    feeds.configure(db, [DAILY])
    assert feeds.state(db, "daily") == FULL


def test_a_new_address_starts_anew(db: Database) -> None:
    feeds.configure(db, [DAILY])
    feeds.save_state(db, FULL)
    feeds.configure(db, [replace(DAILY, url="https://moved.example/feed")])
    assert feeds.state(db, "daily") == FeedState(feed_id="daily")


@pytest.mark.parametrize(
    ("next_due_at", "paused", "is_due"),
    [
        (None, False, True),
        (None, True, False),
        (NOW - timedelta(microseconds=1), False, True),
        (NOW, False, True),
        (NOW, True, False),
        (NOW + timedelta(microseconds=1), False, False),
    ],
)
def test_what_is_due(
    db: Database, next_due_at: datetime | None, paused: bool, is_due: bool
) -> None:
    feeds.configure(db, [replace(DAILY, paused=paused)])
    feeds.save_state(db, replace(FULL, next_due_at=next_due_at))
    assert feeds.due(db, now=NOW) == (["daily"] if is_due else [])


def test_never_polled_feeds_come_first_then_the_longest_overdue(db: Database) -> None:
    names = ("late", "later", "new", "latest")
    feeds.configure(db, [Feed(id=name, url=f"https://{name}.example/") for name in names])
    for name, minutes in (("late", 1), ("later", 2), ("latest", 3)):
        due_at = NOW - timedelta(minutes=minutes)
        feeds.save_state(db, FeedState(feed_id=name, next_due_at=due_at))
    assert feeds.due(db, now=NOW) == ["new", "latest", "later", "late"]


def test_a_poll_in_the_future_is_noticed(db: Database) -> None:
    feeds.configure(db, [DAILY])
    feeds.save_state(db, FULL)
    assert feeds.polled_after(db, now=NOW) == []
    assert feeds.polled_after(db, now=NOW - timedelta(seconds=1)) == [FULL]


def test_the_listing_says_how_each_feed_does(db: Database) -> None:
    feeds.configure(db, [DAILY, replace(WEEKLY, paused=True)])
    feeds.save_state(db, FULL)
    for number in (1, 2):
        articles.insert(db, article(number))
    articles.replace_departures(db, "article-1", [departure(), departure(main=False)])
    daily, weekly = feeds.listing(db)
    assert daily == {
        "id": "daily",
        "url": "https://news.example/feed",
        "tier": "press",
        "state": "broken",
        "last_success_at": "2031-05-06T06:08:09.123456Z",
        "next_due_at": "2031-05-06T08:08:09.123456Z",
        "error": "HTTP 503",
        "articles": 2,
        "departures": 2,
    }
    assert (weekly["state"], weekly["articles"], weekly["error"]) == ("paused", 0, None)
    assert feeds.listing(db, ["weekly", "unheard-of"]) == [weekly]


@given(st.frozensets(st.integers(-(2**63), 2**63 - 1)))
def test_a_window_survives_packing(window: frozenset[int]) -> None:
    assert columns.unpack(columns.pack(window)) == window


@given(st.lists(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]))))
def test_instants_survive_and_sort_as_text(instants: list[datetime]) -> None:
    inside = [at for at in instants if 2 < at.year < 9998]
    texts = [columns.instant(at) or "" for at in inside]
    assert [columns.known_instant(text) for text in texts] == inside
    assert [columns.known_instant(text) for text in sorted(texts)] == sorted(inside)


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        columns.instant(datetime(2031, 5, 6))  # noqa: DTZ001  # the mistake in question
