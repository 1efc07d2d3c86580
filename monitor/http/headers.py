"""What the headers of an answer say to a reader of feeds: validators, hints, content coding.

Everything here takes header fields as they came over the wire, as pairs of bytes, and believes
none of them: what cannot be read counts as not said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.model import Hints, Validators

Headers = Iterable[tuple[bytes, bytes]]

MAX_VALIDATOR_BYTES = 1024
# Nothing is asked for longer: keeps hostile numbers within what a timedelta can hold.
LONGEST_SPAN = timedelta(days=366)
_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_SECONDS = re.compile(r"[0-9]+")
_MAX_AGE = re.compile(r'(?:^|,)[ \t]*max-age[ \t]*=[ \t]*"?([0-9]+)', re.IGNORECASE)
_MAX_DATE_CHARACTERS = 64


def values(headers: Headers, name: str) -> tuple[str, ...]:
    """Every value of the field ``name`` (lower case), in order; one character for each byte."""
    wanted = name.encode("ascii")
    return tuple(value.decode("latin-1") for key, value in headers if key.lower() == wanted)


def first(headers: Headers, name: str) -> str | None:
    """The first value of the field ``name``; ``None`` if it is missing or empty."""
    found = values(headers, name)
    return found[0] if found and found[0] else None


def validators(headers: Headers) -> Validators:
    """The validators of an answer, byte for byte, without those that could not be sent back."""
    return Validators(etag=_only(headers, "etag"), last_modified=_only(headers, "last-modified"))


def _only(headers: Headers, name: str) -> str | None:
    """The one value of a field that must not differ from copy to copy."""
    found = set(values(headers, name))
    return _sendable(found.pop()) if len(found) == 1 else None


def _sendable(value: str | None) -> str | None:
    """``value`` if it is printable ASCII of at most 1 KB: others would break the next request."""
    fits = value is not None and len(value) <= MAX_VALIDATOR_BYTES and _PRINTABLE.fullmatch(value)
    return value if fits else None


def conditional(known: Validators) -> dict[str, str]:
    """The request fields that make a request conditional; empty if there is nothing to compare.

    Source: RFC 9110, sections 13.1.2 and 13.1.3.
    """
    fields = {
        "If-None-Match": _sendable(known.etag),
        "If-Modified-Since": _sendable(known.last_modified),
    }
    return {name: value for name, value in fields.items() if value is not None}


def hints(headers: Headers, *, now: datetime) -> Hints:
    """How long an answer asks us to stay away. ``now`` stands in for a missing Date field."""
    fields = tuple(headers)
    return Hints(max_age=_freshness(fields, now=now), retry_after=retry_after(fields, now=now))


def retry_after(headers: Headers, *, now: datetime) -> timedelta | None:
    """The wait that Retry-After asks for: seconds, or the span from the server's Date to the date
    it names. ``None`` if the field is missing or cannot be read.

    Source: RFC 9110, section 10.2.3.
    """
    fields = tuple(headers)
    value = first(fields, "retry-after")
    if value is None:
        return None
    return _seconds(value) if _SECONDS.fullmatch(value) else _until(value, fields, now=now)


def _freshness(headers: Headers, *, now: datetime) -> timedelta | None:
    """The freshness lifetime: max-age, or else Expires. Source: RFC 9111, section 4.2.1."""
    if age := _MAX_AGE.search(", ".join(values(headers, "cache-control"))):
        return _seconds(age[1])
    expires = first(headers, "expires")
    return _until(expires, headers, now=now) if expires else None


def _seconds(digits: str) -> timedelta:
    if len(digits.lstrip("0")) > 9:
        return LONGEST_SPAN
    return min(timedelta(seconds=int(digits)), LONGEST_SPAN)


def _until(value: str, headers: Headers, *, now: datetime) -> timedelta | None:
    """The span from the server's own Date, so that a wrong clock on either side does not count."""
    end = http_date(value)
    if end is None:
        return None
    start = http_date(first(headers, "date") or "") or now
    return min(max(end - start, timedelta(0)), LONGEST_SPAN)


def http_date(text: str) -> datetime | None:
    """The instant of an HTTP date in any of its three forms; ``None`` if it is not one.

    Source: RFC 9110, section 5.6.7.
    """
    if len(text) > _MAX_DATE_CHARACTERS:
        return None
    try:
        parsed = parsedate_to_datetime(text)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def content_codings(headers: Headers) -> tuple[str, ...]:
    """The codings that were applied to the body, in order, lower case; ``identity`` is none.

    Source: RFC 9110, section 8.4.
    """
    tokens = ",".join(values(headers, "content-encoding")).split(",")
    names = (token.strip().lower() for token in tokens)
    return tuple(name for name in names if name not in {"", "identity"})
