"""Where each key of a TOML document stands, so that a mistake can name its line.

``tomllib`` says what a document means and forgets where it says so. This reads the same text once
more for its keys alone. It expects a document that ``tomllib`` accepts; of any other it finds what
it can and never raises.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from contextlib import suppress

# ("channels", 0, "url"): keys by name, elements of arrays by number.
KeyPath = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r'[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'')
# A multi-line string may end in up to two quotes of its own before the three that close it.
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL
)
_SCALAR = re.compile(r"[^,\]}#\n]+")


def find_lines(text: str) -> dict[KeyPath, int]:
    """The line (from 1) of every table, key and array element of ``text``, by its path.

    A table that several headers open keeps the line of the first.
    """
    scanner = _Scanner(text)
    with suppress(_LostError, RecursionError):
        scanner.document()
    return scanner.lines


def line_of(lines: Mapping[KeyPath, int], path: KeyPath) -> int | None:
    """The line of ``path``, or of the nearest table around it; ``None`` if none is known."""
    for length in range(len(path), 0, -1):
        if line := lines.get(path[:length]):
            return line
    return None


def key_name(path: KeyPath) -> str:
    """``path`` as a reader writes it: ``channels[0].url``."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


class _LostError(Exception):
    """The text is not TOML from here on."""


class _Scanner:
    """A walk over the text that keeps the line of every key it meets."""

    def __init__(self, text: str) -> None:
        self.lines: dict[KeyPath, int] = {}
        self._text = text
        self._at = 0
        self._starts = [match.end() for match in re.finditer("\n", text)]
        self._lengths: dict[KeyPath, int] = {}  # of the arrays of tables so far

    def document(self) -> None:
        """Read the whole text: headers, and keys under the header last read."""
        table: KeyPath = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            table = self._header() if self._peek("[") else self._pair(table)
            self._skip(_BLANK)

    def _header(self) -> KeyPath:
        """Read ``[table]`` or ``[[array]]`` and return the path that its keys stand under."""
        line, array = self._line(), self._peek("[[")
        self._at += 2 if array else 1
        *parents, name = self._key()
        self._expect("]]" if array else "]")
        path = (*self._open((), parents, line), name)
        self.lines.setdefault(path, line)
        if not array:
            return path
        number = self._lengths.get(path, 0)
        self._lengths[path] = number + 1
        self.lines[*path, number] = line
        return (*path, number)

    def _pair(self, table: KeyPath) -> KeyPath:
        """Read ``key = value`` under ``table`` and return ``table``."""
        line = self._line()
        *parents, name = self._key()
        self._expect("=")
        path = (*self._open(table, parents, line), name)
        self.lines.setdefault(path, line)
        self._value(path)
        return table

    def _open(self, table: KeyPath, names: list[str], line: int) -> KeyPath:
        """The table that ``names`` lead to from ``table``; of an array, its latest element."""
        for name in names:
            table = self._latest((*table, name))
            self.lines.setdefault(table, line)
        return table

    def _latest(self, path: KeyPath) -> KeyPath:
        return (*path, self._lengths[path] - 1) if path in self._lengths else path

    def _value(self, path: KeyPath) -> None:
        self._skip(_SPACE)
        if self._peek("["):
            self._array(path)
        elif self._peek("{"):
            self._inline(path)
        elif not (self._skip(_STRING) or self._skip(_SCALAR)):
            raise _LostError

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        number = 0
        self._skip(_BLANK)
        while not self._peek("]"):
            self.lines[*path, number] = self._line()
            self._value((*path, number))
            self._separator("]")
            number += 1
        self._at += 1

    def _inline(self, path: KeyPath) -> None:
        self._at += 1
        self._skip(_BLANK)
        while not self._peek("}"):
            self._pair(path)
            self._separator("}")
        self._at += 1

    def _separator(self, closing: str) -> None:
        self._skip(_BLANK)
        if not self._peek(closing):
            self._expect(",")
            self._skip(_BLANK)

    def _key(self) -> list[str]:
        """Read a key, dotted or not, as its parts."""
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            part = self._skip(_KEY)
            if not part:
                raise _LostError
            parts.append(_unquoted(part))
            self._skip(_SPACE)
            if not self._peek("."):
                return parts
            self._at += 1

    def _skip(self, pattern: re.Pattern[str]) -> str:
        """Go over what ``pattern`` matches here and return it; the empty string if nothing."""
        match = pattern.match(self._text, self._at)
        if not match:
            return ""
        self._at = match.end()
        return match[0]

    def _expect(self, mark: str) -> None:
        if not self._peek(mark):
            raise _LostError
        self._at += len(mark)

    def _peek(self, mark: str) -> bool:
        return self._text.startswith(mark, self._at)

    def _line(self) -> int:
        return bisect_right(self._starts, self._at) + 1


def _unquoted(key: str) -> str:
    """A key as it is meant. Escapes in it are rare and are left to ``tomllib``."""
    if key[0] not in "\"'":
        return key
    if "\\" not in key:
        return key[1:-1]
    try:
        return str(tomllib.loads(f"key = {key}")["key"])
    except tomllib.TOMLDecodeError:
        raise _LostError from None
