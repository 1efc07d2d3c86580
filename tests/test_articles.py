"""By what an article is known again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles import (
    article,
    canonical_url,
    fingerprint,
    hash64,
    identities,
    shared_identities,
)
from monitor.model import Feed, Item, Tier

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
STORY = Item(
    title="星屿智能首席科学家顾岚青离职",
    text="公司暂未回应。",
    guid="https://news.example/2026/0310/a?utm_source=rss",
    url="https://news.example/2026/0310/a?utm_source=rss",
    published_at=NOW,
)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("http://News.Example:80/a/", "https://news.example/a"),
        ("https://www.news.example/a#comments", "https://news.example/a"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("https://news.example/a?utm_source=x&utm_medium=y", "https://news.example/a"),
        ("https://news.example/a?spm=1.2&from=timeline&share_token=z", "https://news.example/a"),
        ("https://news.example/a?fbclid=1&id=7&gclid=2&ref=x", "https://news.example/a?id=7"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?a=1&b=2"),
        (
            "https://news.example/a?q=%E7%A6%BB%E8%81%8C",
            "https://news.example/a?q=%E7%A6%BB%E8%81%8C",
        ),
        ("https://news.example/a?q=离职", "https://news.example/a?q=%E7%A6%BB%E8%81%8C"),
        ("https://news.example/%e7%a6%bb", "https://news.example/%E7%A6%BB"),
        ("https://news.example/离", "https://news.example/%E7%A6%BB"),
        ("https://news.example/#/story/5", "https://news.example#/story/5"),
        ("https://news.example", "https://news.example"),
        (
            "http://www.bing.com/news/apiclick.aspx?tid=1&url=https%3a%2f%2fa.example%2fx&c=9",
            "https://a.example/x",
        ),
        (
            "http://www.bing.com/news/apiclick.aspx?url=nowhere",
            "https://bing.com/news/apiclick.aspx?url=nowhere",
        ),
        ("ftp://news.example/a", None),
        ("tag:news.example,2026:1", None),
        ("http://[", None),
        ("http://a.example:99999/", None),
        ("/a", None),
        ("", None),
    ],
)
def test_canonical_url(url: str, key: str | None) -> None:
    assert canonical_url(url) == key


def known(item: Item, feed_id: str = "f") -> set[int]:
    return set(identities(item, feed_id=feed_id))


@pytest.mark.parametrize(
    "changed",
    [
        replace(STORY, guid="4711"),
        replace(STORY, guid=None),
        replace(STORY, title="快讯：顾岚青离职"),
        replace(STORY, url="http://www.news.example/2026/0310/a/?from=weibo"),
        replace(STORY, guid="http://news.example/2026/0310/a", url=None),
        replace(STORY, guid="new", url="https://news.example/other/path"),
        replace(STORY, guid="new", url=None, title="星屿智能首席科学家 顾岚青 离职！"),
        replace(STORY, guid=None, url="https://news.example/2026/0310/a", published_at=None),
        replace(STORY, text="公司已证实。"),
    ],
)
def test_it_is_the_same_article_after(changed: Item) -> None:
    assert known(STORY) & known(changed)


COLUMN = Item(title="早报", text="第一条。", published_at=NOW)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (COLUMN, replace(COLUMN, published_at=NOW + timedelta(days=1), text="另一条。")),
        (
            replace(STORY, guid=None, url=None),
            replace(STORY, guid=None, url=None, published_at=NOW + timedelta(days=1)),
        ),
        (
            replace(COLUMN, guid="1", url="https://news.example/"),
            replace(COLUMN, guid="2", url="https://news.example/", title="晚报"),
        ),
        (
            replace(COLUMN, guid="1", url="https://news.example/a?id=1"),
            replace(COLUMN, guid="2", url="https://news.example/a?id=2"),
        ),
    ],
    ids=["column", "long-title-other-day", "home-page", "parameter"],
)
def test_these_are_two_articles(one: Item, two: Item) -> None:
    assert not known(one) & known(two)


def test_feeds_do_not_share_identities() -> None:
    assert not known(STORY, "one") & known(STORY, "two")


def in_one_document(*items: Item) -> list[set[int]]:
    shared = shared_identities(items, feed_id="f")
    return [set(identities(item, feed_id="f", shared=shared)) for item in items]


def test_what_items_of_one_document_share_identifies_none_of_them() -> None:
    hub = "https://news.example/topics/ai"
    one = replace(STORY, guid="constant", url=hub)
    two = replace(one, title="云杉智算首席技术官沈知远卸任", text="公司公告。")
    first, second = in_one_document(one, two)
    assert not first & second
    assert first
    assert second
    assert in_one_document(one)[0] & first, "it is known again when the other has left the feed"


def test_a_column_that_appears_twice_a_day_is_two_articles() -> None:
    one = replace(STORY, title="人工智能行业每日快讯汇总", guid="1", url="https://news.example/1")
    two = replace(one, guid="2", url="https://news.example/2")
    first, second = in_one_document(one, two)
    assert not first & second


def test_a_document_reissued_with_new_guids_and_links_brings_nothing_new() -> None:
    old = [
        replace(
            STORY,
            title=f"{STORY.title}之{number}号消息",
            guid=f"g{number}",
            url=f"https://a.example/{number}",
        )
        for number in range(200)
    ]
    new = [
        replace(item, guid=f"n{number}", url=f"https://b.example/x/{number}")
        for number, item in enumerate(old)
    ]
    seen = set().union(*in_one_document(*old))
    assert all(marks & seen for marks in in_one_document(*new))


def test_an_article_carries_what_its_feed_says() -> None:
    feed = Feed(id="f", url="https://news.example/feed", tier=Tier.SOCIAL, lang="zh")
    made = article(STORY, feed=feed, seen_at=NOW)
    assert (made.feed_id, made.tier, made.lang, made.at) == ("f", Tier.SOCIAL, "zh", NOW)
    assert (made.title, made.text, made.url) == (STORY.title, STORY.text, STORY.url)
    assert made.fingerprint == fingerprint(STORY)
    assert made.identities == identities(STORY, feed_id="f")
    assert len(made.id) == 16
    assert int(made.id, 16) == made.identities[0] % 2**64
    assert article(replace(STORY, text="改动"), feed=feed, seen_at=NOW).id == made.id


items = st.builds(
    Item,
    title=st.text(min_size=1, max_size=30),
    text=st.text(max_size=30),
    guid=st.none() | st.text(min_size=1, max_size=30),
    url=st.none()
    | st.sampled_from(["https://a.example/", "https://a.example/x", "https://b.example/?i=1"]),
    published_at=st.none() | st.datetimes(timezones=st.just(UTC)),
)


@given(items)
def test_identities_are_stable_distinct_and_fit_into_the_database(item: Item) -> None:
    marks = identities(item, feed_id="f")
    assert marks
    assert len(set(marks)) == len(marks)
    assert all(-(2**63) <= mark < 2**63 for mark in (*marks, fingerprint(item)))
    assert identities(replace(item), feed_id="f") == marks


@given(items, st.text(min_size=1, max_size=5))
def test_every_edit_changes_the_fingerprint(item: Item, more: str) -> None:
    edits = [
        replace(item, title=item.title + more),
        replace(item, text=item.text + more),
        replace(item, guid=(item.guid or "") + more),
        replace(item, url="https://c.example/other"),
    ]
    assert fingerprint(item) not in {fingerprint(edit) for edit in edits}


@given(st.lists(items, max_size=6))
def test_items_of_one_document_are_merged_only_if_equal_in_what_names_them(
    many: list[Item],
) -> None:
    marks = in_one_document(*many)
    for i, one in enumerate(many):
        for j, two in enumerate(many[:i]):
            if marks[i] & marks[j]:
                plain = ["".join(filter(str.isalnum, item.title.casefold())) for item in (one, two)]
                assert plain[0] == plain[1] or one.title == two.title or not any(plain)


@given(
    host=st.sampled_from(["a.example", "b.example:8080"]),
    path=st.lists(st.text(alphabet="abc离%20-_.", min_size=1, max_size=5), max_size=3),
    query=st.dictionaries(st.sampled_from(["id", "p", "q"]), st.text(max_size=5), max_size=3),
)
def test_canonical_urls_are_their_own_and_ignore_tracking(
    host: str, path: list[str], query: dict[str, str]
) -> None:
    from urllib.parse import urlencode

    url = f"http://{host}/{'/'.join(path)}?{urlencode(query)}"
    key = canonical_url(url)
    assert key is not None
    assert canonical_url(key) == key
    tracked = f"{url}&utm_campaign=x&spm=1".replace("http://", "https://www.")
    assert canonical_url(tracked) == key


@given(st.text(max_size=60))
def test_any_text_has_a_key_or_none(url: str) -> None:
    key = canonical_url(url)
    assert key is None or key.startswith("https://")


def test_hash64_is_signed() -> None:
    hashes = [hash64(bytes([number])) for number in range(64)]
    assert min(hashes) < 0 < max(hashes)
