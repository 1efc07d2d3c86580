"""Header fields as servers write them, and what is read from them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.http.headers import (
    LONGEST_SPAN,
    conditional,
    content_codings,
    first,
    hints,
    http_date,
    retry_after,
    validators,
    values,
)
from monitor.model import Validators

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DATE = (b"Date", b"Sun, 01 Mar 2026 12:00:00 GMT")
WRONG_CLOCK = (b"Date", b"Thu, 01 Jan 2015 00:00:00 GMT")


def headers(*fields: str) -> list[tuple[bytes, bytes]]:
    """``"Name: value"`` lines as they come over the wire."""
    pairs = (field.partition(": ") for field in fields)
    return [(name.encode(), value.encode("latin-1")) for name, _, value in pairs]


def test_names_in_any_case_and_values_in_order() -> None:
    fields = headers("X-A: 1", "x-a: 2", "Y: 3")
    assert values(fields, "x-a") == ("1", "2")
    assert first(fields, "x-a") == "1"
    assert first(headers("X-A: "), "x-a") is None
    assert first(fields, "z") is None


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (('ETag: "abc"',), Validators(etag='"abc"')),
        (('ETag: W/"a b"',), Validators(etag='W/"a b"')),
        (("etag: not-quoted",), Validators(etag="not-quoted")),
        (('ETag: "a"', 'ETag: "a"'), Validators(etag='"a"')),
        (('ETag: "a"', 'ETag: "b"'), Validators()),
        (("ETag: ",), Validators()),
        (('ETag: "é"',), Validators()),
        (('ETag: "\x07"',), Validators()),
        (("ETag: " + "x" * 1024,), Validators(etag="x" * 1024)),
        (("ETag: " + "x" * 1025,), Validators()),
        (("Last-Modified: some time ago",), Validators(last_modified="some time ago")),
        (
            ('ETag: "ö"', "Last-Modified: Sun, 01 Mar 2026 00:00:00 GMT"),
            Validators(last_modified="Sun, 01 Mar 2026 00:00:00 GMT"),
        ),
    ],
)
def test_validators(fields: tuple[str, ...], expected: Validators) -> None:
    assert validators(headers(*fields)) == expected


@given(st.binary(max_size=1100))
def test_whatever_is_kept_can_be_sent_back_byte_for_byte(value: bytes) -> None:
    kept = validators([(b"ETag", value)])
    sent = conditional(kept).get("If-None-Match")
    assert sent is None or sent.encode("ascii") == value


def test_conditional_request() -> None:
    assert conditional(Validators()) == {}
    assert conditional(Validators(etag='"a"', last_modified="b")) == {
        "If-None-Match": '"a"',
        "If-Modified-Since": "b",
    }
    assert conditional(Validators(etag='"ö"', last_modified="a\nb")) == {}


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        (("Cache-Control: max-age=600",), 600),
        (("Cache-Control: public, MAX-AGE = 600",), 600),
        (('Cache-Control: max-age="600"',), 600),
        (("Cache-Control: no-cache", "Cache-Control: max-age=60"), 60),
        (("Cache-Control: max-age=60, max-age=90",), 60),
        (("Cache-Control: max-age=0",), 0),
        (("Cache-Control: max-age=-1",), None),
        (("Cache-Control: max-age=soon",), None),
        (("Cache-Control: s-maxage=600",), None),
        (("Cache-Control: stale-max-age=600",), None),
        (("Cache-Control: max-age=504911232000",), LONGEST_SPAN.total_seconds()),
        (("Cache-Control: max-age=" + "9" * 6000,), LONGEST_SPAN.total_seconds()),
        (("Expires: Sun, 01 Mar 2026 12:10:00 GMT",), 600),
        (("Expires: Sun, 01 Mar 2026 11:00:00 GMT",), 0),
        (("Expires: 0",), None),
        (("Expires: -1",), None),
        (("Expires: Fri, 01 Jan 2100 00:00:00 GMT",), LONGEST_SPAN.total_seconds()),
        (("Cache-Control: max-age=60", "Expires: Sun, 01 Mar 2026 13:00:00 GMT"), 60),
        (("Cache-Control: public", "Expires: Sun, 01 Mar 2026 12:10:00 GMT"), 600),
        ((), None),
    ],
)
def test_freshness(fields: tuple[str, ...], seconds: float | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert hints([*headers(*fields), DATE], now=NOW).max_age == expected


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("0000000000000120", 120),
        ("99999999999999999999", LONGEST_SPAN.total_seconds()),
        ("Sun, 01 Mar 2026 12:05:00 GMT", 300),
        ("Sunday, 01-Mar-26 12:05:00 GMT", 300),
        ("Sun Mar  1 12:05:00 2026", 300),
        ("Sun, 01 Mar 2026 11:55:00 GMT", 0),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("٣", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)
    fields = [(b"Retry-After", value.encode()), DATE]
    assert retry_after(fields, now=NOW) == expected
    assert hints(fields, now=NOW).retry_after == expected


def test_dates_count_from_the_servers_own_clock() -> None:
    fields = [*headers("Retry-After: Thu, 01 Jan 2015 00:05:00 GMT"), WRONG_CLOCK]
    assert retry_after(fields, now=NOW) == timedelta(minutes=5)
    fields = [*headers("Expires: Thu, 01 Jan 2015 00:05:00 GMT"), WRONG_CLOCK]
    assert hints(fields, now=NOW).max_age == timedelta(minutes=5)


def test_dates_count_from_now_without_a_server_date() -> None:
    fields = headers("Retry-After: Sun, 01 Mar 2026 12:05:00 GMT")
    assert retry_after(fields, now=NOW) == timedelta(minutes=5)
    assert retry_after([*fields, (b"Date", b"?")], now=NOW) == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Sun Nov  6 08:49:37 1994", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Sun, 06 Nov 1994 09:49:37 +0100", datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Sun, 99 Nov 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:37 GMT" + " " * 99, None),
        ("", None),
    ],
)
def test_http_date(text: str, expected: datetime | None) -> None:
    assert http_date(text) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ((), ()),
        (("Content-Encoding: gzip",), ("gzip",)),
        (("Content-Encoding: GZip , ",), ("gzip",)),
        (("Content-Encoding: identity",), ()),
        (("Content-Encoding: gzip, gzip",), ("gzip", "gzip")),
        (("Content-Encoding: gzip", "Content-Encoding: br"), ("gzip", "br")),
    ],
)
def test_content_codings(fields: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert content_codings(headers(*fields)) == expected


FIELD = st.sampled_from(
    [b"Cache-Control", b"Expires", b"Retry-After", b"Date", b"ETag", b"Content-Encoding"]
)
DATE_LIKE = st.text(alphabet="Sun, 06Nov1994:7GMT+-.9 ", max_size=40).map(lambda t: t.encode())


@given(st.lists(st.tuples(FIELD, st.binary(max_size=80) | DATE_LIKE), max_size=6))
def test_no_header_breaks_the_reading(fields: list[tuple[bytes, bytes]]) -> None:
    read = hints(fields, now=NOW)
    for span in (read.max_age, read.retry_after):
        assert span is None or timedelta(0) <= span <= LONGEST_SPAN
    validators(fields)
    content_codings(fields)
