"""What one poll came to: what of it is news, and what is remembered of its feed afterwards."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from monitor.errors import FetchError, MonitorError
from monitor.model import Feed, FeedState, Fetched, Hints, NotModified
from monitor.reading import Arrival, Harvest
from monitor.schedule import health, next_due
from monitor.settings import ScheduleSettings

# A feed without dates may alert on its first poll only for so many items: feeds list the newest
# first, and its archive must not come out as news.
UNDATED_ON_FIRST_POLL = 5


class Outcome(StrEnum):
    """How a poll ended."""

    READ = "read"
    SAME = "same"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """One poll of one feed, ready to be committed.

    ``harvest`` is there when the body was read, ``error``, and no ``answer``, when the poll failed.
    """

    feed: Feed
    polled_at: datetime
    answer: Fetched | NotModified | None = None
    body_hash: int | None = None
    harvest: Harvest | None = None
    error: MonitorError | None = None

    @property
    def outcome(self) -> Outcome:
        """How the poll ended."""
        if self.error:
            return Outcome.FAILED
        if self.harvest:
            return Outcome.READ
        return Outcome.SAME if isinstance(self.answer, Fetched) else Outcome.NOT_MODIFIED

    @property
    def hints(self) -> Hints:
        """What the publisher asked for, from headers, the document, or the refusal."""
        if isinstance(self.error, FetchError):
            return Hints(retry_after=self.error.retry_after)
        hints = self.answer.hints if self.answer else Hints()
        return replace(hints, ttl=self.harvest.ttl) if self.harvest else hints


def arrivals(result: PollResult, before: FeedState) -> list[tuple[Arrival, bool]]:
    """What the poll brought, in the order in which it happened, each with whether it is fresh.

    ``before`` is what was remembered of the feed: the undated items of a first poll are its
    archive, but for the first few.
    """
    found = result.harvest.arrivals if result.harvest else ()
    undated = [one.article.id for one in found if one.article.published_at is None]
    archived = set(undated[UNDATED_ON_FIRST_POLL:]) if before.success_at is None else set()
    oldest_first = list(found)
    oldest_first.reverse()  # documents list the newest first, which orders those with one date
    oldest_first.sort(key=lambda one: one.article.at)
    return [(one, one.article.id not in archived) for one in oldest_first]


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
    named = health(state, now=result.polled_at, failure=result.error)
    return replace(state, health=named)


def _remembered(before: FeedState, result: PollResult) -> FeedState:
    state = replace(before, polled_at=result.polled_at)
    if result.error:
        return replace(state, failures=before.failures + 1, error=str(result.error))
    state = replace(state, success_at=result.polled_at, failures=0, error=None)
    if not isinstance(result.answer, Fetched):
        return state
    if result.harvest is None:  # the same bytes, perhaps under new validators
        return replace(state, validators=result.answer.validators)
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
