"""When a feed is next due, and what its state is called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import FetchError, MonitorError, ParseError
from monitor.model import Feed, FeedHealth, FeedState, Hints
from monitor.schedule import MAX_BACKOFF, MAX_RETRY_AFTER, after_clock_step, health, next_due
from monitor.settings import ScheduleSettings, parse_span

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
LIMITS = ScheduleSettings()
DAY = timedelta(days=1)


def feed(interval: str = "60m") -> Feed:
    return Feed(id="f", url="https://a.example/feed", interval=parse_span(interval))


def polled(*, failures: int = 0) -> FeedState:
    return FeedState(feed_id="f", polled_at=NOW, failures=failures)


def wait(
    interval: str, state: FeedState, *, hints: Mapping[str, str] | None = None, jitter: float = -1
) -> timedelta:
    spans = {name: parse_span(text) for name, text in (hints or {}).items()}
    due = next_due(
        state, feed=feed(interval), hints=Hints(**spans), limits=LIMITS, now=NOW, jitter=jitter
    )
    return due - NOW


def test_a_new_feed_is_due_at_once() -> None:
    assert wait("60m", FeedState(feed_id="f"), hints={"max_age": "2h"}, jitter=1) == timedelta(0)


@pytest.mark.parametrize(
    ("interval", "hints", "expected"),
    [
        ("60m", {}, "60m"),
        ("15m", {}, "15m"),
        ("2s", {}, "2s"),
        ("12h", {}, "12h"),
        ("60m", {"max_age": "10m"}, "60m"),
        ("60m", {"max_age": "90m"}, "90m"),
        ("60m", {"ttl": "90m"}, "90m"),
        ("60m", {"max_age": "2h", "ttl": "3h"}, "3h"),
        ("60m", {"max_age": "3h", "ttl": "2h"}, "3h"),
        ("60m", {"max_age": "366d"}, "6h"),
        ("12h", {"max_age": "366d"}, "12h"),
        ("60m", {"max_age": "0s"}, "60m"),
        ("2s", {"max_age": "60s"}, "60s"),
        ("60m", {"retry_after": "30m"}, "60m"),
        ("60m", {"retry_after": "7h"}, "7h"),
        ("60m", {"retry_after": "5d"}, "5d"),
        ("60m", {"retry_after": "8d"}, "7d"),
        ("60m", {"retry_after": "2h", "max_age": "3h"}, "3h"),
    ],
)
def test_interval_and_hints(interval: str, hints: dict[str, str], expected: str) -> None:
    assert wait(interval, polled(), hints=hints) == parse_span(expected)


@pytest.mark.parametrize(
    ("interval", "failures", "hints", "expected"),
    [
        ("60m", 1, {}, "1h"),
        ("60m", 2, {}, "2h"),
        ("60m", 3, {}, "4h"),
        ("60m", 5, {}, "16h"),
        ("60m", 6, {}, "24h"),
        ("60m", 10_000, {}, "24h"),
        ("1s", 4, {}, "8s"),
        ("1s", 100, {}, "24h"),
        ("48h", 3, {}, "48h"),
        ("60m", 2, {"retry_after": "10m"}, "2h"),
        ("60m", 2, {"retry_after": "3h"}, "3h"),
        ("60m", 9, {"retry_after": "3d"}, "3d"),
    ],
)
def test_failures_back_off(
    interval: str, failures: int, hints: dict[str, str], expected: str
) -> None:
    assert wait(interval, polled(failures=failures), hints=hints) == parse_span(expected)


@pytest.mark.parametrize(("jitter", "minutes"), [(-1, 100), (0, 105), (0.5, 107.5), (1, 110)])
def test_jitter_spreads_and_only_lengthens(jitter: float, minutes: float) -> None:
    assert wait("100m", polled(), jitter=jitter) == timedelta(minutes=minutes)


SPANS = st.timedeltas(timedelta(0), timedelta(days=366))
INTERVALS = st.timedeltas(timedelta(seconds=1), timedelta(days=60))
HINTS = st.builds(
    Hints, max_age=st.none() | SPANS, retry_after=st.none() | SPANS, ttl=st.none() | SPANS
)
NOWS = st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis wants bounds without a zone


@given(
    INTERVALS,
    HINTS,
    st.integers(0, 10**9),
    st.floats(-1, 1),
    st.floats(0, 0.5),
    NOWS,
)
def test_never_early_and_never_for_ever(
    interval: timedelta,
    hints: Hints,
    failures: int,
    jitter: float,
    share: float,
    now: datetime,
) -> None:
    due = next_due(
        FeedState(feed_id="f", polled_at=now, failures=failures),
        feed=Feed(id="f", url="", interval=interval),
        hints=hints,
        limits=ScheduleSettings(jitter=share),
        now=now,
        jitter=jitter,
    )
    zero = timedelta(0)
    assert due > now
    assert due - now >= interval
    assert due - now >= min(hints.retry_after or zero, MAX_RETRY_AFTER)
    assert due - now >= min(max(hints.max_age or zero, hints.ttl or zero), LIMITS.max)
    longest = max(interval, MAX_RETRY_AFTER, MAX_BACKOFF, LIMITS.max)
    assert due - now <= longest * (1 + share) + timedelta(milliseconds=1)


@given(INTERVALS, st.integers(0, 100), st.floats(-1, 1))
def test_more_failures_never_mean_sooner(interval: timedelta, failures: int, jitter: float) -> None:
    def due(count: int) -> datetime:
        state = FeedState(feed_id="f", polled_at=NOW, failures=count)
        return next_due(
            state,
            feed=Feed(id="f", url="", interval=interval),
            hints=Hints(),
            limits=LIMITS,
            now=NOW,
            jitter=jitter,
        )

    assert due(failures) <= due(failures + 1)


# --- the clock -----------------------------------------------------------------------------


def test_a_clock_that_was_not_set_back_changes_nothing() -> None:
    for polled_at in (None, NOW, NOW - DAY):
        state = FeedState(feed_id="f", polled_at=polled_at, next_due_at=NOW + DAY)
        assert after_clock_step(state, now=NOW) == state


@given(NOWS, SPANS, SPANS, SPANS)
def test_the_due_time_keeps_its_distance(
    polled_at: datetime, distance: timedelta, back: timedelta, passed: timedelta
) -> None:
    now = polled_at - back
    state = FeedState(feed_id="f", polled_at=polled_at, next_due_at=polled_at + distance)
    mended = after_clock_step(state, now=now)
    assert mended.next_due_at
    assert mended.next_due_at - now == distance
    # Once stored, time passing does not move it again.
    assert after_clock_step(mended, now=now + passed) == mended


# --- the name of the state -----------------------------------------------------------------


def refused(status: int) -> FetchError:
    return FetchError("refused", status=status)


TIMED_OUT = FetchError("no complete answer in time")
CUT = ParseError("not a feed")


@pytest.mark.parametrize(
    ("state", "failure", "expected"),
    [
        ({"success_at": NOW}, None, FeedHealth.OK),
        ({"success_at": NOW, "new_item_at": NOW - 29 * DAY}, None, FeedHealth.OK),
        ({"success_at": NOW, "new_item_at": NOW - 31 * DAY}, None, FeedHealth.QUIET),
        ({"success_at": NOW, "health": FeedHealth.BLOCKED}, None, FeedHealth.OK),
        ({"failures": 1}, TIMED_OUT, FeedHealth.BROKEN),
        ({"failures": 1, "success_at": NOW}, TIMED_OUT, FeedHealth.OK),
        ({"failures": 2, "success_at": NOW}, TIMED_OUT, FeedHealth.OK),
        ({"failures": 3, "success_at": NOW}, TIMED_OUT, FeedHealth.BROKEN),
        ({"failures": 1, "success_at": NOW}, CUT, FeedHealth.BROKEN),
        ({"failures": 1, "success_at": NOW}, refused(500), FeedHealth.OK),
        ({"failures": 3, "success_at": NOW}, refused(404), FeedHealth.BROKEN),
        ({"failures": 1}, refused(401), FeedHealth.BLOCKED),
        ({"failures": 9, "success_at": NOW}, refused(403), FeedHealth.BLOCKED),
        ({"failures": 1, "success_at": NOW}, refused(429), FeedHealth.BLOCKED),
        ({"failures": 1, "success_at": NOW}, refused(451), FeedHealth.BLOCKED),
        ({"failures": 1, "success_at": NOW}, refused(410), FeedHealth.GONE),
        ({"failures": 1, "success_at": NOW, "health": FeedHealth.GONE}, TIMED_OUT, FeedHealth.OK),
    ],
)
def test_health(
    state: dict[str, object], failure: MonitorError | None, expected: FeedHealth
) -> None:
    whole = FeedState(feed_id="f", **state)  # type: ignore[arg-type]  # a row of the table
    assert health(whole, now=NOW, failure=failure) is expected
