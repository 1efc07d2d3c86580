"""From a fetched body to rows: what a poll leaves in the database, and what it never does twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from monitor.articles import hash64
from monitor.conditions import compile_condition
from monitor.language.reader import Reader
from monitor.match import Rule
from monitor.model import Feed, Fetched, Organization, Reason, Severity
from monitor.outcome import UNDATED_ON_FIRST_POLL, PollResult
from monitor.poll import Committed, commit
from monitor.reading import read_body
from monitor.record import Policy
from monitor.settings import ScheduleSettings
from monitor.store import MEMORY, Store, alerts, articles, deliveries, feeds
from monitor.watch import Watch
from tests.e2e.world import NAMES

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FEED = Feed(id="news", url="http://news.example/feed", lang="zh")
WATCH = Watch(
    organizations=[Organization(id="lanzhou", name="岚舟智能", aliases=("Lanzhou AI",), ai=True)]
)
POLICY = Policy(
    rules=(
        Rule(
            id="ai-leaders",
            severity=Severity.HIGH,
            condition=compile_condition({"organization_is_ai": True, "role_is_leader": True}),
            channels=("log",),
        ),
    ),
    watch=WATCH,
    language="zh",
    max_age=timedelta(days=3),
)
READER = Reader(WATCH)


class Desk:
    """A database and the feed as it is published now."""

    def __init__(self) -> None:
        self.store = Store.open(MEMORY)
        self.now = NOW
        with self.store.transaction() as db:
            feeds.configure(db, [FEED])

    def poll(self, *items: str) -> Committed:
        """Fetch, read and commit a document of these items, an hour after the last."""
        self.now += timedelta(hours=1)
        body = f"<rss><channel><title>t</title>{''.join(items)}</channel></rss>".encode()
        with self.store.reading() as db:
            window = feeds.state(db, FEED.id).window
        fetched = Fetched(url=FEED.url, body=body)
        harvest = read_body(fetched, feed=FEED, window=window, now=self.now, reader=READER)
        result = PollResult(
            feed=FEED,
            polled_at=self.now,
            answer=fetched,
            body_hash=hash64(body),
            harvest=harvest,
        )
        return commit(self.store, result, policy=POLICY, limits=ScheduleSettings(), jitter=0)

    def reasons(self) -> list[Reason]:
        """Why each alert so far was raised, oldest first."""
        with self.store.reading() as db:
            return [row["reason"] for row in reversed(alerts.listing(db))]


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.store.close()


def item(
    title: str,
    *,
    guid: str = "g1",
    link: str = "http://news.example/1",
    date: datetime | None = NOW,
    text: str = "",
) -> str:
    published = f"<pubDate>{format_datetime(date)}</pubDate>" if date else ""
    return (
        f"<item><title>{title}</title><guid>{guid}</guid><link>{link.replace('&', '&amp;')}</link>"
        f"{published}<description>{text}</description></item>"
    )


LEFT = f"岚舟智能大模型负责人{NAMES[0]}离职"


def test_a_departure_is_raised_with_its_delivery(desk: Desk) -> None:
    done = desk.poll(item(LEFT), item("一条别的新闻", guid="g2", link="http://news.example/2"))
    assert done.articles == 2
    assert [alert.reason for alert in done.alerts] == [Reason.NEW]
    with desk.store.reading() as db:
        assert deliveries.listing(db)[0]["alert"] == done.alerts[0].id
        assert feeds.listing(db)[0]["departures"] == 1


@pytest.mark.parametrize(
    "again",
    [
        item(LEFT),
        item(LEFT, guid="another"),
        item(LEFT, link="https://news.example/1?utm_source=rss&utm_medium=feed"),
        item(LEFT, guid="another", link="https://news.example/1/"),
        item(LEFT, text="<p>一段后来加上的话。</p>"),
        item(LEFT + "（更新）", text="<p>一段后来加上的话。</p>"),
    ],
    ids=["same", "guid", "tracking", "https", "edited text", "edited title"],
)
def test_an_article_that_comes_again_is_no_news(desk: Desk, again: str) -> None:
    """Whatever of its identity has changed."""
    desk.poll(item(LEFT))
    desk.poll(item("一条别的新闻", guid="g2", link="http://news.example/2"))  # it leaves the window
    done = desk.poll(again)
    assert done.articles == 0
    assert desk.reasons() == [Reason.NEW]
    with desk.store.reading() as db:
        assert articles.count(db) == 2


def test_an_edit_that_confirms_is_told(desk: Desk) -> None:
    """The same article, first hearsay, then confirmed."""
    desk.poll(item(f"网传岚舟智能大模型负责人{NAMES[0]}离职"))
    desk.poll(item(f"岚舟智能证实大模型负责人{NAMES[0]}已离职"))
    assert desk.reasons() == [Reason.NEW, Reason.CONFIRMED]


def test_echoes_raise_nothing(desk: Desk) -> None:
    """Other articles about the same departure."""
    echoes = [
        item(
            title,
            guid=f"e{number}",
            link=f"http://news.example/e{number}",
            date=NOW + timedelta(minutes=number),
        )
        for number, title in enumerate(
            (LEFT, f"{NAMES[0]}从岚舟智能离职", f"岚舟智能{NAMES[0]}离职")
        )
    ]
    done = desk.poll(*echoes)
    assert desk.reasons() == [Reason.NEW]
    assert done.ignored == {Reason.NO_CHANGE: 2}


def test_old_articles_are_stored_and_never_alert(desk: Desk) -> None:
    """A first poll does not flood."""
    old = [
        item(
            f"岚舟智能大模型负责人{name}离职",
            guid=name,
            link=f"http://news.example/{number}",
            date=NOW - timedelta(days=4 + number),
        )
        for number, name in enumerate(NAMES)
    ]
    done = desk.poll(*old)
    assert done.articles == len(NAMES)
    assert done.alerts == ()
    assert done.ignored == {Reason.TOO_OLD: len(NAMES)}


def test_a_feed_without_dates_does_not_flood_either(desk: Desk) -> None:
    """Only the first few of its first poll are taken for news; later ones all are."""
    undated = [
        item(
            f"岚舟智能大模型负责人{name}离职",
            guid=name,
            link=f"http://news.example/{name}",
            date=None,
        )
        for name in NAMES
    ]
    first = desk.poll(*undated[1:])
    assert len(first.alerts) == UNDATED_ON_FIRST_POLL
    assert len(desk.poll(*undated).alerts) == 1


def test_all_or_nothing(desk: Desk) -> None:
    """When the commit fails, the state of the feed has not moved either."""
    policy = replace(POLICY, rules=(replace(POLICY.rules[0], channels=(None,)),))  # type: ignore[arg-type]  # cannot be stored
    with desk.store.reading() as db:
        before = feeds.state(db, FEED.id)
    body = f"<rss><channel>{item(LEFT)}</channel></rss>".encode()
    fetched = Fetched(url=FEED.url, body=body)
    harvest = read_body(fetched, feed=FEED, window=frozenset(), now=NOW, reader=READER)
    result = PollResult(feed=FEED, polled_at=NOW, answer=fetched, harvest=harvest)
    with pytest.raises(Exception, match=r"NOT NULL constraint failed: deliveries\.channel_id"):
        commit(desk.store, result, policy=policy, limits=ScheduleSettings(), jitter=0)
    with desk.store.reading() as db:
        assert feeds.state(db, FEED.id) == before
        assert articles.count(db) == alerts.count(db) == 0
