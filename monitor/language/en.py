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
from monitor.language.clauses_en import clause_end, names_role
from monitor.language.conditions_en import CONDITIONS, STORY, failed, is_hypothetical, speaker
from monitor.language.draft import Draft, Heard, Scene, Span, Turned
from monitor.language.employers_en import (
    employer_at,
    is_move,
    joined_from,
    organization,
    owner_of,
)
from monitor.language.frames_en import BACK, FRAMES, frame_of
from monitor.language.line_en import Line, is_place
from monitor.language.parties_en import Party
from monitor.language.phrases_en import read_line
from monitor.language.text import Sentence
from monitor.language.timing_en import find_left_on, is_old
from monitor.language.vocabulary_en import HELPERS
from monitor.language.wordlist import words
from monitor.model import Kind, Status

# The least strength of a role right beside its trigger.
_NEAR = 0.7
_WILLINGLY = words("voluntarily willingly quietly")
_RECENT = re.compile(
    r"\b(?:today|yesterday|this (?:week|month|morning)|last week|days (?:ago|after)|on (?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day|recently|just)\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\b(?:plan(?:s|ned|ning)?|inten(?:ds?|ded|ding|tion))\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:said|says|told|reports?|reported|confirm(?:s|ed)|den(?:y|ies|ied)|announced|memo)\b"
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
        found = list(_read_trigger(line, at, told=drafts))
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


def _read_trigger(line: Line, at: int, *, told: list[Draft]) -> Iterator[Draft | Turned]:
    frame = frame_of(line, at)
    found = FRAMES[frame](line, at)
    condition = found if isinstance(found, str) else failed(line, found, at=at)
    if condition == "no_person" and is_hypothetical(line, at):
        condition = "hypothetical"
    if condition is None and _is_unplanned(line, at):
        condition = "negated"
    if condition is None and frame in {"join", "follow"} and _tells_already(line, at, told=told):
        condition = "told"
    if condition is not None or isinstance(found, str):
        name = condition or "no_person"
        yield Turned(line.span(line.chunks[at]), name, CONDITIONS[name])
        return
    yield from _drafts(line, found, at=at)


def _tells_already(line: Line, at: int, *, told: list[Draft]) -> bool:
    """ "has left Acme to join Bolt" is one departure, told by its first word."""
    return any(draft.trigger.start < line.sentence.start + line.chunks[at].start for draft in told)


# --- from party and trigger to drafts ------------------------------------------------------------


def _drafts(line: Line, party: Party, *, at: int) -> Iterator[Draft]:
    """One draft for each person of the party, or one for the role alone."""
    if party.first_person and (who := speaker(line, at)) is not None:
        party = Party(people=(who,), first_person=True)
    if not party.people:
        yield _draft(line, party, at=at, person=_topic(line, party))
        return
    for person in party.people:
        alone = replace(party, people=(person,))
        yield _draft(line, alone, at=at, person=line.span(line.chunks[person]))


def _topic(line: Line, party: Party) -> Span | None:
    return line.scene.topic_person if party.pronoun is not None and not party.first_person else None


def _draft(line: Line, party: Party, *, at: int, person: Span | None) -> Draft:
    trigger = line.chunks[at]
    frame = frame_of(line, at)
    left = organization(line, party, at=at)
    left_on = find_left_on(line, at)
    status, marker = _status(line, party, at=at, left=left)
    role = slots.role(line, party, at=at)
    supplement = _is_supplement(line, party, at=at)
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
        destination=_destination(line, at, left=left, frame=frame),
        successor=slots.successor(line, party),
        reason=slots.reason(line, at),
        background=_is_background(line, party, at=at, left_on=left_on),
        strength=_strength(line, party, at=at),
        supplement=supplement,
    )


def _is_supplement(line: Line, party: Party, *, at: int) -> bool:
    """ "She joins Acme" and "she will be succeeded by X" only add to what is told elsewhere."""
    frame = frame_of(line, at)
    if frame == "follow":
        return True
    if frame != "join":
        return False
    if is_move(line, party, at=at):
        return False
    return joined_from(line, at) is None or _is_told_as_hire(line, party, at=at)


def _destination(line: Line, at: int, *, left: Span | None, frame: str) -> Span | None:
    if frame in {"poach", "hire"}:
        actor = [i for i in range(at) if line.kind(i) in {"organization", "name"}]
        return line.span(line.chunks[actor[-1]]) if actor else None
    if frame == "join":
        found = employer_at(line, at + 1)
        return line.span(line.chunks[found.index]) if found and found.index is not None else None
    return slots.destination(line, at, left=left)


def _status(
    line: Line, party: Party, *, at: int, left: Span | None
) -> tuple[Status | None, Span | None]:
    negation = _negation(line, at)
    if frame_of(line, at) == "stay":
        return Status.DENIED, line.span(line.chunks[at])
    if negation is not None:
        return Status.DENIED, negation
    status, marker = find_status(line, at, left=left)
    if status is None and (party.first_person or _say_so(line, party, at=at)):
        return Status.CONFIRMED, None
    if status is None and line.sentence.text.rstrip().endswith("?"):
        return Status.RUMOURED, None
    return status, marker


def _say_so(line: Line, party: Party, *, at: int) -> bool:
    """ "Friday was her last day, X said": the word of the one who leaves, after the news."""
    who = speaker(line, at)
    return who is not None and who > at and who in party.people


def _negation(line: Line, at: int) -> Span | None:
    """The "not" right before the trigger, with helping words between at the most."""
    if line.low(at + 1) in _WILLINGLY:  # "did not leave voluntarily"
        return None
    step = at - 1
    while step >= 0 and not line.marked(step, "negation"):
        if line.low(step) not in HELPERS and line.kind(step) not in {"person", "name"}:
            return None
        step -= 1
    chunk = line.chunks[max(step, 0)]
    hits = [hit for hit in line.hits.of("negation") if hit.start <= chunk.start < hit.end]
    names_between = any(line.kind(i) in {"person", "name"} for i in range(step + 1, at))
    if not hits or (names_between and hits[0].term.text not in {"neither", "nor"}):
        return None
    return line.span_of(hits[0].start, hits[0].end)


def _is_unplanned(line: Line, at: int) -> bool:
    """ "has no plans to leave", "does not intend to": nothing happens, unless a claim is denied."""
    negation = _negation(line, at)
    if negation is None or line.hits.of("denied"):
        return False
    start = negation.start - line.sentence.start
    return _PLAN.search(line.sentence.text, start, line.chunks[at].start) is not None


def _is_background(line: Line, party: Party, *, at: int, left_on: Span | None) -> bool:
    """Whether the departure is told as somebody's past: "who left Acme", "after leaving Acme"."""
    if is_old(left_on, line.scene.published_on):
        return True
    if line.hits.of("retrospect") or line.low(0) in STORY:
        return True
    if line.low(at - 1) in BACK and line.chunks[at].low.endswith("ing"):
        return True
    if "had" in {line.low(at - 1), line.low(at - 2)} and not _SAID.search(line.sentence.text):
        return True
    if party.via != "relative":
        return False
    past = line.chunks[at].low in {"left", "quit"} or line.chunks[at].low.split()[0].endswith("ed")
    ahead = line.low(at - 1) in {"is", "will", "to"}
    return past and not ahead and not _RECENT.search(line.sentence.text)


def _is_told_as_hire(line: Line, party: Party, *, at: int) -> bool:
    """Whether the news is the new job and the old one only where somebody comes from: "joins from
    Acme", "joins Bolt from Acme as CTO", "Bolt names X as CTO; she joins …"."""
    if line.low(at + 1) == "from" or party.pronoun is not None:
        return True
    after = [line.low(index) for index in range(at + 1, clause_end(line, at))]
    as_role = [i for i, low in enumerate(after) if low == "as" and names_role(line, at + i + 2)]
    return bool(as_role) and "after" not in after[: as_role[0]]


def _strength(line: Line, party: Party, *, at: int) -> float:
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
