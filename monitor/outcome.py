"""What one poll came to, and what is remembered of its feed afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from monitor.errors import FetchError, MonitorError
from monitor.model import Feed, FeedState, Fetched, Hints, NotModified
from monitor.reading import Harvest
from monitor.schedule import health, next_due
from monitor.settings import ScheduleSettings


class Outcome(StrEnum):
    """How a poll ended."""

    READ = "read"
    SAME = "same"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """One poll of one feed, ready to be committed.

    ``harvest`` is there when the body was read, ``error`` when the poll failed.
    """

    feed: Feed
    outcome: Outcome
    polled_at: datetime
    answer: Fetched | NotModified | None = None
    body_hash: int | None = None
    harvest: Harvest | None = None
    error: MonitorError | None = None

    @property
    def hints(self) -> Hints:
        """What the publisher asked for, from headers, the document, or the refusal."""
        if isinstance(self.error, FetchError):
            return Hints(retry_after=self.error.retry_after)
        hints = self.answer.hints if self.answer else Hints()
        return replace(hints, ttl=self.harvest.ttl) if self.harvest else hints


def state_after(
    before: FeedState, result: PollResult, *, limits: ScheduleSettings, jitter: float
) -> FeedState:
    """What to remember of the feed once ``result`` is committed; ``jitter`` is in [-1, 1].

    Validators, body hash and window move only with a complete parse: kept after half a document
    they would hide the other half for ever.
    """
    remembered = _remembered(before, result)
    due = next_due(
        remembered,
        feed=result.feed,
        hints=result.hints,
        limits=limits,
        now=result.polled_at,
        jitter=jitter,
    )
    state = replace(remembered, next_due_at=due)
    named = health(state, feed=result.feed, now=result.polled_at, failure=result.error)
    return replace(state, health=named)


def _remembered(before: FeedState, result: PollResult) -> FeedState:
    state = replace(before, polled_at=result.polled_at)
    if result.outcome is Outcome.FAILED:
        return replace(state, failures=before.failures + 1, error=str(result.error))
    state = replace(state, success_at=result.polled_at, failures=0, error=None)
    if isinstance(result.answer, Fetched) and result.harvest is None:
        return replace(state, validators=result.answer.validators)
    if not isinstance(result.answer, Fetched) or result.harvest is None:
        return state
    if result.harvest.arrivals:
        state = replace(state, new_item_at=result.polled_at)
    if result.harvest.faults:
        state = replace(state, error="; ".join(result.harvest.faults[:3]))
    if not result.harvest.complete:
        return replace(
            state,
            error="the document was cut off: its items were read, the rest is asked for again",
        )
    return replace(
        state,
        validators=result.answer.validators,
        body_hash=result.body_hash,
        window=result.harvest.window,
    )
