"""The wall clock: the only place that reads it, and how the daemon lives with one that is set.

APScheduler waits for a wall-clock time. Set the clock back an hour and it runs nothing for an
hour; set it ahead and it counts out every run that was missed. `Every` and `StepWatch` undo both.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.base import BaseTrigger

STEP_TOLERANCE = timedelta(seconds=2)


def utc_now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler ships no types
    """Fires at once, then a span after the last run was due or, if that is past, after now: a
    clock that leaps ahead costs one run, not one for every span in the leap."""

    def __init__(self, span: timedelta) -> None:
        self.span = span

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now if previous is None else max(previous, now) + self.span


class StepWatch:
    """Tells when the wall clock moved otherwise than time passed: it was set, or the machine slept.

    Compares it with the monotonic clock, which on Linux stands still while the machine sleeps.
    """

    def __init__(self) -> None:
        self._offset = self._measure()

    def step(self) -> timedelta | None:
        """How far the wall clock has stepped since the last call; ``None`` within two seconds."""
        before, self._offset = self._offset, self._measure()
        moved = timedelta(seconds=self._offset - before)
        return moved if abs(moved) > STEP_TOLERANCE else None

    @staticmethod
    def _measure() -> float:
        return time.time() - time.monotonic()
