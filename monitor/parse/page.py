"""A web page to the article that it shows, as far as its markup tells."""

from __future__ import annotations

import re

from monitor.model import Item
from monitor.parse.html import headline, html_to_text, title_text

_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title\s*>", re.IGNORECASE | re.DOTALL)
_ARTICLE = re.compile(r"<article\b.*</article\s*>", re.IGNORECASE | re.DOTALL)
_MAX_HEAD_CHARACTERS = 200_000


def read_page(html: str, *, url: str | None) -> Item:
    """The page's title, and the text of its ``article`` element or else of all of it."""
    found = _TITLE.search(html, 0, _MAX_HEAD_CHARACTERS)
    body = _ARTICLE.search(html)
    text = html_to_text(body[0] if body else html)
    return Item(title=title_text(found[1]) if found else headline(text), text=text, url=url)
