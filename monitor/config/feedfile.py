"""Edits of feeds.toml by commands: everything that the user wrote there stays as it was written.

New feeds are appended; a removed one goes with the comment lines that stand directly above it. The
new text is read and checked before it takes the place of the old, so that no edit breaks a file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import tomlkit

from monitor.config.feeds import FEEDS, read_feeds
from monitor.config.init import write_whole
from monitor.config.tables import Table, nearest, parse_document, tables_at
from monitor.errors import ConfigError, Mistake
from monitor.model import Lang, Tier
from monitor.settings import ScheduleSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeed:
    """A feed to append. What is ``None`` is not written; ``title`` becomes a comment above it."""

    id: str
    url: str
    tier: Tier | None = None
    lang: Lang | None = None
    interval: str | None = None
    title: str = ""


def add_feeds(folder: Path, feeds: Sequence[NewFeed]) -> None:
    """Append ``feeds`` to the feeds.toml in ``folder``, which is made if there is none.

    ConfigError if the result would have mistakes, such as an id or an address that is there
    already; the file is then left as it was.
    """
    path = folder / FEEDS
    text = _text(path)
    before = text.rstrip() + "\n\n" if text.strip() else ""
    after = before + "\n".join(_rendered(feed) for feed in feeds)
    if mistakes := _mistakes(path, after):
        written = before.count("\n")
        raise ConfigError(*(_in_file(mistake, last_line=written) for mistake in mistakes))
    write_whole(path, after.encode())


def remove_feed(folder: Path, feed_id: str) -> None:
    """Take the feed ``feed_id`` out of the feeds.toml in ``folder``.

    ConfigError if there is no such feed, or it is written so that only a person can remove it; the
    file is then left as it was.
    """
    path = folder / FEEDS
    text = _text(path)
    top = parse_document(str(path), text.encode())
    tables = tables_at(top, "feeds", [])
    found = next((table for table in tables if table.id == feed_id), None)
    if found is None:
        message = (
            f'no feed has the id "{feed_id}"{nearest(feed_id, [t.id for t in tables if t.id])}'
        )
        raise ConfigError(Mistake(file=str(path), message=message))
    rest = _without(text, found)
    if not _says_the_rest(rest, top, found):
        raise ConfigError(found.mistake("cannot be taken out of the text safely; edit it by hand"))
    write_whole(path, rest.encode())


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "expected text in UTF-8"
        mistake = Mistake(file=str(path), message=f"cannot be read: {reason}")
        raise ConfigError(mistake) from error


def _mistakes(path: Path, text: str) -> tuple[Mistake, ...]:
    mistakes: list[Mistake] = []
    try:
        top = parse_document(str(path), text.encode())
    except ConfigError as error:
        return error.mistakes
    read_feeds(top, interval=ScheduleSettings().interval, mistakes=mistakes)
    return tuple(mistakes)


def _rendered(feed: NewFeed) -> str:
    values = (
        ("id", feed.id),
        ("url", feed.url),
        ("tier", feed.tier and feed.tier.value),
        ("lang", feed.lang),
        ("interval", feed.interval),
    )
    table = {key: value for key, value in values if value is not None}
    title = " ".join("".join(c if c.isprintable() else " " for c in feed.title).split())
    return (f"# {title}\n" if title else "") + tomlkit.dumps({"feeds": [table]})


def _in_file(mistake: Mistake, *, last_line: int) -> Mistake:
    """``mistake`` without its line if that is in the text that was not written."""
    return replace(mistake, line=None) if (mistake.line or 0) > last_line else mistake


def _without(text: str, table: Table) -> str:
    """``text`` without the lines of ``table`` and the comment that belongs to it."""
    lines = text.split("\n")
    own = [line for path, line in table.lines.items() if path[: len(table.path)] == table.path]
    start, end = min(own) - 1, max(own)
    while start > 0 and lines[start - 1].startswith("#"):
        start -= 1
    while end < len(lines) and lines[end].startswith("#"):
        end += 1
    if end < len(lines) and lines[end].strip():  # the comment is that of the next table
        end = max(own)
    if end < len(lines) and not lines[end].strip():
        end += 1
    return "\n".join(lines[:start] + lines[end:])


def _says_the_rest(text: str, top: Table, removed: Table) -> bool:
    """Whether ``text`` says all that ``top`` says but the feed ``removed``."""
    kept = [one.content for one in tables_at(top, "feeds", []) if one.path != removed.path]
    expected = {**top.content, "feeds": kept}
    try:
        return {"feeds": [], **parse_document(removed.file, text.encode()).content} == expected
    except ConfigError:
        return False
