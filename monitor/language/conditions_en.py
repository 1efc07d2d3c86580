"""Conditions that every trigger has to meet, whoever leaves, and their names."""

from __future__ import annotations

import re

from monitor.language import slots_en as slots
from monitor.language.clauses_en import clause_start
from monitor.language.employers_en import employer_at
from monitor.language.lexicon import Hit
from monitor.language.line_en import Line
from monitor.language.parties_en import Party
from monitor.language.vocabulary_en import OF
from monitor.language.wordlist import words

CONDITIONS = {
    "no_person": "nobody who could leave is named, nor a role",
    "object": "what is left is no organization",
    "place": "what is left is a place",
    "absence": "a leave of absence is no departure",
    "unnamed_staff": "staff without names: a layoff or a statistic",
    "office": "an office of state, of the stage or of sport",
    "hypothetical": "a condition, a demand or a threat, not a fact",
    "question": "only asked",
    "negated": "said not to be planned, which denies nothing that was claimed",
    "first_person": "somebody's own story without a role or a known organization",
    "no_organization_left": "the organization that is left is not said",
    "joining_only": "somebody joins, and leaves nothing",
    "told": "belongs to a departure that the sentence tells with another word",
    "minor_role": "nobody is named, and the role leads nothing",
    "no_successor": "nobody is named who follows",
}
_QUESTION = words("is are was will did does do should could can has have would who what")
_SPEAKS = words("said says wrote writes posted tweeted told announced")
_FEW = words("two three four five six seven eight nine ten several multiple top senior key")
_REPORTED = re.compile(
    r"\b(?:said|says|announced|told|confirmed|revealed)\b[^.;]*\b(?:he|she|they|[A-Z]\w+) would\b"
)
_RATHER = re.compile(r"\b(?:before \w+ing|rather than|sooner than|if|unless|than \w+)\b")
# Experts whose going is news even when nobody gives their name.
_TELLING_EXPERTS = re.compile(
    r"\b(?:researchers?|scientists?|pioneer|architect|fellow|luminary|lieutenant)\b"
    r"|\b(?:top|senior|star|lead|chief|head|key|principal|distinguished)\b"
)
# Titles that begin so tell a story, not news.
STORY = words("why how what when ep ep. podcast remembering inside")
# Before "resigning as …": holding office, not leaving it.
LEADING = words("leading running heading overseeing managing being serving")


def failed(line: Line, party: Party, *, at: int) -> str | None:
    """The first condition that the party and its trigger fail; ``None`` if they meet them all."""
    if party.staff:
        return "unnamed_staff"
    if _is_office(line, party, at=at):
        return "office"
    if is_hypothetical(line, at):
        return "hypothetical"
    if _is_question(line):
        return "question"
    if party.first_person and speaker(line, at) is None:
        return None if _is_own_news(line, party, at=at) else "first_person"
    if party.first is None and not party.first_person:
        return None if line.scene.topic_person else "no_person"
    if not party.people and party.role is not None and not _leads(line, party.role):
        return "minor_role"
    return None


def _is_office(line: Line, party: Party, *, at: int) -> bool:
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


def is_hypothetical(line: Line, at: int) -> bool:
    """Whether "if", "would", "calls for" or their like govern the trigger."""
    first = line.chunks[max(clause_start(line, at) - 1, 0)].start
    hits = line.hits.within(first, line.chunks[at].start, "hypothetical")
    return any(_governs(line, hit, at=at) for hit in hits)


def _governs(line: Line, hit: Hit, *, at: int) -> bool:
    """A condition reaches over commas, a demand does not, and a modal stands near its verb."""
    trigger = line.chunks[at]
    if hit.has("condition"):
        return True
    if "," in line.sentence.text[hit.end : trigger.start]:
        return False
    if not hit.has("modal"):
        return True
    if hit.term.text in {"would", "'d"} and _is_reported(line, trigger.end):
        return False
    return hit.end > line.chunks[max(at - 4, 0)].start


def _is_reported(line: Line, after: int) -> bool:
    """ "said she would leave" is the past of "she will"; "would leave before …" is no promise."""
    text = line.sentence.text
    return bool(_REPORTED.search(text)) and not _RATHER.search(text[after : after + 40])


def _is_question(line: Line) -> bool:
    asks = line.sentence.text.rstrip("\"') ").endswith("?")
    return asks and line.low(0) in _QUESTION


def _is_own_news(line: Line, party: Party, *, at: int) -> bool:
    """ "I'm leaving" counts with a watched organization, or a leading role that ends."""
    if line.low(0) in STORY or (party.pronoun is not None and line.low(party.pronoun) == "we"):
        return False
    left = employer_at(line, at + 1)
    if left and left.index is not None and _is_employer(line, left.index):
        return at > 0 and line.kind(at - 1) != "mark" and line.low(at - 1) != "and"
    if line.low(at + 1) == "from" and line.low(at + 2) in LEADING:
        return True
    role = slots.role(line, Party(first_person=True), at=at)
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


def speaker(line: Line, at: int) -> int | None:
    """Who says "I": "…, X wrote in a post", "X: …"."""
    if line.kind(0) == "person" and line.low(1) in {":", "("}:
        return 0
    for index, chunk in enumerate(line.chunks):
        if chunk.kind == "person" and (
            line.low(_after_aside(line, index)) in _SPEAKS
            or (index > at and line.low(index - 1) in _SPEAKS)
        ):
            return index
    return None


def _after_aside(line: Line, person: int) -> int:
    """The place after a person and what is said of them in commas: "X, head of speech, said"."""
    index = person + 1
    if line.low(index) != ",":
        return index
    while line.kind(index + 1) in {"role", "organization", "name"} or line.low(index + 1) in OF:
        index += 1
    return index + 2 if line.low(index + 1) == "," else person + 1
