"""Which organization is left, in an English sentence."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.language.clauses_en import clause_end, clause_start, names_role
from monitor.language.draft import Span
from monitor.language.line_en import Line, is_place
from monitor.language.names_en import is_common
from monitor.language.parties_en import Party, before_party
from monitor.language.vocabulary_en import (
    ADJECTIVES,
    BLOCKERS,
    CONTINUATIONS,
    DETERMINERS,
    FIELDS,
    GENERIC_ORGANIZATIONS,
    OF,
)
from monitor.language.wordlist import words

_MEDIA = words("told according via reports reported per seen by")


@dataclass(frozen=True, slots=True)
class Employer:
    """An organization as a place on the line, or the one spoken of ("the company")."""

    index: int | None
    generic: bool = False


def employer_at(line: Line, index: int) -> Employer | None:
    """The organization whose words begin at ``index``: "rival Acme", "China's Acme", "the company".

    ``None`` if something else begins there.
    """
    for step in range(index, min(index + 7, len(line.chunks))):
        chunk = line.chunks[step]
        if chunk.kind == "organization" and not is_place(chunk):
            return Employer(step)
        if chunk.kind in {"name", "person"}:
            if line.kind(step + 1) == "possessive":
                continue
            if is_place(chunk) or (chunk.kind == "person" and chunk.sure):
                return None
            return Employer(step)
        if chunk.low in GENERIC_ORGANIZATIONS:
            if line.kind(step + 1) in {"organization", "name"}:
                continue
            return Employer(None, generic=True)
        plain = chunk.low in DETERMINERS | FIELDS | ADJECTIVES or chunk.kind == "possessive"
        if not plain and not (chunk.kind == "word" and _describes(line, step)):
            return None
    return None


def _describes(line: Line, index: int) -> bool:
    """A plain word right before an organization: "chipmaker Acme", "space startup Acme"."""
    if line.low(index) in CONTINUATIONS | OF or line.low(index) in BLOCKERS:
        return False
    return any(
        line.kind(step) == "organization" or line.low(step) in GENERIC_ORGANIZATIONS
        for step in (index + 1, index + 2)
    )


def organization(line: Line, party: Party, *, at: int) -> Span | None:
    """What the party leaves by the trigger at ``at``: the verb's object, or else what it belongs
    to, or else what stands before it, or else what the article speaks of."""
    if line.chunks[at].has("join"):
        return joined_from(line, at) or _moved_from(line, party, at=at)
    owned = _own_noun(line, at) or _by_actor(line, party, at=at)
    if owned is not None:
        return owned
    found = _by_verb(line, party, at=at)
    if found and found.index is not None:
        return line.span(line.chunks[found.index])
    belongs = belongs_to(line, party)
    if belongs is not None:
        return belongs
    if found and found.generic and line.scene.topic_organization:
        return line.scene.topic_organization
    return _before(line, party, at=at) or line.scene.topic_organization or _anywhere(line, at)


def _own_noun(line: Line, at: int) -> Span | None:
    """ "X's Acme departure"."""
    index = at - 1
    if not line.chunks[at].has("noun"):
        return None
    if line.kind(index) in {"organization", "name"} and line.kind(index - 1) == "possessive":
        return line.span(line.chunks[index])
    return None


def _by_actor(line: Line, party: Party, *, at: int) -> Span | None:
    """ "Acme fires X": who fires is left, unless X is said to be of somewhere else."""
    trigger = line.chunks[at]
    if not (trigger.has("oust") or trigger.has("lose") or trigger.has("part")):
        return None
    if party.first is None or (party.first < at and not trigger.has("part")):
        return None
    if party.first > at and (theirs := belongs_to(line, party)):
        return theirs
    low = clause_start(line, at)
    for index in range(at - 1, low - 1, -1):
        chunk = line.chunks[index]
        if chunk.kind in {"organization", "name"} and not is_place(chunk):
            return line.span(chunk)
        if chunk.kind == "person" and party.first < at:
            return None
        if chunk.low in GENERIC_ORGANIZATIONS | {"board"}:
            return line.scene.topic_organization
    return None


def joined_from(line: Line, at: int) -> Span | None:
    """ "joins Bolt from Acme", "joins Bolt after ten years at Acme"."""
    after = False
    for index in range(at + 1, clause_end(line, at)):
        low = line.low(index)
        after = after or low == "after"
        if line.kind(index) == "trigger":
            return None
        if (low == "from" or (after and low in {"at", "with"})) and (
            found := employer_at(line, index + 1)
        ):
            return line.span(line.chunks[found.index]) if found.index is not None else None
    return None


def is_move(line: Line, party: Party, *, at: int) -> bool:
    """ "Acme's X is moving to Bolt": one employer for another, though no word says "leave"."""
    return joined_from(line, at) is None and _moved_from(line, party, at=at) is not None


def _moved_from(line: Line, party: Party, *, at: int) -> Span | None:
    """What a named person of "moves to Bolt" belongs to, unless it is of Bolt's own family."""
    found = employer_at(line, at + 1) if line.chunks[at].has("move") else None
    left = belongs_to(line, party) if party.people else None
    if found is None or found.index is None or left is None:
        return None
    after = line.low(found.index + 1)
    if line.kind(found.index) != "organization" or (after and after not in CONTINUATIONS):
        return None  # a place, or what only begins like an organization
    bolt = line.span(line.chunks[found.index])
    return left if _root(line, left) != _root(line, bolt) else None


def _root(line: Line, span: Span) -> str:
    return line.scene.watch.root(span.id) if span.id else span.said.casefold()


def _by_verb(line: Line, party: Party, *, at: int) -> Employer | None:
    """ "leaves Acme", "resigns from Acme", "as head of Acme", "his role at Acme"."""
    first = employer_at(line, at + 1)
    if first and (first.index in party.people or line.low(at + 1) == "for"):
        first = None
    if first:
        return first
    generic: Employer | None = None
    end = min(clause_end(line, at), at + 14)
    for index in range(at + 1, end):
        low = line.low(index)
        ends = low in {"to", "for", "joins", "join", "after"} and line.kind(index + 1) != "role"
        if ends or (low == "as" and not names_role(line, index + 1)):
            break
        if line.kind(index) == "trigger" or low in {",", "("}:
            break
        if low in {"from", "at", "of", "atop", "as"} and (found := employer_at(line, index + 1)):
            if found.index is not None:
                return found
            generic = generic or found
    return generic


def belongs_to(line: Line, party: Party) -> Span | None:
    """ "Acme's X", "Acme CEO X", "head of research at Acme", "X, CEO of Acme, …"."""
    if party.first is None:
        return None
    for place in (*party.people, *([party.role] if party.role is not None else [])):
        low = max(clause_start(line, place), before_party(line, place, low=0) + 1)
        for index in range(place - 1, low - 1, -1):
            if (span := _employs(line, index)) is not None:
                return span
        if (span := _after_party(line, place)) is not None:
            return span
    return None


def _employs(line: Line, index: int) -> Span | None:
    """The organization at ``index`` that stands before a role or with "'s"."""
    chunk = line.chunks[index]
    if line.low(index - 1) in {"former", "ex"}:
        return None
    if chunk.kind == "organization" and not is_place(chunk):
        return line.span(chunk)
    before_role = line.kind(index + 1) == "role"
    owns = line.kind(index + 1) == "possessive"
    if chunk.kind in {"name", "person"} and (before_role or owns) and not is_place(chunk):
        if chunk.kind == "person" and chunk.sure:
            return None
        return line.span(chunk)
    return None


def _after_party(line: Line, place: int) -> Span | None:
    """The organization after "at", "of" or "from" in the words that follow a person or role."""
    for index in range(place + 1, min(place + 9, len(line.chunks))):
        chunk = line.chunks[index]
        plain = chunk.kind in {"role", "organization", "name", "possessive"}
        plain = plain or chunk.low in DETERMINERS | FIELDS | OF | {",", "(", "who", "and", "&"}
        if not plain:
            return None
        if chunk.low in OF:
            found = employer_at(line, index + 1)
            if found and found.index is not None:
                return line.span(line.chunks[found.index])
        owns = line.kind(index + 1) in {"role", "possessive"}
        if chunk.kind == "organization" and owns and not is_place(chunk):
            return line.span(chunk)
    return None


def owner_of(line: Line, role: int) -> Span | None:
    """The plain word that owns the role: "the grocer's finance chief". For want of any name."""
    step = role - 1
    if _is_lower_case_name(line, step):
        return line.span(line.chunks[step])
    if line.kind(step) != "possessive" or line.kind(step - 1) != "word":
        return None
    word = line.chunks[step - 1]
    if word.low in GENERIC_ORGANIZATIONS:
        return None
    first = step - 2 if line.low(step - 2) in DETERMINERS else step - 1
    return line.span_of(line.chunks[first].start, word.end)


def _is_lower_case_name(line: Line, index: int) -> bool:
    """ "sources: redwood research lead on the way out", typed without any capitals."""
    text = line.sentence.text
    opens = index == 0 or line.kind(index - 1) == "mark"
    chunk = line.chunks[index] if index >= 0 else None
    return bool(
        chunk
        and opens
        and text == text.lower()
        and chunk.kind == "word"
        and not is_common(chunk.low)
    )


def _before(line: Line, party: Party, *, at: int) -> Span | None:
    """The nearest organization before the party in the sentence."""
    edge = party.first if party.first is not None else at
    for index in range(edge - 1, -1, -1):
        chunk = line.chunks[index]
        if chunk.kind == "organization" and not is_place(chunk) and not _is_media(line, index):
            return line.span(chunk)
        if chunk.kind == "name" and chunk.sure and line.low(index - 1) in {"at", "from"}:
            return line.span(chunk) if not is_place(chunk) else None
    return None


def _anywhere(line: Line, at: int) -> Span | None:
    """ "after ten years at Acme", "…, Acme says"."""
    for index in range(at + 1, len(line.chunks) - 1):
        if line.low(index) in {"at", "from"}:
            found = employer_at(line, index + 1)
            if found and found.index is not None:
                return line.span(line.chunks[found.index])
        if line.chunks[index].id and line.low(index + 1) in {"says", "said", "confirms"}:
            return line.span(line.chunks[index])
    return None


def _is_media(line: Line, index: int) -> bool:
    return line.low(index - 1) in _MEDIA or line.low(index + 1) in {"reports", "reported"}


def same(one: Span, other: Span) -> bool:
    """Whether two spans name the same watched organization, or are the same characters."""
    return one.start == other.start or (one.id is not None and one.id == other.id)
