"""Feed documents of every kind to items."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor.errors import ParseError
from monitor.model import Item, ParsedFeed
from monitor.parse.feed import parse_feed

FEEDS = Path(__file__).parent / "data" / "feeds"


def at(*parts: int) -> datetime:
    year, month, day, hour, minute, second = (*parts, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


EXPECTED = {
    "weibo_rsshub.xml": Item(
        title="#星屿智能首席科学家离职##顾岚青离职#网传星屿智能首席科学家顾岚青已离职[doge] ...",
        text="#星屿智能首席科学家离职##顾岚青离职#\n网传星屿智能首席科学家顾岚青已离职[doge]\n"
        "截至发稿，公司@星屿智能暂未回应。",
        guid="https://weibo.com/1000000001/PaAaAaAa1",
        url="https://weibo.com/1000000001/PaAaAaAa1",
        published_at=at(2026, 3, 10, 1, 23, 45),
    ),
    "rss20_content.xml": Item(
        title="Brightmoor’s chief scientist leaves",
        text="Brightmoor said Ilse Varga has left.\nShe led research.",
        guid="wire-4711",
        url="https://wire.example/2026/03/brightmoor?utm_source=rss&utm_medium=feed",
        published_at=at(2026, 3, 10, 14, 30),
    ),
    "atom10.xml": Item(
        title="8-K – Corvid Robotics",
        text="Item 5.02: Tomás Brandt resigned.\nEffective today.",
        guid="tag:filings.example,2026:8k-1",
        url="https://filings.example/8k/1",
        published_at=at(2026, 3, 10, 12),
    ),
    "rss10.rdf": Item(
        title="Lumen Forge co-founder departs",
        text="A line.",
        guid="https://rdf.example/1",
        url="https://rdf.example/1",
        published_at=at(2026, 3, 10),
    ),
    "rss091.xml": Item(
        title="Chief of AI retires", text="Plain words only.", url="https://old.example/a.html"
    ),
    "channel.cdf": Item(
        title="Head of vision quits",
        text="One line.",
        url="https://cdf.example/one",
        published_at=at(2026, 3, 10, 8),
    ),
    "jsonfeed.json": Item(
        title="云杉智算CTO沈知远卸任",
        text="云杉智算CTO沈知远卸任。\n公司未回应。",
        guid="17",
        url="https://json.example/posts/17",
        published_at=at(2026, 3, 10, 1),
    ),
}


def parse(body: bytes, **context: str | None) -> ParsedFeed:
    return parse_feed(
        body,
        content_type=context.get("content_type"),
        url=context.get("url") or "https://feeds.example/x/feed.xml",
        lang=None,
    )


def rss(items: str, *, extra: str = "") -> bytes:
    return f'<rss version="2.0"><channel><title>T</title>{extra}{items}</channel></rss>'.encode()


def only(body: bytes) -> Item:
    (item,) = parse(body).items
    return item


@pytest.mark.parametrize(("name", "first"), EXPECTED.items(), ids=EXPECTED.keys())
def test_every_kind_of_feed(name: str, first: Item) -> None:
    parsed = parse((FEEDS / name).read_bytes())
    assert parsed.items[0] == first
    assert parsed.complete


@pytest.mark.parametrize(
    ("name", "ttl"), [("weibo_rsshub.xml", timedelta(minutes=5)), ("rss20_content.xml", None)]
)
def test_how_long_a_feed_may_be_kept(name: str, ttl: timedelta | None) -> None:
    assert parse((FEEDS / name).read_bytes()).ttl == ttl


def test_json_items_without_title_take_their_first_line_and_empty_ones_go() -> None:
    parsed = parse((FEEDS / "jsonfeed.json").read_bytes())
    assert [item.title for item in parsed.items] == ["云杉智算CTO沈知远卸任", "只有正文的一条。"]
    assert parsed.items[1].text == "只有正文的一条。\n第二行。"


@pytest.mark.parametrize("name", sorted(set(EXPECTED) - {"jsonfeed.json"}))
def test_a_document_cut_off_keeps_its_items(name: str) -> None:
    body = (FEEDS / name).read_bytes().rstrip()
    parsed = parse(body[:-3])
    assert not parsed.complete
    assert parsed.items[0] == EXPECTED[name]


def test_a_json_document_cut_off_keeps_its_whole_items() -> None:
    body = (FEEDS / "jsonfeed.json").read_bytes()
    parsed = parse(body[: body.index(b'{"id": "19"') + 4])
    assert not parsed.complete
    assert len(parsed.items) == 2


def test_cutting_anywhere_never_raises_anything_else_and_is_never_called_complete() -> None:
    body = (FEEDS / "rss20_content.xml").read_bytes().rstrip()
    for end in range(1, len(body) - len("</rss>") + 5, 7):
        try:
            parsed = parse(body[:end])
        except ParseError:
            continue
        assert not parsed.complete, end


def test_html_behind_the_end_of_the_feed_does_not_make_it_incomplete() -> None:
    assert parse(rss("<item><title>a</title></item>") + b"<!-- cached --> <br>").complete


@pytest.mark.parametrize(
    ("before", "title", "behind"),
    [
        ("<b>Warning</b>: something in /srv/x.php<br />\n", "t", ""),
        ("\n\n<?xml version='1.0'?>\n<!-- made by hand -->\n", "t", ""),
        ('<!DOCTYPE rss [<!ENTITY nbsp "&#160;"> <!ENTITY x "]>">]>', "a&nbsp;b", ""),
        ("", "Harbour & Loom", ""),
        ("", "t<odd:tag>u</odd:tag>", ""),
        ("", "t", "<description>&bogus; <p>never closed</description>"),
    ],
    ids=["warning", "prolog", "entities", "ampersand", "namespace", "description"],
)
def test_malformed_documents_are_read_all_the_same(before: str, title: str, behind: str) -> None:
    body = before.encode() + rss(f"<item><title>{title}</title>{behind}</item>")
    parsed = parse(body)
    assert parsed.complete
    expected = {"a&nbsp;b": "a b", "t<odd:tag>u</odd:tag>": "tu"}.get(title, title)
    assert [item.title for item in parsed.items] == [expected]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "an empty document"),
        (b" \r\n ", "an empty document"),
        (b"<!DOCTYPE html><html><head><title>Just a\nmoment</title>", "titled 'Just a moment'"),
        (b"<html><body>a feed: <rss></rss></body></html>", "an HTML page"),
        (b'{"error": "no"}', "JSON, but not a JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "not a JSON Feed"),
        (b'{"error": ', "JSON that is malformed"),
        (b"[" * 100_000, "JSON"),
        (bytes(range(256)) * 9, "binary data"),
        (b"/etc/hostname", "plain text"),
        (b"/dev/zero", "plain text"),
        (b"http://127.0.0.1:1/feed.xml", "plain text"),
        (b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "root is <opml>"),
    ],
)
def test_what_is_no_feed_is_refused_by_name(body: bytes, said: str) -> None:
    with pytest.raises(ParseError, match="not a feed") as refused:
        parse(body)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_at_most_two_thousand_items_are_read() -> None:
    items = "".join(f"<item><title>t{number}</title></item>" for number in range(2_500))
    parsed = parse(rss(items))
    assert len(parsed.items) == 2_000
    assert parsed.items[-1].title == "t1999"
    assert parsed.complete


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("<link>story.html</link>", "https://site.example/zh/story.html"),
        ("<link>//cdn.example/a</link>", "https://cdn.example/a"),
        ("<link>javascript:alert(1)</link>", None),
        ("<link>data:text/html,x</link>", None),
        ("<guid>tag:a,2026:1</guid>", None),
        ("<guid>12345</guid>", None),
        ("<guid>https://site.example/g</guid>", "https://site.example/g"),
        ("<link>https://a.example/?x=1&amp;y=2</link>", "https://a.example/?x=1&y=2"),
        (f"<link>https://a.example/{'x' * 2_100}</link>", None),
    ],
)
def test_links(link: str, url: str | None) -> None:
    extra = "<link>https://site.example/zh/</link>"
    assert only(rss(f"<item><title>t</title>{link}</item>", extra=extra)).url == url


@pytest.mark.parametrize(
    ("xml", "title"),
    [
        ("AT&amp;T", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("a &lt;b&gt;bold&lt;/b&gt; word", "a bold word"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;离职", "离职"),
        ("&lt;img src=x onerror=alert(1)&gt;离职", "离职"),
        ("&amp;lt;svg/onload=alert(1)&amp;gt;离职", "离职"),
        ("薄&#8203;云\u202e", "薄云"),
        ("a&#10;b", "a b"),
        ("利润&lt;成本", "利润<成本"),
        ("é", "é"),
        ("x" * 400, "x" * 300),
    ],
)
def test_titles_are_one_line_of_text(xml: str, title: str) -> None:
    assert only(rss(f"<item><title>{xml}</title></item>")).title == title


def test_the_longer_of_content_and_summary_is_the_text() -> None:
    body = (
        "<item><title>t</title><description>&lt;p&gt;long and longer&lt;/p&gt;</description>"
        '<c:encoded xmlns:c="http://purl.org/rss/1.0/modules/content/">short</c:encoded></item>'
    )
    assert only(rss(body)).text == "long and longer"


@pytest.mark.parametrize(
    ("language", "hour"), [("zh-cn", 1), ("en-us", 9), ("", 9)], ids=["zh", "en", "unsaid"]
)
def test_a_date_without_zone_is_in_the_zone_of_the_feeds_language(language: str, hour: int) -> None:
    extra = f"<language>{language}</language>" if language else ""
    item = "<item><title>t</title><pubDate>2026-03-10 09:00:00</pubDate></item>"
    assert only(rss(item, extra=extra)).published_at == at(2026, 3, 10, hour)


def test_a_very_long_guid_is_kept_short_and_distinct() -> None:
    one, two = (
        only(rss(f"<item><title>t</title><guid>{'g' * 3_000}{n}</guid></item>")) for n in "12"
    )
    assert one.guid
    assert two.guid
    assert one.guid != two.guid
    assert len(one.guid) <= 64
