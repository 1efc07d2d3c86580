"""The clock: what the daemon does when it is set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from monitor.clock import Every, StepWatch, utc_now

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("previous", "now", "expected"),
    [
        (None, NOON, NOON),  # at once
        (NOON, NOON, NOON + HOUR),  # an ordinary run
        (NOON, NOON + timedelta(seconds=2), NOON + timedelta(seconds=2) + HOUR),  # a late run
        (NOON, NOON + timedelta(days=3650), NOON + timedelta(days=3650) + HOUR),  # a leap: one run
        (NOON + HOUR, NOON, NOON + 2 * HOUR),  # asked ahead of time
    ],
)
def test_every(previous: datetime | None, now: datetime, expected: datetime) -> None:
    """The next run after ``previous``, asked at ``now``."""
    assert Every(HOUR).get_next_fire_time(previous, now) == expected


def test_now_is_aware() -> None:
    """Instants without a zone are never made."""
    assert utc_now().utcoffset() == timedelta()


@pytest.mark.parametrize("step", [-3600, -10, 10, 86400])
def test_a_step_is_told_once(step: int) -> None:
    """The wall clock moved otherwise than time passed."""
    with time_machine.travel(NOON) as wall:
        watch = StepWatch()
        assert watch.step() is None
        wall.shift(step)
        told = watch.step()
        assert told is not None
        assert round(told.total_seconds()) == step
        assert watch.step() is None


def test_time_that_passes_is_no_step() -> None:
    """Small corrections of the clock are no steps either."""
    with time_machine.travel(NOON) as wall:
        watch = StepWatch()
        wall.shift(1)
        assert watch.step() is None
