"""A document made harmless before the XML parser sees it.

Without this a feed of 130 KB can take the parser to gigabytes (entities that expand), for minutes
(line breaks before the root, one endless author) or out of itself with an exception (``&#xD800;``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from monitor.errors import ParseError
from monitor.parse.html import title_text

MAX_ITEMS = 2_000

# What XML 1.0 (section 2.2) allows no document to contain, plus lone surrogates.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]*)|([0-9]*));?")
# The root is looked for by name: everything before it goes, and with it the document type, its
# entities, stray line breaks and the warnings that broken servers print first.
_PREFIX = r"<((?:[A-Za-z_][\w.-]*:)?"
FEED_ROOT = re.compile(_PREFIX + r"(?:rss|rdf|feed|channel))(?=[\s>/])", re.IGNORECASE)
OPML_ROOT = re.compile(_PREFIX + r"opml)(?=[\s>/])", re.IGNORECASE)
_ITEM = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)(?=[\s>/])", re.IGNORECASE)
_AUTHOR = re.compile(
    r"(<(?:[A-Za-z_][\w.-]*:)?(?:author|creator|managingeditor|webmaster|publisher|contributor)"
    r"(?:\s[^<>]*)?>(?:<!\[CDATA\[)?[^<]{0,300})[^<]*",
    re.IGNORECASE,
)
_PAGE = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_PAGE_TITLE = re.compile(r"<title[^<>]*>([^<]{1,300})", re.IGNORECASE)
_FIRST_TAG = re.compile(r"<([A-Za-z_][\w.:-]{0,60})")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """``text`` begins at the root element. ``complete``: the root is closed at its end."""

    text: str
    complete: bool


def guard(text: str, *, root_name: re.Pattern[str] = FEED_ROOT) -> Guarded:
    """Cut and repair a document; ParseError says what it is if its root has another name."""
    root = root_name.search(text)
    if root is None or _PAGE.search(_COMMENT.sub("", text[: min(root.start(), 10_000)])):
        wanted = "a feed" if root_name is FEED_ROOT else "OPML"
        raise ParseError(f"not {wanted}: {describe(text)}")
    body = _ILLEGAL.sub("", text[root.start() :])
    body = _AUTHOR.sub(r"\1", _REFERENCE.sub(_possible, body))
    return _within_limits(body, name=root[1])


def describe(text: str) -> str:
    """What a text that is no feed seems to be, in a few words for the feed's status."""
    start = text.lstrip("\ufeff \t\r\n")[:20_000]
    if not start:
        return "an empty document"
    if len(_ILLEGAL.findall(start[:1_000])) * 20 > len(start[:1_000]):
        return "binary data"
    if _PAGE.search(start):
        title = _PAGE_TITLE.search(start)
        return f"an HTML page titled {title_text(title[1])[:80]!r}" if title else "an HTML page"
    if start[0] in "{[":
        return "JSON, but not a JSON Feed"
    if start[0] == "<" and (tag := _FIRST_TAG.search(start)):
        return f"a document whose root is <{tag[1]}>"
    return "plain text"


def _within_limits(body: str, *, name: str) -> Guarded:
    """Cut a document after its first 2,000 entries, closing it again."""
    starts = [found.start() for found in islice(_ITEM.finditer(body), MAX_ITEMS + 1)]
    if len(starts) > MAX_ITEMS:
        inner = "</channel>" if name.lower() == "rss" else ""
        return Guarded(text=f"{body[: starts[-1]]}{inner}</{name}>", complete=True)
    end = body.rfind(f"</{name}")
    closed = end > (starts[-1] if starts else -1)
    empty = re.match(r"<[^<>]*/>", body) is not None
    return Guarded(text=body, complete=closed or empty)


def _possible(reference: re.Match[str]) -> str:
    """A numeric reference if it names a character that XML allows, else nothing."""
    digits = (reference[1] or reference[2] or "").lstrip("0")
    if not digits or len(digits) > 7:
        return ""
    code = int(digits, 16 if reference[1] else 10)
    if code > 0x10FFFF or _ILLEGAL.match(chr(code)):
        return ""
    return reference[0]
