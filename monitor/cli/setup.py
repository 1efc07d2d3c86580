"""Commands around the configuration: `init`, `check`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

import click

from monitor.cli.app import App, json_option, pass_app, print_json, shared_options
from monitor.config import Config
from monitor.config.init import init as write_config
from monitor.errors import ConfigError, FetchError, Mistake, ParseError
from monitor.fetch import Fetcher
from monitor.model import Feed, Fetched, Validators
from monitor.reading import parse_body


@click.command()
@click.argument(
    "folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False)
)
@shared_options
@pass_app
def init(app: App, folder: Path | None) -> None:
    """Write the commented configuration into DIR.

    DIR is --config if that is given, else ./config. A file that is there stays as it is.
    """
    for path, written in write_config(folder or app.folder or Path("config")):
        click.echo(f"{'wrote' if written else 'kept'} {path}")


@click.command()
@click.option("--strict", is_flag=True, help="Give status 3 for what is allowed but seldom meant.")
@click.option(
    "--online", is_flag=True, help="Fetch and parse every feed too; status 3 if one fails."
)
@json_option
@shared_options
@pass_app
def check(app: App, strict: bool, online: bool, as_json: bool) -> None:
    """Load the whole configuration and name every mistake with file and line."""
    try:
        config = app.config()
    except ConfigError as error:
        _print(error.mistakes, severity="error", as_json=as_json)
        raise SystemExit(2) from error
    _print(config.warnings, severity="warning", as_json=as_json)
    failures = asyncio.run(_try_feeds(config)) if online else []
    _print(failures, severity="error", as_json=as_json)
    if not as_json:
        click.echo(
            f"{config.folder}: feeds {len(config.feeds)} (and {len(config.inactive)} inactive), "
            f"rules {len(config.rules)}, channels {len(config.channels)}, "
            f"people {len(config.people)}, organizations {len(config.organizations)}"
        )
    if failures or (strict and config.warnings):
        raise SystemExit(3)


def _print(mistakes: Iterable[Mistake], *, severity: str, as_json: bool) -> None:
    for mistake in mistakes:
        if as_json:
            print_json(
                {
                    "severity": severity,
                    "file": mistake.file,
                    "line": mistake.line,
                    "key": mistake.key,
                    "message": mistake.message,
                }
            )
        else:
            click.echo(f"{mistake}" if severity == "error" else f"{mistake} (warning)", err=True)


async def _try_feeds(config: Config) -> list[Mistake]:
    """What is wrong with each feed that cannot be fetched or parsed."""
    async with Fetcher(config.settings.network) as fetcher:
        found = await asyncio.gather(*(_try_feed(feed, fetcher) for feed in config.feeds))
    return [
        Mistake(file="feeds.toml", key=feed.id, message=text)
        for feed, text in zip(config.feeds, found, strict=True)
        if text
    ]


async def _try_feed(feed: Feed, fetcher: Fetcher) -> str | None:
    try:
        answer = await fetcher.fetch(feed, Validators())
        if isinstance(answer, Fetched):
            await asyncio.to_thread(parse_body, answer, feed=feed)
    except (FetchError, ParseError) as error:
        return str(error)
    return None
