"""Links that are safe to show: absolute, http or https, without credentials."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

MAX_LINK_CHARS = 2_048
_IGNORED = re.compile(r"[\t\r\n]")  # browsers drop these, so "java\nscript:" is a scheme
_KEPT = "%/:=&?~#+!$,;'@()*[]|"


def safe_link(raw: str | None, *, base: str = "") -> str | None:
    """``raw`` as an absolute http(s) address; ``None`` if it cannot be one or is too long.

    A relative address is joined to ``base``.
    """
    link = _IGNORED.sub("", raw or "").strip()
    if not link or len(link) > MAX_LINK_CHARS or "\\" in link:
        return None
    try:
        parts = urlsplit(urljoin(base, link))
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # a bracket without its pair, a port that is no number
        return None
    if not usable:
        return None
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    safe = quote(urlunsplit(bare), safe=_KEPT, errors="replace")
    return safe if len(safe) <= MAX_LINK_CHARS else None
