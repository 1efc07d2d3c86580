"""How English tells that somebody leaves.

`read_sentence` cuts a sentence into a line of chunks (`phrases_en`), asks of every trigger on it
who leaves (`frames_en`, `clauses_en`), and gathers what else is said (`slots_en`). A trigger that
fails a condition is turned away with the condition's name; a word alone never makes a departure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.language import slots_en as slots
from monitor.language.certainty_en import find_status
from monitor.language.clauses_en import clause_start
from monitor.language.draft import Draft, Heard, Scene, Span, Turned
from monitor.language.employers_en import employer_at, joined_from, organization, owner_of
from monitor.language.frames_en import BACK, CONDITIONS, FRAMES, LEADING, frame_of
from monitor.language.line_en import Line, is_place
from monitor.language.parties_en import Party
from monitor.language.phrases_en import read_line
from monitor.language.text import Sentence
from monitor.language.timing_en import find_left_on, is_old
from monitor.language.wordlist import words
from monitor.model import Kind, Status

_STORY = words("why how what when ep ep. podcast remembering inside")
_QUESTION = words("is are was will did does do should could can has have would who what")
_SPEAKS = words("said says wrote writes posted tweeted told announced")
# The least strength of a role right beside its trigger.
_NEAR = 0.7
_FEW = words("two three four five six seven eight nine ten several multiple top senior key")
_RECENT = re.compile(
    r"\b(?:today|yesterday|this (?:week|month|morning)|last week|days (?:ago|after)|on (?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day|recently|just)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|told|reports?|reported|confirm(?:s|ed)|den(?:y|ies|ied)|announced|memo)\b"
)
_REPORTED = re.compile(
    r"\b(?:said|says|announced|told|confirmed|revealed)\b[^.;]*\b(?:he|she|they|[A-Z]\w+) would\b"
)
_RATHER = re.compile(r"\b(?:before \w+ing|rather than|sooner than|if|unless|than \w+)\b")
# Experts whose going is news even when nobody gives their name.
_TELLING_EXPERTS = re.compile(
    r"\b(?:researchers?|scientists?|pioneer|architect|fellow|luminary|lieutenant)\b"
    r"|\b(?:top|senior|star|lead|chief|head|key|principal|distinguished)\b"
)


def read_sentence(sentence: Sentence, scene: Scene) -> Heard:
    """The departures that one English sentence tells of, and the triggers that told of none.

    Offsets count characters of the whole normal form; ``scene`` lends the topic of the sentences
    before for "he", "the company" and subjects left out.
    """
    line = read_line(sentence, scene)
    drafts: list[Draft] = []
    turned: list[Turned] = []
    for at, chunk in enumerate(line.chunks):
        if chunk.kind != "trigger":
            continue
        found = list(_read_trigger(line, at, drafts))
        drafts += [one for one in found if isinstance(one, Draft)]
        turned += [one for one in found if isinstance(one, Turned)]
    return Heard(
        tuple(_without_echoes(drafts)),
        tuple(turned),
        people=_spans(line, "person"),
        organizations=_spans(line, "organization"),
        roles=_spans(line, "role"),
    )


def _spans(line: Line, kind: str) -> tuple[Span, ...]:
    return tuple(
        line.span(chunk)
        for chunk in line.chunks
        if chunk.kind == kind and chunk.sure and not is_place(chunk)
    )


def _read_trigger(line: Line, at: int, told: list[Draft]) -> Iterator[Draft | Turned]:
    frame = frame_of(line, at)
    found = FRAMES[frame](line, at)
    condition = found if isinstance(found, str) else _failed(line, found, at)
    if condition == "no_person" and _is_hypothetical(line, at):
        condition = "hypothetical"
    if condition is None and frame in {"join", "follow"} and _tells_already(line, at, told):
        condition = "told"
    if condition is not None or isinstance(found, str):
        name = condition or "no_person"
        yield Turned(line.span(line.chunks[at]), name, CONDITIONS[name])
        return
    yield from _drafts(line, found, at)


def _tells_already(line: Line, at: int, told: list[Draft]) -> bool:
    """ "has left Acme to join Bolt" is one departure, told by its first word."""
    return any(draft.trigger.start < line.sentence.start + line.chunks[at].start for draft in told)


# --- conditions that every trigger has to meet ----------------------------------------------------


def _failed(line: Line, party: Party, at: int) -> str | None:
    """The first condition that the party and its trigger fail; ``None`` if they meet them all."""
    if party.staff:
        return "unnamed_staff"
    if _is_office(line, party, at):
        return "office"
    if _is_hypothetical(line, at):
        return "hypothetical"
    if _is_question(line):
        return "question"
    if party.first_person:
        return None if _is_own_news(line, party, at) else "first_person"
    if party.first is None:
        return None if line.scene.topic_person else "no_person"
    if not party.people and party.role is not None and not _leads(line, party.role):
        return "minor_role"
    return None


def _is_office(line: Line, party: Party, at: int) -> bool:
    if party.role is not None and line.chunks[party.role].has("office"):
        return True
    for person in party.people:
        if any(
            line.kind(i) == "role" and line.chunks[i].has("office")
            for i in (person - 1, person + 2)
        ):
            return True
    after = line.chunks[at + 1 : at + 5]
    return any(chunk.kind == "role" and chunk.has("office") for chunk in after)


def _is_hypothetical(line: Line, at: int) -> bool:
    """Whether "if", "would", "calls for" or their like govern the trigger."""
    first = line.chunks[max(clause_start(line, at) - 1, 0)].start
    trigger = line.chunks[at]
    for hit in line.hits.within(first, trigger.start, "hypothetical"):
        if hit.term.text in {"would", "'d"} and _is_reported(line, trigger.end):
            continue
        return True
    return False


def _is_reported(line: Line, after: int) -> bool:
    """ "said she would leave" is the past of "she will"; "would leave before …" is no promise."""
    text = line.sentence.text
    return bool(_REPORTED.search(text)) and not _RATHER.search(text[after : after + 40])


def _is_question(line: Line) -> bool:
    asks = line.sentence.text.rstrip("\"') ").endswith("?")
    return asks and line.low(0) in _QUESTION


def _is_own_news(line: Line, party: Party, at: int) -> bool:
    """ "I'm leaving" counts with a watched organization, or a leading role that ends."""
    if line.low(0) in _STORY or (party.pronoun is not None and line.low(party.pronoun) == "we"):
        return False
    left = employer_at(line, at + 1)
    if left and left.index is not None and _is_employer(line, left.index):
        return at > 0 and line.kind(at - 1) != "mark" and line.low(at - 1) != "and"
    if line.low(at + 1) == "from" and line.low(at + 2) in LEADING:
        return True
    role = slots.role(line, Party(first_person=True), at)
    return role is not None and line.chunks[role].has("leader")


def _is_employer(line: Line, index: int) -> bool:
    """Whether the chunk is a watched organization by its own name, not by a product's."""
    chunk = line.chunks[index]
    return chunk.id is not None and not any(
        mention.product and mention.start == chunk.start for mention in line.scene.mentions
    )


def _leads(line: Line, role: int) -> bool:
    chunk = line.chunks[role]
    if re.search(r"[^s]s$", chunk.low) and not _is_counted(line, role):
        return False
    return chunk.has("leader") or _TELLING_EXPERTS.search(chunk.low) is not None


def _is_counted(line: Line, role: int) -> bool:
    """Several people of one role are news when they are few, or of a named organization."""
    before = [line.chunks[i] for i in range(max(role - 4, 0), role)]
    return any(c.kind in {"organization", "number"} or c.low in _FEW for c in before) or any(
        word in _FEW for word in line.low(role).split()
    )


# --- from party and trigger to drafts ------------------------------------------------------------


def _drafts(line: Line, party: Party, at: int) -> Iterator[Draft]:
    """One draft for each person of the party, or one for the role alone."""
    if party.first_person and (speaker := _speaker(line, at)) is not None:
        party = Party(people=(speaker,), first_person=True)
    if not party.people:
        yield _draft(line, party, at, person=_topic(line, party))
        return
    for person in party.people:
        alone = replace(party, people=(person,))
        yield _draft(line, alone, at, person=line.span(line.chunks[person]))


def _speaker(line: Line, at: int) -> int | None:
    """Who says "I": "…, X wrote in a post", "X wrote: …"."""
    for index, chunk in enumerate(line.chunks):
        if chunk.kind == "person" and (
            line.low(index + 1) in _SPEAKS or (index > at and line.low(index - 1) in _SPEAKS)
        ):
            return index
    return None


def _topic(line: Line, party: Party) -> Span | None:
    return line.scene.topic_person if party.pronoun is not None and not party.first_person else None


def _draft(line: Line, party: Party, at: int, *, person: Span | None) -> Draft:
    trigger = line.chunks[at]
    frame = frame_of(line, at)
    left = organization(line, party, at)
    left_on = find_left_on(line, at)
    status, marker = _status(line, party, at, left)
    role = slots.role(line, party, at)
    supplement = _is_supplement(line, frame, at)
    if role is not None:
        left = left or owner_of(line, role)
    return Draft(
        trigger=line.span(trigger),
        sentence=line.sentence,
        person=person,
        organization=None if supplement and frame == "join" else left,
        role=line.span(line.chunks[role]) if role is not None else None,
        kind=trigger.term.kind if trigger.term else Kind.DEPARTED,
        status=status,
        marker=marker,
        left_on=left_on,
        destination=_destination(line, at, left, frame),
        successor=slots.successor(line, party),
        reason=slots.reason(line, at),
        background=_is_background(line, party, at, left_on),
        strength=_strength(line, party, at),
        supplement=supplement,
    )


def _is_supplement(line: Line, frame: str, at: int) -> bool:
    """ "She joins Acme" and "she will be succeeded by X" only add to what is told elsewhere."""
    if frame == "follow":
        return True
    if frame != "join":
        return False
    return joined_from(line, at) is None


def _destination(line: Line, at: int, left: Span | None, frame: str) -> Span | None:
    if frame in {"poach", "hire"}:
        actor = [i for i in range(at) if line.kind(i) in {"organization", "name"}]
        return line.span(line.chunks[actor[-1]]) if actor else None
    if frame == "join":
        found = employer_at(line, at + 1)
        return line.span(line.chunks[found.index]) if found and found.index is not None else None
    return slots.destination(line, at, left)


def _status(
    line: Line, party: Party, at: int, left: Span | None
) -> tuple[Status | None, Span | None]:
    negation = _negation(line, at)
    if frame_of(line, at) == "stay":
        return Status.DENIED, line.span(line.chunks[at])
    if negation is not None:
        return Status.DENIED, negation
    status, marker = find_status(line, at, left)
    if status is None and party.first_person:
        return Status.CONFIRMED, None
    if status is None and line.sentence.text.rstrip().endswith("?"):
        return Status.RUMOURED, None
    return status, marker


def _negation(line: Line, at: int) -> Span | None:
    """The "not" right before the trigger, helping words between."""
    start = line.chunks[max(at - 4, 0)].start
    hits = line.hits.within(start, line.chunks[at].start, "negation")
    return line.span_of(hits[-1].start, hits[-1].end) if hits else None


def _is_background(line: Line, party: Party, at: int, left_on: Span | None) -> bool:
    """Whether the departure is told as somebody's past: "who left Acme", "after leaving Acme"."""
    if is_old(left_on, line.scene.published_on):
        return True
    if line.hits.of("retrospect") or line.low(0) in _STORY:
        return True
    if line.low(at - 1) in BACK and line.chunks[at].low.endswith("ing"):
        return True
    if "had" in {line.low(at - 1), line.low(at - 2)} and not _SAID.search(line.sentence.text):
        return True
    if party.via != "relative":
        return False
    past = line.chunks[at].low in {"left", "quit"} or line.chunks[at].low.split()[0].endswith("ed")
    ahead = line.low(at - 1) in {"is", "was", "will", "to"} and line.low(at - 1) != "was"
    return past and not ahead and not _RECENT.search(line.sentence.text)


def _strength(line: Line, party: Party, at: int) -> float:
    term = line.chunks[at].term
    strength = term.strength if term else 1.0
    if party.via == "far":
        strength *= 0.8
    if not party.people:
        strength *= 0.8
    elif not all(line.chunks[person].sure for person in party.people):
        strength *= 0.9
    return round(strength, 3)


def _stands_alone(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a role without a name is somebody else than those named in the sentence."""
    others = {other.role for other in drafts if other.person}
    return draft.role is not None and draft.role not in others and draft.strength >= _NEAR


def _without_echoes(drafts: list[Draft]) -> Iterator[Draft]:
    """One draft for each person: the first that is no supplement, or else the first; and none
    without a name beside those with one."""
    named = {draft.person.said for draft in drafts if draft.person}
    told = {draft.person.said for draft in drafts if draft.person and not draft.supplement}
    seen: set[str] = set()
    for draft in drafts:
        if draft.person is None:
            if not named or _stands_alone(draft, drafts):
                yield draft
            continue
        name = draft.person.said
        if name in seen or (draft.supplement and name in told):
            continue
        seen.add(name)
        yield draft
