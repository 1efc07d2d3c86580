"""Archived articles and lists of feeds."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ParseError
from monitor.model import Item, Tier
from monitor.parse.archive import Document, read_archive
from monitor.parse.opml import read_opml, write_opml

FEEDS = Path(__file__).parent / "data" / "feeds"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


def line(**fields: object) -> bytes:
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


FULL = line(
    id="a1",
    title="星屿智能顾岚青离职",
    html="<p>公司<b>暂未</b>回应。</p>",
    published="2026-03-10T09:00:00+08:00",
    url="https://news.example/a",
    source="official",
    lang="zh",
)


def read(name: str, data: bytes) -> list[Document]:
    found = list(read_archive(name, data))
    assert not [one for one in found if isinstance(one, ParseError)]
    return [one for one in found if isinstance(one, Document)]


def test_jsonl_fields() -> None:
    (document,) = read("a.jsonl", FULL)
    assert document.item == Item(
        title="星屿智能顾岚青离职",
        text="公司暂未回应。",
        url="https://news.example/a",
        published_at=datetime(2026, 3, 10, 1, tzinfo=UTC),
    )
    assert (document.id, document.tier, document.lang) == ("a1", Tier.OFFICIAL, "zh")


def test_jsonl_defaults_and_blank_lines() -> None:
    one, two = read(
        "a.jsonl",
        b"\xef\xbb\xbf" + line(id=7, title="t", text="a < b") + b"\n \n" + line(text="x\ny"),
    )
    assert (one.id, one.tier, one.lang, one.item.text) == ("7", Tier.PRESS, None, "a < b")
    assert two.item.title == "x"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"{not json}\n", "not JSON: .* at column 2"),
        (b"[1]\n", "expected one JSON object"),
        (b"\xff\xfe{}\n", "not UTF-8"),
        (line(id="x"), 'expected a "title"'),
        (line(title=5), '"title": expected text'),
        (line(title="t", published="soon"), '"published": expected an ISO 8601 date'),
        (line(title="t", source="blog"), '"source": expected official, press or social'),
        (b"[" * 100_000 + b"\n", "a.jsonl"),
    ],
)
def test_a_bad_line_is_named(bad: bytes, said: str) -> None:
    first, refused, last = read_archive("a.jsonl", FULL + bad + FULL)
    assert isinstance(first, Document)
    assert first == last
    assert isinstance(refused, ParseError)
    assert str(refused).startswith("a.jsonl:2: ")
    assert re.search(said, str(refused))


@pytest.mark.parametrize(
    "name",
    ["weibo_rsshub.xml", "atom10.xml", "rss10.rdf", "channel.cdf", "jsonfeed.json"],
)
def test_feeds_are_read_packed_or_not(name: str) -> None:
    data = (FEEDS / name).read_bytes()
    plain = read(name, data)
    assert plain[0].item.title
    assert read(f"{name}.gz", gzip.compress(data)) == plain


def test_packed_jsonl() -> None:
    assert len(read("a.jsonl.gz", gzip.compress(FULL * 3))) == 3


@pytest.mark.parametrize("data", [gzip.compress(FULL)[:-9], b"\x1f\x8bnonsense"])
def test_damaged_gzip_is_named(data: bytes) -> None:
    with pytest.raises(ParseError, match=r"a\.jsonl\.gz: damaged gzip"):
        read("a.jsonl.gz", data)


def test_a_page_is_no_archive() -> None:
    with pytest.raises(ParseError, match=r"x\.xml: not a feed: an HTML page"):
        read("x.xml", b"<html>")


NOTE = """# #星屿智能顾岚青离职#网传...

**URL**: https://weibo.com/1000000001/PaAaAaAa1

## 原始摘要

<a href="/s"><span>#星屿智能顾岚青离职#</span></a><br>网传**顾岚青**已离职。<br>- 加入<img>

## AI 摘要

见[报道](https://news.example/a)与![图](https://img.example/1.png)。

```python
if a < b: print("<p>")
# not a heading
```

---

```
this fence is never closed, and what follows still counts

## 元数据

- **保存时间**: 2026-03-10T08:03:26Z
- **目录日期**: 2026-03-11
"""


def test_a_markdown_note() -> None:
    (document,) = read("note.txt", NOTE.encode())
    assert document.item == Item(
        title="#星屿智能顾岚青离职#网传...",
        text="URL: https://weibo.com/1000000001/PaAaAaAa1\n原始摘要\n#星屿智能顾岚青离职#\n"
        "网传顾岚青已离职。\n- 加入\nAI 摘要\n见报道与。\n"
        'if a < b: print("<p>")\n# not a heading\n'
        "this fence is never closed, and what follows still counts\n元数据\n"
        "- 保存时间: 2026-03-10T08:03:26Z\n- 目录日期: 2026-03-11",
        url="https://weibo.com/1000000001/PaAaAaAa1",
        published_at=datetime(2026, 3, 10, 8, 3, 26, tzinfo=UTC),
    )


def test_front_matter_goes_before_what_the_text_says() -> None:
    front = '---\ntitle: "Chief leaves"\ndate: 2026-03-10\nurl: https://a.example/x\n---\n'
    (document,) = read("note.md", f"{front}\n# Other\ndate: 2020-01-01\n".encode())
    assert document.item.title == "Chief leaves"
    assert document.item.text == "Other\ndate: 2020-01-01"
    assert document.item.url == "https://a.example/x"
    assert document.item.published_at == datetime(2026, 3, 10, tzinfo=UTC)


def test_a_plain_document_in_another_encoding() -> None:
    text = "突发!曝某公司负责人离职\n2025年,一则爆料引发关注。\n1. 其一\n"
    (document,) = read("note.txt", text.encode("gb18030"))
    assert document.item.title == "突发!曝某公司负责人离职"
    assert document.item.text == "2025年,一则爆料引发关注。\n1. 其一"
    assert document.item.published_at is None


@pytest.mark.parametrize(("name", "data"), [("e.md", b""), ("e.txt", b"\n \n"), ("e.jsonl", b"\n")])
def test_an_empty_file_holds_nothing(name: str, data: bytes) -> None:
    assert read(name, data) == []


def test_files_of_unknown_kind_are_told_by_their_beginning() -> None:
    assert read("x", FULL)[0].id == "a1"
    assert (
        read("x", (FEEDS / "atom10.xml").read_bytes())[0].item.url == "https://filings.example/8k/1"
    )
    assert read("x", "# 标题\n正文".encode())[0].item.title == "标题"


@given(
    st.binary(max_size=200), st.sampled_from(["a.jsonl", "a.xml", "a.md", "a.json", "a", "a.gz"])
)
def test_any_file_is_read_or_refused_by_name(data: bytes, name: str) -> None:
    try:
        refused = [one for one in read_archive(name, data) if isinstance(one, ParseError)]
    except ParseError as error:
        refused = [error]
    assert all(str(one).startswith(name) for one in refused)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed documents are not part of the project")
def test_the_seed_documents() -> None:
    documents = [read(path.name, path.read_bytes()) for path in sorted(SEEDS.iterdir())]
    assert [len(found) for found in documents] == [1, 1]
    plain, note = (found[0].item for found in documents)
    assert plain.published_at is None
    assert len(plain.text) > 2_000
    assert note.published_at == datetime(2025, 5, 6, 8, 3, 26, tzinfo=UTC)
    assert note.url
    assert "<" not in note.text
    assert note.title.startswith("#")


OPML = b"""<?xml version="1.0"?><!DOCTYPE opml [<!ENTITY a "b">]>
<opml version="2.0"><head><title>x</title></head><body>
<outline text="AI"><outline type="rss" text="One &amp; two" xmlUrl="https://a.example/feed"/>
<outline text="again" xmlUrl="https://a.example/feed"/></outline>
<outline title="Titled" text="t" xmlurl="http://b.example/rss?x=1&amp;y=2"/>
<outline text="" xmlUrl="https://c.example/feed"/>
<outline text="bad" xmlUrl="javascript:alert(1)"/>
</body></opml>"""


def test_opml_is_read() -> None:
    assert read_opml(OPML) == [
        ("One & two", "https://a.example/feed"),
        ("Titled", "http://b.example/rss?x=1&y=2"),
        ("https://c.example/feed", "https://c.example/feed"),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<rss></rss>", "not OPML"),
        (b"<html><opml>", "an HTML page"),
        (OPML[:-20], "malformed OPML"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><outline text="&a;"/></opml>', "malformed OPML"),
        (b"<opml>" + b" " * 5_000_000, "larger than 5 MB"),
        (
            b"<opml>"
            + b"".join(b'<outline xmlUrl="https://a.example/%d"/>' % n for n in range(5_001))
            + b"</opml>",
            "more than 5000 feeds",
        ),
    ],
)
def test_opml_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ParseError, match=said):
        read_opml(data)


titles = st.text(
    alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "Sm"]), min_size=1, max_size=30
).filter(lambda title: "<" not in title and "&" not in title)


@given(st.lists(titles, max_size=5))
def test_opml_written_is_read_back(named: list[str]) -> None:
    import unicodedata

    feeds = [
        (unicodedata.normalize("NFC", title), f"https://a.example/{number}?a=1&b=2")
        for number, title in enumerate(named)
    ]
    assert read_opml(write_opml(feeds).encode()) == feeds
