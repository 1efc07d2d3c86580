"""Spans of days, and the arithmetic of the calendar that readings of dates share."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

# Years that news of people at work can be about; anything else is not a date.
_EARLIEST, _LATEST = 1900, 2099

# A date without a year may lie a little ahead of its publication: "effective Jan. 18".
SLACK = timedelta(days=31)

# The first day of the lunar year, as published by the Purple Mountain and Hong Kong observatories.
_LUNAR_NEW_YEAR = {
    2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25),
    2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17),
    2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11),
    2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip

# First day (month, day) and length of a holiday in days.
_FIXED_HOLIDAYS = {
    "new_year": (1, 1, 3),
    "may_day": (5, 1, 5),
    "national_day": (10, 1, 7),
    "christmas": (12, 25, 1),
}
_LUNAR_DAYS = 7
# "Before the holiday" and "after the holiday" speak of about so many days.
_NEAR = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class When:
    """The days from ``first`` to ``last``, both included, that an expression may mean."""

    first: date
    last: date
    approximate: bool = False

    @property
    def prefix(self) -> str | None:
        """The longest ISO 8601 prefix that all the days share; ``None`` if not even the year."""
        if self.first.year != self.last.year or not _EARLIEST <= self.first.year <= _LATEST:
            return None
        if self.first.month != self.last.month:
            return f"{self.first.year:04}"
        if self.first.day != self.last.day:
            return f"{self.first.year:04}-{self.first.month:02}"
        return self.first.isoformat()


@dataclass(frozen=True, slots=True)
class Vantage:
    """From where an expression is read: the day of publication (``None`` if unknown), and whether
    the words before it speak of the future."""

    published_on: date | None
    future: bool = False


Resolver = Callable[[re.Match[str], Vantage], When | None]
Rule = tuple[re.Pattern[str], Resolver]


def day(year: int, month: int, *, number: int) -> When | None:
    """One day; ``None`` if the calendar has no such day."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    return When(date(year, month, number), date(year, month, number))


def month(year: int, number: int, *, approximate: bool = False) -> When | None:
    """A whole month; ``None`` if there is no such month."""
    if not (1 <= year <= 9999 and 1 <= number <= 12):
        return None
    last = monthrange(year, number)[1]
    return When(date(year, number, 1), date(year, number, last), approximate)


def year(number: int, *, approximate: bool = False) -> When | None:
    """A whole year; ``None`` outside of the calendar."""
    if not 1 <= number <= 9999:
        return None
    return When(date(number, 1, 1), date(number, 12, 31), approximate)


def part_of_year(number: int, first_month: int, *, last_month: int) -> When | None:
    """Some months of a year, such as a quarter."""
    start, end = month(number, first_month), month(number, last_month)
    return When(start.first, end.last, approximate=True) if start and end else None


def days_from(origin: date, days: int, *, within: int = 0) -> When:
    """The day ``days`` after ``origin`` (before, if negative), give or take ``within`` days."""
    middle = origin + timedelta(days=days)
    around = timedelta(days=within)
    return When(middle - around, middle + around, approximate=within > 0)


def months_from(origin: date, months: int, *, approximate: bool = False) -> When | None:
    """The month ``months`` after that of ``origin`` (before, if negative)."""
    index = origin.year * 12 + origin.month - 1 + months
    return month(index // 12, index % 12 + 1, approximate=approximate)


def week_from(origin: date, weeks: int) -> When:
    """The week, Monday to Sunday, ``weeks`` after that of ``origin``. Source: ISO 8601, weeks."""
    monday = origin - timedelta(days=origin.weekday()) + timedelta(weeks=weeks)
    return When(monday, monday + timedelta(days=6), approximate=True)


def weekday(vantage: Vantage, number: int) -> When | None:
    """The latest such day of the week (Monday is 0) up to the publication, or else the next."""
    if vantage.published_on is None:
        return None
    ahead = (number - vantage.published_on.weekday()) % 7
    return days_from(vantage.published_on, ahead if vantage.future or ahead == 0 else ahead - 7)


def yearless(
    vantage: Vantage, build: Callable[[int], When | None], *, slack: timedelta = timedelta()
) -> When | None:
    """What ``build`` makes of the right year: the latest that begins no later than ``slack`` after
    the publication, or, in talk of the future, the first that is not over by then."""
    published_on = vantage.published_on
    if published_on is None:
        return None
    years = range(published_on.year - 4, published_on.year + 5)
    choices = [choice for number in years if (choice := build(number))]
    if vantage.future:
        return next((choice for choice in choices if choice.last >= published_on), None)
    past = [choice for choice in choices if choice.first <= published_on + slack]
    return past[-1] if past else None


def holiday(name: str, number: int, *, side: int = 0) -> When | None:
    """A holiday of a year; with ``side`` -1 the days before it, with 1 the days after it.

    ``None`` for a lunar new year outside of 2015 to 2035.
    """
    first = _holiday_start(name, number)
    if first is None:
        return None
    length = _FIXED_HOLIDAYS[name][2] if name in _FIXED_HOLIDAYS else _LUNAR_DAYS
    last = first + timedelta(days=length - 1)
    one = timedelta(days=1)
    if side < 0:
        return When(first - _NEAR, first - one, approximate=True)
    if side > 0:
        return When(last + one, last + _NEAR, approximate=True)
    return When(first, last, approximate=length > 1)


def _holiday_start(name: str, number: int) -> date | None:
    if name in _FIXED_HOLIDAYS:
        return date(number, *_FIXED_HOLIDAYS[name][:2]) if 2 <= number <= 9998 else None
    return date(number, *_LUNAR_NEW_YEAR[number]) if number in _LUNAR_NEW_YEAR else None
