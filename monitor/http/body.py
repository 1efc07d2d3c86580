"""A body taken in pieces, inflated and held within its ceilings.

The HTTP library inflates whatever comes, in pieces of any size, and takes half a gzip stream for a
whole one. Here a piece can give no more than there is room for, and the end must have been seen.
"""

from __future__ import annotations

import zlib

_GZIP_WINDOW = 16 + zlib.MAX_WBITS
# Real servers send one member, or a few. A flood of empty ones is only work for us.
_MAX_MEMBERS = 1_000


class BodyError(ValueError):
    """The body is too large, cut off, or coded in a way that was not asked for."""


class Body:
    """Gathers a body. ``codings`` are the names of its content codings; only gzip is understood.

    Raises BodyError, also later from `take` and `end`; zlib.error for what is not gzip.
    """

    def __init__(
        self, codings: tuple[str, ...], *, max_wire_bytes: int, max_body_bytes: int
    ) -> None:
        if codings not in {(), ("gzip",), ("x-gzip",)}:
            raise BodyError(f"content coding {', '.join(codings)[:40]!r}: only gzip was asked for")
        self._max_wire_bytes = max_wire_bytes
        self._wire_bytes = 0
        self._gathered = _Gathered(max_body_bytes)
        self._gunzip = _Gunzip(self._gathered) if codings else None

    def take(self, piece: bytes) -> None:
        """Add the next piece as it came over the wire."""
        self._wire_bytes += len(piece)
        if self._wire_bytes > self._max_wire_bytes:
            raise BodyError(f"the body is larger than {self._max_wire_bytes} bytes on the wire")
        if self._gunzip:
            self._gunzip.take(piece)
        else:
            self._gathered.add(piece)

    def end(self) -> bytes:
        """The whole body, once nothing more comes."""
        if self._gunzip and not self._gunzip.complete:
            raise BodyError("the gzip body is cut off")
        return self._gathered.whole()


class _Gathered:
    """Pieces of a body and the room that is left for more."""

    def __init__(self, max_bytes: int) -> None:
        self._pieces: list[bytes] = []
        self._max_bytes = max_bytes
        self.room = max_bytes

    def add(self, piece: bytes) -> None:
        self.room -= len(piece)
        if self.room < 0:
            raise BodyError(f"the body is larger than {self._max_bytes} bytes")
        self._pieces.append(piece)

    def whole(self) -> bytes:
        return b"".join(self._pieces)


class _Gunzip:
    """One or more gzip members, one after another (RFC 1952, section 2.2)."""

    def __init__(self, out: _Gathered) -> None:
        self._out = out
        self._members = 1
        self._stream = zlib.decompressobj(_GZIP_WINDOW)

    @property
    def complete(self) -> bool:
        return self._stream.eof

    def take(self, piece: bytes) -> None:
        while piece:
            if self._stream.eof:
                piece = piece.lstrip(b"\0")  # some servers pad the last block
                if not piece:
                    return
                self._next_member()
            self._out.add(self._stream.decompress(piece, self._out.room + 1))
            piece = self._stream.unused_data

    def _next_member(self) -> None:
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise BodyError(f"the gzip body has more than {_MAX_MEMBERS} members")
        self._stream = zlib.decompressobj(_GZIP_WINDOW)
