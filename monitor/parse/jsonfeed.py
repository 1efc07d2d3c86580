"""JSON Feed 1.0 and 1.1. Source: https://www.jsonfeed.org/version/1.1/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from monitor.errors import ParseError
from monitor.model import Item, Lang, ParsedFeed
from monitor.parse.charset import Decoded
from monitor.parse.dates import parse_date
from monitor.parse.guard import MAX_ITEMS, describe
from monitor.parse.html import headline, html_to_text, marked_text, title_text
from monitor.parse.links import safe_link

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_GAP = re.compile(r"[\s,]+")
_VERSION = re.compile(r'"version"\s*:\s*"https?://jsonfeed\.org/version/1')


def is_json(text: str) -> bool:
    """Whether the text means to be JSON rather than XML."""
    return text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}


def parse_json_feed(decoded: Decoded, *, url: str, lang: Lang | None) -> ParsedFeed:
    """Read a JSON Feed; ParseError if it is other JSON. One that was cut off keeps its items."""
    document, complete = _load(decoded.text)
    base = safe_link(_text(document.get("home_page_url")), base=url) or url
    language = lang or language_of(_text(document.get("language")))
    entries = [entry for entry in document["items"] if isinstance(entry, dict)][:MAX_ITEMS]
    items = (json_item(entry, base=base, lang=language) for entry in entries)
    return ParsedFeed(
        items=tuple(item for item in items if item),
        complete=complete,
    )


def json_item(entry: Mapping[str, Any], *, base: str, lang: Lang | None) -> Item | None:
    """One item of a JSON Feed; ``None`` if it says nothing."""
    bodies = (
        html_to_text(_text(entry.get("content_html"))),
        marked_text(_text(entry.get("content_text"))),
        marked_text(_text(entry.get("summary"))),
    )
    text = max(bodies, key=len)
    title = title_text(_text(entry.get("title"))) or headline(text)
    if not title:
        return None
    link = _text(entry.get("url")) or _text(entry.get("external_url"))
    date = _text(entry.get("date_published")) or _text(entry.get("date_modified"))
    return Item(
        title=title,
        text=text,
        guid=_text(entry.get("id")) or None,
        url=safe_link(link, base=base),
        published_at=parse_date(date, lang=lang),
    )


def language_of(tag: str | None) -> Lang | None:
    """The language of a tag such as ``zh-CN``; ``None`` for any that is not read here."""
    primary = re.split("[-_]", (tag or "").strip().lower())[0]
    return "zh" if primary == "zh" else "en" if primary == "en" else None


def _load(text: str) -> tuple[dict[str, Any], bool]:
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        if not _VERSION.search(text[:2_000]):
            raise ParseError("not a feed: JSON that is malformed") from None
        return {"items": list(_salvaged(text))}, False
    versioned = isinstance(document, dict) and "jsonfeed.org" in _text(document.get("version"))
    if not versioned or not isinstance(document.get("items"), list):
        raise ParseError(f"not a feed: {describe(text)}")
    return document, True


def _salvaged(text: str) -> Iterator[object]:
    """The whole items of a document that was cut off."""
    opening = _ITEMS.search(text)
    position = opening.end() if opening else len(text)
    decoder = json.JSONDecoder()
    while position < len(text):
        if gap := _GAP.match(text, position):
            position = gap.end()
        try:
            item, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return
        yield item


def _text(value: object) -> str:
    """A value that should be a string; ids are sometimes numbers."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""
