"""Feeds made to stop, fill or break the parser.

No test here measures time: without the guard each would run for minutes or fill the memory, and
the time limit of the test run would end it.
"""

from __future__ import annotations

import tracemalloc
import unicodedata
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import ParseError
from monitor.model import ParsedFeed
from monitor.parse.feed import parse_feed

FEEDS = Path(__file__).parent / "data" / "feeds"


def parse(body: bytes) -> ParsedFeed:
    return parse_feed(body, content_type=None, url="https://feeds.example/", lang=None)


def rss(items: str) -> str:
    return f'<rss version="2.0"><channel><title>T</title>{items}</channel></rss>'


def subset(entities: str, use: str) -> bytes:
    return f"<!DOCTYPE rss [{entities}]>{rss(f'<item><title>t</title>{use}</item>')}".encode()


BILLION = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol"}">\n' for n in range(12))
ENDLESS_AUTHOR = "a." * 400_000

HOSTILE = {
    "quadratic entities": subset(
        f'<!ENTITY a "{"x" * 100_000}">', f"<description>{'&a;' * 10_000}</description>"
    ),
    "billion laughs": subset(BILLION, "<description>&e11;</description>"),
    "external entity": subset('<!ENTITY a SYSTEM "file:///etc/hostname">', "<a>&a;</a>"),
    "line breaks before the root": b"<?xml version='1.0'?>"
    + b"\n" * 400_000
    + rss("<item><title>t</title></item>").encode(),
    "endless author": rss(
        f"<item><title>t</title><author>{ENDLESS_AUTHOR}</author></item>"
    ).encode(),
    "endless author in CDATA": rss(
        f"<item><title>t</title><author><![CDATA[{ENDLESS_AUTHOR}]]></author></item>"
    ).encode(),
    "endless creator": rss(
        "<item><title>t</title>"
        f'<x:creator xmlns:x="http://purl.org/dc/elements/1.1/">a@{ENDLESS_AUTHOR}</x:creator></item>'
    ).encode(),
    "punycode": b'<?xml version="1.0" encoding="punycode"?>'
    + rss("<item><title>t</title></item>").encode()
    + b"\x80" * 400_000,
    "undefined codec": b'<?xml version="1.0" encoding="undefined"?>'
    + rss("<item><title>t</title></item>").encode()
    + b"\x80",
    "surrogate": rss("<item><title>t&#xD800;&#xDFFF;</title></item>").encode(),
    "impossible references": rss(
        f"<item><title>t&#0;&#x1b;&#{'9' * 9_999};&#x110000;&#;</title></item>"
    ).encode(),
    "control characters": rss("<item><title>t\x00\x1b\x7f\ufffe</title></item>").encode(),
    "unclosed comments": rss(
        f"<item><title>t</title><description>{'&lt;!--' * 25_000}</description></item>"
    ).encode(),
    "unclosed scripts": rss(
        f"<item><title>t</title><description>{'&lt;script ' * 25_000}</description></item>"
    ).encode(),
    "unclosed quotes": rss(
        f"<item><title>t</title><description>{'&lt;a &quot; ' * 25_000}</description></item>"
    ).encode(),
    "unclosed CDATA": rss(f"<item><title>t</title>{'<![CDATA[' * 50_000}</item>").encode(),
    "a million items": rss("<item/>" * 100_000 + "<item><title>t</title></item>").encode(),
    "impossible dates": rss(
        "<item><title>t</title><pubDate>9999-12-31T23:59:59-12:00</pubDate></item>"
    ).encode(),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_feeds_end_and_stay_small(body: bytes) -> None:
    tracemalloc.start()
    try:
        items = parse(body).items
        assert [item.title for item in items] in (["t"], [])
        assert sum(len(item.text) for item in items) <= 200_000
        assert tracemalloc.get_traced_memory()[1] < 80_000_000
    finally:
        tracemalloc.stop()


def test_the_title_survives_what_is_cut() -> None:
    untouched = {name for name, body in HOSTILE.items() if not parse(body).items}
    assert untouched == {"a million items"}, "these lost their one item"


def test_a_body_that_is_a_path_is_not_opened(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(rss("<item><title>from disk</title></item>"))
    with pytest.raises(ParseError, match="plain text"):
        parse(str(feed).encode())


CORPUS = [path.read_bytes() for path in sorted(FEEDS.iterdir())]


@settings(max_examples=100, deadline=None)
@given(
    body=st.sampled_from(CORPUS),
    cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=6),
)
def test_a_mutated_feed_is_read_or_refused(body: bytes, cuts: list[tuple[float, bytes]]) -> None:
    mutated = bytearray(body)
    for place, patch in cuts:
        start = int(place * len(mutated))
        mutated[start : start + len(patch)] = patch
    try:
        items = parse(bytes(mutated)).items
    except ParseError:
        items = ()
    for item in items:
        assert item.title
        assert item.title == item.title.strip()
        assert not {unicodedata.category(letter) for letter in item.title} & {"Cc", "Cs"}
        (item.title + item.text).encode()  # no lone surrogates


@settings(max_examples=200, deadline=None)
@given(body=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with suppress(ParseError):
        parse(body)
