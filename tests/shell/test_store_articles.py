"""Articles: known for ever, kept while they matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlite_utils import Database

from monitor.errors import StoreError
from monitor.model import Departure, Status
from monitor.store import MEMORY, Store, alerts, articles
from monitor.store.articles import Known
from tests.shell.samples import NOW, alert, article, departure, event, payload, put_event


def test_an_article_comes_back_as_it_was_stored_but_for_its_identities(db: Database) -> None:
    bare = article(2, url=None, lang=None, published_at=None, text="")
    for one in (article(), bare):
        articles.insert(db, one)
        assert articles.get(db, one.id) == replace(one, identities=())
    assert articles.get(db, "article-3") is None


@pytest.mark.parametrize(
    ("identities", "feed_id", "found"),
    [
        ((1, -1), "daily", "article-1"),
        ((-1,), "daily", "article-1"),
        ((77, 1), "daily", "article-1"),
        ((77,), "daily", None),
        ((), "daily", None),
        ((1, -1), "weekly", None),
        ((2, 1), "daily", "article-2"),
        ((1, 2), "daily", "article-1"),
        ((2**63 - 1,), "daily", "article-3"),
    ],
)
def test_any_identity_within_the_feed_will_do_and_the_first_decides(
    db: Database, identities: tuple[int, ...], feed_id: str, found: str | None
) -> None:
    articles.insert(db, article(1))
    articles.insert(db, article(2))
    articles.insert(db, article(3, identities=(2**63 - 1, -(2**63))))
    known = articles.identify(db, article(9, identities=identities, feed_id=feed_id))
    assert (known and known.article_id) == found


def test_a_revision_keeps_the_first_sight_and_adds_identities(db: Database) -> None:
    articles.insert(db, article())
    later = article(
        seen_at=NOW + timedelta(days=1), title="更正", identities=(-1, 5), fingerprint=7
    )
    articles.revise(db, later)
    assert articles.get(db, "article-1") == replace(later, seen_at=NOW, identities=())
    assert articles.identify(db, article(identities=(5,))) == Known(
        article_id="article-1", fingerprint=7
    )
    (row,) = db["articles"].rows
    assert row["revised_at"] == "2031-05-07T07:08:09.123456Z"
    assert articles.count(db) == 1


def test_departures_come_back_whole_and_are_replaced_whole(db: Database) -> None:
    articles.insert(db, article())
    told = (departure(), departure(main=False), Departure(status=Status.DENIED, main=True))
    articles.replace_departures(db, "article-1", told)
    assert articles.departures(db, "article-1") == told
    articles.replace_departures(db, "article-1", told[2:])
    assert articles.departures(db, "article-1") == told[2:]
    articles.replace_departures(db, "article-1", ())
    assert articles.departures(db, "article-1") == ()


def test_departures_need_their_article() -> None:
    store = Store.open(MEMORY)
    with pytest.raises(StoreError, match="FOREIGN KEY"), store.transaction() as db:
        articles.replace_departures(db, "article-1", [departure()])
    store.close()


def test_pruning_drops_what_found_nothing_and_forgets_no_identity(db: Database) -> None:
    for number in (1, 2, 3, 4, 5):
        articles.insert(db, article(number))
    articles.insert(db, article(6, seen_at=NOW + timedelta(days=1)))
    articles.replace_departures(db, "article-2", [departure()])
    put_event(db, event())  # its claims rest on article 1
    raised = alert(article_id="article-3")
    alerts.insert(db, raised, payload=payload(raised), explanation="")
    assert articles.prune(db, before=NOW + timedelta(seconds=1)) == 2
    kept = {one.id for one in articles.newest(db, limit=-1)}
    assert kept == {"article-1", "article-2", "article-3", "article-6"}
    assert articles.identify(db, article(4)) == Known(article_id="article-4", fingerprint=1004)


def test_a_pruned_article_that_was_edited_is_kept_anew(db: Database) -> None:
    articles.insert(db, article())
    articles.prune(db, before=NOW + timedelta(days=1))
    edited = article(seen_at=NOW + timedelta(days=2), fingerprint=7)
    articles.revise(db, edited)
    assert articles.get(db, "article-1") == replace(edited, identities=())


def test_the_articles_seen_last_come_first(db: Database) -> None:
    for number in range(1, 8):
        at = NOW + timedelta(minutes=number % 4)
        articles.insert(db, article(number, seen_at=at, feed_id=f"feed-{number % 2}"))
    assert [one.id for one in articles.newest(db, limit=3)] == [
        "article-7",
        "article-3",
        "article-6",
    ]
    assert [one.id for one in articles.newest(db, limit=2, feed_id="feed-0")] == [
        "article-6",
        "article-2",
    ]
