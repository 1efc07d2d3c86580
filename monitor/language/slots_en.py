"""What else an English sentence says of a departure: from where, whereto, when, why, and how sure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from monitor.language.clauses_en import (
    DETERMINERS,
    OF,
    POSSESSIVE_PRONOUNS,
    Employer,
    Party,
    before_party,
    clause_end,
    clause_start,
    employer_at,
    names_role,
)
from monitor.language.dates import DateSpan, find_dates
from monitor.language.draft import Span
from monitor.language.lexicon import Hit
from monitor.language.lexicon_en import FIELDS, GENERIC_ORGANIZATIONS, POSTS
from monitor.language.names_en import is_common
from monitor.language.phrases_en import Line, is_place
from monitor.model import Status

_GOES_TO = frozenset(
    """join joins joined joining for to lead found start launch helm head run rejoin rejoins
    heads_to moves_to poached_by hired_by""".split()
)
_OTHER_DENIAL = re.compile(
    r"\s*(?:any |a |the )?(?:links?|connection|wrongdoing|allegations?|accusations?|charges?|claims of)\b"
)
_SAYS = frozenset(["says", "said", "promises", "tells", "told", "wrote", "writes", "posted"])
_MEDIA = frozenset("told according via reports reported per seen by".split())
# A verb between a trigger and a date takes the date to itself.
_OTHER_VERB = re.compile(
    r"\b(?:join(?:s|ed)?|sa(?:id|ys)|t(?:old|ells)|announc(?:ed|es)|confirm(?:ed|s)|report(?:ed|s)"
    r"|found(?:ed|s)|since|launch(?:ed|es)|start(?:ed|s)|post(?:ed|s)|wrote|writes|publish(?:ed|es)"
    r"|named|hired|appointed|after|ahead of|according|seen|became|worked|spent|raised|filed)\b",
    re.IGNORECASE,
)
_SUCCESSOR_BEFORE = re.compile(
    r"\b(?:succeeded by|replaced by|replacement is|hand(?:s|ed|ing)? (?:over )?(?:the reins )?to"
    r"|successor(?: is| will be|,)?)\s*$",
    re.IGNORECASE,
)
_SUCCESSOR_AFTER = re.compile(
    r"^\s*,?\s*(?:(?:will|is set to|is to|to)\s+)?(?:tak(?:e|es|ing) over|succeed(?:s|ing)?|replac(?:e|es|ing)"
    r"|steps? in as|is named (?:as )?(?:new|interim|successor)|named (?:new|interim)"
    r"|becomes? (?:new |interim )?(?:ceo|chief|head|president|chair)|will become)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?P<reason>to spend (?:more )?time with [^,.;]+|to focus on (?:his|her|their|personal)[^,.;]+"
    r"|(?:for|due to) (?:personal|health|family|medical) (?:reasons|issues|matters)"
    r"|(?:citing|because of|due to|in protest (?:of|at|over|against)|(?<!takes )(?<!take )(?<!taking )(?<!took )over (?!the |several|many|two|\d)"
    r"|amid (?:a |an )?(?:dispute|disagreement|clash|rift|row|controversy|criticism|probe|investigation)"
    r"|following (?:a |an )?(?:dispute|disagreement|clash|rift|row|inquiry|probe|investigation)"
    r"|after (?:a |an )?(?:dispute|disagreement|clash|clashing|rift|row|inquiry|probe|investigation))"
    r"[^,.;:()]+)",
    re.IGNORECASE,
)
_SOURCES = re.compile(
    r"\b(?:people|persons?|sources?|reports?|documents|emails|memo|filings?|insiders)\b",
    re.IGNORECASE,
)
_CAUSE = re.compile(
    r"^(?:citing|because of|due to|for|in protest (?:of|at|over|against)|over)\s+", re.IGNORECASE
)
_OLD = timedelta(days=120)
_LONG_PAST = re.compile(
    r"\b(?:years? ago|earlier this year|last year|in (?:19|20)\d\d|back in)\b", re.IGNORECASE
)


# --- from where ------------------------------------------------------------------------------


def organization(line: Line, party: Party, at: int) -> Span | None:
    """What the party leaves by the trigger at ``at``: the verb's object, or else what it belongs
    to, or else what stands before it, or else what the article speaks of."""
    if line.chunks[at].has("join"):
        return joined_from(line, at)
    owned = _own_noun(line, at) or _by_actor(line, party, at)
    if owned is not None:
        return owned
    found = _by_verb(line, party, at)
    if found and found.index is not None:
        return line.span(line.chunks[found.index])
    belongs = _of_party(line, party)
    if belongs is not None:
        return belongs
    if found and found.generic and line.scene.topic_organization:
        return line.scene.topic_organization
    return _before(line, party, at) or line.scene.topic_organization or _anywhere(line, at)


def _own_noun(line: Line, at: int) -> Span | None:
    """ "X's Acme departure"."""
    index = at - 1
    if not line.chunks[at].has("noun"):
        return None
    if line.kind(index) in {"organization", "name"} and line.kind(index - 1) == "possessive":
        return line.span(line.chunks[index])
    return None


def _by_actor(line: Line, party: Party, at: int) -> Span | None:
    """ "Acme fires X": who fires is left, unless X is said to be of somewhere else."""
    trigger = line.chunks[at]
    if not (trigger.has("oust") or trigger.has("lose") or trigger.has("part")):
        return None
    if party.first is None or (party.first < at and not trigger.has("part")):
        return None
    if party.first > at and (theirs := _of_party(line, party)):
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


def _by_verb(line: Line, party: Party, at: int) -> Employer | None:
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


def _of_party(line: Line, party: Party) -> Span | None:
    """ "Acme's X", "Acme CEO X", "head of research at Acme", "X, CEO of Acme, …"."""
    if party.first is None:
        return None
    for place in (*party.people, *([party.role] if party.role is not None else [])):
        low = max(clause_start(line, place), before_party(line, place, 0) + 1)
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
        if (
            chunk.kind == "organization"
            and not is_place(chunk)
            and line.kind(index + 1)
            in {
                "role",
                "possessive",
            }
        ):
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


def _before(line: Line, party: Party, at: int) -> Span | None:
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


# --- as what ---------------------------------------------------------------------------------


def role(line: Line, party: Party, at: int) -> int | None:
    """The role that ends, as a place on the line: said after the verb, or else the party's."""
    end = min(clause_end(line, at), at + 10)
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
    if line.low(step) == "," and line.kind(step - 1) == "role":
        if line.kind(person + 1) in {"", "mark"}:
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


# --- whereto, after whom, why ------------------------------------------------------------------


def destination(line: Line, at: int, left: Span | None) -> Span | None:
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
        if line.low(step) in {"as"}:
            continue
        if line.kind(step) == "role":  # "to become CEO of Acme", "to lead research at Acme"
            step += 1
        while line.low(step) in {"of", "at"}:
            step += 1
        found = employer_at(line, step)
        if found and found.index is not None and not line.marked(found.index, "rumour"):
            span = line.span(line.chunks[found.index])
            if left is None or not _same(span, left):
                return span
    return None


def _same(one: Span, other: Span) -> bool:
    return one.start == other.start or (one.id is not None and one.id == other.id)


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
    before = before_party(line, index, 0)
    if line.low(before) == "," and line.kind(before - 1) == "role":
        before = before_party(line, before - 1, 0)
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


# --- when ---------------------------------------------------------------------------------------


def left_on(line: Line, at: int) -> Span | None:
    """The date of the departure: in the trigger's clause, with no other verb between."""
    text, trigger = line.sentence.text, line.chunks[at]
    dates = find_dates(text, published_on=line.scene.published_on, lang="en")
    if not dates:
        return None
    end = line.chunks[min(clause_end(line, at), len(line.chunks)) - 1].end
    after = [d for d in dates if trigger.end <= d.start <= end]
    before = [d for d in dates if d.end <= trigger.start]
    effective = [
        d for d in dates if text[: d.start].lower().endswith(("effective ", "effective on "))
    ]
    if effective:
        return _date_span(line, effective[0])
    for found in (*after, *reversed(before)):
        if _is_of_trigger(line, at, found):
            return _date_span(line, found)
    return None


def _is_of_trigger(line: Line, at: int, found: DateSpan) -> bool:
    """Whether no other verb stands between the date and the trigger, nor before an early date."""
    text, trigger = line.sentence.text, line.chunks[at]
    if found.start >= trigger.end:
        between = text[trigger.end : found.start]
    else:
        clause = max(text.rfind(mark, 0, found.start) for mark in ",;:(")
        between = text[clause + 1 : trigger.start]
    return (
        len(between) < 80
        and not _OTHER_VERB.search(between)
        and not _trigger_between(line, at, found)
    )


def _trigger_between(line: Line, at: int, found: DateSpan) -> bool:
    place = line.chunks[at].start
    low, high = min(place, found.start), max(place, found.start)
    return any(
        chunk.kind == "trigger" and low < chunk.start < high and chunk.start != place
        for chunk in line.chunks
    )


def _date_span(line: Line, found: DateSpan) -> Span:
    return line.span_of(found.start, found.end, value=found.value)


def is_old(left: Span | None, published_on: date | None) -> bool:
    """Whether a departure lies so far back that it is no news."""
    if left is None or left.value is None or published_on is None:
        return False
    year, _, rest = left.value.partition("-")
    if not rest:
        return int(year) < published_on.year
    month = int(rest[:2])
    months = (published_on.year - int(year)) * 12 + published_on.month - month
    return months * 30 > _OLD.days


# --- how sure -----------------------------------------------------------------------------------


def status(line: Line, at: int, left: Span | None) -> tuple[Status | None, Span | None]:
    """How sure the sentence is, and the word that says so. A denial outweighs hearsay, and hearsay
    a confirmation."""
    for sort, meaning in (
        ("denied", Status.DENIED),
        ("rumour", Status.RUMOURED),
        ("confirmed", Status.CONFIRMED),
    ):
        for hit in line.hits.of(sort):
            if _applies(line, hit, at, sort):
                return meaning, line.span_of(hit.start, hit.end)
    return _by_own_word(line, at, left)


def _applies(line: Line, hit: Hit, at: int, sort: str) -> bool:
    trigger = line.chunks[at]
    if sort == "denied":  # "denied any link": what is denied has to be the departure
        after = line.sentence.text[hit.end : hit.end + 40]
        near = hit.end > trigger.start or trigger.start - hit.end < 60
        return near and not _OTHER_DENIAL.match(after)
    text = line.sentence.text
    if hit.term.text == "may":  # the month
        return text[hit.start].islower()
    if hit.term.text in {"hearing"}:
        return hit.start <= 2
    if sort == "confirmed" and hit.term.text.startswith("announc"):
        return "unannounced" not in text
    return True


def _by_own_word(line: Line, at: int, left: Span | None) -> tuple[Status | None, Span | None]:
    """ "X says he will leave", "Acme said X would leave": the word of those who must know."""
    for index in range(1, len(line.chunks)):
        chunk, speaker = line.chunks[index], line.chunks[index - 1]
        if chunk.low not in _SAYS:
            continue
        heard = {line.low(step) for step in range(index + 1, at)} & {"he", "she", "they", "i"}
        own = bool(heard) and speaker.kind not in {"organization", "name"}
        if speaker.kind == "organization":
            own = left is not None and _same(line.span(speaker), left)
        if own or speaker.low in GENERIC_ORGANIZATIONS:
            return Status.CONFIRMED, line.span(chunk)
    return None, None
