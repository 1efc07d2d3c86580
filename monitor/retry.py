"""When to try a delivery again, and when to give it up."""

from __future__ import annotations

from datetime import datetime, timedelta

# The wait before the first attempt, the second, and so on. After the last it is given up.
Schedule = tuple[timedelta, ...]


def _hours(*hours: float) -> Schedule:
    return tuple(timedelta(hours=count) for count in hours)


# Over three days, so that a receiver may be down for a weekend. Source: Standard Webhooks.
WEBHOOK: Schedule = (
    timedelta(0),
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *_hours(2, 5, 10, 14, 20, 24),
)
# For what is on this machine: a full disk is seen to within the hour, or in three days.
LOCAL: Schedule = (timedelta(0), timedelta(seconds=5), timedelta(minutes=1), *_hours(*[0.5] * 144))

JITTER = 0.2
LONGEST_RETRY_AFTER = timedelta(hours=24)


def next_attempt(
    attempts: int,
    *,
    schedule: Schedule,
    retry_after: timedelta | None,
    now: datetime,
    jitter: float,
) -> datetime | None:
    """When to try again after ``attempts`` attempts have failed; ``None`` to give up.

    ``jitter`` in [-1, 1] moves the wait by up to a fifth, so that many deliveries that failed
    together do not come back together. ``retry_after``, the receiver's own wish, lengthens the
    wait up to a day, and never shortens it.
    """
    if attempts >= len(schedule):
        return None
    wait = schedule[attempts] * (1 + JITTER * jitter)
    asked = min(retry_after or timedelta(0), LONGEST_RETRY_AFTER)
    return now + max(wait, asked)
