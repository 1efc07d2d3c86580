"""What passes between the daemon and a worker process, and how.

    parent → child   Setup once, then one Job at a time
    child → parent   READY once, then for each job PARSED and a Harvest, or a Failure

A frame is a pickle after its length in four bytes. Both ends are this program's own.
"""

from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor.model import Expression, Feed, Fetched, Organization, Person, Role

READY = "ready"
PARSED = "parsed"
HEAD_BYTES = 4
_HEAD = struct.Struct(">I")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a worker may take: seconds to start, to parse one body and to read it, and bytes of
    address space."""

    start_seconds: float = 60.0
    parse_seconds: float = 5.0
    read_seconds: float = 30.0
    memory_bytes: int = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The plain values of the watch list, from which the child builds its reader."""

    people: tuple[Person, ...]
    organizations: tuple[Organization, ...]
    roles: tuple[Role, ...]
    expressions: tuple[Expression, ...]
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One body to parse and read; see `reading.read_body`."""

    fetched: Fetched
    feed: Feed
    window: frozenset[int]
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A job that could not be done. ``fatal``: the child should not be given another."""

    message: str
    fatal: bool = False


def pack(value: object) -> bytes:
    """``value`` as a whole frame, head and all."""
    frame = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    return _HEAD.pack(len(frame)) + frame


def length(head: bytes) -> int:
    """How many bytes follow the head of a frame."""
    size: int = _HEAD.unpack(head)[0]
    return size


def unpack(frame: bytes) -> Any:
    """The value of a frame without its head."""
    return pickle.loads(frame)  # noqa: S301 only our own processes write to these pipes
