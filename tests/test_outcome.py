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
from monitor.outcome import UNDATED_ON_FIRST_POLL, Outcome, PollResult, arrivals, state_after
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
    return Harvest(complete=complete, window=frozenset({2}), arrivals=arrivals)


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        ({"error": ParseError("x")}, Outcome.FAILED),
        ({"answer": NotModified()}, Outcome.NOT_MODIFIED),
        ({"answer": ANSWER}, Outcome.SAME),
        ({"answer": ANSWER, "body_hash": 2, "harvest": harvest()}, Outcome.READ),
    ],
)
def test_how_a_poll_ended(result: dict[str, object], outcome: Outcome) -> None:
    poll = PollResult(feed=FEED, polled_at=NOW, **result)  # type: ignore[arg-type]  # fields of it
    assert poll.outcome is outcome


def test_a_complete_parse_moves_everything() -> None:
    state = after(answer=ANSWER, body_hash=2, harvest=harvest(ARRIVAL))
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
    state = after(answer=ANSWER, body_hash=2, harvest=harvest())
    assert state.new_item_at == BEFORE.new_item_at


def test_a_document_that_was_cut_off_is_asked_for_again() -> None:
    """Validators, hash and window stay: kept, they would hide the rest for ever."""
    cut = harvest(ARRIVAL, complete=False)
    state = after(answer=ANSWER, body_hash=2, harvest=cut)
    assert (state.validators, state.body_hash, state.window) == (OLD, 1, frozenset({1}))
    assert "cut off" in str(state.error)
    assert state.failures == 0


@pytest.mark.parametrize(("answer", "validators"), [(NotModified(), OLD), (ANSWER, NEW)])
def test_nothing_changed(answer: Fetched | NotModified, validators: Validators) -> None:
    """The same bytes under new validators are the same document."""
    state = after(answer=answer)
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
    state = after(error=error)
    assert state == replace(
        BEFORE,
        polled_at=NOW,
        failures=1,
        error=str(error),
        health=health,
        next_due_at=NOW + HOUR,
    )


def test_the_next_success_clears_the_failure() -> None:
    failed = after(error=ParseError("not a feed"))
    state = after(failed, answer=NotModified())
    assert (state.failures, state.error, state.health) == (0, None, FeedHealth.OK)


def test_what_the_publisher_asks_for_is_kept() -> None:
    refused = FetchError("x", status=429, retry_after=3 * HOUR)
    assert after(error=refused).next_due_at == NOW + 3 * HOUR
    advised = NotModified(hints=Hints(max_age=2 * HOUR))
    assert after(answer=advised).next_due_at == NOW + 2 * HOUR


def test_the_document_may_ask_too() -> None:
    asked = replace(harvest(), ttl=4 * HOUR)
    state = after(answer=ANSWER, body_hash=2, harvest=asked)
    assert state.next_due_at == NOW + 4 * HOUR


# --- what is news --------------------------------------------------------------------------


def arrived(*hours: int | None) -> PollResult:
    """A poll whose document lists articles of so many hours ago, or without a date."""
    found = (
        Article(
            id=f"{number}",
            title="t",
            seen_at=NOW,
            published_at=None if ago is None else NOW - ago * HOUR,
        )
        for number, ago in enumerate(hours)
    )
    brought = harvest(*(Arrival(article=one, reading=Reading(lang="zh")) for one in found))
    return PollResult(feed=FEED, polled_at=NOW, answer=ANSWER, harvest=brought)


def order(result: PollResult, before: FeedState = BEFORE) -> str:
    return "".join(one.article.id for one, _ in arrivals(result, before))


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((), ""),
        ((1, 2, 3), "210"),
        ((3, 1, 2), "021"),
        ((5, 5, 5), "210"),
        ((None, 1, None), "120"),
    ],
)
def test_arrivals_come_oldest_first_and_documents_list_the_newest_first(
    hours: tuple[int | None, ...], expected: str
) -> None:
    assert order(arrived(*hours)) == expected


def test_a_poll_that_read_nothing_brought_nothing() -> None:
    failed = PollResult(feed=FEED, polled_at=NOW, error=ParseError("x"))
    assert arrivals(failed, BEFORE) == []


def test_the_undated_items_of_a_first_poll_are_an_archive_but_for_the_first_few() -> None:
    result = arrived(None, 999, *[None] * UNDATED_ON_FIRST_POLL)
    fresh = {one.article.id: is_fresh for one, is_fresh in arrivals(result, FeedState(feed_id="a"))}
    last = str(UNDATED_ON_FIRST_POLL + 1)
    assert [name for name, is_fresh in fresh.items() if not is_fresh] == [last]
    assert all(is_fresh for _, is_fresh in arrivals(result, BEFORE))
