"""Archived articles: JSONL, feeds, JSON Feeds, Markdown and plain documents, gzip of these."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from gzip import GzipFile
from io import BytesIO
from pathlib import PurePath
from typing import Any

from monitor.errors import ParseError
from monitor.model import Item, Lang, Tier
from monitor.parse.charset import decode
from monitor.parse.dates import parse_date
from monitor.parse.feed import parse_feed
from monitor.parse.html import headline, html_to_text, plain_text, title_text
from monitor.parse.jsonfeed import language_of
from monitor.parse.links import safe_link
from monitor.parse.markdown import read_markdown
from monitor.parse.page import read_page

MAX_DOCUMENT_BYTES = 64_000_000
_SAMPLE_BYTES = 4_000
_GZIP = b"\x1f\x8b"
_JSON_LINES = {".jsonl", ".ndjson"}
_FEEDS = {".xml", ".rss", ".atom", ".rdf", ".json"}
_DOCUMENTS = {".md", ".markdown", ".txt"}
_PAGES = {".html", ".htm", ".xhtml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One archived article. ``id`` is what the archive calls it; ``None`` if it does not."""

    item: Item
    id: str | None = None
    tier: Tier = Tier.PRESS
    lang: Lang | None = None


def is_archive(name: str) -> bool:
    """Whether a file is of a kind that is read, by its ending."""
    return _kind(name) in _JSON_LINES | _FEEDS | _DOCUMENTS | _PAGES


def read_archive(name: str, data: bytes) -> Iterator[Document | ParseError]:
    """The articles of one file, in its order.

    The kind of file follows from the ending of ``name`` (less ``.gz``), else from its beginning.
    A line of JSONL that cannot be read comes as the ParseError that names it, between the others;
    what is wrong with a whole file is raised as one.
    """
    plain = BytesIO(data)
    stream = GzipFile(fileobj=plain) if data.startswith(_GZIP) else plain
    try:
        yield from _documents(name, stream)
    except (EOFError, OSError, zlib.error) as error:
        raise ParseError(f"{name}: damaged gzip file: {error}") from error


def _documents(name: str, stream: BytesIO | GzipFile) -> Iterator[Document | ParseError]:
    kind = _kind(name)
    if kind in _JSON_LINES:
        yield from _json_lines(name, stream)
        return
    data = stream.read(MAX_DOCUMENT_BYTES + 1)
    if len(data) > MAX_DOCUMENT_BYTES:
        raise ParseError(f"{name}: larger than {MAX_DOCUMENT_BYTES // 1_000_000} MB")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if kind in _FEEDS or (kind not in _DOCUMENTS | _PAGES and start == b"<"):
        yield from _feed(name, data)
    elif kind not in _DOCUMENTS | _PAGES and start == b"{":
        yield from _json_lines(name, BytesIO(data))
    elif kind in _PAGES:
        yield Document(item=read_page(decode(data).text, url=None))
    elif b"\0" in data[:_SAMPLE_BYTES]:
        raise ParseError(f"{name}: not text")
    elif item := read_markdown(decode(data).text.lstrip("\ufeff")):
        yield Document(item=item)


def _kind(name: str) -> str:
    return PurePath(name.lower().removesuffix(".gz")).suffix


def _feed(name: str, data: bytes) -> Iterator[Document]:
    try:
        parsed = parse_feed(data, content_type=None, url="", lang=None)
    except ParseError as error:
        raise ParseError(f"{name}: {error}") from error
    for item in parsed.items:
        yield Document(item=item)


def _json_lines(name: str, stream: BytesIO | GzipFile) -> Iterator[Document | ParseError]:
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            document = _document(json.loads(line.decode("utf-8-sig")))
            yield document if document.id else replace(document, id=f"{name}:{number}")
        except (ValueError, RecursionError) as error:
            yield ParseError(f"{name}:{number}: {_reason(error)}")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at column {error.colno}"
    return "not UTF-8" if isinstance(error, UnicodeError) else str(error)


def _document(fields: object) -> Document:
    """One line of JSONL; ValueError says which field is wrong and what was expected."""
    if not isinstance(fields, dict):
        raise ValueError("expected one JSON object a line")
    html, text = _string(fields, "html"), _string(fields, "text")
    body = html_to_text(html) if html else plain_text(text)
    title = title_text(_string(fields, "title")) or headline(body)
    if not title:
        raise ValueError('expected a "title", "html" or "text" that says something')
    item = Item(
        title=title,
        text=body,
        url=safe_link(_string(fields, "url")),
        published_at=_published(fields),
    )
    return Document(
        item=item,
        id=_string(fields, "id") or None,
        tier=_tier(_string(fields, "source")),
        lang=language_of(_string(fields, "lang")),
    )


def _string(fields: Mapping[str, Any], key: str) -> str:
    value = fields.get(key)
    if isinstance(value, int) and key == "id":
        return str(value)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{key}": expected text')
    return value or ""


def _published(fields: Mapping[str, Any]) -> datetime | None:
    raw = _string(fields, "published")
    date = parse_date(raw, lang=language_of(_string(fields, "lang")))
    if raw and date is None:
        raise ValueError(f'"published": expected an ISO 8601 date, not {raw[:40]!r}')
    return date


def _tier(source: str) -> Tier:
    try:
        return Tier(source or Tier.PRESS)
    except ValueError:
        raise ValueError(
            f'"source": expected official, press or social, not {source[:40]!r}'
        ) from None
