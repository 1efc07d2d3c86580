"""What is remembered of a feed after a poll, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import FetchError, ParseError
from monitor.model import (
    Article,
    Feed,
    FeedHealth,
    FeedState,
    Fetched,
    Hints,
    NotModified,
    Reading,
    Validators,
)
from monitor.outcome import Outcome, PollResult, state_after
from monitor.reading import Arrival, Harvest
from monitor.settings import ScheduleSettings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
FEED = Feed(id="a", url="http://a.example/", interval=HOUR)
LIMITS = ScheduleSettings(jitter=0)
OLD, NEW = Validators(etag='"old"'), Validators(etag='"new"')
BEFORE = FeedState(
    feed_id="a",
    validators=OLD,
    body_hash=1,
    window=frozenset({1}),
    polled_at=NOW - HOUR,
    success_at=NOW - HOUR,
    new_item_at=NOW - HOUR,
    health=FeedHealth.OK,
)
ANSWER = Fetched(url=FEED.url, body=b"", validators=NEW)
ARRIVAL = Arrival(article=Article(id="x", title="t", seen_at=NOW), reading=Reading(lang="zh"))


def after(before: FeedState = BEFORE, **result: object) -> FeedState:
    """The state after a poll at NOW."""
    poll = PollResult(feed=FEED, polled_at=NOW, **result)  # type: ignore[arg-type]  # fields of it
    return state_after(before, poll, limits=LIMITS, jitter=0)


def harvest(*arrivals: Arrival, complete: bool = True) -> Harvest:
    return Harvest(complete=complete, window=frozenset({2}), total=1, arrivals=arrivals)


def test_a_complete_parse_moves_everything() -> None:
    state = after(outcome=Outcome.READ, answer=ANSWER, body_hash=2, harvest=harvest(ARRIVAL))
    assert state == replace(
        BEFORE,
        validators=NEW,
        body_hash=2,
        window=frozenset({2}),
        polled_at=NOW,
        success_at=NOW,
        new_item_at=NOW,
        next_due_at=NOW + HOUR,
    )


def test_nothing_new_leaves_the_time_of_the_last_new_item() -> None:
    state = after(outcome=Outcome.READ, answer=ANSWER, body_hash=2, harvest=harvest())
    assert state.new_item_at == BEFORE.new_item_at


def test_a_document_that_was_cut_off_is_asked_for_again() -> None:
    """Validators, hash and window stay: kept, they would hide the rest for ever."""
    cut = harvest(ARRIVAL, complete=False)
    state = after(outcome=Outcome.READ, answer=ANSWER, body_hash=2, harvest=cut)
    assert (state.validators, state.body_hash, state.window) == (OLD, 1, frozenset({1}))
    assert "cut off" in str(state.error)
    assert state.failures == 0


@pytest.mark.parametrize(
    ("outcome", "answer", "validators"),
    [(Outcome.NOT_MODIFIED, NotModified(), OLD), (Outcome.SAME, ANSWER, NEW)],
)
def test_nothing_changed(
    outcome: Outcome, answer: Fetched | NotModified, validators: Validators
) -> None:
    """The same bytes under new validators are the same document."""
    state = after(outcome=outcome, answer=answer)
    assert state == replace(
        BEFORE, validators=validators, polled_at=NOW, success_at=NOW, next_due_at=NOW + HOUR
    )


@pytest.mark.parametrize(
    ("error", "health"),
    [
        (FetchError("a.example: HTTP 500", status=500), FeedHealth.OK),
        (FetchError("a.example: HTTP 403", status=403), FeedHealth.BLOCKED),
        (FetchError("a.example: HTTP 410", status=410), FeedHealth.GONE),
        (ParseError("not a feed"), FeedHealth.BROKEN),
    ],
)
def test_a_failure_is_named_and_forgets_nothing(
    error: FetchError | ParseError, health: FeedHealth
) -> None:
    state = after(outcome=Outcome.FAILED, error=error)
    assert state == replace(
        BEFORE,
        polled_at=NOW,
        failures=1,
        error=str(error),
        health=health,
        next_due_at=NOW + HOUR,
    )


def test_the_next_success_clears_the_failure() -> None:
    failed = after(outcome=Outcome.FAILED, error=ParseError("not a feed"))
    state = after(failed, outcome=Outcome.NOT_MODIFIED, answer=NotModified())
    assert (state.failures, state.error, state.health) == (0, None, FeedHealth.OK)


def test_what_the_publisher_asks_for_is_kept() -> None:
    refused = FetchError("x", status=429, retry_after=3 * HOUR)
    assert after(outcome=Outcome.FAILED, error=refused).next_due_at == NOW + 3 * HOUR
    advised = NotModified(hints=Hints(max_age=2 * HOUR))
    assert after(outcome=Outcome.NOT_MODIFIED, answer=advised).next_due_at == NOW + 2 * HOUR


def test_the_document_may_ask_too() -> None:
    asked = replace(harvest(), ttl=4 * HOUR)
    state = after(outcome=Outcome.READ, answer=ANSWER, body_hash=2, harvest=asked)
    assert state.next_due_at == NOW + 4 * HOUR
