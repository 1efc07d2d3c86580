"""Dates as feeds write them, Chinese and odd ones included.

feedparser's own reading is not used: it takes 2025年10月09日 for a day in November, ``CST`` for
US Central in Chinese feeds too, and the year 12026 for 2012.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

from monitor.model import Lang

_MAX_CHARS = 100
_CHINA = timedelta(hours=8)
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
_CHINESE = "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月"
_MONTHS = {
    name: number
    for names in (_ENGLISH, _CHINESE)
    for number, name in enumerate(names.split(), start=1)
} | {f"{number}月": number for number in range(1, 13)}

# Hours ahead of UTC. Source: RFC 822, section 5.1, and the usual abbreviations.
_ZONES = {
    "Z": 0.0, "UT": 0.0, "UTC": 0.0, "GMT": 0.0, "WET": 0.0, "BST": 1.0, "CET": 1.0, "WEST": 1.0,
    "CEST": 2.0, "EET": 2.0, "EEST": 3.0, "MSK": 3.0, "IST": 5.5, "HKT": 8.0, "SGT": 8.0,
    "AWST": 8.0, "北京时间": 8.0, "JST": 9.0, "KST": 9.0, "AEST": 10.0, "AEDT": 11.0,
    "NZST": 12.0, "NZDT": 13.0, "AST": -4.0, "EDT": -4.0, "EST": -5.0, "CDT": -5.0, "CST": -6.0,
    "MDT": -6.0, "MST": -7.0, "PDT": -7.0, "PST": -8.0, "ET": -5.0, "PT": -8.0,
}  # fmt: skip

_MONTH_NAME = r"(?P<month>[A-Za-z]{3,9}|[一二三四五六七八九十]{1,2}月|\d{1,2}月)\.?"
_YMD = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s?[-/.年]\s?(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})(?!\d)日?"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<clock>\d{4}|\d{6}))?(?!\d)"
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,-]{{1,3}}{_MONTH_NAME}[ ,-]{{1,3}}"
    r"(?P<year>\d{4}|\d\d)(?![\d:])"
)
_MONTH_FIRST = re.compile(
    rf"{_MONTH_NAME} {{1,2}}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {{1,2}}"
    r"(?:(?P<time>\d{1,2}:\d\d(?::\d\d)?(?: [A-Z]{1,5}| ?[+-]\d{4})?) )?(?P<year>\d{4})(?!\d)"
)
_SLASHES = re.compile(r"(?<!\d)(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>\d{4})(?!\d)")
_TIME = re.compile(
    r"(?P<half>上午|下午|凌晨|早上|中午|傍晚|晚上)?\s?(?<!\d)(?P<hour>\d{1,2})\s?[:时点]\s?"
    r"(?:(?P<minute>\d{1,2})\s?(?:[:分]\s?(?P<second>\d{1,2})(?:[.,]\d+)?秒?)?)?"
    r"\s?(?P<noon>[AaPp]\.?[Mm]\b)?"
)
_NOON_FROM = {"下午": 12, "傍晚": 12, "晚上": 12, "中午": 4}  # hours below these are after noon
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?(?!\d)")
_ZONE_NAME = re.compile(r"\b[A-Z]{1,4}\b|北京时间")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


def parse_date(raw: str | None, *, lang: Lang | None = None) -> datetime | None:
    """The instant that ``raw`` names, in UTC; ``None`` if it names no day or no possible one.

    ``lang`` is the feed's: a time without a zone, and ``CST``, are Chinese time in a Chinese feed
    and UTC (US Central) elsewhere. A day without a time is its midnight. Whether the instant can
    be believed is for the caller to judge.
    """
    text = unicodedata.normalize("NFKC", raw or "").strip()
    if not text or len(text) > _MAX_CHARS:
        return None
    try:
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        return _read(" ".join(text.split()), lang)
    except (ValueError, OverflowError):  # 31 February, a year beyond 9999 once moved to UTC
        return None


def _read(text: str, lang: Lang | None) -> datetime | None:
    for pattern in (_YMD, _COMPACT, _DAY_FIRST, _MONTH_FIRST, _SLASHES):
        for found in pattern.finditer(text):
            if day := _day(found.groupdict()):
                parts = found.groupdict()
                inner = parts.get("time") or _clock(parts.get("clock"))
                rest = f"{inner} {text[found.end() :]} {text[: found.start()]}"
                return _instant(day, rest, lang)
    return None


def _day(parts: dict[str, str | None]) -> datetime | None:
    """Midnight of the day, without a zone; ``None`` for a month that is no month."""
    year = int(parts["year"] or 0)
    if len(parts["year"] or "") == 2:
        year += 2000 if year < 69 else 1900
    if "one" in parts:
        return _slashed(year, int(parts["one"] or 0), int(parts["two"] or 0))
    month = parts["month"] or ""
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower()[:3])
    return datetime(year, number, int(parts["day"] or 0)) if number else None  # noqa: DTZ001 zone follows


def _slashed(year: int, one: int, two: int) -> datetime | None:
    """``25/10/2025`` and ``10/25/2025`` are clear, ``09/10/2025`` is not and gives ``None``."""
    if one <= 12 and two <= 12 and one != two:
        return None
    day, month = (one, two) if one > 12 else (two, one)
    return datetime(year, month, day)  # noqa: DTZ001 the zone follows


def _clock(digits: str | None) -> str:
    return ":".join(re.findall("..", digits)) if digits else ""


def _instant(day: datetime, rest: str, lang: Lang | None) -> datetime:
    found = _TIME.search(rest)
    since_midnight = _time(found) if found else timedelta()
    zone = _zone(rest[found.end() :] if found else "", lang)
    return (day + since_midnight).replace(tzinfo=timezone(zone)).astimezone(UTC)


def _time(found: re.Match[str]) -> timedelta:
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    second = min(int(found["second"] or 0), 59)  # 60 is a leap second
    half, noon = found["half"] or "", (found["noon"] or "").lower()
    if hour > 24 or minute > 59:
        raise ValueError("no such time of day")
    if hour == 12 and (half == "凌晨" or noon.startswith("a")):
        hour = 0
    elif hour < _NOON_FROM.get(half, 12 if noon.startswith("p") else 0):
        hour += 12
    return timedelta(hours=hour, minutes=minute, seconds=second)


def _zone(rest: str, lang: Lang | None) -> timedelta:
    if offset := _OFFSET.search(rest):
        span = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        if span < timedelta(hours=16):
            return span if offset["sign"] == "+" else -span
    for name in _ZONE_NAME.findall(rest):
        if name == "CST" and lang == "zh":
            return _CHINA
        if name in _ZONES:
            return timedelta(hours=_ZONES[name])
    return _CHINA if lang == "zh" else timedelta()
