"""Dates as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Lang
from monitor.parse.dates import parse_date

MORNING = datetime(2025, 10, 9, 8, 53, 20, tzinfo=UTC)  # 16:53:20 in China
AFTERNOON = datetime(2025, 10, 9, 16, 53, 20, tzinfo=UTC)
MINUTE = datetime(2025, 10, 9, 8, 53, tzinfo=UTC)
MIDNIGHT = datetime(2025, 10, 9, tzinfo=UTC)
CHINESE_MIDNIGHT = datetime(2025, 10, 8, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "lang", "instant"),
    [
        ("2025年10月09日 16:53:20", "zh", MORNING),
        ("2025年10月9日 下午4:53", "zh", MINUTE),
        ("2025年10月9日16时53分20秒", "zh", MORNING),
        ("2025年10月9日 星期四 16:53", "zh", MINUTE),
        ("２０２５年１０月９日　１６：５３", "zh", MINUTE),
        ("2025年10月9日", "zh", CHINESE_MIDNIGHT),
        ("2025/10/09 16:53:20", "zh", MORNING),
        ("2025/10/09 16:53:20", "en", AFTERNOON),
        ("2025-10-9 16:53:20", "zh", MORNING),
        ("2025.10.09 16:53:20", None, AFTERNOON),
        ("2025-10-09", "zh", CHINESE_MIDNIGHT),
        ("2025-10-09", None, MIDNIGHT),
        ("2025-10-09T16:53:20Z", "zh", AFTERNOON),
        ("2025-10-09T16:53:20.123+08:00", "en", MORNING),
        ("2025-10-09T16:53:20+0800", "en", MORNING),
        ("2025-10-09T16:53+08", "en", MINUTE),
        ("2025-10-09 16:53:20 +0800", "en", MORNING),
        ("20251009T165320Z", "zh", AFTERNOON),
        ("20251009165320", "zh", MORNING),
        ("20251009", "en", MIDNIGHT),
        ("Thu, 09 Oct 2025 16:53:20 GMT", "zh", AFTERNOON),
        ("Thu, 09 Oct 2025 16:53:20 +0800", None, MORNING),
        ("Thu, 09 Oct 2025 16:53:20 +0800 (CST)", None, MORNING),
        ("Thu, 09 Oct 2025 16:53:20 CST", "zh", MORNING),
        ("Thu, 09 Oct 2025 02:53:20 CST", "en", MORNING),
        ("Thu, 09 Oct 2025 04:53:20 EDT", "en", MORNING),
        ("Thu, 09 Oct 2025 16:53:20", "zh", MORNING),
        ("Thu, 09 Oct 2025 16:53:20", "en", AFTERNOON),
        ("Thu, 9 Oct 25 16:53 UT", None, datetime(2025, 10, 9, 16, 53, tzinfo=UTC)),
        ("Thursday, 09-Oct-25 16:53:20 GMT", None, AFTERNOON),
        ("09 October 2025 16:53:20 GMT", None, AFTERNOON),
        ("周四, 09 10月 2025 16:53:20 +0800", None, MORNING),
        ("星期四, 09 十月 2025 16:53:20 +0800", None, MORNING),
        ("Thu Oct  9 16:53:20 2025", "en", AFTERNOON),
        ("Thu Oct  9 16:53:20 CST 2025", "zh", MORNING),
        ("Oct 9, 2025 4:53:20 PM", "en", AFTERNOON),
        ("October 9th, 2025, 8:53 a.m.", "en", MINUTE),
        ("Thu, 09 Oct 2025 16:53:20 GMT+8", None, MORNING),
        ("2025-10-09 16:53 北京时间", "en", MINUTE),
        ("25/10/2025", "en", datetime(2025, 10, 25, tzinfo=UTC)),
        ("10/25/2025", "en", datetime(2025, 10, 25, tzinfo=UTC)),
        ("1759999999", "zh", datetime(2025, 10, 9, 8, 53, 19, tzinfo=UTC)),
        ("1759999999000", None, datetime(2025, 10, 9, 8, 53, 19, tzinfo=UTC)),
        ("2025-10-08T24:00:00Z", None, MIDNIGHT),
        ("2025-10-09T16:53:60Z", None, datetime(2025, 10, 9, 16, 53, 59, tzinfo=UTC)),
        ("09/10/2025", "en", None),
        ("2025", None, None),
        ("2025-10", None, None),
        ("12026-10-09", None, None),
        ("0000-00-00 00:00:00", None, None),
        ("2025-02-31", None, None),
        ("2025-10-09 31:99", None, None),
        ("9999-12-31T23:59:59-12:00", None, None),
        ("0001-01-01T00:00:00+14:00", None, None),
        ("昨天 16:53", "zh", None),
        ("yesterday", "en", None),
        ("", None, None),
        (None, None, None),
        ("1" * 160_000, None, None),
    ],
)
def test_dates(raw: str | None, lang: Lang | None, instant: datetime | None) -> None:
    assert parse_date(raw, lang=lang) == instant


NINETIES = datetime.fromisoformat("1990-01-01")
instants = st.datetimes(min_value=NINETIES, max_value=NINETIES + timedelta(days=36_500)).map(
    lambda naive: naive.replace(microsecond=0)
)
offsets = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(instants, offsets, st.sampled_from(["zh", "en", None]))
def test_what_others_write_is_read_back(naive: datetime, zone: timezone, lang: Lang | None) -> None:
    written = naive.replace(tzinfo=zone)
    assert parse_date(written.isoformat(), lang=lang) == written
    assert parse_date(format_datetime(written), lang=lang) == written


@given(instants)
def test_chinese_dates_are_read_back(naive: datetime) -> None:
    written = f"{naive.year}年{naive.month}月{naive.day}日 {naive:%H:%M:%S}"
    assert parse_date(written, lang="zh") == naive.replace(tzinfo=timezone(timedelta(hours=8)))


@given(st.text(alphabet="0123456789-/:.+ TZCSGMT年月日时分秒上下午OctThuPM,一十", max_size=40))
def test_any_text_gives_an_instant_or_none(raw: str) -> None:
    for lang in ("zh", "en", None):
        date = parse_date(raw, lang=lang)
        assert date is None or date.tzinfo is UTC
