"""How Chinese writes dates. Read by `dates`."""

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

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_HAN_NUMBER = "[一二两三四五六七八九十]{1,3}"
_YEAR = r"(?P<year>(?<![0-9])(?:19|20)[0-9]{2}|(?:一九|二[〇零])[〇零一二三四五六七八九]{2})年"
_SHORT_YEAR = r"(?P<short>(?<![0-9])[0-3][0-9])年(?=[0-9]{1,2}月)"
_NAMED_YEAR = r"(?P<named>今年|本年度?|去年|前年|明年|同年|当年|次年|翌年)"
_MONTH = rf"(?P<month>(?<![0-9])[0-9]{{1,2}}|{_HAN_NUMBER})月份?"
_DAY = rf"(?P<day>[0-9]{{1,2}}|{_HAN_NUMBER})[日号]"
_PART = r"(?P<part>上旬|中旬|下旬|初|中(?![国东美心文])|底|末)"
_YEAR_PART = (
    r"(?P<year_part>年?初|年?中(?![国东美心文])|年?底|年?末|上半年|下半年"
    r"|第?[一二三四1-4]季度|[Qq][1-4])"
)
_HOLIDAY = (
    r"(?P<holiday>元旦|春节|农历新年|五一(?:劳动节|假期|节)?|劳动节|国庆节?|十一(?:假期|长假)"
    r"|圣诞节?)(?:假期|长假|节)?"
)
_HOLIDAYS = {"元": "new_year", "春": "lunar", "农": "lunar", "五": "may_day", "劳": "may_day"}
_HOLIDAYS |= {"国": "national_day", "十": "national_day", "圣": "christmas"}

_NAMED_YEARS = {"今": 0, "本": 0, "去": -1, "前": -2, "明": 1}
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_RELATIVE_DAYS = {"今": 0, "当": 0, "即": 0, "昨": -1, "前": -2, "明": 1, "后": 2}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}

# The future holds from its marker to the end of the clause, unless a past one comes between.
_FUTURE = re.compile(r"(?:将|拟|计划|预计|准备|打算|有意)(?:[^,，。；;:：、\s已曾]{0,12}[于在]?)$")


def is_future(before: str) -> bool:
    """Whether the words before a date speak of what is to come."""
    return bool(_FUTURE.search(before[-16:]))


def number(text: str) -> int | None:
    """``"12"``, ``"十二"``, ``"三十"``; ``None`` for what is no number below a hundred."""
    if text.isdigit():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if len(tens) > 1 or len(units) > 1 or not all(c in _DIGITS for c in tens + units):
        return None
    if not ten:
        return _DIGITS[units] if units else None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[units] if units else 0)


def _said_year(match: re.Match[str], vantage: Vantage) -> int | None:
    """The year that the expression names, if it names one that can be known."""
    groups = match.groupdict()
    if full := groups.get("year"):
        return int(full if full.isdigit() else "".join(str(_DIGITS[c]) for c in full))
    if short := groups.get("short"):
        return 2000 + int(short)
    named = groups.get("named")
    if named and vantage.published_on and named[0] in _NAMED_YEARS:
        return vantage.published_on.year + _NAMED_YEARS[named[0]]
    return None


def _names_year(match: re.Match[str]) -> bool:
    return any(match.groupdict().get(group) for group in ("year", "short", "named"))


def _full_date(match: re.Match[str], vantage: Vantage) -> When | None:
    """A year with or without a month, a day, or a part of either."""
    said = _said_year(match, vantage)
    if said is None:
        return None
    if match["month"]:
        return _in_month(match, said)
    return _part_of(said, match["year_part"]) if match["year_part"] else year(said)


def _in_month(match: re.Match[str], said: int) -> When | None:
    named_month = number(match["month"])
    if named_month is None:
        return None
    if match["day"]:
        named_day = number(match["day"])
        return day(said, named_month, number=named_day) if named_day else None
    return month(said, named_month, approximate=bool(match["part"]))


def _part_of(said: int, part: str) -> When | None:
    if part.endswith("季度") or part[0] in "Qq":
        digit = part.removesuffix("季度")[-1]
        quarter = _QUARTERS.get(digit) or int(digit)
        return part_of_year(said, quarter * 3 - 2, last_month=quarter * 3)
    if part.endswith("半年"):
        return (
            part_of_year(said, 1, last_month=6)
            if part[0] == "上"
            else part_of_year(said, 7, last_month=12)
        )
    if part[-1] in "底末":
        return month(said, 12, approximate=True)
    return year(said, approximate=True)


def _month_day(match: re.Match[str], vantage: Vantage) -> When | None:
    slack = SLACK if match["day"] else timedelta()
    return yearless(vantage, lambda guess: _in_month(match, guess), slack=slack)


def _bare_part(match: re.Match[str], vantage: Vantage) -> When | None:
    if match["until"]:  # 年底前 is told of what is still to come, some time in the year
        return year(vantage.published_on.year, approximate=True) if vantage.published_on else None
    return yearless(vantage, lambda guess: _part_of(guess, match["year_part"]))


def _named_month(match: re.Match[str], vantage: Vantage) -> When | None:
    """上月, 本月底, 下个月3日."""
    if vantage.published_on is None:
        return None
    step = {"上": -1, "本": 0, "这": 0, "当": 0, "下": 1}[match["which"]]
    whole = months_from(vantage.published_on, step, approximate=bool(match["part"]))
    if whole is None or not match["day"]:
        return whole
    named_day = number(match["day"])
    return day(whole.first.year, whole.first.month, number=named_day) if named_day else None


def _month_part(_: re.Match[str], vantage: Vantage) -> When | None:
    published_on = vantage.published_on
    return months_from(published_on, 0, approximate=True) if published_on else None


def _day_alone(match: re.Match[str], vantage: Vantage) -> When | None:
    """12日 is of this month or of the one before (after, in talk of the future)."""
    published_on = vantage.published_on
    named = number(match["day"])
    if published_on is None or not named:
        return None
    ahead = named >= published_on.day if vantage.future else named > published_on.day
    step = (0 if ahead else 1) if vantage.future else (-1 if ahead else 0)
    whole = months_from(published_on, step)
    return day(whole.first.year, whole.first.month, number=named) if whole else None


def _named_day(match: re.Match[str], vantage: Vantage) -> When | None:
    if vantage.published_on is None:
        return None
    return days_from(vantage.published_on, _RELATIVE_DAYS[match[0][0]])


def _weekday(match: re.Match[str], vantage: Vantage) -> When | None:
    """周五; 上周五 is in the week before, whatever day it is."""
    which, name = match["which"], match["weekday"]
    if vantage.published_on is None:
        return None
    if not which:
        return weekday(vantage, _WEEKDAYS[name]) if name else None
    week = week_from(vantage.published_on, {"上": -1, "本": 0, "这": 0, "下": 1}[which[-1]])
    if len(which) > 1:  # 上上周
        week = week_from(week.first, {"上": -1, "下": 1}.get(which[0], 0))
    return days_from(week.first, _WEEKDAYS[name]) if name else week


def _ago(match: re.Match[str], vantage: Vantage) -> When | None:
    if vantage.published_on is None:
        return None
    sign = -1 if match["side"] == "前" else 1
    if sign > 0 and not vantage.future:  # after what, we cannot know
        return None
    if match["half"]:
        return _half_ago(match["half"], vantage, sign=sign)
    count, unit = number(match["count"]), match["unit"][-1]
    if not count:
        return None
    if unit == "天":
        return days_from(vantage.published_on, sign * count)
    if unit in "周期":
        return days_from(vantage.published_on, sign * count * 7, within=3)
    if unit == "月":
        return months_from(vantage.published_on, sign * count, approximate=True)
    return year(vantage.published_on.year + sign * count, approximate=True)


def _half_ago(half: str, vantage: Vantage, *, sign: int) -> When | None:
    if vantage.published_on is None:
        return None
    if half == "半年":
        return months_from(vantage.published_on, sign * 6, approximate=True)
    return days_from(vantage.published_on, sign * 15, within=5)


def _holiday_near(match: re.Match[str], vantage: Vantage) -> When | None:
    name = _HOLIDAYS[match["holiday"][0]]
    side = {"前": -1, "后": 1}.get((match["side"] or " ")[-1], 0)
    if not _names_year(match):
        return yearless(vantage, lambda guess: holiday(name, guess, side=side))
    said = _said_year(match, vantage)
    return holiday(name, said, side=side) if said else None


def _rule(pattern: str, resolve: Resolver) -> Rule:
    return re.compile(pattern), resolve


_ANY_YEAR = rf"(?:{_YEAR}|{_SHORT_YEAR}|{_NAMED_YEAR})"

RULES: tuple[Rule, ...] = (
    _rule(rf"{_ANY_YEAR}(?:的?{_MONTH}(?:{_DAY}|{_PART})?|{_YEAR_PART})?", _full_date),
    _rule(
        r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<year_part>[Qq][1-4]|年?底)(?P<month>)",
        _full_date,
    ),
    _rule(
        r"(?<![0-9A-Za-z.])(?P<year>(?:19|20)[0-9]{2})([-/.])(?P<month>[0-9]{1,2})\2"
        r"(?P<day>[0-9]{1,2})(?P<part>)(?![0-9.])",
        _full_date,
    ),
    _rule(rf"{_MONTH}(?:{_DAY}|{_PART})?(?P<year_part>)", _month_day),
    _rule(
        r"(?<![0-9年同当次翌几数多])(?P<year_part>年初|年中(?!国)|年底|年末|上半年|下半年)(?P<until>前)?",
        _bare_part,
    ),
    _rule(rf"(?P<which>[上本这当下])个?月(?:{_DAY}|{_PART})?", _named_month),
    _rule(r"(?<![0-9一二三四五六七八九十上本这当下每个])月(?:初|中旬|底|末)", _month_part),
    _rule(
        rf"(?:^|(?<=[于在,，。；;：:\s]))(?P<day>{_HAN_NUMBER}|[0-9]{{1,2}})日(?![内间均游本元])",
        _day_alone,
    ),
    _rule(
        r"[今昨明][天日晚早晨]|(?<![0-9一二两三四五六七八九十几数多前])(?:前天(?!津)|后天)|当[日天]|即日起?",
        _named_day,
    ),
    _rule(
        r"(?P<which>上上|下下|上|本|这|下)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
        r"(?![年期岁边度])",
        _weekday,
    ),
    _rule(r"(?P<which>上上|下下|上|本|这|下)个?(?:周|星期|礼拜)(?P<weekday>)(?!年)", _weekday),
    _rule(
        rf"(?:(?P<half>半年|半个?月)|(?<![0-9.第])(?P<count>[0-9]{{1,2}}|{_HAN_NUMBER})"
        r"(?P<unit>天|周|个?星期|个月|年))(?:之|以)?(?P<side>前|后)(?!任|来|沿)",
        _ago,
    ),
    _rule(rf"(?:{_ANY_YEAR})?{_HOLIDAY}(?:之|以)?(?P<side>[前后])?", _holiday_near),
)
