"""Records one article: its identity, its departures, what they change, and whom that alerts.

Runs inside the caller's transaction; polling and archive scans both go through here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from monitor import alerts as deciding
from monitor import events as resolving
from monitor import render
from monitor.alerts import Decision
from monitor.match import Rule, matched
from monitor.model import Alert, Article, Change, Departure, Event, Lang, Reason
from monitor.reading import Arrival
from monitor.store import alerts, articles, deliveries, events
from monitor.watch import Watch

BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the configuration says about alerting. Articles older than ``max_age`` never alert;
    ``None`` means that age does not matter (an archive is read)."""

    rules: tuple[Rule, ...]
    watch: Watch
    language: Lang
    max_age: timedelta | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What became of one article. ``ignored`` gives the reason for each change without alert."""

    article_id: str
    is_new: bool
    changes: tuple[Change, ...] = ()
    alerts: tuple[Alert, ...] = ()
    ignored: tuple[Reason, ...] = ()


def record(
    db: Database, arrival: Arrival, *, policy: Policy, now: datetime, fresh: bool = True
) -> Recorded:
    """Write one article and all that follows from it; an article that is known and unchanged
    changes nothing."""
    article, departures = arrival.article, arrival.reading.departures
    known = articles.identify(db, article)
    if known and known.fingerprint == article.fingerprint:
        return Recorded(article_id=known.article_id, is_new=False)
    if known:
        article = replace(article, id=known.article_id)
        articles.revise(db, article)
    else:
        articles.insert(db, article)
    articles.replace_departures(db, article.id, departures)
    background = tuple(Reason.BACKGROUND for departure in departures if not departure.main)
    changes = resolving.resolve(
        article,
        departures,
        open_events=_candidates(db, arrival, policy=policy),
        watch=policy.watch,
    )
    raised: list[Alert] = []
    ignored: list[Reason] = list(background)
    for change in changes:
        decisions = _settle(db, change, article, policy=policy, now=now, fresh=fresh)
        raised += [decision.alert for decision in decisions if decision.alert]
        ignored += [decision.reason for decision in decisions if not decision.alert]
    return Recorded(
        article_id=article.id,
        is_new=known is None,
        changes=changes,
        alerts=tuple(raised),
        ignored=tuple(ignored),
    )


def _candidates(db: Database, arrival: Arrival, *, policy: Policy) -> list[Event]:
    """The events that any of the article's departures might belong to.

    A person's are looked for by the person, however old: their ids are taken, and a date may tie
    an article to one. An organization's matter only where somebody is unnamed, there or here: one
    company in the news may have hundreds of others.
    """
    told = [one for one in arrival.reading.departures if one.main]
    at = arrival.article.at
    people = {key for one in told if (key := resolving.person_key(one))}
    everywhere = _organizations(told, policy.watch)
    unnamed = _organizations([one for one in told if not one.person], policy.watch)
    found = [
        *events.candidates(db, person_keys=people, organization_keys=(), since=BEGINNING),
        *events.candidates(
            db,
            person_keys=(),
            organization_keys=everywhere,
            since=at - resolving.EPISODE_WINDOW,
            unnamed_only=True,
        ),
        *events.candidates(
            db,
            person_keys=(),
            organization_keys=unnamed,
            since=at - resolving.UNNAMED_WINDOW,
        ),
    ]
    return list({event.id: event for event in found}.values())


def _organizations(departures: Iterable[Departure], watch: Watch) -> set[str]:
    return {key for one in departures if (key := resolving.organization_key(one, watch))}


def _settle(
    db: Database, change: Change, article: Article, *, policy: Policy, now: datetime, fresh: bool
) -> tuple[Decision, ...]:
    """Save the changed event, decide whom to tell, and write that down as alerts and deliveries."""
    events.save(
        db,
        change.event,
        person_key=resolving.person_key(change.event),
        organization_key=resolving.organization_key(change.event, policy.watch),
    )
    departure = resolving.as_departure(change.event, change.departure)
    decisions = deciding.decide(
        change,
        article,
        matched=matched(departure, article, rules=policy.rules, watch=policy.watch),
        history=alerts.history(db, change.event.id),
        now=now,
        max_age=policy.max_age,
        fresh=fresh,
    )
    for decision in decisions:
        if decision.alert:
            _raise(db, decision.alert, change, policy=policy)
    return decisions


def _raise(db: Database, alert: Alert, change: Change, *, policy: Policy) -> None:
    """Write an alert with what will be sent, and a delivery for each of its channels."""
    sources = events.sources(db, change.event.id)
    body = render.payload(
        alert,
        event=change.event,
        sources=sources,
        quotes=[
            render.Quote(field=one.field, text=one.text, article_id=alert.article_id)
            for one in change.departure.evidence
        ],
        lang=policy.language,
    )
    sentence = render.explanation(change.event, policy.language, sources=len(sources))
    if alerts.insert(db, alert, payload=body, explanation=sentence):
        deliveries.enqueue(db, alert)
