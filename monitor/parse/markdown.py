"""Markdown and plain-text documents: a title, a text, and what the document says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from monitor.language.text import detect
from monitor.model import Item, Lang
from monitor.parse.dates import parse_date
from monitor.parse.html import headline, html_to_text, plain_text, title_text
from monitor.parse.links import safe_link

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(\S.*?)\s*#*\s*")
# "**保存时间**: 2025-05-06", "- url: https://…", "date: 2025-05-06"
_FIELD = re.compile(r"\s*(?:[-*+]\s+)?\**([\w ]{1,20}?)\**\s*[:：]\**\s*(\S.*?)\s*")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\s[^()]*)?\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\s[^()]*)?\)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}")

# What documents call their date and address, the most telling name first.
_DATE_NAMES = (
    "published", "date", "pubdate", "发布时间", "发布日期", "发表时间", "日期", "时间", "created",
    "saved", "保存时间",
)  # fmt: skip
_URL_NAMES = ("url", "link", "原文链接", "原文", "链接", "网址", "source url")


def read_markdown(text: str) -> Item | None:
    """The document as an item; ``None`` if it is empty.

    The title is that of the front matter, else the first line, which is a heading as a rule. Lines
    that tell the date or address are read and stay in the text.
    """
    front = _FRONT_MATTER.match(text)
    about = dict(_fields(front[1].splitlines())) if front else {}
    lines = [line for line in _lines(text[front.end() if front else 0 :]) if line]
    title = title_text(about.get("title", "").strip("\"'"))
    if not title and lines:
        title = title_text(lines.pop(0))
    body = plain_text("\n".join(lines))
    if not title and not body:
        return None
    fields = dict(_fields(text.splitlines()[:400])) | about
    return Item(
        title=title or headline(body),
        text=body,
        url=_address(fields),
        published_at=_date(fields, detect(text)),
    )


def _lines(text: str) -> Iterator[str]:
    """The lines without their markup. Code stays as it is; a fence that is never closed opens
    nothing, so that it cannot swallow the rest."""
    lines = text.splitlines()
    closing = -1
    for number, line in enumerate(lines):
        fence = _FENCE.match(line)
        if number < closing:
            yield line
        elif number == closing:
            continue
        elif fence:
            closing = _closing(lines, number, fence[1])
        else:
            yield _inline(line)


def _closing(lines: list[str], opening: int, fence: str) -> int:
    """The number of the line that closes the code block, or of the opening if none does."""
    for number in range(opening + 1, len(lines)):
        found = _FENCE.fullmatch(lines[number].rstrip())
        if found and found[1].startswith(fence):
            return number
    return opening


def _inline(line: str) -> str:
    if _RULE.fullmatch(line):
        return ""
    heading = _HEADING.fullmatch(line)
    bare = _LINK.sub(r"\1", _IMAGE.sub("", heading[1] if heading else line))
    if "<" in bare or "&" in bare:
        bare = html_to_text(bare)
    return bare.replace("**", "").replace("`", "")


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    """What the document says of itself; of two lines with one name the first counts."""
    for line in reversed(lines):
        if found := _FIELD.fullmatch(line):
            yield found[1].strip().lower(), found[2]


def _date(fields: dict[str, str], lang: Lang) -> datetime | None:
    dates = (parse_date(_bare(fields.get(name)), lang=lang) for name in _DATE_NAMES)
    return next((date for date in dates if date), None)


def _address(fields: dict[str, str]) -> str | None:
    links = (safe_link(_bare(fields.get(name))) for name in _URL_NAMES)
    return next((link for link in links if link), None)


def _bare(value: str | None) -> str:
    return (value or "").strip("\"'<>` ")
