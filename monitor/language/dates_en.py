"""How English writes dates. Read by `dates`."""

from __future__ import annotations

import re
from datetime import timedelta

from monitor.language.almanac import (
    SLACK,
    Resolver,
    Rule,
    Vantage,
    When,
    day,
    days_from,
    holiday,
    month,
    months_from,
    part_of_year,
    week_from,
    weekday,
    year,
    yearless,
)

_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SHORT = ["jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"]
_WEEKDAY_NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_NUMBERS = {"a": 1, "an": 1, "one": 1, "couple of": 2, "a couple of": 2}
_NUMBERS |= {
    name: count
    for count, name in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=2
    )
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def _cased(names: list[str], *, lower: bool = False) -> str:
    """Names as written: capitals tell May from may, so lower case is for those that have to."""
    forms = [form for name in names for form in (name.capitalize(), name.upper())]
    return "|".join(
        forms + ([name for name in names if name not in {"may", "march"}] if lower else [])
    )


_LONG_MONTH = rf"(?:{_cased(_NAMES)})\b"
_MONTH = (
    rf"(?P<month>\b(?:{_LONG_MONTH}|(?:{_cased(_SHORT)})\b\.?|(?:{_cased(_NAMES, lower=True)})\b))"
)
_DAY = r"(?P<day>\b[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9.:%]*[0-9%])"
_YEAR = r"(?P<year>\b(?:19|20)[0-9]{2})\b(?![-/.,:][0-9]|%)"
_WEEKDAY = rf"\b(?P<weekday>(?:{_cased(_WEEKDAY_NAMES)}))\b"
_PART = r"(?P<part>\b(?:early|mid|late|(?:the )?(?:start|beginning|middle|end) of)[- ](?:in )?)"
_COUNT = r"(?P<count>\b[0-9]{1,3}|\b(?:a couple of|couple of|an|a|" + "|".join(_NUMBERS) + r"))"
_HOLIDAY = (
    r"(?P<holiday>New Year's Day|Lunar New Year|Chinese New Year|May Day|National Day|Christmas)"
)
_HOLIDAYS = {
    "New Year's Day": "new_year",
    "May Day": "may_day",
    "National Day": "national_day",
    "Christmas": "christmas",
}

# A modal takes the next two words with it: the "quit" of "will quit" is not past.
_MARKER = re.compile(
    r"\b(?:(?P<future>(?:will|won't|shall|would|'ll|going to|set to|due to|plans? to"
    r"|expect(?:s|ed) to|to(?= (?:leave|depart|exit|quit|resign|retire|step"
    r"|end|go|join|take|hand|be)\b))"
    r"(?:\s+\w+){0,2}|(?:is|are) (?:leaving|departing|retiring|resigning|stepping)|next|upcoming)"
    r"|(?P<past>had|has|have|was|were|did|left|quit|since|ago|became|began|took|led"
    r"|(?!expected|scheduled|planned)[a-z]{3,}ed))\b"
)
# What can follow a bare month or year that is a date, and not a number of things.
_BEFORE_BARE = (
    r"\b(?:[Ii]n|[Bb]y|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Ff]rom|[Ee]ffective|[Tt]his|[Bb]efore"
    r"|[Aa]fter)\s+"
)


def is_future(before: str) -> bool:
    """Whether the words before a date speak of what is to come: the nearest marker decides."""
    markers = list(_MARKER.finditer(before[-80:]))
    return bool(markers) and markers[-1]["future"] is not None


def _month_number(name: str) -> int:
    return next(i for i, full in enumerate(_NAMES, start=1) if full[:3] == name[:3].lower())


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _month_day(match: re.Match[str], vantage: Vantage) -> When | None:
    """June 30; June 30, 2026; 30th of June; the year is sought if it is not said."""
    number, named = int(match["day"]), _month_number(match["month"])
    if match["year"]:
        return day(int(match["year"]), named, number=number)
    return yearless(vantage, lambda guess: day(guess, named, number=number), slack=SLACK)


def _month_year(match: re.Match[str], _: Vantage) -> When | None:
    return month(int(match["year"]), _month_number(match["month"]), approximate=bool(match["part"]))


def _month_alone(match: re.Match[str], vantage: Vantage) -> When | None:
    named, vague = _month_number(match["month"]), bool(match.groupdict().get("part"))
    which = match.groupdict().get("which")
    if which in {"last", "next"}:
        vantage = Vantage(vantage.published_on, future=which == "next")
    slack = SLACK if match[0].lower().startswith("effective") else timedelta()
    return yearless(vantage, lambda guess: month(guess, named, approximate=vague), slack=slack)


def _iso(match: re.Match[str], _: Vantage) -> When | None:
    return day(int(match["year"]), int(match["month"]), number=int(match["day"]))


def _slashed(match: re.Match[str], _: Vantage) -> When | None:
    """6/30/2026 is clear; of 6/5/2026 only the year is, since the world writes it both ways."""
    first, second, said = int(match["first"]), int(match["second"]), int(match["year"])
    if first > 12 or second > 12 or first == second:
        return day(said, min(first, second), number=max(first, second))
    return year(said, approximate=True)


def _year_alone(match: re.Match[str], _: Vantage) -> When | None:
    part = match.groupdict().get("part") or ""
    if "end" in part:
        return month(int(match["year"]), 12, approximate=True)
    return year(int(match["year"]), approximate=bool(part))


def _quarter(match: re.Match[str], vantage: Vantage) -> When | None:
    name, unit = match["which"].lower(), match["unit"].lower()
    index = int(name) if name.isdigit() else _ORDINALS.get(name, 0)
    size = 6 if unit == "half" else 3
    if not 1 <= index <= 12 // size:
        return None

    def build(guess: int) -> When | None:
        return part_of_year(guess, (index - 1) * size + 1, last_month=index * size)

    return build(int(match["year"])) if match["year"] else yearless(vantage, build)


def _named_day(match: re.Match[str], vantage: Vantage) -> When | None:
    steps = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
    if vantage.published_on is None:
        return None
    return days_from(vantage.published_on, steps[match[0].lower()])


def _weekday(match: re.Match[str], vantage: Vantage) -> When | None:
    """Thursday; last Thursday is the latest before today; next Thursday is in the next week."""
    named = _WEEKDAY_NAMES.index(match["weekday"].lower())
    published_on = vantage.published_on
    if published_on is None:
        return None
    match (match["which"] or "").lower():
        case "last":
            return days_from(published_on, -((published_on.weekday() - named - 1) % 7 + 1))
        case "next":
            return days_from(week_from(published_on, 1).first, named)
        case "this" | "coming":
            return days_from(week_from(published_on, 0).first, named)
        case _:
            return weekday(vantage, named)


def _named_span(match: re.Match[str], vantage: Vantage) -> When | None:
    """last week, earlier this month, later this year, next quarter."""
    published_on = vantage.published_on
    if published_on is None:
        return None
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    vague = match["vague"] is not None
    match match["unit"]:
        case "week":
            return week_from(published_on, step)
        case "month":
            return months_from(published_on, step, approximate=vague)
        case "year":
            return year(published_on.year + step, approximate=vague)
        case _:
            quarter = (published_on.month - 1) // 3 + step
            return part_of_year(
                published_on.year + quarter // 4,
                quarter % 4 * 3 + 1,
                last_month=quarter % 4 * 3 + 3,
            )


def _end_of_span(match: re.Match[str], vantage: Vantage) -> When | None:
    """month-end, the end of the year, year's end."""
    if vantage.published_on is None:
        return None
    step = 1 if (match.groupdict().get("which") or "") == "next" else 0
    if match["unit"].lower() == "month":
        return months_from(vantage.published_on, step, approximate=True)
    return month(vantage.published_on.year + step, 12, approximate=True)


def _ago(match: re.Match[str], vantage: Vantage) -> When | None:
    """two weeks ago, half a year ago; and in two weeks, when the talk is of the future."""
    if vantage.published_on is None:
        return None
    sign = -1 if match.groupdict().get("ago") else 1
    if sign > 0 and not vantage.future:
        return None
    if match.groupdict().get("half"):
        return months_from(vantage.published_on, sign * 6, approximate=True)
    count = _count(match["count"])
    match match["unit"]:
        case "day":
            return days_from(vantage.published_on, sign * count)
        case "week":
            return days_from(vantage.published_on, sign * count * 7, within=3)
        case "month":
            return months_from(vantage.published_on, sign * count, approximate=True)
        case _:
            return year(vantage.published_on.year + sign * count, approximate=True)


def _holiday(match: re.Match[str], vantage: Vantage) -> When | None:
    name = _HOLIDAYS.get(match["holiday"], "lunar")
    side = {"before": -1, "after": 1}.get((match["side"] or "").lower(), 0)
    if match["year"]:
        return holiday(name, int(match["year"]), side=side)
    return yearless(vantage, lambda guess: holiday(name, guess, side=side))


def _rule(pattern: str, resolve: Resolver) -> Rule:
    return re.compile(pattern), resolve


_OR_YEAR = rf"(?:,?\s+(?:of\s+|in\s+)?{_YEAR})?"

RULES: tuple[Rule, ...] = (
    _rule(rf"{_MONTH}\s+(?:the\s+)?{_DAY}{_OR_YEAR}", _month_day),
    _rule(rf"{_DAY}\s+(?:of\s+)?{_MONTH}{_OR_YEAR}", _month_day),
    _rule(rf"{_PART}?{_MONTH}(?:\s+of)?,?\s+{_YEAR}", _month_year),
    _rule(rf"{_PART}{_MONTH}", _month_alone),
    _rule(rf"(?P<which>last|next)\s+{_MONTH}", _month_alone),
    _rule(
        rf"{_BEFORE_BARE}(?P<month>{_LONG_MONTH}|(?:{_cased(_SHORT)})\b\.?)(?!\.?\s+(?:the\s+)?[0-9])",
        _month_alone,
    ),
    _rule(
        r"\b(?P<year>(?:19|20)[0-9]{2})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})\b", _iso
    ),
    _rule(
        r"\b(?P<first>[0-9]{1,2})/(?P<second>[0-9]{1,2})/(?P<year>(?:19|20)[0-9]{2})\b", _slashed
    ),
    _rule(rf"{_PART}{_YEAR}", _year_alone),
    _rule(
        rf"{_BEFORE_BARE}{_YEAR}(?!\s+(?:people|staff|workers|employees|jobs|users|stores|companies|engineers))",
        _year_alone,
    ),
    _rule(rf"\b[Qq](?P<which>[1-4])\b(?P<unit>)(?:\s+(?:of\s+)?{_YEAR})?", _quarter),
    _rule(
        r"\b(?P<which>first|second|third|fourth)[ -](?P<unit>quarter|half)"
        rf"(?:\s+(?:of\s+)?{_YEAR})?",
        _quarter,
    ),
    _rule(r"\b(?i:today|tonight|yesterday|tomorrow)\b", _named_day),
    _rule(rf"(?:\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Cc]oming)\s+)?{_WEEKDAY}", _weekday),
    _rule(
        r"(?:\b(?P<vague>[Ee]arlier|[Ll]ater|[Ll]ate|[Ee]arly)\s+)?\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext)\s+"
        r"(?P<unit>week|month|year|quarter)\b",
        _named_span,
    ),
    _rule(r"\b(?P<unit>[Mm]onth|[Yy]ear)(?:-|\s|'s )end\b", _end_of_span),
    _rule(r"\bend of (?:the|this|(?P<which>next)) (?P<unit>month|year)\b", _end_of_span),
    _rule(rf"{_COUNT}\s+(?P<unit>day|week|month|year)s?\s+(?P<ago>ago|back)\b", _ago),
    _rule(r"\b(?P<half>half a year|a half year)\s+(?P<ago>ago)\b", _ago),
    _rule(rf"\bin\s+{_COUNT}\s+(?P<unit>day|week|month)s?\b(?!\s+of)", _ago),
    _rule(rf"(?:\b(?P<side>[Bb]efore|[Aa]fter)\s+)?{_HOLIDAY}(?:\s+{_YEAR})?", _holiday),
)
