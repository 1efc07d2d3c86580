"""The demo: set the stage, let the daemon watch the newsroom, show what came of it."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.markup import escape
from rich.table import Table

from monitor.clock import utc_now
from monitor.config import Config, load
from monitor.daemon import Daemon
from monitor.demo.newsroom import Newsroom, link, open_newsroom
from monitor.demo.receiver import Inbox, open_receiver
from monitor.demo.story import LENGTH_SECONDS, OUTLETS, PIECES
from monitor.language.reader import Reader
from monitor.model import Article
from monitor.store import Store, alerts, articles

DATABASE = "monitor.db"
_TICK = timedelta(seconds=0.25)

_MONITOR = """\
language = "en"

[store]
path = "monitor.db"

[network]
allow = ["127.0.0.0/8"]

[schedule]
interval = "1s"

[[channels]]
id = "receiver"
kind = "webhook"
url = "{receiver}"
secret_file = "{secret_file}"

[[channels]]
id = "log"
kind = "log"
path = "alerts.jsonl"
"""

_FEED = """
[[feeds]]
id = "{id}"
url = "{newsroom}/{id}"
tier = "{tier}"
lang = "{lang}"
"""

_WATCH = """\
[[organizations]]
id = "pushi"
name = "璞石智能"
aliases = ["Pushi AI"]
ai = true

[[organizations]]
id = "halden"
name = "Halden Labs"
ai = true

[[people]]
id = "ji-huaichuan"
name = "纪怀川"
aliases = ["Ji Huaichuan"]
organization = "pushi"

[[rules]]
id = "ai-leaders"
severity = "high"
when.organization_is_ai = true
when.any = [{ role_is_leader = true }, { person_is_watched = true }]
channels = ["receiver", "log"]
"""


async def play(folder: Path) -> None:
    """Run the demo in ``folder``, which gets the configuration, the database and the alerts."""
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    inbox = Inbox(secret)
    newsroom = Newsroom(utc_now())
    with open_newsroom(newsroom) as feeds, open_receiver(inbox) as receiver:
        config = _set_stage(folder, feeds=feeds, receiver=receiver, secret=secret)
        store = Store.open(folder / DATABASE)
        try:
            daemon = Daemon(config, store=store, tick=_TICK)
            working = asyncio.create_task(daemon.run())
            newsroom.opened_at = utc_now()
            await _watch(newsroom, inbox, working)
            if not working.done():
                daemon.stop()
            await working
            _conclude(store, inbox, folder=folder, config=config)
        finally:
            store.close()


def _set_stage(folder: Path, *, feeds: str, receiver: str, secret: str) -> Config:
    (folder / "watch").mkdir(parents=True, exist_ok=True)
    (folder / DATABASE).unlink(missing_ok=True)
    secret_file = folder / "receiver.secret"
    secret_file.touch(mode=0o600)
    secret_file.write_text(secret)
    main = _MONITOR.format(receiver=receiver, secret_file=secret_file.name)
    listed = "".join(
        _FEED.format(id=one.id, newsroom=feeds, tier=one.tier, lang=one.lang) for one in OUTLETS
    )
    (folder / "monitor.toml").write_text(main, encoding="utf-8")
    (folder / "feeds.toml").write_text(listed, encoding="utf-8")
    (folder / "watch" / "demo.toml").write_text(_WATCH, encoding="utf-8")
    return load(folder)


async def _watch(newsroom: Newsroom, inbox: Inbox, working: asyncio.Task[None]) -> None:
    """Show the story until it ends: a table that grows on a terminal, lines elsewhere."""
    console = Console()
    with contextlib.ExitStack() as stack:
        live = stack.enter_context(_live(console)) if console.is_terminal else None
        told: set[str] = set()
        while (utc_now() - newsroom.opened_at).total_seconds() < LENGTH_SECONDS:
            if working.done():  # somebody pressed Ctrl-C, or it broke
                return
            rows = _rows(newsroom, inbox)
            if live:
                live.update(_table(rows), refresh=True)
            else:
                for line in (" | ".join(row) for row in rows):
                    if line not in told:
                        console.print(line, markup=False, highlight=False, soft_wrap=True)
                        told.add(line)
            await asyncio.sleep(0.25)


def _live(console: Console) -> Live:
    return Live(console=console, auto_refresh=False)


def _rows(newsroom: Newsroom, inbox: Inbox) -> list[tuple[str, str, str, str]]:
    """A row for each piece that is out: second, feed, headline, and the alert it raised."""
    elapsed = (utc_now() - newsroom.opened_at).total_seconds()
    raised = {_address(alert): alert for alert in inbox.alerts.values()}
    return [
        (f"{piece.at:4.1f} s", piece.outlet, piece.title, _mark(raised.get(link(piece))))
        for piece in PIECES
        if piece.at <= elapsed
    ]


def _article_id(alert: dict[str, Any]) -> str:
    """The article that raised an alert: the one whose words are its evidence."""
    return str(alert["evidence"][0]["article"])


def _address(alert: dict[str, Any]) -> str:
    """Where that article can be read."""
    sources = {source["article"]: source["url"] for source in alert["sources"]}
    return str(sources[_article_id(alert)])


def _mark(alert: dict[str, Any] | None) -> str:
    if alert is None:
        return ""
    return f"alert: {alert['alert']['reason']}, {alert['event']['person']}"


def _table(rows: list[tuple[str, str, str, str]]) -> Table:
    table = Table("second", "feed", "headline", "received", box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    return table


def _conclude(store: Store, inbox: Inbox, *, folder: Path, config: Config) -> None:
    """Say what was raised, what was ignored and why, and where everything is."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    with store.reading() as db:
        raised = list(reversed(alerts.listing(db)))
        stored = {article.url: article for article in articles.newest(db, limit=-1)}
    console.print("\nRaised:")
    for row in raised:
        console.print(f"  {row['reason']:<10} {row['explanation']}")
    console.print("\nIgnored:")
    told = {_article_id(alert) for alert in inbox.alerts.values()}
    reader = Reader(config.watch())
    for piece in PIECES:
        article = stored.get(link(piece))
        if article and article.id not in told:
            console.print(f"  {piece.title}\n    {piece.note}: {_why(article, reader)}")
    console.print(
        f"\nThe receiver verified {len(inbox.alerts)} signed alerts, "
        f"refused {inbox.refused}, saw {inbox.repeated} repeated."
    )
    console.print(f"Database: {folder / DATABASE}")
    console.print(f"Look at it: monitor --config {folder} alerts list")


def _why(article: Article, reader: Reader) -> str:
    """Why an article raised nothing."""
    reading = reader.read(article)
    if any(departure.main for departure in reading.departures):
        return "the same departure, and nothing new about it"
    if reading.departures:
        return "told as background only"
    if reading.refusals:
        first = reading.refusals[0]
        return f"“{first.text}”: {first.note}"
    return "no word in it tells of a departure"
