"""Commands that work the feeds: `run`, `poll`, `demo`."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from loguru import logger

from monitor import log
from monitor.cli.app import App, pass_app, shared_options
from monitor.clock import utc_now
from monitor.config import Config
from monitor.daemon import Daemon
from monitor.engine import Engine
from monitor.errors import ConfigError, Mistake
from monitor.outcome import Outcome
from monitor.store import Store, deliveries
from monitor.store.thread import StoreThread


@click.command()
@shared_options
@pass_app
def run(app: App) -> None:
    """Run the daemon: poll, read, record and deliver until told to stop.

    SIGTERM and SIGINT let what is in flight end (25 seconds at most); a second one ends at once.
    SIGHUP, or a change of the files, reads the configuration again.
    """
    config = _configured(app)
    with _owned_store(app) as store:
        asyncio.run(_run(config, store))


async def _run(config: Config, store: Store) -> None:
    await Daemon(config, store=store).run()


@click.command()
@click.argument("feeds", metavar="[FEED]...", nargs=-1)
@shared_options
@pass_app
def poll(app: App, feeds: tuple[str, ...]) -> None:
    """Do one round and end: poll the feeds that are due, or those named; deliver what is due.

    Made for cron. The status is 1 if a named feed, or every feed, could not be polled.
    """
    config = _configured(app)
    known = {feed.id for feed in config.feeds}
    if unknown := [feed for feed in feeds if feed not in known]:
        raise click.BadParameter(f"no such feed: {', '.join(unknown)}", param_hint="FEED")
    with _owned_store(app) as store:
        polled = asyncio.run(_round(config, store, feeds))
    failed = polled.count(Outcome.FAILED)
    if failed and (feeds or failed == len(polled)):
        raise SystemExit(1)


async def _round(config: Config, store: Store, feeds: tuple[str, ...]) -> list[Outcome]:
    async with StoreThread() as thread:
        engine = await Engine(config, store=store, thread=thread).start()
        try:
            polled = await engine.round(feeds)
            await engine.deliver_all(utc_now())
        finally:
            await engine.stop()
    return polled


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to leave the database and configuration (else a new temporary folder).",
)
@shared_options
@pass_app
def demo(app: App, folder: Path | None) -> None:
    """Show the main job: the daemon against a newsroom on this machine, in about 25 seconds.

    Needs no network and no configuration, and leaves a database to look at.
    """
    from monitor.demo.show import play  # the newsroom is nobody else's business

    log.configure(level="WARNING", form=app.form)
    asyncio.run(play(folder or Path(tempfile.mkdtemp(prefix="monitor-demo-"))))


@contextmanager
def _owned_store(app: App) -> Iterator[Store]:
    """The database, for this process alone to work on: whoever held a delivery before is dead."""
    with app.store(must_exist=False) as store:
        store.lock()
        with store.transaction() as db:
            deliveries.release(db)
        yield store


def _configured(app: App) -> Config:
    """Set up the log and read the configuration, telling of what is allowed and seldom meant."""
    log.configure(level=app.level, form=app.form)
    config = app.config()
    for warning in config.warnings:
        logger.warning("config.warning", text=warning)
    if not config.feeds:
        raise ConfigError(
            Mistake(file=str(config.folder), key="feeds", message="there is none to poll")
        )
    return config
