"""Dates in running text, Chinese and English, as precise as the text allows and no more.

An expression is read as the days that it may mean (`almanac.When`); its value is the longest
prefix that all of them share. So "last week" is a month, or a year when the week lies in two
months, or nothing when it lies in two years: never a wrong year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from monitor.language import dates_en, dates_zh
from monitor.language.almanac import Vantage, When
from monitor.model import Lang

# Outside of these a publication date is a broken clock's, and its neighbours may not exist.
_CREDIBLE = (date(1950, 1, 1), date(2090, 12, 31))


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as ``text`` at ``start:end`` gives it. ``value`` is an ISO 8601 prefix: ``2025``,
    ``2025-04`` or ``2025-04-30``. ``approximate``: the text says "early", "about", "before"."""

    start: int
    end: int
    value: str
    text: str
    approximate: bool = False


def find_dates(text: str, *, published_on: date | None, lang: Lang) -> tuple[DateSpan, ...]:
    """The dates in ``text`` (normal form), in order, not overlapping.

    Without ``published_on`` only dates that name their year are found.
    """
    if published_on and not _CREDIBLE[0] <= published_on <= _CREDIBLE[1]:
        published_on = None
    found: list[DateSpan] = []
    end = 0
    for start, stop, when in sorted(
        _candidates(text, published_on, lang=lang), key=_leftmost_longest
    ):
        if start < end:
            continue
        end = stop
        if when and (value := when.prefix):
            found.append(DateSpan(start, stop, value, text[start:stop], when.approximate))
    return tuple(found)


def _candidates(
    text: str, published_on: date | None, *, lang: Lang
) -> Iterator[tuple[int, int, When | None]]:
    """All that looks like a date. What is no date after all still stands in the way of its parts:
    there is no "5 May" in "35 May"."""
    grammar = dates_zh if lang == "zh" else dates_en
    for pattern, resolve in grammar.RULES:
        for match in pattern.finditer(text):
            vantage = Vantage(published_on, grammar.is_future(text[: match.start()]))
            yield match.start(), match.end(), resolve(match, vantage)


def _leftmost_longest(candidate: tuple[int, int, When | None]) -> tuple[int, int]:
    return candidate[0], -candidate[1]
