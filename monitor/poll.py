"""The polling driver: fetch, read, commit. It calls in order and decides nothing.

poll     fetch ⚡ ─ body hash ─ workers.read ⚡           → PollResult   (no database)
commit   record each arrival ─ save the feed's state      in ONE transaction
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from monitor.articles import hash64
from monitor.clock import utc_now
from monitor.errors import FetchError, ParseError
from monitor.fetch import Fetcher
from monitor.model import Alert, Feed, FeedState, NotModified
from monitor.outcome import PollResult, arrivals, state_after
from monitor.record import Policy, record
from monitor.settings import ScheduleSettings
from monitor.store import Store, feeds
from monitor.worker.pool import Workers


async def poll(feed: Feed, state: FeedState, *, fetcher: Fetcher, workers: Workers) -> PollResult:
    """Fetch and read one feed. Failures to fetch or parse are results, not exceptions.

    The time of the poll is when the answer came: a polite host may have let us wait long.
    """
    try:
        answer = await fetcher.fetch(feed, state.validators)
    except FetchError as error:
        return PollResult(feed=feed, polled_at=utc_now(), error=error)
    result = PollResult(feed=feed, polled_at=utc_now(), answer=answer)
    if isinstance(answer, NotModified):
        return result
    digest = hash64(answer.body)
    if digest == state.body_hash:
        return result
    now = result.polled_at
    try:
        harvest = await workers.read(answer, feed=feed, window=state.window, now=now)
    except ParseError as error:
        return PollResult(feed=feed, polled_at=now, error=error)
    return replace(result, body_hash=digest, harvest=harvest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What a poll left in the database. ``ignored`` counts departures that raised nothing, by
    reason."""

    articles: int
    alerts: tuple[Alert, ...]
    ignored: dict[str, int]


def commit(
    store: Store, result: PollResult, *, policy: Policy, limits: ScheduleSettings, jitter: float
) -> Committed:
    """Write everything that a poll brought, with the feed's new state, in one transaction.

    The state is read again inside it, so a poll that was overtaken cannot bring back old values.
    Raises StoreError; nothing is written then, and the next poll brings everything again.
    """
    with store.transaction() as db:
        before = feeds.state(db, result.feed.id)
        recorded = [
            record(db, arrival, policy=policy, now=result.polled_at, fresh=fresh)
            for arrival, fresh in arrivals(result, before)
        ]
        feeds.save_state(db, state_after(before, result, limits=limits, jitter=jitter))
    return Committed(
        articles=sum(one.is_new for one in recorded),
        alerts=tuple(alert for one in recorded for alert in one.alerts),
        ignored=dict(Counter(reason for one in recorded for reason in one.ignored)),
    )
