"""Rules: which departures matter to whom, and why a departure passes none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.conditions import Condition, FieldTest, Subject
from monitor.model import Article, Departure, Severity
from monitor.watch import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Which departures to tell which channels of, and how loudly.

    ``source`` names the document that the rule was taken from, if any.
    """

    id: str
    condition: Condition
    severity: Severity = Severity.NORMAL
    channels: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """The first test that a departure failed: where it stands in the rule and the value seen."""

    path: str
    field: str
    seen: str


def matched(
    departure: Departure, article: Article, *, rules: Iterable[Rule], watch: Watch
) -> tuple[Rule, ...]:
    """The rules that the departure passes, in the order given.

    A departure told as background passes only rules that test ``main`` themselves.
    """
    subject = Subject(departure=departure, article=article, watch=watch)
    return tuple(
        rule
        for rule in rules
        if (departure.main or _tests_main(rule.condition)) and _holds(rule.condition, subject)
    )


def explain(
    condition: Condition, departure: Departure, article: Article, *, watch: Watch
) -> Failure | None:
    """The first test that keeps the departure from passing; ``None`` when it passes."""
    if not departure.main and not _tests_main(condition):
        return Failure("when", "main", "False")
    return _failure(condition, Subject(departure=departure, article=article, watch=watch))


def _holds(condition: Condition, subject: Subject) -> bool:
    if isinstance(condition, FieldTest):
        return condition.check(subject)
    if condition.kind == "all":
        return all(_holds(part, subject) for part in condition.parts)
    if condition.kind == "any":
        return any(_holds(part, subject) for part in condition.parts)
    return not _holds(condition.parts[0], subject)


def _tests_main(condition: Condition) -> bool:
    return any(test.field == "main" for test in _tests(condition))


def _failure(condition: Condition, subject: Subject) -> Failure | None:
    if _holds(condition, subject):
        return None
    if isinstance(condition, FieldTest):
        return Failure(condition.path, condition.field, _shown(condition.look(subject)))
    failures = [_failure(part, subject) for part in condition.parts]
    if condition.kind == "all":
        return next(failure for failure in failures if failure)
    if condition.kind == "any":
        seen = ", ".join(f"{one.field}={one.seen}" for one in failures if one)
        return Failure(condition.path, "any", seen)
    held = [_seen(test, subject) for test in _tests(condition) if test.check(subject)]
    return Failure(condition.path, "not", ", ".join(held) or "nothing")


def _tests(condition: Condition) -> Iterator[FieldTest]:
    if isinstance(condition, FieldTest):
        yield condition
    else:
        for part in condition.parts:
            yield from _tests(part)


def _seen(test: FieldTest, subject: Subject) -> str:
    return f"{test.field}={_shown(test.look(subject))}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value) or "nothing"
    return "nothing" if value is None else str(value)
