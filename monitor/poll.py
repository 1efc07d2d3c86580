"""The polling driver: fetch, read, commit. It calls in order and decides nothing.

poll     fetch ⚡ ─ body hash ─ workers.read ⚡           → PollResult   (no database)
commit   record each arrival ─ save the feed's state      in ONE transaction
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from monitor.articles import hash64
from monitor.clock import utc_now
from monitor.errors import FetchError, ParseError
from monitor.fetch import Fetcher
from monitor.model import Alert, Feed, FeedState, NotModified
from monitor.outcome import Outcome, PollResult, state_after
from monitor.reading import Arrival
from monitor.record import Policy, record
from monitor.settings import ScheduleSettings
from monitor.store import Store, feeds
from monitor.worker.pool import Workers

# A feed without dates may alert on its first poll only for so many items: feeds list the newest
# first, and its archive must not come out as news.
UNDATED_ON_FIRST_POLL = 5


async def poll(
    feed: Feed,
    state: FeedState,
    *,
    fetcher: Fetcher,
    workers: Workers,
    clock: Callable[[], datetime] = utc_now,
) -> PollResult:
    """Fetch and read one feed. Failures to fetch or parse are results, not exceptions.

    The time of the poll is when the answer came: a polite host may have let us wait long.
    """
    try:
        answer = await fetcher.fetch(feed, state.validators)
    except FetchError as error:
        return PollResult(feed=feed, outcome=Outcome.FAILED, polled_at=clock(), error=error)
    now = clock()
    try:
        if isinstance(answer, NotModified):
            return PollResult(feed=feed, outcome=Outcome.NOT_MODIFIED, polled_at=now, answer=answer)
        digest = hash64(answer.body)
        if digest == state.body_hash:
            return PollResult(feed=feed, outcome=Outcome.SAME, polled_at=now, answer=answer)
        harvest = await workers.read(answer, feed=feed, window=state.window, now=now)
    except ParseError as error:
        return PollResult(feed=feed, outcome=Outcome.FAILED, polled_at=now, error=error)
    return PollResult(
        feed=feed,
        outcome=Outcome.READ,
        polled_at=now,
        answer=answer,
        body_hash=digest,
        harvest=harvest,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What a poll left in the database. ``ignored`` counts departures that raised nothing, by
    reason."""

    state: FeedState
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
        arrivals = _freshest(result, before)
        recorded = [
            record(db, arrival, policy=policy, now=result.polled_at, fresh=fresh)
            for arrival, fresh in arrivals
        ]
        state = state_after(before, result, limits=limits, jitter=jitter)
        feeds.save_state(db, state)
    return Committed(
        state=state,
        articles=sum(one.is_new for one in recorded),
        alerts=tuple(alert for one in recorded for alert in one.alerts),
        ignored=dict(Counter(reason for one in recorded for reason in one.ignored)),
    )


def _freshest(result: PollResult, before: FeedState) -> list[tuple[Arrival, bool]]:
    """The arrivals, oldest first as they happened, each with whether it may count as fresh."""
    if result.harvest is None:
        return []
    undated = 0
    arrivals = []
    for arrival in result.harvest.arrivals:
        fresh = True
        if before.success_at is None and arrival.article.published_at is None:
            undated += 1
            fresh = undated <= UNDATED_ON_FIRST_POLL
        arrivals.append((arrival, fresh))
    arrivals.reverse()  # feeds list the newest first
    return sorted(arrivals, key=lambda pair: pair[0].article.at)
