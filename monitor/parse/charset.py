"""Bytes to text, tolerantly: one stray byte must not turn a whole feed to gibberish.

The order of trust: byte order mark, UTF-8, what the server or the document declares, and last a
guess. UTF-8 with few bad bytes stands before the declaration, because text in another encoding
practically never looks like UTF-8, while declarations are often wrong.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

import chardet

_XML_DECLARATION = re.compile(
    rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']"""
)
_CHARSET_PARAMETER = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_ASCII = bytes(range(0x80))
_SAMPLE_BYTES = 65_536
# How many bad bytes to accept, as a share of those outside ASCII. Text in another encoding read as
# UTF-8 is bad for the most part, so UTF-8 may be damaged more and is still told from it.
_WORST_UTF8 = 0.2
_WORST = 0.05

# UTF-32 comes first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))

# Only these may be asked for: some of Python's other codecs are slow or are not text encodings.
_CODECS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "cp936": "gb18030",
    "big5": "cp950",
    "big5-hkscs": "big5hkscs",
    "cp950": "cp950",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "cp932": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949",
    "cp949": "cp949",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-2": "iso8859_2",
    "iso-8859-9": "cp1254",
    "iso-8859-15": "iso8859_15",
    "koi8-r": "koi8_r",
    **{f"windows-125{page}": f"cp125{page}" for page in range(9)},
}
_WIDE = frozenset({"gb18030", "cp950", "big5hkscs", "cp932", "euc_jp", "cp949"})
_CHINESE = frozenset({"gb18030", "cp950", "big5hkscs"})
# From here on a guess between the Chinese encodings is practically never wrong.
_TELLING_BYTES = 200
_GUESSES = ("gb18030", "cp950", "cp932", "cp949", "cp1252")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """``guessed``: neither a mark, nor valid UTF-8, nor a declaration that holds gave the charset,
    or some bytes had to be replaced."""

    text: str
    charset: str
    guessed: bool


def decode(body: bytes, *, content_type: str | None = None) -> Decoded:
    """Decode a document; never raises. Bytes that cannot be read become U+FFFD.

    ``content_type`` is the HTTP header; ``None`` if there was none.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            text = body[len(mark) :].decode(codec, "replace")
            return Decoded(text=text, charset=codec, guessed=False)
    for start, codec in _UNMARKED:
        if body.startswith(start):
            return Decoded(text=body.decode(codec, "replace"), charset=codec, guessed=True)
    return _unmarked(body, content_type)


def _unmarked(body: bytes, content_type: str | None) -> Decoded:
    try:
        return Decoded(text=body.decode("utf-8"), charset="utf-8", guessed=False)
    except UnicodeDecodeError:
        pass
    declared = list(_declared(body, content_type))
    foreign = max(1, len(body.translate(None, _ASCII)))
    for codec in ("utf-8", *_candidates(body, declared, foreign)):
        text = body.decode(codec, "replace")
        bad = text.count("\ufffd")
        if bad <= foreign * (_WORST_UTF8 if codec == "utf-8" else _WORST):
            return Decoded(text=text, charset=codec, guessed=bad > 0 or codec not in declared)
    return Decoded(text=body.decode("cp1252", "replace"), charset="cp1252", guessed=True)


def _candidates(body: bytes, declared: list[str], foreign: int) -> Iterator[str]:
    """What a body that is no UTF-8 may be in, the likeliest first.

    A wide encoding that is declared is believed, if its bytes are valid; but GB18030 and Big5 are
    valid as each other by chance, so between these two the look of a long text decides. Any bytes
    are valid in a narrow encoding, whose declaration (often only a server's default) comes later.
    """
    looks = _looks(body)
    wide = [codec for codec in declared if codec in _WIDE]
    if foreign >= _TELLING_BYTES and looks in _CHINESE and not _CHINESE.isdisjoint(wide):
        yield looks
    yield from wide
    yield from (looks, *declared) if looks in _WIDE else (*declared, looks)
    yield from _GUESSES


def _looks(body: bytes) -> str:
    first = next(index for index, byte in enumerate(body) if byte >= 0x80)
    name = chardet.detect(body[first : first + _SAMPLE_BYTES])["encoding"]
    codec = _codec(name or "")
    return codec if codec in _GUESSES else _GUESSES[0]


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    """The codecs that the HTTP header and the XML declaration name, if they are allowed."""
    header = _CHARSET_PARAMETER.search(content_type or "")
    document = _XML_DECLARATION.search(body[:1_000])
    names = (header and header[1], document and document[1].decode("ascii"))
    for name in names:
        if name and (codec := _codec(name)):
            yield codec


def _codec(name: str) -> str | None:
    return _CODECS.get(name.lower().replace("_", "-"))
