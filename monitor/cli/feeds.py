"""Commands over the list of feeds: `feeds list|show|add|remove|import|export`."""

from __future__ import annotations

import re
from typing import BinaryIO
from urllib.parse import urlsplit

import click

from monitor.cli.app import (
    App,
    json_option,
    pass_app,
    print_one,
    print_rows,
    shared_options,
)
from monitor.config import Config
from monitor.config.feedfile import NewFeed, add_feeds, remove_feed
from monitor.model import FeedHealth, Tier
from monitor.parse.opml import read_opml, write_opml
from monitor.store import Store
from monitor.store import feeds as stored

_COLUMNS = (
    "id",
    "tier",
    "state",
    "last_success_at",
    "next_due_at",
    "articles",
    "departures",
    "error",
)


@click.group()
def feeds() -> None:
    """Look at the feeds, and change which are polled."""


@feeds.command("list")
@json_option
@shared_options
@pass_app
def feeds_list(app: App, as_json: bool) -> None:
    """List the configured feeds with their state and last failure."""
    rows = _listed(app)
    print_rows(rows, as_json=as_json, columns=_COLUMNS, empty="No feed is configured.")


@feeds.command("show")
@click.argument("feed_id", metavar="FEED")
@json_option
@shared_options
@pass_app
def feeds_show(app: App, feed_id: str, as_json: bool) -> None:
    """Show one feed."""
    found = [row for row in _listed(app) if row["id"] == feed_id]
    if not found:
        raise click.BadParameter(f"no such feed: {feed_id}", param_hint="FEED")
    print_one(found[0], as_json=as_json)


def _listed(app: App) -> list[dict[str, object]]:
    """A row for each feed of the configuration, with what the database knows of it."""
    config = app.config()
    known = {}
    if app.store_path().exists():
        with app.store() as store:
            known = _known(store, config)
    rows = [known.get(feed.id) or _unpolled(feed.id, feed.url, feed.tier) for feed in config.feeds]
    waiting = [
        _unpolled(feed.id, feed.url, None) | {"state": FeedHealth.PAUSED, "error": feed.why}
        for feed in config.inactive
    ]
    return rows + waiting


def _known(store: Store, config: Config) -> dict[str, dict[str, object]]:
    with store.reading() as db:
        rows = stored.listing(db, [feed.id for feed in config.feeds])
    return {str(row["id"]): row for row in rows}


def _unpolled(feed_id: str, url: str, tier: Tier | None) -> dict[str, object]:
    blank = dict.fromkeys(("last_success_at", "next_due_at", "error"))
    counts = {"articles": 0, "departures": 0}
    return {"id": feed_id, "url": url, "tier": tier, "state": FeedHealth.NEW} | blank | counts


@feeds.command("add")
@click.argument("url")
@click.option("--id", "feed_id", help="Its name here (else made from the address).")
@click.option(
    "--tier",
    type=click.Choice([tier.value for tier in Tier]),
    help="How near it is to the fact (press).",
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Its language, if it has one.")
@click.option("--interval", help='The lower bound between two polls, such as "30m".')
@shared_options
@pass_app
def feeds_add(
    app: App,
    *,
    url: str,
    feed_id: str | None,
    tier: str | None,
    lang: str | None,
    interval: str | None,
) -> None:
    """Add a feed to feeds.toml; a running daemon takes it up by itself."""
    feed = NewFeed(
        id=feed_id or _slug(url),
        url=url,
        tier=Tier(tier) if tier else None,
        lang="zh" if lang == "zh" else "en" if lang else None,
        interval=interval,
    )
    add_feeds(app.config().folder, [feed])
    click.echo(f"added {feed.id}")


@feeds.command("remove")
@click.argument("feed_id", metavar="FEED")
@shared_options
@pass_app
def feeds_remove(app: App, feed_id: str) -> None:
    """Remove a feed from feeds.toml; its articles stay in the database."""
    remove_feed(app.config().folder, feed_id)
    click.echo(f"removed {feed_id}")


@feeds.command("import")
@click.argument("opml", type=click.File("rb"))
@shared_options
@pass_app
def feeds_import(app: App, opml: BinaryIO) -> None:
    """Add the feeds of an OPML file that are not there yet ("-" reads standard input)."""
    config = app.config()
    urls = {feed.url for feed in config.feeds} | {feed.url for feed in config.inactive}
    taken = {feed.id for feed in config.feeds} | {feed.id for feed in config.inactive}
    added: list[NewFeed] = []
    for title, url in read_opml(opml.read()):
        if url not in urls:
            feed_id = _free(_slug(url), taken)
            added.append(NewFeed(id=feed_id, url=url, title=title))
            taken.add(feed_id)
            urls.add(url)
    if added:
        add_feeds(app.config().folder, added)
    click.echo(f"feeds added: {len(added)}")


@feeds.command("export")
@shared_options
@pass_app
def feeds_export(app: App) -> None:
    """Write the feeds as OPML to standard output."""
    config = app.config()
    click.echo(write_opml((feed.id, feed.url) for feed in config.feeds))


def _slug(url: str) -> str:
    """A feed's name from its address: the host without "www", and the path if there is one."""
    parts = urlsplit(url)
    host = (parts.hostname or "feed").removeprefix("www.")
    words = re.findall(r"[a-z0-9]+", f"{host}{parts.path}".lower())
    return "-".join(word for word in words if word not in {"com", "feed", "rss", "xml"}) or "feed"


def _free(name: str, taken: set[str]) -> str:
    """``name``, or the first of ``name-2``, ``name-3`` … that nobody has."""
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
