"""What feeds.toml says, read with all its mistakes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from monitor.config.checks import asked_twice, used_twice
from monitor.config.entries import FeedEntry, FeedsSettings
from monitor.config.tables import Table, read_entry, read_top, tables_at
from monitor.errors import Mistake
from monitor.model import Feed

FEEDS = "feeds.toml"
NEEDS_RSSHUB = f"needs an RSSHub: set `rsshub` at the top of {FEEDS}"


@dataclass(frozen=True, slots=True, kw_only=True)
class InactiveFeed:
    """A feed that is configured and cannot be asked, and why."""

    id: str
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class Feeds:
    """The feeds to poll and those that something is missing for."""

    active: tuple[Feed, ...] = ()
    inactive: tuple[InactiveFeed, ...] = ()


def read_feeds(top: Table, *, interval: timedelta, mistakes: list[Mistake]) -> Feeds:
    """The feeds of the document ``top``; ``interval`` is of those that give none of their own."""
    settings = read_top(FeedsSettings, top, arrays=("feeds",), mistakes=mistakes)
    tables = tables_at(top, "feeds", mistakes)
    mistakes.extend(used_twice(tables))
    mistakes.extend(asked_twice(tables))
    entries = [read_entry(FeedEntry, table, mistakes) for table in tables]
    active, inactive = [], []
    for entry in entries:
        if entry and (feed := entry.feed(rsshub=settings.rsshub, interval=interval)):
            active.append(feed)
        elif entry:
            inactive.append(InactiveFeed(id=entry.id, url=entry.url, why=NEEDS_RSSHUB))
    return Feeds(tuple(active), tuple(inactive))
