"""Who does what in an English sentence: the subject and the object of a trigger.

Everything is found by walking along the line from the trigger, as a reader's eye would: back over
helping words to the one who acts, or on to the one acted upon.
"""

from __future__ import annotations

from monitor.language.line_en import Line
from monitor.language.parties_en import (
    Party,
    group,
    is_blocked,
    is_partitive,
    is_possessor,
    is_subject,
    role_party,
)
from monitor.language.vocabulary_en import (
    ADJECTIVES,
    DETERMINERS,
    FIELDS,
    FIRST_PERSON,
    HELPERS,
    OF,
    PRONOUNS,
    RELATIVES,
    STAFF,
    UNITS,
)
from monitor.language.wordlist import words

_BREAKS = words(
    """
    while when because but although though whereas where if before until unless once since
    """
)
_AFTER_ROLE = words(
    """
    at of for in from after amid over and on to following but while with by effective before
    this last next today yesterday citing role post position
    """
)


def clause_start(line: Line, at: int) -> int:
    """Where the clause of the chunk begins."""
    for index in range(at - 1, -1, -1):
        low = line.low(index)
        if low in _BREAKS or low in {";", ":", "|"} or _is_dash(line, index):
            return index + 1
        if low == "as" and not names_role(line, index + 1):
            return index + 1
    return 0


def clause_end(line: Line, at: int) -> int:
    """Where the clause of the chunk ends: the index of the first chunk outside."""
    for index in range(at + 1, len(line.chunks)):
        low = line.low(index)
        if low in {";", "|"} or low in {"while", "because", "but", "although", "though", "whereas"}:
            return index
        if _is_dash(line, index):
            return index
    return len(line.chunks)


def _is_dash(line: Line, index: int) -> bool:
    if line.low(index) != "-" or index + 1 >= len(line.chunks) or index == 0:
        return False
    return line.chunks[index - 1].end < line.chunks[index].start


def names_role(line: Line, index: int) -> bool:
    """Whether "as" goes on with a role: "as CEO", "as its Acme chief"."""
    for step in range(index, min(index + 4, len(line.chunks))):
        if line.kind(step) == "role":
            return line.kind(step + 1) != "word" or line.low(step + 1) in _AFTER_ROLE
        if line.kind(step) in {"trigger", "mark", "person"}:
            return False
    return False


def subject_of(line: Line, at: int) -> Party | None:
    """The one who does what the chunk at ``at`` says; ``None`` if nobody fit is in the clause."""
    low = clause_start(line, at)
    index = _skip_back(line, at - 1, low=low)
    if index < low:
        return None
    word = line.low(index)
    if word in RELATIVES:
        return _antecedent(line, index)
    if word in PRONOUNS:
        return _meant(line, index)
    if word in FIRST_PERSON:
        return Party(first_person=True, pronoun=index)
    found = _across_aside(line, index, low=low) if word == "," else _near(line, index, low=low)
    return found or _far(line, index, low=low)


def _skip_back(line: Line, index: int, *, low: int) -> int:
    while index >= low:
        chunk = line.chunks[index]
        helps = chunk.low in HELPERS or line.marked(
            index, "rumour", "confirmed", "denied", "negation"
        )
        if chunk.kind == "possessive":  # "it's", but not "Acme's"
            helps = line.low(index - 1) in PRONOUNS | {"it", "who", "that"}
        if chunk.kind not in {"word", "possessive"} or not (
            helps or line.marked(index, "hypothetical")
        ):
            return index
        index -= 1
    return index


def _antecedent(line: Line, who: int) -> Party | None:
    """The name or role that "who" stands for."""
    index = who - 1
    if line.low(index) == ",":
        index -= 1
    low = max(0, who - 10)
    found = _near(line, index, low=low)
    if found is None:
        return None
    return Party(people=found.people, role=found.role, via="relative", staff=found.staff)


def _meant(line: Line, pronoun: int) -> Party:
    """Whom "he" or "she" means: the first person of the sentence, or else the topic."""
    people = [i for i in range(pronoun) if is_subject(line, i)]
    if people:
        return Party(people=(people[0],), pronoun=pronoun)
    if line.kind(0) == "name" and line.low(1) in {",", "said", "says", "told", "denied"}:
        return Party(people=(0,), pronoun=pronoun)  # a surname alone opens the sentence
    roles = [i for i in range(pronoun) if line.kind(i) == "role"]
    if roles and line.scene.topic_person is None:
        return Party(role=roles[0])
    return Party(pronoun=pronoun)


def _near(line: Line, index: int, *, low: int) -> Party | None:
    """The party whose words end at ``index``: "X, of Acme", "head of research"."""
    if line.low(index) == ")":
        index = _before_parenthesis(line, index, low=low)
    step = index
    while step >= low:
        chunk = line.chunks[step]
        if chunk.kind == "person" and not is_possessor(line, step):
            return (
                None
                if is_blocked(line, step, low=low)
                else Party(people=group(line, step, low=low))
            )
        if chunk.kind == "role":
            return None if is_blocked(line, step, low=low) else role_party(line, step, low=low)
        if chunk.low in STAFF or is_partitive(line, step):
            return Party(staff=True)
        passable = chunk.kind in {"organization", "name", "possessive", "number", "person"}
        if not passable and chunk.low not in OF | DETERMINERS | FIELDS | ADJECTIVES | UNITS:
            return None
        step -= 1
    return None


def _before_parenthesis(line: Line, index: int, *, low: int) -> int:
    while index > low and line.low(index) != "(":
        index -= 1
    return index - 1


def _across_aside(line: Line, comma: int, *, low: int) -> Party | None:
    """ "X, head of R at Acme, has left" and "Acme's head of R, X, has left"."""
    people = [i for i in range(low, comma) if is_subject(line, i)]
    if people:
        return Party(people=group(line, _last_of_group(line, people), low=low), via="aside")
    roles = [i for i in range(low, comma) if line.kind(i) == "role"]
    return Party(role=roles[0], via="aside") if roles else None


def _last_of_group(line: Line, people: list[int]) -> int:
    """The last of "A, B and C, all of Acme," given all the people before the comma."""
    last = people[0]
    for person in people[1:]:
        between = [line.low(i) for i in range(last + 1, person) if line.kind(i) != "role"]
        if between and set(between) <= {",", "and", "&"}:
            last = person
        else:
            break
    return last


def _far(line: Line, index: int, *, low: int) -> Party | None:
    """The first person of the clause, or else its first role."""
    for step in range(low, index + 1):
        if is_subject(line, step) and not is_blocked(line, step, low=low):
            return Party(people=group(line, step, low=low), via="far")
    for step in range(low, index + 1):
        if line.kind(step) == "role" and not is_blocked(line, step, low=low):
            return Party(role=step, via="far")
    if any(line.low(step) in STAFF for step in range(low, index + 1)):
        return Party(staff=True, via="far")
    return None


def object_of(line: Line, at: int) -> Party | None:
    """The one to whom the chunk at ``at`` is done: "Acme fires its longtime research chief X"."""
    strange = 0
    for index in range(at + 1, min(at + 10, len(line.chunks))):
        chunk = line.chunks[index]
        if chunk.kind == "person" and not is_possessor(line, index):
            return Party(people=_following_group(line, index))
        if chunk.kind == "role":
            if line.kind(index + 1) == "person":
                continue
            if line.low(index + 1) == "," and line.kind(index + 2) == "person":
                return Party(people=(index + 2,))
            return Party(role=index, staff=is_partitive(line, index))
        if chunk.low in STAFF:
            return Party(staff=True)
        if chunk.kind in {"organization", "name", "possessive", "person"}:
            continue
        if chunk.low in DETERMINERS | FIELDS | ADJECTIVES | {
            "one",
            "of",
            "former",
            "with",
            "away",
        }:
            continue
        strange += 1
        if chunk.kind in {"mark", "trigger"} or strange > 1 or chunk.kind == "word":
            return None
    return None


def _following_group(line: Line, first: int) -> tuple[int, ...]:
    people = [first]
    index = first + 1
    while line.low(index) in {",", "and", "&"}:
        while line.low(index) in {",", "and", "&"} or line.kind(index) in {"role", "organization"}:
            index += 1
        if line.kind(index) != "person" or line.kind(index + 1) in {"trigger", "possessive"}:
            break
        people.append(index)
        index += 1
    return (
        tuple(people)
        if len(people) == 1 or "and" in _words(line, first, last=people[-1])
        else (first,)
    )


def _words(line: Line, first: int, *, last: int) -> list[str]:
    return [line.low(index) for index in range(first, last + 1)]
