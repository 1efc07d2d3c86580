"""A fetched body to the articles to commit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import ParseError
from monitor.model import Article, Feed, Fetched, Reading
from monitor.reading import Harvest, read_body

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
FEED = Feed(id="f", url="https://news.example/feed", lang="zh")


@dataclass
class Listener:
    """A reader that only remembers what it was asked to read."""

    heard: list[str] = field(default_factory=list)

    def read(self, article: Article) -> Reading:
        self.heard.append(article.title)
        return Reading(lang="zh")


def rss(
    *titles: str, date: str = "Tue, 10 Mar 2026 09:00:00 +0800", end: str = "</channel></rss>"
) -> Fetched:
    items = "".join(
        f"<item><title>{title}</title><guid>{title}</guid><pubDate>{date}</pubDate></item>"
        for title in titles
    )
    body = f'<rss version="2.0"><channel><ttl>30</ttl>{items}{end}'.encode()
    return Fetched(url=FEED.url, body=body)


def harvest(fetched: Fetched, window: frozenset[int] = frozenset()) -> tuple[Harvest, list[str]]:
    reader = Listener()
    return read_body(fetched, feed=FEED, window=window, now=NOW, reader=reader), reader.heard


def test_a_first_poll_reads_everything() -> None:
    brought, heard = harvest(rss("甲离职", "乙离职"))
    assert heard == ["甲离职", "乙离职"]
    assert [arrival.article.title for arrival in brought.arrivals] == heard
    assert all(arrival.article.seen_at == NOW for arrival in brought.arrivals)
    assert (brought.complete, brought.ttl) == (True, timedelta(minutes=30))
    assert len(brought.window) == 2


def test_what_is_in_the_window_is_not_read_again() -> None:
    first, _ = harvest(rss("甲离职", "乙离职"))
    second, heard = harvest(rss("丙离职", "甲离职", "乙离职"), first.window)
    assert heard == ["丙离职"]
    assert len(second.window) == 3
    assert second.window > first.window


def test_an_item_given_twice_arrives_once() -> None:
    brought, heard = harvest(rss("甲离职", "甲离职"))
    assert heard == ["甲离职"]
    assert len(brought.window) == 1


def test_a_document_cut_off_says_so() -> None:
    brought, heard = harvest(rss("甲离职", end=""))
    assert not brought.complete
    assert heard == ["甲离职"]


@pytest.mark.parametrize(
    ("date", "believed"),
    [
        ("2026-03-12 19:00:00", True),
        ("2026-03-12 21:00:00", False),
        ("1990-01-02 00:00:00", True),
        ("1989-12-31 00:00:00", False),
        ("1970-01-01 00:00:00", False),
    ],
)
def test_dates_before_the_web_and_days_ahead_are_not_believed(date: str, believed: bool) -> None:
    brought, _ = harvest(rss("甲离职", date=date))
    assert (brought.arrivals[0].article.published_at is not None) == believed


def test_what_is_no_feed_is_refused() -> None:
    with pytest.raises(ParseError, match="HTML page"):
        harvest(Fetched(url=FEED.url, body=b"<html></html>"))
