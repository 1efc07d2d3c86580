"""Bodies in pieces: whole, cut, bombs, and stranger ones."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.http.body import Body, BodyError

TEXT = b"".join(b"<item>%d</item>" % number for number in range(500))


def gather(
    wire: bytes,
    *codings: str,
    piece: int = 64,
    max_wire_bytes: int = 1_000_000,
    max_body_bytes: int = 1_000_000,
) -> bytes:
    body = Body(codings, max_wire_bytes=max_wire_bytes, max_body_bytes=max_body_bytes)
    for start in range(0, len(wire), piece):
        body.take(wire[start : start + piece])
    return body.end()


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(1, 200))
def test_what_was_sent_arrives_in_any_pieces(members: list[bytes], piece: int) -> None:
    whole = b"".join(members)
    assert gather(whole, piece=piece) == whole
    assert gather(b"".join(map(gzip.compress, members)), "gzip", piece=piece) == whole


def test_old_name_of_gzip_and_padding() -> None:
    assert gather(gzip.compress(TEXT) + bytes(512), "x-gzip") == TEXT


@pytest.mark.parametrize("end", [0, 1, 9, 10, 11, 200, -9, -8, -4, -1])
def test_a_cut_gzip_body_is_an_error(end: int) -> None:
    with pytest.raises(BodyError, match="cut off"):
        gather(gzip.compress(TEXT)[:end], "gzip")


def test_a_cut_second_member_is_an_error() -> None:
    with pytest.raises(BodyError, match="cut off"):
        gather(gzip.compress(TEXT) + gzip.compress(TEXT)[:-1], "gzip")


@pytest.mark.parametrize(
    "wire",
    [
        b"<rss/> not gzip at all",
        gzip.compress(TEXT) + b"rubbish",
        zlib.compress(TEXT),
        gzip.compress(TEXT)[:-8] + bytes(8),
    ],
    ids=["plain", "trailing", "zlib", "checksum"],
)
def test_what_is_not_gzip_is_an_error(wire: bytes) -> None:
    with pytest.raises(zlib.error):
        gather(wire, "gzip")


@pytest.mark.parametrize("codings", [("br",), ("deflate",), ("zstd",), ("gzip", "gzip")])
def test_other_or_stacked_codings_are_refused(codings: tuple[str, ...]) -> None:
    with pytest.raises(BodyError, match="only gzip"):
        gather(b"", *codings)


def test_ceilings_hold_to_the_byte() -> None:
    packed = gzip.compress(TEXT)
    assert gather(TEXT, max_body_bytes=len(TEXT), max_wire_bytes=len(TEXT)) == TEXT
    assert gather(packed, "gzip", max_body_bytes=len(TEXT), max_wire_bytes=len(packed)) == TEXT
    with pytest.raises(BodyError, match="on the wire"):
        gather(packed, "gzip", max_wire_bytes=len(packed) - 1)
    with pytest.raises(BodyError, match=f"larger than {len(TEXT) - 1} bytes"):
        gather(packed, "gzip", max_body_bytes=len(TEXT) - 1)
    with pytest.raises(BodyError, match="larger than"):
        gather(TEXT, max_body_bytes=len(TEXT) - 1)


def test_a_flood_of_empty_members_is_refused() -> None:
    with pytest.raises(BodyError, match="members"):
        gather(gzip.compress(b"") * 1_001, "gzip", piece=65_536)
