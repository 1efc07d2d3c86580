"""The table of waits is the specification of patience."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.retry import JITTER, LOCAL, LONGEST_RETRY_AFTER, WEBHOOK, Schedule, next_attempt

NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
SCHEDULES = st.sampled_from([WEBHOOK, LOCAL])
JITTERS = st.floats(min_value=-1, max_value=1)


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [
        (0, timedelta(0)),
        (1, timedelta(seconds=5)),
        (2, timedelta(minutes=5)),
        (3, timedelta(minutes=30)),
        (4, timedelta(hours=2)),
        (5, timedelta(hours=5)),
        (6, timedelta(hours=10)),
        (7, timedelta(hours=14)),
        (8, timedelta(hours=20)),
        (9, timedelta(hours=24)),
        (10, None),
        (11, None),
    ],
)
def test_a_webhook_is_tried_ten_times(attempts: int, wait: timedelta | None) -> None:
    again = next_attempt(attempts, schedule=WEBHOOK, retry_after=None, now=NOW, jitter=0)
    assert again == (None if wait is None else NOW + wait)


@pytest.mark.parametrize(
    ("retry_after", "wait"),
    [
        (None, timedelta(minutes=5)),
        (timedelta(0), timedelta(minutes=5)),
        (timedelta(minutes=1), timedelta(minutes=5)),
        (timedelta(minutes=6), timedelta(minutes=6)),
        (timedelta(hours=24), timedelta(hours=24)),
        (timedelta(days=365), timedelta(hours=24)),
    ],
)
def test_a_receivers_wish_lengthens_the_wait_up_to_a_day(
    retry_after: timedelta | None, wait: timedelta
) -> None:
    again = next_attempt(2, schedule=WEBHOOK, retry_after=retry_after, now=NOW, jitter=0)
    assert again == NOW + wait


def test_a_wish_does_not_revive_what_is_given_up() -> None:
    wish = timedelta(hours=1)
    assert next_attempt(10, schedule=WEBHOOK, retry_after=wish, now=NOW, jitter=0) is None


@pytest.mark.parametrize(("jitter", "minutes"), [(-1, 4), (0, 5), (0.5, 5.5), (1, 6)])
def test_jitter_moves_the_wait_by_a_fifth(jitter: float, minutes: float) -> None:
    again = next_attempt(2, schedule=WEBHOOK, retry_after=None, now=NOW, jitter=jitter)
    assert again == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize("schedule", [WEBHOOK, LOCAL])
def test_a_weekend_is_outlasted(schedule: Schedule) -> None:
    assert sum(schedule, timedelta(0)) * (1 - JITTER) > timedelta(hours=57)
    assert sum(schedule, timedelta(0)) > timedelta(hours=72)


@given(
    attempts=st.integers(0, 400),
    schedule=SCHEDULES,
    retry_after=st.none() | st.timedeltas(timedelta(0), timedelta(days=400)),
    jitter=JITTERS,
)
def test_waits_are_bounded_and_end(
    attempts: int, schedule: Schedule, retry_after: timedelta | None, jitter: float
) -> None:
    again = next_attempt(
        attempts, schedule=schedule, retry_after=retry_after, now=NOW, jitter=jitter
    )
    assert (again is None) == (attempts >= len(schedule))
    if again is not None:
        longest = max(*schedule, LONGEST_RETRY_AFTER) * (1 + JITTER)
        assert timedelta(0) <= again - NOW <= longest
        assert again - NOW >= min(retry_after or timedelta(0), LONGEST_RETRY_AFTER)
