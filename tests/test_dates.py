"""Dates in text: the tables are the specification."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.language.dates import find_dates
from monitor.model import Lang

MONDAY = date(2026, 6, 1)

ENGLISH = [
    # full dates, in every order
    ("He resigned on June 30, 2025.", "2025-06-30"),
    ("He resigned on 30 June 2025.", "2025-06-30"),
    ("the 30th of June 2025", "2025-06-30"),
    ("Sept. 5, 2024", "2024-09-05"),
    ("as of 2025-06-30", "2025-06-30"),
    ("dated 6/30/2025", "2025-06-30"),
    ("dated 6/5/2025", "2025"),  # the fifth of June, or the sixth of May
    # no year: the latest that is not far ahead, unless the future is spoken of
    ("left on April 30", "2026-04-30"),
    ("left on Dec. 31", "2025-12-31"),
    ("resigned, effective June 18", "2026-06-18"),
    ("resigned effective Jan. 18", "2026-01-18"),
    ("resigned, effective June", "2026-06"),
    ("will leave on June 30", "2026-06-30"),
    ("plans to step down on March 1", "2027-03-01"),
    ("X will be replaced by Y, who joined on March 1", "2026-03-01"),
    # months and years
    ("left in February", "2026-02"),
    ("left in August", "2025-08"),
    ("will leave in August", "2026-08"),
    ("left in June 2024", "2024-06"),
    ("left in 2024", "2024"),
    ("last December", "2025-12"),
    # parts
    ("in early 2025", "2025"),
    ("in mid-June", "2026-06"),
    ("at the end of 2025", "2025-12"),
    ("in the second quarter of 2025", "2025"),
    ("in Q1 2025", "2025"),
    # seen from the day of publication
    ("quit on Thursday", "2026-05-28"),
    ("will quit on Thursday", "2026-06-04"),
    ("quit on Monday", "2026-06-01"),
    ("last Monday", "2026-05-25"),
    ("next Friday", "2026-06-12"),
    ("yesterday", "2026-05-31"),
    ("left last week", "2026-05"),
    ("left last month", "2026-05"),
    ("later this year", "2026"),
    ("left two weeks ago", "2026-05"),
    ("left half a year ago", "2025-12"),
    ("left three months ago", "2026-03"),
    ("will leave in two weeks", "2026-06"),
    ("to depart at month-end", "2026-06"),
    ("will go at the end of the month", "2026-06"),
    ("just before Christmas", "2025-12"),
    ("after Lunar New Year 2025", "2025-02"),
]

CHINESE = [
    ("于2025年4月30日离职", "2025-04-30"),
    ("二〇二五年四月三十日", "2025-04-30"),
    ("2025年4月", "2025-04"),
    ("25年4月", "2025-04"),
    ("2025年", "2025"),
    ("2025-04-30", "2025-04-30"),
    ("已于4月30日离职", "2026-04-30"),
    ("已于12月3日离职", "2025-12-03"),
    ("自6月18日起生效", "2026-06-18"),
    ("将于6月30日卸任", "2026-06-30"),
    ("将于9月卸任", "2026-09"),
    ("9月卸任", "2025-09"),
    ("今年2月15日", "2026-02-15"),
    ("去年10月", "2025-10"),
    ("去年底", "2025-12"),
    ("前年", "2024"),
    ("上月底", "2026-05"),
    ("上个月3日", "2026-05-03"),
    ("本月底", "2026-06"),
    ("将于月底离职", "2026-06"),
    ("将于年底前离开", "2026"),
    ("12日晚宣布", "2026-05-12"),
    ("上周五", "2026-05-29"),
    ("上周", "2026-05"),
    ("周四", "2026-05-28"),
    ("将于周四", "2026-06-04"),
    ("昨日", "2026-05-31"),
    ("今天", "2026-06-01"),
    ("两周前", "2026-05"),
    ("半年前", "2025-12"),
    ("3个月前", "2026-03"),
    ("三年前", "2023"),
    ("五一节前", "2026-04"),
    ("五一节后", "2026-05"),
    ("国庆后", "2025-10"),
    ("春节前", "2026-02"),
    ("2025年春节后", "2025-02"),
    ("2025年第二季度", "2025"),
    ("今年上半年", "2026"),
]

NO_DATES: list[tuple[Lang, str]] = [
    ("en", "She may leave, and others march on."),
    ("en", "He left 2024 shares and 30 people."),
    ("en", "March 35, 2025"),
    ("en", "2025-06-31"),
    ("en", "in 2000 stores"),
    ("en", "version 3.5 of 10/20"),
    ("en", "Three in four said so"),
    ("zh", "同年10月离职"),  # of a year that another sentence names
    ("zh", "2025年13月5日"),
    ("zh", "首批30人，3个月内完成"),
    ("zh", "前天津市长"),
    ("zh", "一号位换人，7日内完成"),
]


def values(text: str, lang: Lang, published_on: date | None = MONDAY) -> list[str]:
    return [found.value for found in find_dates(text, published_on=published_on, lang=lang)]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_date(text: str, expected: str) -> None:
    assert values(text, "en") == [expected]


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese_date(text: str, expected: str) -> None:
    assert values(text, "zh") == [expected]


@pytest.mark.parametrize(("lang", "text"), NO_DATES)
def test_what_is_no_date_gives_nothing(lang: Lang, text: str) -> None:
    assert values(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "on April 30"),
        ("en", "last week"),
        ("zh", "4月30日"),
        ("zh", "去年底"),
        ("zh", "周五"),
    ],
)
def test_without_a_publication_date_a_year_has_to_be_said(lang: Lang, text: str) -> None:
    assert values(text, lang, published_on=None) == []
    assert values("in June 2025" if lang == "en" else "2025年6月", lang, None) == ["2025-06"]


def test_a_week_over_new_year_has_no_year() -> None:
    """The week from 29 December to 4 January: not even the year is sure."""
    assert values("left last week", "en", date(2026, 1, 6)) == []
    assert values("上周离职", "zh", date(2026, 1, 6)) == []


def test_a_leap_day_falls_in_a_leap_year() -> None:
    assert values("left on Feb. 29", "en") == ["2024-02-29"]
    assert values("2月29日离职", "zh") == ["2024-02-29"]


@pytest.mark.parametrize(
    ("text", "lang", "approximate"),
    [("early 2025", "en", True), ("in 2025", "en", False), ("月底", "zh", True)],
)
def test_vague_words_make_it_approximate(text: str, lang: Lang, approximate: bool) -> None:
    (found,) = find_dates(text, published_on=MONDAY, lang=lang)
    assert found.approximate is approximate


def test_several_dates_come_in_order_with_their_places() -> None:
    text = "Announced on May 3, he will leave on June 30."
    found = find_dates(text, published_on=MONDAY, lang="en")
    assert [one.value for one in found] == ["2026-05-03", "2026-06-30"]
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]


ENGLISH_PIECES = (
    "january May June Sept. 30 31st 2025 1899 2031 in on by last next this week month end of the "
    "quarter Q3 ago two 13 / - . , : days years half a Thursday before after Christmas will left"
)
CHINESE_PIECES = (
    "年 月 日 号 周 五 十 三 二〇二五 将于 已于 上 本 下 个 前 后 半年 春节 国庆 底 初 去年"
)
PIECES = st.sampled_from((ENGLISH_PIECES + " " + CHINESE_PIECES).split())
TEXTS = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES).map("".join)
)


@given(text=TEXTS, published_on=st.none() | st.dates(), lang=st.sampled_from(["zh", "en"]))
def test_every_value_is_a_date_and_every_span_is_in_the_text(
    text: str, published_on: date | None, lang: Lang
) -> None:
    end = 0
    for found in find_dates(text, published_on=published_on, lang=lang):
        assert end <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
        assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", found.value)
        date.fromisoformat((found.value + "-01-01")[:10])
        end = found.end


@given(published_on=st.dates(date(1990, 1, 1), date(2080, 1, 1)), day=st.dates())
def test_a_day_without_year_is_the_nearest_that_fits(published_on: date, day: date) -> None:
    """Never more than a month ahead, and never more than a year back but for leap days."""
    english = values(f"left on {day:%B} {day.day}", "en", published_on)
    chinese = values(f"{day.month}月{day.day}日", "zh", published_on)
    assert english == chinese
    for value in english:
        gap = (date.fromisoformat(value) - published_on).days
        assert gap <= 31
        assert gap > -366 or (day.month, day.day) == (2, 29)
