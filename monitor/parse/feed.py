"""A feed's bytes to its items: RSS 0.9x to 2.0, RDF, Atom, CDF and JSON Feed.

feedparser reads the XML, and only that: decoding, guarding, HTML, dates and links are done here
(see the modules beside this one). It is never handed bytes or text, which it would take for the
name of a file or an address to open, only a stream.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import feedparser

from monitor.errors import ParseError
from monitor.model import Item, Lang, ParsedFeed
from monitor.parse.charset import decode
from monitor.parse.dates import parse_date
from monitor.parse.guard import MAX_ITEMS, guard
from monitor.parse.html import headline, html_to_text, marked_text, title_text
from monitor.parse.jsonfeed import is_json, language_of, parse_json_feed
from monitor.parse.links import safe_link

MAX_GUID_CHARS = 2_048
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_HEADERS = {"content-type": "application/xml; charset=utf-8"}

_DATES = ("published", "updated", "created")

# What feedparser leaks for about one malformed document in a hundred.
_LEAKS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RecursionError,
)


def parse_feed(body: bytes, *, content_type: str | None, url: str, lang: Lang | None) -> ParsedFeed:
    """Read a feed document; at most its first 2,000 entries.

    ``content_type`` is the HTTP header and ``url`` the address the body came from, to which
    relative links are joined. ``lang`` decides how dates without a zone are read; ``None`` means
    that the feed's own language does. Raises ParseError, which says what the body is instead.
    """
    decoded = decode(body, content_type=content_type)
    if is_json(decoded.text):
        return parse_json_feed(decoded, url=url, lang=lang)
    guarded = guard(decoded.text)
    feed, entries = _parse_xml(guarded.text)
    base = safe_link(_string(feed.get("link")), base=url) or url
    language = lang or language_of(_string(feed.get("language")))
    items = (_item(entry, base=base, lang=language) for entry in entries[:MAX_ITEMS])
    return ParsedFeed(
        items=tuple(item for item in items if item),
        complete=guarded.complete,
        ttl=_ttl(_string(feed.get("ttl"))),
    )


def _parse_xml(text: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The feed's and its entries' fields, in plain dicts: feedparser's own warn and alias."""
    stream = BytesIO((_DECLARATION + text).encode("utf-8"))
    try:
        result = feedparser.parse(
            stream, response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except _LEAKS as error:
        raise ParseError(f"malformed feed: {type(error).__name__} while reading it") from error
    return dict(result["feed"]), [dict(entry) for entry in result["entries"]]


def _item(entry: Mapping[str, Any], *, base: str, lang: Lang | None) -> Item | None:
    """An entry as an item; ``None`` if it says nothing."""
    text = max(_bodies(entry), key=len, default="")
    title = title_text(_string(entry.get("title"))) or headline(text)
    if not title:
        return None
    return Item(
        title=title,
        text=text,
        guid=_guid(entry),
        url=safe_link(_link(entry), base=base),
        published_at=_published(entry, lang),
    )


def _bodies(entry: Mapping[str, Any]) -> Iterator[str]:
    """Each text that the entry carries; feedparser often gives the same one twice."""
    parts = [*_dicts(entry.get("content")), _dict(entry.get("summary_detail"))]
    if not parts[-1]:
        parts.append({"value": entry.get("summary")})
    seen: set[str] = set()
    for part in parts:
        value = _string(part.get("value"))
        if value and value not in seen:
            seen.add(value)
            yield marked_text(value) if part.get("type") == "text/plain" else html_to_text(value)


def _guid(entry: Mapping[str, Any]) -> str | None:
    guid = _string(entry.get("id"))
    if len(guid) > MAX_GUID_CHARS:
        return hashlib.sha256(guid.encode()).hexdigest()
    return guid or None


def _link(entry: Mapping[str, Any]) -> str | None:
    """The entry's page. feedparser takes a guid for a link even if it is none; a bare number
    joined to the feed's address would be a link to nowhere."""
    link = _string(entry.get("feedburner_origlink")) or _string(entry.get("link"))
    if link and (link != _string(entry.get("id")) or "/" in link):
        return link
    hrefs = (one.get("href") for one in _dicts(entry.get("links")) if one.get("rel") == "alternate")
    return next((_string(href) for href in hrefs if href != link), None)


def _published(entry: Mapping[str, Any], lang: Lang | None) -> datetime | None:
    dates = (parse_date(_string(entry.get(key)), lang=lang) for key in _DATES)
    return next((date for date in dates if date), None)


def _ttl(minutes: str) -> timedelta | None:
    """RSS 2.0, ``<ttl>``: how many minutes the feed may be kept; ``None`` if not said."""
    return timedelta(minutes=int(minutes)) if minutes.isdecimal() and len(minutes) < 7 else None


def _string(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _dict(value: object) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {}


def _dicts(value: object) -> list[dict[str, Any]]:
    return [dict(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []
