"""What can be told of a URL without asking anybody: whether it is one of the web, what of it may
be shown, whose host it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

MAX_URL_CHARACTERS = 2048
MAX_SHOWN_CHARACTERS = 200
_HIDDEN = "***"
_SPACE_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f]")
# White space, controls and invisible characters: none may reach a line of a log or a terminal.
_UNSHOWABLE = re.compile(
    r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff]"
)


def web_url(value: str) -> str:
    """``value`` if it is an http or https URL with a host; ValueError otherwise."""
    if _is_web_url(value):
        return value
    raise ValueError("expected an http:// or https:// address with a host")


def _is_web_url(value: str) -> bool:
    if len(value) > MAX_URL_CHARACTERS or _SPACE_OR_CONTROL.search(value):
        return False
    try:
        parts = urlsplit(value)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # brackets that hold no IPv6 address, a port out of range
        return False


def redacted_url(url: str) -> str:
    """``url`` as it may be shown: scheme, host, port and path, with stars for user information and
    for the values of the query; no fragment, one line, at most 200 characters."""
    try:
        parts = urlsplit(_UNSHOWABLE.sub("", url))
    except ValueError:  # such as "http://[" or a host that changes under NFKC
        return "(a URL that cannot be read)"
    shown = f"{parts.scheme}://" if parts.scheme else ""
    shown += _shown_authority(parts) + parts.path + _shown_query(parts.query)
    return shown if len(shown) <= MAX_SHOWN_CHARACTERS else shown[: MAX_SHOWN_CHARACTERS - 1] + "…"


def _shown_authority(parts: SplitResult) -> str:
    user, at, host = parts.netloc.rpartition("@")
    return f"{_HIDDEN}@{host}" if at and user else host


def _shown_query(query: str) -> str:
    if not query:
        return ""
    pairs = (field.partition("=") for field in query.split("&"))
    # A field without "=" may itself be a token.
    return "?" + "&".join(f"{key}={_HIDDEN}" if equals else _HIDDEN for key, equals, _ in pairs)


def is_own_host(host: str, allow: Sequence[IPv4Network | IPv6Network]) -> bool:
    """Whether ``host`` is the user's own: a literal address, or ``localhost``, that lies in one of
    the ``allow`` networks. Any other name is public, whatever it resolves to."""
    try:
        address = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        return False
    return any(address in network for network in allow)
