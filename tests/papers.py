"""The project's documents as data: their blocks, tables, sections and links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh.md")
PAPERS = (
    *READMES,
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")),
)

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_BAR = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"`([^`\n]+)`")

Table = list[list[str]]


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, which may be empty, and what stands in it."""

    language: str
    text: str


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str | None = None) -> list[Block]:
    """The fenced blocks of a paper, or those in one language."""
    found = [Block(*match.groups()) for match in _BLOCK.finditer(read(name))]
    return [one for one in found if language in (None, one.language)]


def prose(name: str) -> str:
    """A paper without its fenced blocks."""
    return _BLOCK.sub("", read(name))


def sections(name: str) -> dict[str, str]:
    """The text of each section of the second level, by its heading, in order."""
    parts = re.split(r"^## (.+)$", prose(name), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def headings(name: str) -> list[int]:
    """The levels of the headings, in order."""
    return [len(marks) for marks in re.findall(r"^(#+) ", prose(name), re.MULTILINE)]


def tables(text: str) -> list[Table]:
    """The tables in a text, each a list of rows of cells; the first row is the header."""
    found: list[Table] = [[]]
    for line in text.splitlines():
        if not line.startswith("|"):
            found.append([])
        elif not re.fullmatch(r"[|\-: ]+", line):
            found[-1].append([cell.strip() for cell in _BAR.split(line)[1:-1]])
    return [table for table in found if table]


def codes(text: str) -> list[str]:
    """What stands between backticks."""
    return _CODE.findall(text)


def links(name: str) -> list[str]:
    """Where the links of a paper lead."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(name))
