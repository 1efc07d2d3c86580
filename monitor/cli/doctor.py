"""`doctor`: whether all that the daemon needs is well."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import ssl
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import click

from monitor.cli.app import App, json_option, pass_app, print_rows, shared_options
from monitor.clock import utc_now
from monitor.config import Config
from monitor.daemon import HEARTBEAT, HEARTBEAT_KEY
from monitor.model import DeliveryState, FeedHealth
from monitor.store import Store, deliveries, feeds, meta

LOW_DISK_BYTES = 500_000_000
_CONNECT_SECONDS = 5.0
# What must be told apart: the daemon beats every 30 seconds.
_ALIVE = 4 * HEARTBEAT


class Health(StrEnum):
    """How a thing is found to be."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at."""

    what: str
    health: Health
    text: str

    def row(self) -> dict[str, object]:
        return {"what": self.what, "health": self.health, "text": self.text}


@click.command()
@click.option("--alive", is_flag=True, help="Only whether a daemon is at work on the database.")
@json_option
@shared_options
@pass_app
def doctor(app: App, alive: bool, as_json: bool) -> None:
    """Look at the database, the daemon, the feeds, the channels, the disk and the clock.

    The status is 1 if anything has failed.
    """
    path = app.store_path()
    if not path.exists():
        findings = [
            Finding(what="database", health=Health.FAILED, text=f"{path}: there is none yet")
        ]
    else:
        with app.store() as store:
            findings = list(_look(app, store, alive=alive))
    rows = [finding.row() for finding in findings]
    print_rows(
        rows, as_json=as_json, columns=("what", "health", "text"), empty="nothing to look at"
    )
    if any(finding.health is Health.FAILED for finding in findings):
        raise SystemExit(1)


def _look(app: App, store: Store, *, alive: bool) -> Iterator[Finding]:
    now = utc_now()
    yield _daemon(store, now, needed=alive)
    if alive:
        return
    config = app.config()
    yield from (_database(store), _sqlite(), _disk(Path(store.path)), _clock(store, now))
    yield from (_feeds(store, config), _deliveries(store))
    yield from asyncio.run(_channels(config))


def _daemon(store: Store, now: datetime, *, needed: bool) -> Finding:
    with store.reading() as db:
        beat = meta.get(db, HEARTBEAT_KEY)
    if beat and timedelta() <= now - beat <= _ALIVE:
        ago = round((now - beat).total_seconds())
        return Finding(what="daemon", health=Health.OK, text=f"last heartbeat {ago} s ago")
    text = f"last heartbeat {beat:%Y-%m-%d %H:%M:%S} UTC" if beat else "has never run here"
    return Finding(what="daemon", health=Health.FAILED if needed else Health.WARNING, text=text)


def _database(store: Store) -> Finding:
    if wrong := store.check():
        return Finding(what="database", health=Health.FAILED, text="; ".join(wrong[:3]))
    return Finding(what="database", health=Health.OK, text=f"{store.path}: sound")


def _sqlite() -> Finding:
    """SQLite before 3.51.3 (3.50.7, 3.44.6) can corrupt a WAL that several processes reset."""
    version = sqlite3.sqlite_version_info
    fixed = (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )
    text = f"version {sqlite3.sqlite_version}"
    if fixed:
        return Finding(what="sqlite", health=Health.OK, text=text)
    text += " has a rare fault when several processes write; the daemon uses one connection"
    return Finding(what="sqlite", health=Health.WARNING, text=text)


def _disk(path: Path) -> Finding:
    free = shutil.disk_usage(path.resolve().parent).free
    health = Health.OK if free > LOW_DISK_BYTES else Health.WARNING
    return Finding(what="disk", health=health, text=f"{free / 1e9:.1f} GB free")


def _clock(store: Store, now: datetime) -> Finding:
    """Polls in the future tell that the clock was set back, or was wrong once."""
    with store.reading() as db:
        ahead = feeds.polled_after(db, now=now)
    if ahead:
        text = f"{len(ahead)} feeds were polled in the future; the daemon heals them when it runs"
        return Finding(what="clock", health=Health.WARNING, text=text)
    return Finding(what="clock", health=Health.OK, text=f"{now:%Y-%m-%d %H:%M:%S} UTC")


def _feeds(store: Store, config: Config) -> Finding:
    with store.reading() as db:
        rows = feeds.listing(db, [feed.id for feed in config.feeds])
    states = Counter(str(row["state"]) for row in rows)
    text = ", ".join(f"{number} {state}" for state, number in states.most_common()) or "none polled"
    ill = sum(states[state] for state in (FeedHealth.BROKEN, FeedHealth.BLOCKED, FeedHealth.GONE))
    return Finding(what="feeds", health=Health.WARNING if ill else Health.OK, text=text)


def _deliveries(store: Store) -> Finding:
    with store.reading() as db:
        counts = deliveries.counts(db)
    text = ", ".join(f"{number} {state}" for state, number in counts.items())
    dead = counts[DeliveryState.DEAD]
    return Finding(what="deliveries", health=Health.WARNING if dead else Health.OK, text=text)


async def _channels(config: Config) -> list[Finding]:
    """Whether each receiver's host takes a connection; nothing is sent."""
    return list(
        await asyncio.gather(
            *(_channel(one.id, getattr(one, "url", None)) for one in config.channels)
        )
    )


async def _channel(channel_id: str, url: str | None) -> Finding:
    what = f"channel {channel_id}"
    if url is None:
        return Finding(what=what, health=Health.OK, text="on this machine")
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    tls = ssl.create_default_context() if parts.scheme == "https" else None
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):
            _, writer = await asyncio.open_connection(parts.hostname, port, ssl=tls)
        writer.close()
    except (OSError, TimeoutError) as error:
        why = getattr(error, "strerror", None) or "no answer"
        text = f"{parts.hostname}:{port}: {why}"
        return Finding(what=what, health=Health.FAILED, text=text)
    return Finding(what=what, health=Health.OK, text=f"{parts.hostname}:{port} answers")
