"""When a feed is next due, and what to call its state."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.errors import FetchError, MonitorError, ParseError
from monitor.model import Feed, FeedHealth, FeedState, Hints
from monitor.settings import ScheduleSettings

MAX_RETRY_AFTER = timedelta(days=7)
MAX_BACKOFF = timedelta(hours=24)
QUIET_AFTER = timedelta(days=30)
BROKEN_AFTER_FAILURES = 3
_MAX_DOUBLINGS = 20


def next_due(
    state: FeedState,
    *,
    feed: Feed,
    hints: Hints,
    limits: ScheduleSettings,
    now: datetime,
    jitter: float,
) -> datetime:
    """When to ask the feed again, ``state`` being what its last poll left; at once if never polled.

    The feed's interval is a lower bound. The publisher's advice can lengthen it up to
    ``limits.max``, failures double it up to a day and never for ever, and Retry-After binds up to
    seven days. ``jitter`` in [-1, 1] spreads the polls over ``limits.jitter`` of the wait; it only
    ever lengthens it, since each bound is one that was promised to somebody.
    """
    if state.polled_at is None:
        return now
    wait = max(feed.interval, _advised(hints, limits), _backoff(state, feed), _demanded(hints))
    return now + wait * (1 + limits.jitter * (1 + jitter) / 2)


def _advised(hints: Hints, limits: ScheduleSettings) -> timedelta:
    return min(max(hints.max_age or timedelta(0), hints.ttl or timedelta(0)), limits.max)


def _demanded(hints: Hints) -> timedelta:
    return min(hints.retry_after or timedelta(0), MAX_RETRY_AFTER)


def _backoff(state: FeedState, feed: Feed) -> timedelta:
    doublings = min(max(state.failures - 1, 0), _MAX_DOUBLINGS)
    return min(min(feed.interval, MAX_BACKOFF) * (1 << doublings), MAX_BACKOFF)


def after_clock_step(state: FeedState, *, now: datetime) -> FeedState:
    """The state of a feed, mended if the wall clock has been set back since its last poll.

    A last poll in the future tells of it: that poll then counts as one made at ``now``, and the
    due time keeps its distance to it.
    """
    if state.polled_at is None or state.polled_at <= now:
        return state
    due = state.next_due_at and now + (state.next_due_at - state.polled_at)
    return replace(state, polled_at=now, next_due_at=due)


def health(state: FeedState, *, now: datetime, failure: MonitorError | None) -> FeedHealth:
    """What to call the state of a feed after a poll, ``state`` being what that poll left.

    ``failure`` is the error of the poll; ``None`` when it went well.
    """
    if failure:
        return _health_of_failing(state, failure)
    quiet = state.new_item_at is not None and now - state.new_item_at > QUIET_AFTER
    return FeedHealth.QUIET if quiet else FeedHealth.OK


def _health_of_failing(state: FeedState, failure: MonitorError) -> FeedHealth:
    if isinstance(failure, FetchError) and failure.gone:
        return FeedHealth.GONE
    if isinstance(failure, FetchError) and failure.blocked:
        return FeedHealth.BLOCKED
    never_worked = state.success_at is None
    many = state.failures >= BROKEN_AFTER_FAILURES
    broken = many or never_worked or isinstance(failure, ParseError)
    return FeedHealth.BROKEN if broken else FeedHealth.OK
