"""What else an English sentence says of a departure: as what, whereto, after whom, and why."""

from __future__ import annotations

import re

from monitor.language.clauses_en import clause_end, names_role
from monitor.language.draft import Span
from monitor.language.employers_en import employer_at, same
from monitor.language.line_en import Line
from monitor.language.parties_en import Party, before_party
from monitor.language.vocabulary_en import DETERMINERS, POSSESSIVE_PRONOUNS, POSTS
from monitor.language.wordlist import words

_GOES_TO = words(
    """
    join joins joined joining for to lead found start launch helm head run rejoin rejoins
    heads_to moves_to poached_by hired_by
    """
)
_SUCCESSOR_BEFORE = re.compile(
    r"\b(?:succeeded by|replaced by|replacement is|hand(?:s|ed|ing)? (?:over )?(?:the reins )?to"
    r"|successor(?: is| will be|,)?)\s*$",
    re.IGNORECASE,
)
_SUCCESSOR_AFTER = re.compile(
    r"^\s*,?\s*(?:(?:will|is set to|is to|to)\s+)?"
    r"(?:tak(?:e|es|ing) over|succeed(?:s|ing)?|replac(?:e|es|ing)"
    r"|steps? in as|is named (?:as )?(?:new|interim|successor)|named (?:new|interim)"
    r"|becomes? (?:new |interim )?(?:ceo|chief|head|president|chair)|will become)\b",
    re.IGNORECASE,
)
_QUARREL = (
    r"(?:a |an )?(?:dispute|disagreement|clash|clashing|rift|row|controversy|criticism|inquiry"
    r"|probe|investigation)"
)
_REASON = re.compile(
    r"\b(?P<reason>to spend (?:more )?time with [^,.;]+"
    r"|to focus on (?:his|her|their|personal)[^,.;]+"
    r"|(?:for|due to) (?:personal|health|family|medical) (?:reasons|issues|matters)"
    r"|(?:citing|because of|due to|in protest (?:of|at|over|against)"
    r"|(?<!takes )(?<!take )(?<!taking )(?<!took )over (?!the |several|many|two|\d)"
    rf"|(?:amid|following|after) {_QUARREL})[^,.;:()]+)",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(?:people|persons?|sources?|reports?|documents|emails|memo|filings?|insiders)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"^(?:citing|because of|due to|for|in protest (?:of|at|over|against)|over)\s+", re.IGNORECASE
)


def role(line: Line, party: Party, *, at: int) -> int | None:
    """The role that ends, as a place on the line: said after the verb, or else the party's.

    With a verb of joining, the role after it is the one that begins."""
    joins = line.chunks[at].has("join")
    end = at if joins else min(clause_end(line, at), at + 10)
    for index in range(at + 1, end):
        if line.kind(index) == "role" and _is_office_left(line, index):
            return index
        if line.kind(index) in {"person", "trigger"} or line.low(index) in {
            "to",
            "after",
            ",",
            "for",
        }:
            break
    if party.role is not None:
        return party.role
    return _role_of_person(line, party.people[0]) if party.people else None


def _is_office_left(line: Line, index: int) -> bool:
    """ "as (Acme) CEO", "from his role as CEO", "the CEO post"."""
    for step in range(index - 1, max(index - 5, -1), -1):
        if line.kind(step) == "trigger":
            return line.low(step).endswith((" as", " from"))
        if line.low(step) in {"as", "from"}:
            return names_role(line, step + 1)
        if (
            line.kind(step) not in {"organization", "name", "possessive"}
            and line.low(step) not in DETERMINERS | POSSESSIVE_PRONOUNS
        ):
            break
    return line.low(index + 1) in POSTS


def _role_of_person(line: Line, person: int) -> int | None:
    step = person - 1
    while step >= 0 and line.kind(step) in {"organization", "name", "possessive"}:
        step -= 1
    if line.low(step) in {"of", "at"} and line.kind(step - 1) == "role":
        step -= 1
    if line.kind(step) == "role":
        return step
    aside = line.low(step) == "," and line.kind(person + 1) in {"", "mark"}
    if aside and line.kind(step - 1) == "role":
        return step - 1
    return _role_after(line, person)


def _role_after(line: Line, person: int) -> int | None:
    """ "X, head of research at Acme," and "X, who led speech,"."""
    if line.low(person + 1) not in {",", "(", "-"} and line.low(person + 1) != "who":
        return None
    for index in range(person + 1, min(person + 8, len(line.chunks))):
        chunk = line.chunks[index]
        if chunk.kind == "role":
            return index
        plain = chunk.kind in {"organization", "name", "possessive"} or chunk.low in DETERMINERS
        if not plain and chunk.low not in {",", "(", "who", "-", "had", "has", "been", "was", "is"}:
            return None
    return None


def destination(line: Line, at: int, *, left: Span | None) -> Span | None:
    """Where the one who leaves goes: "to join Acme", "for Acme", "joins Acme as …"."""
    end = clause_end(line, at)
    for index in range(at + 1, end):
        low = line.low(index)
        chunk = line.chunks[index]
        goes = low in _GOES_TO or (chunk.kind == "trigger" and chunk.has("join"))
        if not goes:
            continue
        if low == "for" and index > at + 4:
            continue
        step = index + 1
        if line.low(step) == "as":
            continue
        if line.kind(step) == "role":  # "to become CEO of Acme", "to lead research at Acme"
            step += 1
        while line.low(step) in {"of", "at"}:
            step += 1
        found = employer_at(line, step)
        if found and found.index is not None and not line.marked(found.index, "rumour"):
            span = line.span(line.chunks[found.index])
            if left is None or not same(span, left):
                return span
    return None


def successor(line: Line, party: Party) -> Span | None:
    """Who takes over, if the sentence says so."""
    text = line.sentence.text
    for index, chunk in enumerate(line.chunks):
        if chunk.kind != "person" or index in party.people:
            continue
        before = text[: chunk.start]
        if _SUCCESSOR_BEFORE.search(before) or _SUCCESSOR_BEFORE.search(_without_role(line, index)):
            return line.span(chunk)
        if _SUCCESSOR_AFTER.match(text[chunk.end :]):
            return line.span(chunk)
    return None


def _without_role(line: Line, index: int) -> str:
    """The text before a person's descriptions: "succeeded by Acme's CFO X"."""
    before = before_party(line, index, low=0)
    if line.low(before) == "," and line.kind(before - 1) == "role":
        before = before_party(line, before - 1, low=0)
    return line.sentence.text[: line.chunks[before].end] if before >= 0 else ""


def reason(line: Line, at: int) -> Span | None:
    """The reason given, as short as the text gives it."""
    after = line.chunks[at].end
    found = _REASON.search(line.sentence.text, after)
    if found is None:
        return None
    start, end = found.span("reason")
    if cause := _CAUSE.match(line.sentence.text[start:end]):
        start += cause.end()
    said = line.sentence.text[start:end].rstrip()
    words = said.split()
    if not words or len(words) > 14 or _SOURCES.search(" ".join(words[:5])):
        return None
    return line.span_of(start, start + len(said))
