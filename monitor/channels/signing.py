"""Signatures by which a receiver knows that a webhook is ours and unchanged (Standard Webhooks)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

PREFIX = "whsec_"
MIN_KEY_BYTES = 24
MAX_KEY_BYTES = 64
TOLERANCE = timedelta(minutes=5)


def decode_secret(secret: str) -> bytes:
    """The key in a ``whsec_`` secret. ValueError, which does not repeat it, if it holds none."""
    if not secret.startswith(PREFIX):
        raise ValueError(f'expected a secret that begins with "{PREFIX}"')
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:  # binascii.Error is one; so is a letter outside ASCII
        raise ValueError(f'expected base64 after "{PREFIX}"') from None
    if not MIN_KEY_BYTES <= len(key) <= MAX_KEY_BYTES:
        raise ValueError(f"expected {MIN_KEY_BYTES} to {MAX_KEY_BYTES} bytes, found {len(key)}")
    return key


def headers(body: bytes, *, message_id: str, at: datetime, keys: Iterable[bytes]) -> dict[str, str]:
    """The header fields that sign ``body``, once with each key: a receiver that knows any one of
    them is satisfied, which is how keys are changed without losing a message.

    ``at`` is the time of this attempt; receivers refuse old ones. Source: Standard Webhooks.
    """
    timestamp = str(int(at.timestamp()))
    signed = b".".join((message_id.encode("ascii"), timestamp.encode("ascii"), body))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{_signature(signed, key)}" for key in keys),
    }


def _signature(signed: bytes, key: bytes) -> str:
    digest = hmac.new(key, signed, hashlib.sha256).digest()
    return base64.b64encode(digest).decode("ascii")


def verify(body: bytes, fields: Mapping[str, str], *, keys: Iterable[bytes], now: datetime) -> bool:
    """Whether ``fields`` (names in lower case) sign ``body`` with one of ``keys``, within five
    minutes of ``now``. Whatever is malformed does not. Source: Standard Webhooks."""
    try:
        at = datetime.fromtimestamp(int(fields["webhook-timestamp"]), UTC)
        signed = headers(body, message_id=fields["webhook-id"], at=at, keys=keys)
    except (KeyError, ValueError, OverflowError, OSError):
        return False
    given = [one.encode() for one in fields.get("webhook-signature", "").split()]
    wanted = [one.encode() for one in signed["webhook-signature"].split()]
    matches = [hmac.compare_digest(one, other) for one in given for other in wanted]
    return abs(now - at) <= TOLERANCE and any(matches)
