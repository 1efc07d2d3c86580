"""How values lie in columns: instants as ISO 8601 text, lists as JSON, hash sets packed.

Instants have one fixed form, ``2025-05-06T08:03:26.000000Z``, so that text order is time order and
any reader of the file understands them.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]
Values = Sequence[object] | dict[str, object]


def rows(db: Database, sql: str, values: Values = ()) -> list[Row]:
    """Every row of a query, fetched at once: a cursor left open keeps the WAL from shrinking."""
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def row(db: Database, sql: str, values: Values = ()) -> Row | None:
    """The first row of a query, or ``None``."""
    return next(iter(rows(db, sql, values)), None)


def among(values: Iterable[str | int]) -> str:
    """What to bind to the mark of ``IN (SELECT value FROM json_each(?))``, for any number."""
    return json.dumps(list(values))


def instant(at: datetime | None) -> str | None:
    """An aware instant as text; ValueError for a naive one, whose zone nobody knows."""
    if at is None:
        return None
    if at.tzinfo is None:
        raise ValueError("an instant without a time zone cannot be stored")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def known_instant(text: str) -> datetime:
    """The instant that a NOT NULL column holds."""
    return datetime.fromisoformat(text)


def maybe_instant(text: str | None) -> datetime | None:
    """The instant that a column holds, if any."""
    return None if text is None else known_instant(text)


def encode_json(value: Mapping[str, object] | Sequence[object]) -> str:
    """JSON as it is stored: characters as they are, for people who read the file."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def names(text: str) -> tuple[str, ...]:
    """The JSON list of strings that a column holds."""
    return tuple(json.loads(text))


def pack(hashes: Iterable[int]) -> bytes:
    """Signed 64-bit hashes as little-endian bytes, in order of size."""
    ordered = sorted(hashes)
    return struct.pack(f"<{len(ordered)}q", *ordered)


def unpack(packed: bytes) -> frozenset[int]:
    """What `pack` packed."""
    return frozenset(struct.unpack(f"<{len(packed) // 8}q", packed))
