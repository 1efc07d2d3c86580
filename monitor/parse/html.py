"""HTML to text as a reader sees it, and the cleaning of every text that comes from outside.

A block tag is a line break and an inline tag is nothing: a space there would split a Chinese term
that is partly bold. Everything here is linear in the length of its input.
"""

from __future__ import annotations

import html as entities
import re
import unicodedata
from collections.abc import Iterator

from monitor.language.text import HAN

MAX_TITLE_CHARS = 300
MAX_TEXT_CHARS = 200_000
_MAX_HTML_CHARS = 2_000_000

_BREAK = "\x00"  # control characters are gone before any tag is looked at
_BLOCK_NAMES = """
address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset
figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup
option p pre section select summary table tbody tfoot thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset({"td", "th"})

# C0 and C1 controls, soft hyphen, zero-width and bidirectional marks, variation selectors, tags,
# surrogates and non-characters: nobody sees them, but they hide words and disturb terminals.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_HIDDEN = re.compile(r"<!--|<(script|style|template|iframe|object|svg|head)\b", re.IGNORECASE)
_TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9:-]*+)((?:[^<>"']|"[^"]*"|'[^']*')*+)>|<[a-zA-Z/!?][^<>]*+>"""
)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# Pictures that stand for a character: Weibo's [doge], or an emoji. Other alternative texts are
# captions and file names, which would run into the sentence beside them.
_EMOJI = re.compile(r"\[[^\[\]\s]{1,12}\]|[^\w\s]{1,8}")
_SPACES = re.compile(r"\s+")
_HAN = re.compile(f"[{HAN}]")
_MARKUP = re.compile(
    r"</?(?:p|div|br|a|span|b|i|em|strong|img|ul|ol|li|h[1-6])\b[^<>]*>", re.IGNORECASE
)


def html_to_text(html: str) -> str:
    """The visible text: blocks are lines, inline tags nothing; scripts and styles are dropped."""
    visible = "".join(_visible(_INVISIBLE.sub("", html[:_MAX_HTML_CHARS])))
    bare = _TAG.sub(_tag_text, visible.replace("<![CDATA[", "").replace("]]>", ""))
    if _BREAK in bare:  # otherwise the author's own line breaks are all the structure there is
        bare = _SPACES.sub(_flow, bare).replace(_BREAK, "\n")
    return plain_text(entities.unescape(bare))


def plain_text(text: str) -> str:
    """Text without markup made clean: composed (NFC), no invisible characters, no empty lines."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    lines = (" ".join(line.split()) for line in composed.splitlines())
    return "\n".join(line for line in lines if line)[:MAX_TEXT_CHARS].rstrip()


def marked_text(text: str) -> str:
    """Text that should be plain: read as HTML if it has tags all the same."""
    return html_to_text(text) if _MARKUP.search(text) else plain_text(text)


def title_text(raw: str) -> str:
    """One line of text: markup removed, character references decoded once, at most 300 characters.

    Tags that only appear after decoding are removed too, so that no reader can take them for
    markup.
    """
    bare = _TAG.sub("", "".join(_visible(_INVISIBLE.sub("", raw[:_MAX_HTML_CHARS]))))
    plain = plain_text(_TAG.sub("", entities.unescape(bare)))
    return plain.replace("\n", " ")[:MAX_TITLE_CHARS].rstrip()


def headline(text: str) -> str:
    """The first line of ``text`` for an entry without a title, at most 100 characters."""
    return text.split("\n", 1)[0][:100].rstrip()


def _visible(html: str) -> Iterator[str]:
    """The pieces of ``html`` between comments, scripts and other elements that nobody reads.

    One that is never closed hides nothing: losing the rest of the text would be worse.
    """
    start = 0
    unclosed: set[str] = set()
    for opening in _HIDDEN.finditer(html):
        name = (opening[1] or "").lower()
        if opening.start() < start or name in unclosed:
            continue
        closing = re.compile(f"</{name}\\s*>" if name else "-->", re.IGNORECASE)
        end = closing.search(html, opening.end())
        if end is None:
            unclosed.add(name)
            continue
        yield html[start : opening.start()]
        start = end.end()
    yield html[start:]


def _tag_text(tag: re.Match[str]) -> str:
    name = (tag[1] or "").lower()
    if name in _BLOCKS:
        return _BREAK
    if name in _CELLS:
        return " "
    if name == "img" and (alt := _ALT.search(tag[2])):
        said = entities.unescape(alt[1] or alt[2] or alt[3] or "")
        return said if _EMOJI.fullmatch(said) else ""
    return ""


def _flow(spaces: re.Match[str]) -> str:
    """A line break in the source is a space, but nothing between two Han characters."""
    before = spaces.string[spaces.start() - 1 : spaces.start()]
    after = spaces.string[spaces.end() : spaces.end() + 1]
    wrapped = "\n" in spaces[0] and _HAN.match(before) and _HAN.match(after)
    return "" if wrapped else " "
