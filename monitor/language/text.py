"""Text as the grammar reads it: normalised, with a way back to the article's own characters.

Normal form: NFKC, traditional characters to simplified (OpenCC, t2s), typographic quotes and
dashes to plain ones, zero-width and control characters gone. Offsets into the normal form are
taken back to the original by `Normal.origin`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import opencc

from monitor.model import Lang

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile("[A-Za-z]")
_WORD = re.compile("[0-9A-Za-z_]")
_QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-"}
_SPACES = {"\u00a0": " ", "\u3000": " ", "\t": " "}
# Full-width ASCII is put right here, one for one, so that most Chinese text needs no offset map.
_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
# Half of a pair alone is no character, and nothing can be done with a text that holds one.
_TORN = {chr(code): "\ufffd" for code in range(0xD800, 0xE000)}
_PLAIN = str.maketrans(_QUOTES | _SPACES | _WIDE | _TORN)
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# A sentence ends at these; a full stop only before white space and not after an initial or title.
_SENTENCE_END = re.compile(
    r"[。！？!?；;\n]+[”\"'」』）)]*|(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|Jr|Sr|St|vs|No|Co))"
    r"(?<!\b(?:Mrs|Inc|Ltd))(?<!\b(?:Corp|Prof|Sept))"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Aug|Oct|Nov|Dec))\.(?=[\"')]*(?:\s|$))[\"')]*"
)
# No writer's sentence is longer; what is longer (code, lists) is read in pieces.
_LONGEST_SENTENCE = 500


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Normal:
    """Normalised text. ``origins[i]`` is where character ``i`` came from; ``None`` if unmoved."""

    text: str
    origins: tuple[int, ...] | None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that the span ``start:end`` of the normal form shows."""
        if self.origins is None:
            return start, end
        if start >= end:
            return self.origins[start], self.origins[start]
        return self.origins[start], self.origins[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the normal form; ``start`` is its offset there."""

    text: str
    start: int
    lang: Lang
    in_title: bool


def normalise(content: str) -> Normal:
    """Bring ``content`` to the normal form."""
    if content.isascii():
        return Normal(content.translate(_PLAIN), None)
    plain = _simplify(content.translate(_PLAIN))
    if unicodedata.is_normalized("NFKC", plain) and not _DROPPED.search(plain):
        return Normal(plain, None)
    letters: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(plain):
        if _DROPPED.match(character):
            continue
        for letter in unicodedata.normalize("NFKC", character):
            letters.append(letter)
            origins.append(index)
    return Normal("".join(letters), tuple(origins))


def _simplify(text: str) -> str:
    """Traditional to simplified, one character for one, so that offsets stay true."""
    simple: str = _simplifier().convert(text)
    if len(simple) == len(text):
        return simple
    pairs = ((character, _simplifier().convert(character)) for character in text)
    return "".join(new if len(new) == 1 else old for old, new in pairs)


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """The key by which two spellings of one name compare equal: case, spaces, dots, hyphens and
    apostrophes do not count, nor does the script variant."""
    return re.sub(r"[\s.\-·・•'_]", "", normalise(name).text).casefold()


def lower(text: str) -> str:
    """Lower case, one character for one, so that offsets stay true ("İ" would grow)."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` does not cut a Latin word or a number in two."""
    cut_left = start > 0 and _WORD.match(text[start - 1]) and _WORD.match(text[start])
    cut_right = end < len(text) and _WORD.match(text[end - 1]) and _WORD.match(text[end])
    return not (cut_left or cut_right)


def detect(text: str) -> Lang:
    """``zh`` if at least a tenth of the letters are Han characters, which say more each."""
    han = len(_HAN.findall(text))
    return "zh" if han and han * 10 >= len(_LATIN.findall(text)) else "en"


def sentences(text: str, *, title_end: int) -> Iterator[Sentence]:
    """The sentences of a normal form whose first ``title_end`` characters are the title."""
    start = 0
    for end in [match.end() for match in _SENTENCE_END.finditer(text)] + [len(text)]:
        for piece in range(start, end, _LONGEST_SENTENCE):
            sentence = text[piece : min(end, piece + _LONGEST_SENTENCE)]
            if sentence.strip():
                yield Sentence(sentence, piece, detect(sentence), in_title=piece < title_end)
        start = end
