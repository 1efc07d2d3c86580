"""Commands that look into the database: `alerts`, `articles`, `events`, `deliveries`."""

from __future__ import annotations

import dataclasses
import time

import click

from monitor.cli.app import (
    App,
    json_option,
    pass_app,
    print_json,
    print_one,
    print_rows,
    shared_options,
)
from monitor.errors import StoreError
from monitor.model import Article, Event
from monitor.store import Store
from monitor.store import alerts as stored_alerts
from monitor.store import articles as stored_articles
from monitor.store import deliveries as stored_deliveries
from monitor.store import events as stored_events
from monitor.store.columns import instant

limit_option = click.option(
    "--limit", type=click.IntRange(min=1), help="At most so many (50 in a table, all as JSON)."
)
_ALERT_COLUMNS = ("raised_at", "reason", "status", "person", "organization", "role", "explanation")
_EVENT_COLUMNS = ("id", "status", "person", "organization", "role", "left_on", "destination")
_DELIVERY_COLUMNS = ("alert", "channel", "state", "attempts", "next_attempt_at", "last_error")
_FOLLOW_SECONDS = 1.0


def _limit(limit: int | None, *, as_json: bool) -> int:
    """How many rows to ask the database for; -1 is all."""
    return limit or (-1 if as_json else 50)


@click.group()
def alerts() -> None:
    """Look at the alerts that were raised."""


@alerts.command("list")
@limit_option
@json_option
@shared_options
@pass_app
def alerts_list(app: App, limit: int | None, as_json: bool) -> None:
    """List alerts, newest first."""
    with app.store() as store, store.reading() as db:
        rows = stored_alerts.listing(db, limit=_limit(limit, as_json=as_json))
    print_rows(rows, as_json=as_json, columns=_ALERT_COLUMNS, empty="No alert was raised yet.")


@alerts.command("show")
@click.argument("alert_id", metavar="ALERT")
@json_option
@shared_options
@pass_app
def alerts_show(app: App, alert_id: str, as_json: bool) -> None:
    """Show one alert as it was sent: the event, its sources, and the words it was read from."""
    with app.store() as store, store.reading() as db:
        raised = stored_alerts.get(db, alert_id)
    if raised is None:
        raise StoreError(f"no alert has the id {alert_id}")
    if not as_json:
        click.echo(raised.explanation)
    print_one(raised.payload, as_json=as_json)


@alerts.command("follow")
@json_option
@shared_options
@pass_app
def alerts_follow(app: App, as_json: bool) -> None:
    """Print each alert as it is raised, until interrupted."""
    with app.store() as store:
        last = _last_alert(store)
        while True:
            with store.reading() as db:
                rows = stored_alerts.listing(db, after=last)
            for row in reversed(rows):
                print_json(row) if as_json else click.echo(
                    f"{row['raised_at']} {row['explanation']}"
                )
                last = str(row["id"])
            time.sleep(_FOLLOW_SECONDS)


def _last_alert(store: Store) -> str | None:
    with store.reading() as db:
        rows = stored_alerts.listing(db, limit=1)
    return str(rows[0]["id"]) if rows else None


@click.group()
def articles() -> None:
    """Look at the articles that were read."""


@articles.command("list")
@click.option("--feed", help="Only those of this feed.")
@limit_option
@json_option
@shared_options
@pass_app
def articles_list(app: App, feed: str | None, limit: int | None, as_json: bool) -> None:
    """List articles, newest first."""
    with app.store() as store, store.reading() as db:
        most = _limit(limit, as_json=as_json)
        found = stored_articles.newest(db, limit=most, feed_id=feed)
    columns = ("id", "feed", "published_at", "title")
    rows = [_article_row(one) for one in found]
    print_rows(rows, as_json=as_json, columns=columns, empty="No article was read yet.")


@articles.command("show")
@click.argument("article_id", metavar="ARTICLE")
@json_option
@shared_options
@pass_app
def articles_show(app: App, article_id: str, as_json: bool) -> None:
    """Show one article with the departures that were found in it."""
    with app.store() as store, store.reading() as db:
        article = stored_articles.get(db, article_id)
        departures = stored_articles.departures(db, article_id)
    if article is None:
        raise StoreError(f"no article has the id {article_id}")
    row = _article_row(article) | {
        "text": article.text,
        "departures": [dataclasses.asdict(departure) for departure in departures],
    }
    print_one(row, as_json=as_json)


def _article_row(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "feed": article.feed_id,
        "published_at": instant(article.published_at),
        "seen_at": instant(article.seen_at),
        "tier": article.tier,
        "lang": article.lang,
        "title": article.title,
        "url": article.url,
    }


@click.group()
def events() -> None:
    """Look at the events: one for each departure in the world."""


@events.command("list")
@limit_option
@json_option
@shared_options
@pass_app
def events_list(app: App, limit: int | None, as_json: bool) -> None:
    """List events, the one told of last first."""
    with app.store() as store, store.reading() as db:
        found = stored_events.newest(db, limit=_limit(limit, as_json=as_json))
    rows = [_event_row(one) for one in found]
    print_rows(rows, as_json=as_json, columns=_EVENT_COLUMNS, empty="No event is known yet.")


@events.command("show")
@click.argument("event_id", metavar="EVENT")
@json_option
@shared_options
@pass_app
def events_show(app: App, event_id: str, as_json: bool) -> None:
    """Show one event with every claim that was made about it, and by whom."""
    with app.store() as store, store.reading() as db:
        event = stored_events.get(db, event_id)
        sources = {one.article_id: one for one in stored_events.sources(db, event_id)}
    if event is None:
        raise StoreError(f"no event has the id {event_id}")
    claims = [
        {
            "field": claim.field,
            "value": claim.value,
            "status": claim.status,
            "tier": claim.tier,
            "claimed_at": instant(claim.claimed_at),
            "article": claim.article_id,
            "title": sources[claim.article_id].title,
            "url": sources[claim.article_id].url,
        }
        for claim in event.claims
    ]
    row = _event_row(event) | {"claims": claims}
    print_one(row, as_json=as_json)


def _event_row(event: Event) -> dict[str, object]:
    hidden = {"claims", "is_leader", "about_ai"}
    row = {k: v for k, v in dataclasses.asdict(event).items() if k not in hidden}
    return row | {
        "first_seen_at": instant(event.first_seen_at),
        "last_seen_at": instant(event.last_seen_at),
    }


@click.group()
def deliveries() -> None:
    """Look at the outbox: which alert reached which channel."""


@deliveries.command("list")
@limit_option
@json_option
@shared_options
@pass_app
def deliveries_list(app: App, limit: int | None, as_json: bool) -> None:
    """List deliveries, newest first."""
    with app.store() as store, store.reading() as db:
        rows = stored_deliveries.listing(db, limit=_limit(limit, as_json=as_json))
    print_rows(rows, as_json=as_json, columns=_DELIVERY_COLUMNS, empty="Nothing to deliver yet.")
