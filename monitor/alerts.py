"""Alerts: whether a change to an event is told, to whom, and as what.

Nobody hears of an event twice as new, nor twice of one change. Each refusal carries its reason.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.match import Rule
from monitor.model import Alert, Article, Change, Reason, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An alert to raise, or ``None`` and the reason why there is none."""

    alert: Alert | None
    reason: Reason


def decide(
    change: Change,
    article: Article,
    *,
    matched: Sequence[Rule],
    history: Sequence[Alert],
    now: datetime,
    max_age: timedelta | None,
    fresh: bool = True,
) -> tuple[Decision, ...]:
    """At most an update for those who know of the event and a `new` for those who do not.

    ``matched`` are the rules that the event passes, ``history`` its alerts so far. An article
    older than ``max_age`` raises nothing (``None``: age does not matter), nor does one that the
    caller knows not to be ``fresh``, such as the undated archive of a feed polled first.
    """
    refusal = _refusal(change, matched)
    if refusal is None and (not fresh or (max_age is not None and now - article.at > max_age)):
        refusal = Reason.TOO_OLD
    if refusal:
        return (Decision(alert=None, reason=refusal),)
    alerts = [
        _alert(telling, change, article=article, history=history, now=now)
        for telling in _tellings(change, matched, history=history)
    ]
    known = {alert.id for alert in history}
    raised = tuple(
        Decision(alert=alert, reason=alert.reason) for alert in alerts if alert.id not in known
    )
    return raised or (Decision(alert=None, reason=Reason.NO_CHANGE),)


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is told, for which rules, the loudest first, and to which channels."""

    reason: Reason
    rules: Sequence[Rule]
    channels: Sequence[str]


def _refusal(change: Change, matched: Sequence[Rule]) -> Reason | None:
    if not change.departure.main:
        return Reason.BACKGROUND
    return None if matched else Reason.NO_RULE


def _tellings(
    change: Change, matched: Sequence[Rule], *, history: Sequence[Alert]
) -> Iterator[_Telling]:
    """The update first: a channel that it reaches is not told `new` beside it.

    A rule that the event passes for the first time is news only to its channels that have not
    heard of the event by another rule; the others get the update.
    """
    rules = sorted(matched, key=lambda rule: list(Severity).index(rule.severity))
    told = {channel for alert in history for channel in alert.channels}
    passed = {rule for alert in history for rule in alert.rules}
    first = [
        rule
        for rule in rules
        if not history or (rule.id not in passed and not told.issuperset(rule.channels))
    ]
    news = {rule.id for rule in first}
    rest = [rule for rule in rules if rule.id not in news]
    aware = [rule for rule in rules if rule.id not in news or told.intersection(rule.channels)]
    reached = told.intersection(_channels(first)).union(_channels(rest))
    reason = next((one for one in change.reasons if one is not Reason.NEW), None)
    if aware and reason:
        yield _Telling(reason, aware, [one for one in _channels(aware) if one in reached])
        told |= reached
    channels = [channel for channel in _channels(first) if channel not in told]
    if channels or (first and not history):
        yield _Telling(Reason.NEW, first, channels)


def _channels(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(channel for rule in rules for channel in rule.channels))


def _alert(
    telling: _Telling,
    change: Change,
    *,
    article: Article,
    history: Sequence[Alert],
    now: datetime,
) -> Alert:
    rules = tuple(rule.id for rule in telling.rules)
    latest = max(history, key=lambda alert: (alert.raised_at, alert.id), default=None)
    return Alert(
        id=_identity(change.event.id, article, reason=telling.reason, rules=rules),
        event_id=change.event.id,
        article_id=article.id,
        reason=telling.reason,
        rule=rules[0],
        severity=telling.rules[0].severity,
        raised_at=now,
        rules=rules,
        channels=tuple(telling.channels),
        previous=latest.id if latest else None,
    )


def _identity(event_id: str, article: Article, *, reason: Reason, rules: Iterable[str]) -> str:
    """An id that the same decision on the same wording of the same article always has."""
    decision = [event_id, article.id, article.fingerprint, reason, sorted(rules)]
    return "al_" + hashlib.sha256(json.dumps(decision).encode()).hexdigest()[:24]
