"""How sure an English sentence is of a departure, and the word that says so."""

from __future__ import annotations

import re

from monitor.language.draft import Span
from monitor.language.employers_en import same
from monitor.language.lexicon import Hit
from monitor.language.line_en import Line
from monitor.language.vocabulary_en import GENERIC_ORGANIZATIONS
from monitor.language.wordlist import words
from monitor.model import Status

_OTHER_DENIAL = re.compile(
    r"\s*(?:any |a |the )?"
    r"(?:links?|connection|wrongdoing|allegations?|accusations?|charges?|claims of)\b"
)
_REPORT = re.compile(r"^(?P<word>[Rr]eports?(?=:))|(?<=[:,-] )(?P<end>[Rr]eports?)\W*$")
_REPORTS = re.compile(r",\s(?:the\s)?[A-Z][\w .]* (?P<word>reports?|reported)\b")
_SAYS = words("says said promises tells told wrote writes posted")


def find_status(line: Line, at: int, *, left: Span | None) -> tuple[Status | None, Span | None]:
    """How sure the sentence is, and the word that says so. A denial outweighs hearsay, and hearsay
    a confirmation."""
    for sort, meaning in (
        ("denied", Status.DENIED),
        ("rumour", Status.RUMOURED),
        ("confirmed", Status.CONFIRMED),
    ):
        for hit in line.hits.of(sort):
            if _applies(line, hit, at=at, sort=sort):
                return meaning, line.span_of(hit.start, hit.end)
    own = _by_own_word(line, at, left=left)
    return own if own[0] else _by_another_paper(line, at)


def _applies(line: Line, hit: Hit, *, at: int, sort: str) -> bool:
    trigger = line.chunks[at]
    if sort == "denied":  # "denied any link": what is denied has to be the departure
        after = line.sentence.text[hit.end : hit.end + 40]
        near = hit.end > trigger.start or trigger.start - hit.end < 60
        return near and not _OTHER_DENIAL.match(after)
    text = line.sentence.text
    if hit.term.text == "may" and text[hit.start].isupper() and not line.title_case:  # the month
        return False
    if hit.has("near"):
        return 0 <= trigger.start - hit.end < 40 and "," not in text[hit.end : trigger.start]
    if hit.term.text == "source":
        return not text[: hit.start].lower().endswith(("open ", "open-"))
    if hit.term.text == "hearing":  # "Hearing that …", not a court's
        return hit.start <= 2
    return True


def _by_own_word(line: Line, at: int, *, left: Span | None) -> tuple[Status | None, Span | None]:
    """ "X says he will leave", "Acme said X would leave": the word of those who must know."""
    for index in range(1, len(line.chunks)):
        chunk, speaker = line.chunks[index], line.chunks[index - 1]
        if chunk.low not in _SAYS:
            continue
        heard = {line.low(step) for step in range(index + 1, at)} & {"he", "she", "they", "i"}
        own = bool(heard) and speaker.kind not in {"organization", "name"}
        if speaker.kind == "organization":
            own = left is not None and same(line.span(speaker), left)
        if own or speaker.low in GENERIC_ORGANIZATIONS:
            return Status.CONFIRMED, line.span(chunk)
    return None, None


def _by_another_paper(line: Line, at: int) -> tuple[Status | None, Span | None]:
    """ "Report: X to leave", "X plans to leave, The Courier reports": not seen by this paper."""
    for pattern in (_REPORT, _REPORTS):
        found = pattern.search(line.sentence.text)
        if found and (pattern is _REPORT or line.low(at - 1) in {"to", "will", "be"}):
            return Status.RUMOURED, line.span_of(*found.span(found.lastgroup or 0))
    return None, None
