"""Lists of feeds as OPML 2.0. Source: http://opml.org/spec2.opml."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree
from xml.sax.saxutils import quoteattr

from monitor.errors import ParseError
from monitor.parse.charset import decode
from monitor.parse.guard import OPML_ROOT, guard
from monitor.parse.html import title_text
from monitor.parse.links import safe_link

MAX_BYTES = 5_000_000
MAX_FEEDS = 5_000


def read_opml(data: bytes) -> list[tuple[str, str]]:
    """The title and address of each feed, in order and once each, whatever folders they are in.

    Raises ParseError if it is no OPML, is malformed, or is larger than 5 MB or 5,000 feeds.
    """
    if len(data) > MAX_BYTES:
        raise ParseError(f"OPML larger than {MAX_BYTES // 1_000_000} MB")
    guarded = guard(decode(data).text, root_name=OPML_ROOT)
    try:
        # The guard has cut the document type, so there are no entities to expand.
        root = ElementTree.fromstring(guarded.text)  # noqa: S314
    except ElementTree.ParseError as error:
        raise ParseError(f"malformed OPML: {error}") from error
    feeds: dict[str, str] = {}
    for outline in root.iter("outline"):
        attributes = {name.lower(): value for name, value in outline.attrib.items()}
        url = safe_link(attributes.get("xmlurl"))
        if url and url not in feeds:
            named = attributes.get("title") or attributes.get("text") or ""
            feeds[url] = title_text(named) or url
        if len(feeds) > MAX_FEEDS:
            raise ParseError(f"OPML with more than {MAX_FEEDS} feeds")
    return [(title, url) for url, title in feeds.items()]


def write_opml(feeds: Iterable[tuple[str, str]]) -> str:
    """An OPML document that lists ``feeds``, each a title and an address."""
    outlines = "\n".join(
        f'    <outline type="rss" text={quoteattr(title)} xmlUrl={quoteattr(url)}/>'
        for title, url in feeds
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
        "  <head>\n    <title>monitor</title>\n  </head>\n"
        f"  <body>\n{outlines}\n  </body>\n</opml>\n"
    )
