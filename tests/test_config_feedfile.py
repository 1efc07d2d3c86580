"""Edits of feeds.toml: what was written stays, and no edit breaks a file."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.config import load
from monitor.config.feedfile import NewFeed, add_feeds, remove_feed
from monitor.config.init import write_whole
from monitor.errors import ConfigError
from monitor.model import Tier

WRITTEN = """\
# My feeds.
rsshub = ""    # none yet

# --- Trade press ---

# The orchard's own paper.
# It is slow.
[[feeds]]
id = "orchard"
url = 'https://orchard.example/feed'   # checked
interval = "2h"
# asked seldom

[[feeds]]
id = "pear"
url = "https://pear.example/feed"

# --- Weibo ---

# Plums.
[[feeds]]
url = "rsshub:///weibo/user/1"
id = "plum"

# The end.
"""


def feeds_file(folder: Path, text: str = WRITTEN) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_new_feed_comes_last_and_nothing_else_moves(tmp_path: Path) -> None:
    path = feeds_file(tmp_path)
    added = [
        NewFeed(id="fig", url="https://fig.example/?a=1&b=2", title="无花果\n周刊 \x00[[x]]"),
        NewFeed(id="fig-zh", url="https://fig.example/zh", tier=Tier.OFFICIAL, lang="zh"),
        NewFeed(id="date", url="https://date.example/", interval="90m"),
    ]
    add_feeds(tmp_path, added)
    assert path.read_text("utf-8") == WRITTEN + (
        '\n# 无花果 周刊 [[x]]\n[[feeds]]\nid = "fig"\nurl = "https://fig.example/?a=1&b=2"\n'
        '\n[[feeds]]\nid = "fig-zh"\nurl = "https://fig.example/zh"\ntier = "official"\n'
        'lang = "zh"\n\n[[feeds]]\nid = "date"\nurl = "https://date.example/"\n'
        'interval = "90m"\n'
    )
    assert [feed.id for feed in load(tmp_path).feeds] == [
        "orchard",
        "pear",
        "fig",
        "fig-zh",
        "date",
    ]


def test_the_first_feed_makes_the_file(tmp_path: Path) -> None:
    add_feeds(tmp_path / "new", [NewFeed(id="fig", url="https://fig.example/")])
    assert [feed.id for feed in load(tmp_path / "new").feeds] == ["fig"]


@pytest.mark.parametrize(
    ("text", "feed", "expected"),
    [
        (
            WRITTEN,
            NewFeed(id="pear", url="https://x.example/"),
            'feeds.toml: feeds[3].id: the id "pear" is taken by feeds.toml:14',
        ),
        (
            WRITTEN,
            NewFeed(id="x", url="https://pear.example/feed"),
            "feeds.toml: feeds[3].url: the same address as the feed at feeds.toml:14",
        ),
        (
            WRITTEN,
            NewFeed(id="x", url="file:///etc/passwd"),
            "feeds.toml: feeds[3].url: expected an http:// or https:// address with a host",
        ),
        (
            '[[feeds]]\nid = "a"\n',
            NewFeed(id="x", url="https://x.example/"),
            "feeds.toml:1: feeds[0].url: missing; this key is required",
        ),
        (
            'feeds = [{ id = "a", url = "https://a.example" }]\n',
            NewFeed(id="x", url="https://x.example/"),
            "feeds.toml: not valid TOML: Cannot mutate immutable namespace ('feeds',)",
        ),
    ],
)
def test_what_would_be_a_mistake_is_not_written(
    tmp_path: Path, text: str, feed: NewFeed, expected: str
) -> None:
    path = feeds_file(tmp_path, text)
    with pytest.raises(ConfigError) as caught:
        add_feeds(tmp_path, [feed])
    assert str(caught.value).replace(f"{tmp_path}/", "") == expected
    assert path.read_text("utf-8") == text


REMOVED = {
    "orchard": (
        '# The orchard\'s own paper.\n# It is slow.\n[[feeds]]\nid = "orchard"\n'
        "url = 'https://orchard.example/feed'   # checked\ninterval = \"2h\"\n# asked seldom\n\n"
    ),
    "pear": '[[feeds]]\nid = "pear"\nurl = "https://pear.example/feed"\n\n',
    "plum": '# Plums.\n[[feeds]]\nurl = "rsshub:///weibo/user/1"\nid = "plum"\n\n',
}


@pytest.mark.parametrize("feed_id", REMOVED)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_feed_goes_with_its_comment_and_nothing_else_moves(
    tmp_path: Path, feed_id: str, newline: str
) -> None:
    path = tmp_path / "feeds.toml"
    path.write_bytes(WRITTEN.replace("\n", newline).encode())
    remove_feed(tmp_path, feed_id)
    assert WRITTEN.count(REMOVED[feed_id]) == 1
    expected = WRITTEN.replace(REMOVED[feed_id], "").replace("\n", newline)
    assert path.read_bytes().decode() == expected


def test_a_comment_right_above_the_next_feed_stays_with_it(tmp_path: Path) -> None:
    path = feeds_file(
        tmp_path,
        '[[feeds]]\nid = "a"\nurl = "https://a.example"\n# B\n'
        '[[feeds]]\nid = "b"\nurl = "https://b.example"\n',
    )
    remove_feed(tmp_path, "a")
    assert path.read_text() == '# B\n[[feeds]]\nid = "b"\nurl = "https://b.example"\n'


def test_a_feed_that_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    feeds_file(tmp_path)
    with pytest.raises(ConfigError, match=r'no feed .* "plumm"; did you mean "plum"\?'):
        remove_feed(tmp_path, "plumm")


@pytest.mark.parametrize(
    "text",
    [
        'feeds = [{ id = "a", url = "https://a.example" }, { id = "b" }]\n',
        '[[feeds]]\nid = "a"\nurl = """\nhttps://a.example"""\n[[feeds]]\nid = "b"\n',
    ],
)
def test_what_cannot_be_cut_out_safely_is_left(tmp_path: Path, text: str) -> None:
    path = feeds_file(tmp_path, text)
    with pytest.raises(ConfigError, match="edit it by hand"):
        remove_feed(tmp_path, "a")
    assert path.read_text() == text


_COMMENTS = st.sampled_from(["", "\n", "# c\n", "# c\n\n", "\n# [[feeds]]\n", "\n# c\n\n# d\n"])


@settings(deadline=None)
@given(st.lists(st.tuples(_COMMENTS, _COMMENTS), min_size=1, max_size=5), st.data())
def test_removing_takes_out_one_feed_and_no_heading(
    tmp_path_factory: pytest.TempPathFactory, spaces: list[tuple[str, str]], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("feeds")
    tables = [
        f'{above}[[feeds]]\nid = "f{n}"\n{within}url = "https://{n}.example"\n'
        for n, (above, within) in enumerate(spaces)
    ]
    path = feeds_file(folder, "".join(tables))
    gone = data.draw(st.integers(0, len(tables) - 1))
    remove_feed(folder, f"f{gone}")
    kept = [feed["id"] for feed in tomllib.loads(path.read_text()).get("feeds", [])]
    assert kept == [f"f{n}" for n in range(len(tables)) if n != gone]


def test_a_file_is_replaced_in_one_step_and_keeps_its_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "feeds.toml"
    real.write_text("old")
    real.chmod(0o640)
    link.symlink_to(real)
    write_whole(link, b"new")
    assert link.is_symlink()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feeds.toml", "real.toml"]


def test_a_file_that_cannot_be_replaced_is_left_whole(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").mkdir()
    with pytest.raises(ConfigError, match=r"feeds\.toml: cannot be written: "):
        write_whole(tmp_path / "feeds.toml", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["feeds.toml"]
