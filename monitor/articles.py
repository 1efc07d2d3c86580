"""By what an article is known again: its identities, its fingerprint, its id.

Publishers change guids, move to https, add tracking parameters and edit titles; any one identity
that stays is enough. What several items of one document have in common identifies none of them.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import parse_qs, parse_qsl, quote, urlencode, urlsplit

from monitor.model import Article, Feed, Item

_TRACKING_PREFIXES = (
    "utm_", "mtm_", "pk_", "mc_", "_hs", "hsa_", "at_", "spm", "share", "guce_", "wx_", "__twitter",
)  # fmt: skip
_TRACKING_NAMES = """
chksm clickid cmp cmpid dclid fbclid feature from fromid gclid guccounter igshid isappinstalled
mkt_tok mkt_tid msclkid ncid nettype oc ocid ref ref_src referer referrer rss scene scm smid source
sourceid spref sr_share src srcid tid twclid wfr yclid
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_KEPT = "/:@!$&'()*+,;=~-._%"
_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_NOT_WORD = re.compile(r"[\W_]+")
_MIN_TITLE_WEIGHT = 16  # a Han character says about as much as two letters


def hash64(data: bytes) -> int:
    """A 64-bit hash as a signed integer, the kind that SQLite stores."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def canonical_url(url: str) -> str | None:
    """The key under which two addresses of one page compare equal; not an address to visit.

    Scheme, ``www.``, default port, credentials, fragment, trailing slash, letter case of the host,
    order of the parameters and those for tracking do not count. ``None`` if it is no http(s) URL.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    if (target := _wrapped(host, parts.path, parts.query)) and (inner := canonical_url(target)):
        return inner
    place = host if port in {None, 80, 443} else f"{host}:{port}"
    path = _ESCAPE.sub(lambda found: found[0].upper(), quote(parts.path, safe=_KEPT)).rstrip("/")
    query = urlencode(sorted(_telling(parts.query)), errors="replace")
    fragment = f"#{parts.fragment}" if parts.fragment[:1] in {"/", "!"} else ""
    return f"https://{place}{path}" + (f"?{query}" if query else "") + fragment


def identities(
    item: Item, *, feed_id: str, shared: frozenset[int] = frozenset()
) -> tuple[int, ...]:
    """The hashes by which the item is known again in its feed, strongest first; at least one.

    They are those of its guid, the guid as an address, its link, its title on its day (if the
    title says enough), and of title and anchor together, without those in ``shared``.
    """
    hashes = [*_named(item, feed_id), *_titled(item, feed_id)]
    anchor = item.guid or _address(item.url) or _day(item) or item.text
    return tuple(
        dict.fromkeys(
            [one for one in hashes if one not in shared]
            + [_hash(feed_id, "item", anchor, item.title)]
        )
    )


def shared_identities(items: Iterable[Item], *, feed_id: str) -> frozenset[int]:
    """The hashes that different items of one document have in common.

    A guid or link is shared by items with different titles (a home page, a constant), a title by
    items with different links (a daily column).
    """
    holders: defaultdict[int, set[str]] = defaultdict(set)
    for item in items:
        for one in _named(item, feed_id):
            holders[one].add(_plain(item.title))
        for one in _titled(item, feed_id):
            holders[one].add(_address(item.url) or item.guid or "")
    return frozenset(one for one, different in holders.items() if len(different) > 1)


def fingerprint(item: Item) -> int:
    """A hash of all that the publisher wrote; tracking parameters in the link do not count."""
    published = item.published_at.isoformat() if item.published_at else ""
    return _hash(item.guid or "", _address(item.url) or "", published, item.title, item.text)


def article(
    item: Item, *, feed: Feed, seen_at: datetime, shared: frozenset[int] = frozenset()
) -> Article:
    """The item as an article of ``feed``, first seen at ``seen_at``.

    Its id has 16 hexadecimal digits and follows from its strongest identity. ``shared`` comes from
    `shared_identities` for the document that the item is in.
    """
    known_by = identities(item, feed_id=feed.id, shared=shared)
    return Article(
        id=f"{known_by[0] & 0xFFFF_FFFF_FFFF_FFFF:016x}",
        title=item.title,
        text=item.text,
        url=item.url,
        feed_id=feed.id,
        tier=feed.tier,
        lang=feed.lang,
        published_at=item.published_at,
        seen_at=seen_at,
        identities=known_by,
        fingerprint=fingerprint(item),
    )


def _named(item: Item, feed_id: str) -> list[int]:
    """The hashes of guid and link."""
    hashes = [_hash(feed_id, "guid", item.guid)] if item.guid else []
    addresses = (_address(item.guid), _address(item.url))
    hashes += [_hash(feed_id, "address", one) for one in addresses if one and _is_page(one)]
    return list(dict.fromkeys(hashes))


def _titled(item: Item, feed_id: str) -> list[int]:
    """The hash of title and day, if there are both and the title is not just a column's name."""
    plain = _plain(item.title)
    weight = sum(1 if letter.isascii() else 2 for letter in plain)
    if item.published_at is None or weight < _MIN_TITLE_WEIGHT:
        return []
    return [_hash(feed_id, "title", plain, _day(item))]


def _plain(title: str) -> str:
    return _NOT_WORD.sub("", unicodedata.normalize("NFKC", title).casefold())


def _day(item: Item) -> str:
    return item.published_at.astimezone(UTC).date().isoformat() if item.published_at else ""


def _address(url: str | None) -> str | None:
    return canonical_url(url) if url else None


def _is_page(address: str) -> bool:
    """A home page is the address of no article."""
    return address.count("/") > 2 or "?" in address or "#" in address


def _telling(query: str) -> list[tuple[str, str]]:
    """The parameters that name the page."""
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    return [pair for pair in pairs if not _is_tracking(pair[0].lower())]


def _is_tracking(name: str) -> bool:
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _wrapped(host: str, path: str, query: str) -> str | None:
    """The page behind an address that only counts clicks and differs at every fetch."""
    if host == "bing.com" and path == "/news/apiclick.aspx":
        return next(iter(parse_qs(query).get("url", [])), None)
    return None


def _hash(*parts: str) -> int:
    """Parts are told apart by their lengths, so that no two lists of them run together."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return hash64(text.encode("utf-8", "surrogatepass"))
