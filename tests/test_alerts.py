"""Alerts: the table is the specification of who is told what, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from monitor.alerts import Decision, decide
from monitor.conditions import compile_condition
from monitor.match import Rule
from monitor.model import Alert, Change, Reason, Severity, Status
from tests.stories import NAMED, START, World, article

ANY = compile_condition({"main": True})
LOUD = Rule(id="loud", condition=ANY, severity=Severity.CRITICAL, channels=("pager", "log"))
PLAIN = Rule(id="plain", condition=ANY, channels=("log",))
QUIET = Rule(id="quiet", condition=ANY, severity=Severity.LOW, channels=("log", "archive"))
MUTE = Rule(id="mute", condition=ANY)

(NEW,) = World().tell(NAMED)


def change(*reasons: Reason) -> Change:
    return replace(NEW, before=NEW.event, reasons=reasons)


def told(*rules: Rule) -> Alert:
    """The alert that the event raised first."""
    channels = tuple(dict.fromkeys(channel for rule in rules for channel in rule.channels))
    return Alert(
        id="al_first",
        event_id=NEW.event.id,
        article_id="a0",
        reason=Reason.NEW,
        rule=rules[0].id,
        severity=rules[0].severity,
        raised_at=START,
        rules=tuple(rule.id for rule in rules),
        channels=channels,
    )


def decided(
    change: Change, rules: Sequence[Rule], history: Sequence[Alert] = (), **given: Any
) -> tuple[Decision, ...]:
    now, max_age = given.pop("now", START), given.pop("max_age", timedelta(days=3))
    story = given.pop("story", article("a1"))
    return decide(change, story, matched=rules, history=history, now=now, max_age=max_age, **given)


@pytest.mark.parametrize(
    ("reasons", "rules", "history", "raised"),
    [
        # A new event is told once, for all rules together, to each channel once.
        ([Reason.NEW], [PLAIN], [], [(Reason.NEW, ["plain"], ["log"])]),
        (
            [Reason.NEW],
            [QUIET, PLAIN, LOUD],
            [],
            [(Reason.NEW, ["loud", "plain", "quiet"], ["pager", "log", "archive"])],
        ),
        ([Reason.NEW], [MUTE], [], [(Reason.NEW, ["mute"], [])]),
        # Nothing changed: nothing is told.
        ([], [PLAIN], [told(PLAIN)], []),
        ([], [PLAIN, MUTE], [told(PLAIN)], []),
        # It was known before, but passes a rule only now.
        ([], [PLAIN], [], [(Reason.NEW, ["plain"], ["log"])]),
        ([Reason.CONFIRMED], [PLAIN], [], [(Reason.NEW, ["plain"], ["log"])]),
        # Who knows is told of the change, as the first of the reasons.
        (
            [Reason.CONFIRMED, Reason.DATE],
            [PLAIN],
            [told(PLAIN)],
            [(Reason.CONFIRMED, ["plain"], ["log"])],
        ),
        ([Reason.DENIED], [MUTE], [told(MUTE)], [(Reason.DENIED, ["mute"], [])]),
        # Another rule brings in channels that have not heard of it: to them it is new.
        ([], [LOUD, PLAIN], [told(PLAIN)], [(Reason.NEW, ["loud"], ["pager"])]),
        (
            [Reason.DATE],
            [LOUD, PLAIN],
            [told(PLAIN)],
            [(Reason.DATE, ["loud", "plain"], ["log"]), (Reason.NEW, ["loud"], ["pager"])],
        ),
        (
            [Reason.DATE],
            [QUIET, LOUD],
            [told(PLAIN)],
            [
                (Reason.DATE, ["loud", "quiet"], ["log"]),
                (Reason.NEW, ["loud", "quiet"], ["pager", "archive"]),
            ],
        ),
        # A rule whose channels all know joins the update, and raises it to its severity.
        ([], [LOUD], [told(QUIET, LOUD)], []),
        (
            [Reason.DATE],
            [PLAIN, replace(LOUD, channels=("log",))],
            [told(PLAIN)],
            [(Reason.DATE, ["loud", "plain"], ["log"])],
        ),
        # A channel added to a rule hears updates, but old events are not told it as new.
        ([], [replace(PLAIN, channels=("log", "chat"))], [told(PLAIN)], []),
        (
            [Reason.DATE],
            [replace(PLAIN, channels=("log", "chat")), replace(MUTE, channels=("chat",))],
            [told(PLAIN)],
            [(Reason.DATE, ["plain"], ["log", "chat"])],
        ),
    ],
)
def test_who_is_told_what(
    reasons: list[Reason],
    rules: list[Rule],
    history: list[Alert],
    raised: list[tuple[Reason, list[str], list[str]]],
) -> None:
    decisions = decided(change(*reasons), rules, history)
    alerts = [decision.alert for decision in decisions if decision.alert]
    assert [(one.reason, list(one.rules), list(one.channels)) for one in alerts] == raised
    assert raised or [decision.reason for decision in decisions] == [Reason.NO_CHANGE]
    channels = [channel for one in alerts for channel in one.channels]
    assert len(channels) == len(set(channels))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"rules": []}, Reason.NO_RULE),
        ({"rules": [], "now": START + timedelta(days=9)}, Reason.NO_RULE),
        ({"now": START + timedelta(days=3, seconds=1)}, Reason.TOO_OLD),
        ({"now": START + timedelta(days=3)}, Reason.NEW),
        ({"now": START - timedelta(days=1)}, Reason.NEW),
        ({"now": START + timedelta(days=900), "max_age": None}, Reason.NEW),
        ({"fresh": False}, Reason.TOO_OLD),
        ({"change": replace(NEW, departure=replace(NAMED, main=False))}, Reason.BACKGROUND),
    ],
)
def test_why_nothing_is_told(given: dict[str, Any], reason: Reason) -> None:
    given = {"change": NEW, "rules": [PLAIN], **given}
    (decision,) = decided(given.pop("change"), given.pop("rules"), **given)
    assert decision.reason is reason
    assert (decision.alert is None) is (reason is not Reason.NEW)


def test_what_an_alert_holds() -> None:
    (decision,) = decided(change(Reason.DATE), [PLAIN], [told(PLAIN)])
    alert = decision.alert
    assert alert
    assert (alert.event_id, alert.article_id, alert.raised_at) == (NEW.event.id, "a1", START)
    assert (alert.rule, alert.severity) == ("plain", Severity.NORMAL)
    assert alert.previous == "al_first"
    assert len(alert.id) == len("al_") + 24


def test_previous_is_the_latest() -> None:
    later = replace(told(PLAIN), id="al_later", raised_at=START + timedelta(hours=1))
    (decision,) = decided(change(Reason.DATE), [PLAIN], [later, told(PLAIN)])
    assert decision.alert
    assert decision.alert.previous == "al_later"


def test_the_same_decision_has_the_same_id_and_another_has_another() -> None:
    def identity(reason: Reason, rules: list[Rule], name: str, fingerprint: int) -> str:
        story = article(name, fingerprint=fingerprint)
        (decision,) = decided(change(reason), rules, [told(PLAIN, QUIET)], story=story)
        assert decision.alert
        return decision.alert.id

    first = identity(Reason.DATE, [PLAIN, QUIET], "a1", 1)
    assert first == identity(Reason.DATE, [QUIET, PLAIN], "a1", 1)
    assert "." not in first
    others = {
        identity(Reason.CONFIRMED, [PLAIN, QUIET], "a1", 1),
        identity(Reason.DATE, [PLAIN], "a1", 1),
        identity(Reason.DATE, [PLAIN, QUIET], "a2", 1),
        identity(Reason.DATE, [PLAIN, QUIET], "a1", 2),
    }
    assert len(others | {first}) == 5


def test_what_was_raised_is_not_raised_again() -> None:
    (first,) = decided(change(Reason.DATE), [PLAIN], [told(PLAIN)])
    assert first.alert
    again = decided(change(Reason.DATE), [PLAIN], [told(PLAIN), first.alert])
    assert again == (Decision(alert=None, reason=Reason.NO_CHANGE),)


# --- a whole story: what each article adds to an event in this state -----------------------

RUMOUR, REPORT = {"status": Status.RUMOURED}, {"status": Status.REPORTED}
CONFIRM, DENY = {"status": Status.CONFIRMED}, {"status": Status.DENIED}
DATED = REPORT | {"left_on": "2026-03-09"}
REDATED = REPORT | {"left_on": "2026-02"}
GOING, ELSEWHERE = REPORT | {"destination": "Fenwold"}, REPORT | {"destination": "Pine"}
FOLLOWED = REPORT | {"successor": "黎晚晴"}


@pytest.mark.parametrize(
    ("before", "then", "told"),
    [
        ([], RUMOUR, Reason.NEW),
        ([], REPORT, Reason.NEW),
        ([], CONFIRM, Reason.NEW),
        ([], DENY, Reason.NEW),
        ([RUMOUR], RUMOUR, Reason.NO_CHANGE),
        ([RUMOUR], REPORT, Reason.NO_CHANGE),
        ([RUMOUR], CONFIRM, Reason.CONFIRMED),
        ([RUMOUR], DENY, Reason.DENIED),
        ([REPORT], RUMOUR, Reason.NO_CHANGE),
        ([REPORT], CONFIRM, Reason.CONFIRMED),
        ([REPORT], DENY, Reason.DENIED),
        ([CONFIRM], RUMOUR, Reason.NO_CHANGE),
        ([CONFIRM], REPORT, Reason.NO_CHANGE),
        ([CONFIRM], CONFIRM, Reason.NO_CHANGE),
        ([CONFIRM], DENY, Reason.DENIED),
        ([DENY], RUMOUR, Reason.NO_CHANGE),
        ([DENY], REPORT, Reason.NO_CHANGE),
        ([DENY], DENY, Reason.NO_CHANGE),
        ([DENY], CONFIRM, Reason.CONFIRMED),
        ([RUMOUR], DATED, Reason.DATE),
        ([DATED], DATED, Reason.NO_CHANGE),
        ([DATED], REPORT | {"left_on": "2026-03"}, Reason.NO_CHANGE),
        ([DATED], REDATED, Reason.CONFLICT),
        ([DATED, REDATED], DATED, Reason.NO_CHANGE),
        ([DATED, REDATED], REDATED, Reason.NO_CHANGE),
        ([DATED, REDATED], REPORT | {"left_on": "2026-04"}, Reason.CORRECTION),
        ([RUMOUR], GOING, Reason.DESTINATION),
        ([GOING], GOING, Reason.NO_CHANGE),
        ([GOING], ELSEWHERE, Reason.CONFLICT),
        ([RUMOUR], FOLLOWED, Reason.SUCCESSOR),
        ([FOLLOWED], FOLLOWED, Reason.NO_CHANGE),
        ([RUMOUR], CONFIRM | DATED | CONFIRM, Reason.CONFIRMED),
        ([RUMOUR], DATED | GOING | FOLLOWED, Reason.DATE),
        ([RUMOUR, DENY], DATED, Reason.DATE),
    ],
)
def test_every_turn_of_a_story(
    before: list[dict[str, Any]], then: dict[str, Any], told: Reason
) -> None:
    world, history = World(), list[Alert]()
    reason = None
    for chapter in [*before, then]:
        (change,) = world.tell(replace(NAMED, **chapter))
        (decision,) = decided(change, [PLAIN], history, max_age=None)
        history += [decision.alert] if decision.alert else []
        reason = decision.reason
    assert reason is told
