"""A fetched body to the articles to commit, read for departures. It runs in a worker process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from monitor.articles import article, fingerprint, shared_identities
from monitor.model import Article, Feed, Fetched, Item, ParsedFeed, Reading
from monitor.parse.feed import parse_feed

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=48)


class ArticleReader(Protocol):
    """What reads one article for departures: `language.reader.Reader`."""

    def read(self, article: Article) -> Reading: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article that was not in the window, and what was understood of it."""

    article: Article
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """What one body brought.

    ``window`` holds the fingerprints of all its items; ``arrivals`` are those that were
    not known, in the order of the document. ``complete`` is false when the document was cut off:
    its validators and its window must not replace the old ones. ``faults`` names what broke while
    single articles were read; these count as telling of nothing.
    """

    complete: bool
    ttl: timedelta | None = None
    window: frozenset[int] = frozenset()
    arrivals: tuple[Arrival, ...] = ()
    faults: tuple[str, ...] = ()


def read_body(
    fetched: Fetched, *, feed: Feed, window: frozenset[int], now: datetime, reader: ArticleReader
) -> Harvest:
    """Parse a body and read the items whose fingerprint is not in ``window``; ParseError."""
    return harvest(parse_body(fetched, feed=feed), feed=feed, window=window, now=now, reader=reader)


def parse_body(fetched: Fetched, *, feed: Feed) -> ParsedFeed:
    """The first half of `read_body`, which has a deadline of its own; ParseError."""
    return parse_feed(
        fetched.body, content_type=fetched.content_type, url=fetched.url, lang=feed.lang
    )


def harvest(
    parsed: ParsedFeed, *, feed: Feed, window: frozenset[int], now: datetime, reader: ArticleReader
) -> Harvest:
    """The second half of `read_body`: identify the items and read those that are new."""
    items = {fingerprint(item): item for item in parsed.items}
    shared = shared_identities(items.values(), feed_id=feed.id)
    arrivals = []
    for mark, item in items.items():
        if mark not in window:
            new = article(_believed(item, now), feed=feed, seen_at=now, shared=shared)
            arrivals.append(Arrival(article=new, reading=reader.read(new)))
    return Harvest(
        complete=parsed.complete,
        ttl=parsed.ttl,
        window=frozenset(items),
        arrivals=tuple(arrivals),
    )


def _believed(item: Item, now: datetime) -> Item:
    """The item without a date that cannot be true: before the Web, or days ahead of ``now``."""
    date = item.published_at
    if date is None or _EARLIEST <= date <= now + _AHEAD:
        return item
    return replace(item, published_at=None)
