"""Parties of an English clause: people and roles on the line, and the words that belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.language.line_en import Line
from monitor.language.vocabulary_en import ADJECTIVES, BLOCKERS, DETERMINERS, FIELDS
from monitor.language.wordlist import words

_NUMBERS = words("two three four five six seven eight nine ten")
_PARTS = words(
    """
    board quarter half third percent % most many majority thousands hundreds dozens some one
    couple two three several number team all
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """The one, or those, that a clause speaks of, as places on the line.

    ``people`` may be several ("A and B leave"); ``role`` stands alone when nobody is named.
    ``far``: not next to the verb, so less sure.
    """

    people: tuple[int, ...] = ()
    role: int | None = None
    pronoun: int | None = None
    via: Literal["near", "relative", "aside", "far"] = "near"
    first_person: bool = False
    staff: bool = False

    @property
    def first(self) -> int | None:
        """Where the party stands."""
        return self.people[0] if self.people else self.role


def is_possessor(line: Line, index: int) -> bool:
    """Whether something of the party follows: "X's memo"."""
    return line.kind(index + 1) == "possessive"


def is_subject(line: Line, index: int) -> bool:
    """Whether a person stands there who may do something."""
    return line.kind(index) == "person" and not is_possessor(line, index)


def is_partitive(line: Line, index: int) -> bool:
    """ "a quarter of its scientists", "one of its founders", "the board of directors"."""
    step = index - 1
    while line.low(step) in DETERMINERS or line.kind(step) in {"organization", "possessive"}:
        step -= 1
    if line.low(step) in _NUMBERS and line.low(step - 1) == "in":  # "one in five researchers"
        return True
    return line.low(step) == "of" and line.low(step - 1) in _PARTS


def before_party(line: Line, index: int, *, low: int) -> int:
    """The place before a person or role and the words that describe it."""
    step = index - 1
    while step >= low:
        chunk = line.chunks[step]
        describes = chunk.kind in {"role", "organization", "possessive", "number"} or (
            chunk.kind == "name" and line.kind(step + 1) in {"role", "possessive", "person"}
        )
        if not describes and chunk.low not in DETERMINERS | FIELDS | ADJECTIVES | {"former", "ex"}:
            return step
        step -= 1
    return step


def is_blocked(line: Line, index: int, *, low: int) -> bool:
    """Whether a word before the party makes it somebody else than the subject: "with X"."""
    before = before_party(line, index, low=low)
    if before < low:
        return False
    return line.low(before) in BLOCKERS or line.kind(before) == "trigger"


def group(line: Line, last: int, *, low: int) -> tuple[int, ...]:
    """The people of "A, B, and C", whose last is given, in order."""
    people = [last]
    joined = False
    index = before_party(line, last, low=low)
    while index > low:
        if line.low(index) in {"and", "&", "nor"}:
            joined = True
            index -= 1
            if line.low(index) == ",":
                index -= 1
        elif line.low(index) == "," and (joined or _is_plural_row(line, index)):
            index -= 1
        else:
            break
        person = _person_ending(line, index, low=low)
        if person is None:
            break
        people.insert(0, person)
        index = before_party(line, person, low=low)
    return tuple(people)


def _is_plural_row(line: Line, comma: int) -> bool:
    """ "co-founders X, Y leave": a headline saves the "and"."""
    return line.kind(comma - 2) == "role" and line.low(comma - 2).endswith("s")


def _person_ending(line: Line, index: int, *, low: int) -> int | None:
    """The person at ``index``, or before the role in commas that ends there."""
    if line.kind(index) == "person":
        return index
    step = index
    while step > low and line.kind(step) in {"role", "organization", "possessive", "name"}:
        step -= 1
    if step < index and line.low(step) == "," and line.kind(step - 1) == "person":
        return step - 1
    return None


def role_party(line: Line, role: int, *, low: int) -> Party:
    """A role alone, unless the person it belongs to stands before a comma or an "and"."""
    before = before_party(line, role, low=low)
    if line.low(before) in {"and", "&", "nor"} and line.kind(before - 1) == "person":
        return Party(people=group(line, before - 1, low=low))  # "X and two other researchers"
    if line.low(before) == "," and line.kind(before - 1) == "person":
        return Party(people=group(line, before - 1, low=low))
    return Party(role=role, staff=is_partitive(line, role))
