"""Who leaves, by the frame of the trigger: the one who acts, or the one acted upon.

Each reader of a frame returns the party that leaves, or the name of the first condition that the
trigger failed (`CONDITIONS` says it in words).
"""

from __future__ import annotations

from collections.abc import Callable

from monitor.language.clauses_en import clause_end, clause_start, object_of, subject_of
from monitor.language.conditions_en import LEADING, speaker
from monitor.language.employers_en import belongs_to, employer_at, same
from monitor.language.line_en import Line, is_place
from monitor.language.names_en import is_common
from monitor.language.parties_en import Party
from monitor.language.vocabulary_en import (
    BE,
    CONTINUATIONS,
    DETERMINERS,
    FIELDS,
    NO_ORGANIZATION,
    PLATFORMS,
    POSSESSIVE_PRONOUNS,
    POSTS,
    STAFF,
)
from monitor.language.wordlist import words
from monitor.model import Kind

Found = Party | str


_LEAVE_NOUN = words(
    """
    of on medical sick parental maternity paternity sabbatical paid unpaid annual garden
    gardening administrative family takes take took taking shore
    """
)
_MANNER = words(
    """
    abrupt sudden planned impending imminent upcoming recent surprise shock possible rumored
    rumoured reported pending unexpected high-profile eventual forced own latest quiet brief
    swift messy dramatic quick
    """
)
# Before a gerund these put it into the past of what the sentence tells.
BACK = words("after since before on upon following when")


def go(line: Line, at: int) -> Found:
    """ "X resigns", "Acme's CEO steps down"; not "steps down from presenting"."""
    after = line.low(at + 2)
    doing = after.endswith("ing") and after not in LEADING and line.kind(at + 2) == "word"
    if line.low(at + 1) == "from" and doing:
        return "object"
    found = subject_of(line, at) or _bare_subject(line, at)
    return found or _dangling(line, at) or _own(line, at) or "no_person"


def leave(line: Line, at: int) -> Found:
    """ "X leaves Acme", "X leaves after a year"; not "leaves beta", nor "a leave of absence"."""
    trigger = line.chunks[at]
    if trigger.low == "left" and line.low(at - 1) in {",", "("} and line.low(at + 1) in {",", ")"}:
        return "object"  # of a picture: "X, left, and Y"
    if trigger.low == "leave" and (line.low(at - 1) in _LEAVE_NOUN or line.low(at + 1) == "of"):
        return "absence"
    if trigger.low in {"exit", "exits"} and _is_noun(line, at):
        return noun(line, at)
    if (failed := _licence(line, at)) is not None:
        return failed
    found = subject_of(line, at) or _dangling(line, at) or _own(line, at)
    if found and found.via == "far" and line.kind(at + 1) in {"", "mark"}:
        return "no_person"  # "the radical left, which …"
    if found and _is_only_platform(line, at, party=found):
        return "object"
    return found or "no_person"


def _is_only_platform(line: Line, at: int, *, party: Party) -> bool:
    """Whether a service is left by somebody who is said to be of another organization."""
    left = employer_at(line, at + 1)
    if left is None or left.index is None or line.low(left.index) not in PLATFORMS:
        return False
    theirs = belongs_to(line, party)
    return theirs is not None and not same(theirs, line.span(line.chunks[left.index]))


def retire(line: Line, at: int) -> Found:
    """ "X retires after ten years"; not "retires its oldest model"."""
    if at + 1 < len(line.chunks) and line.low(at + 1) not in CONTINUATIONS:
        return "object"
    return subject_of(line, at) or "no_person"


def oust(line: Line, at: int) -> Found:
    """ "the board ousts X", "X is ousted", "X fired from Acme"."""
    low = line.chunks[at].low
    participle = low.endswith("ed") or low in {"forced out", "pushed out", "let go", "laid off"}
    if participle and _is_feared(line, at):
        return "hypothetical"
    if participle and _is_passive(line, at):
        return subject_of(line, at) or _bare_subject(line, at) or "no_person"
    victim = None if low.endswith((" from", " as", " of")) else object_of(line, at)
    if victim is not None and _is_removed(line, at, victim=victim):
        return victim
    if participle and _ends_or_goes_on(line, at + 1):
        found = subject_of(line, at)
        return found if found and found.via != "far" else "no_person"
    return "no_person"


def _is_removed(line: Line, at: int, *, victim: Party) -> bool:
    """Things are removed every day; a person is "removed as" or "from" something."""
    if not line.chunks[at].has("as"):
        return True
    return bool(victim.people) and line.low(victim.people[-1] + 1) in {"as", "from"}


def lose(line: Line, at: int) -> Found:
    """ "Acme loses X to Bolt"."""
    victim = object_of(line, at)
    if victim is None or victim.first is None:
        return "no_person"
    end = min(clause_end(line, at), victim.first + 8)
    if line.low(at + 1) in POSSESSIVE_PRONOUNS:
        return victim
    if any(line.low(i) == "to" and employer_at(line, i + 1) for i in range(victim.first, end)):
        return victim
    return "no_person"


def part(line: Line, at: int) -> Found:
    """ "Acme parts ways with X", "X and Acme part ways"."""
    if line.low(at + 1) == "with" and (victim := object_of(line, at + 1)):
        return victim
    return subject_of(line, at) or "no_person"


def noun(line: Line, at: int) -> Found:
    """ "X's departure", "the resignation of X", "X announces his exit"."""
    step = at - 1
    while step >= 0 and _modifies(line, step):
        step -= 1
    if line.low(step) in POSSESSIVE_PRONOUNS:
        return subject_of(line, step) or _told_of_oneself(line, at) or Party(pronoun=step)
    if line.low(at).endswith(" of"):  # "X's firing of Y"
        return object_of(line, at) or "no_person"
    if line.kind(step) == "possessive":
        return _possessor(line, step - 1, at=at) or "no_person"
    if line.low(step) == "my":
        return Party(first_person=True)
    if line.low(step) in {"announces", "announced", "announcing"}:
        return subject_of(line, at) or "no_person"
    if line.low(at + 1) == "of" and (found := object_of(line, at + 1)):
        return found
    if line.kind(at - 1) == "role":
        return Party(role=at - 1)
    if line.kind(at - 1) == "person":
        return Party(people=(at - 1,))
    return "no_person"


def hire(line: Line, at: int) -> Found:
    """ "Acme hires Bolt's research chief X", "Acme hires X from Bolt"."""
    found = object_of(line, at)
    if found is None or found.first is None:
        return "no_person"
    inside = range(at + 1, found.first)
    if any(line.low(i) in {"former", "ex", "ex-"} or line.low(i).startswith("ex-") for i in inside):
        return "no_organization_left"
    if any(line.kind(i) in {"organization", "name"} for i in inside):
        return found
    for step in range(found.first + 1, min(found.first + 8, len(line.chunks))):
        if line.low(step) == "from" and (left := employer_at(line, step + 1)):
            return found if left.index is not None else "no_organization_left"
    return "no_organization_left"


def join(line: Line, at: int) -> Found:
    """ "X joins Acme from Bolt", "X joins Acme after ten years at Bolt"."""
    found = subject_of(line, at)
    if found is None or (found.first is None and found.pronoun is None):
        return "joining_only"
    return found


def follow(line: Line, at: int) -> Found:
    """ "X will be succeeded by Y"."""
    if line.low(at - 1) not in BE | {"to"} or object_of(line, at) is None:
        return "no_successor"
    return subject_of(line, at) or "no_person"


FRAMES: dict[str, Callable[[Line, int], Found]] = {
    "go": go,
    "leave": leave,
    "retire": retire,
    "oust": oust,
    "poach": oust,
    "lose": lose,
    "part": part,
    "noun": noun,
    "hire": hire,
    "join": join,
    "follow": follow,
    "stay": lambda line, at: subject_of(line, at) or "no_person",
}


def frame_of(line: Line, at: int) -> str:
    """The frame of the trigger at ``at``; an expression of the watch list goes or, if weak,
    leaves."""
    chunk = line.chunks[at]
    for note in chunk.term.notes if chunk.term else ():
        if note in FRAMES:
            return note
    return "leave" if chunk.has("weak") else "go"


def _licence(line: Line, at: int) -> str | None:
    """The condition that what follows "leave" fails, if it fails one."""
    index = at + 1
    if index >= len(line.chunks):
        return None
    first = line.chunks[index]
    if first.low in DETERMINERS | POSTS and any(
        line.low(step) in POSTS for step in range(index, min(index + 3, len(line.chunks)))
    ):
        return None
    if first.low in NO_ORGANIZATION or (
        line.low(index) in DETERMINERS and line.low(index + 1) in NO_ORGANIZATION
    ):
        return "object"
    if first.low == "by" and line.chunks[at].low == "left":  # "marks left by a tanker"
        return "object"
    if first.low in {"in", "on", "at", "with", "for", "to", "by"}:
        return _prepositional_licence(line, index)
    if first.low in CONTINUATIONS:
        return None
    employer = employer_at(line, index)
    if employer is not None:
        return _object_licence(line, employer.index)
    if first.kind in {"name", "organization"} and is_place(first):
        return "place"
    return "object"


def _object_licence(line: Line, index: int | None) -> str | None:
    """A name that only begins something else is no organization: "leaves Acme users"."""
    if index is None:
        return None
    chunk, after = (
        line.chunks[index],
        line.chunks[index + 1] if index + 1 < len(line.chunks) else None,
    )
    known = chunk.kind == "organization" or chunk.sure
    if after is not None and after.kind == "possessive":
        return None if line.low(index + 2) in POSTS else "object"
    if after is None or after.kind in {"mark", "trigger", "number"} or after.low in CONTINUATIONS:
        return None if known or not line.title_case or chunk.kind == "name" else "object"
    if chunk.kind == "organization" and after.kind == "word":
        return (
            "object" if after.low in STAFF | NO_ORGANIZATION or not is_common(after.low) else None
        )
    return None if chunk.id else "object"


def _prepositional_licence(line: Line, index: int) -> str | None:
    low, after = line.low(index), line.low(index + 1)
    if low == "for":
        leads = employer_at(line, index + 1) or after in {"a", "an", "another", "personal", "good"}
        return None if leads or after in {"rival", "rivals", "startup"} else "object"
    if low == "to":
        return (
            None
            if line.kind(index + 1) in {"word", "trigger"} and after not in DETERMINERS
            else "object"
        )
    if low == "with":
        return None if after in {"immediate", "him", "her", "a", "effect"} else "object"
    if low == "at":
        return (
            None if after in {"the", "month-end", "year-end", "end", "month", "year"} else "object"
        )
    return None


def _is_noun(line: Line, at: int) -> bool:
    before = line.low(at - 1)
    return (
        line.kind(at - 1) == "possessive"
        or before in POSSESSIVE_PRONOUNS | {"the", "an", "announces", "announced"} | _MANNER
        or line.low(at + 1) == "of"
    )


def _modifies(line: Line, index: int) -> bool:
    chunk = line.chunks[index]
    if chunk.kind in {"organization", "name"} and line.kind(index + 1) != "possessive":
        return True
    return chunk.low in _MANNER | FIELDS


def _told_of_oneself(line: Line, at: int) -> Party | None:
    """ "Friday was her last day at Acme, X said", where nobody else is spoken of; but "CEO X said"
    is an employer's word."""
    who = speaker(line, at) if line.scene.topic_person is None else None
    if who is None or who < at or line.chunks[who - 1].has("leader"):
        return None
    return Party(people=(who,))


def _possessor(line: Line, index: int, *, at: int) -> Party | None:
    """A surname alone may resign or be ousted; "Acme's exit" is more likely from a market."""
    kind, term = line.kind(index), line.chunks[at].term
    if kind == "person":
        return Party(people=(index,))
    if kind == "role":
        return Party(role=index)
    if kind == "name" and line.chunks[index].sure and term and term.kind is not Kind.DEPARTED:
        return Party(people=(index,))
    return None


def _is_feared(line: Line, at: int) -> bool:
    """ "fret over getting fired": a gerund after such a preposition is no event."""
    return line.low(at - 1) in {"getting", "being"} and line.low(at - 2) in {
        "over", "of", "about", "from", "for", "without", "despite", "like",
    }  # fmt: skip


def _is_passive(line: Line, at: int) -> bool:
    step = at - 1
    while step >= 0 and line.kind(step) == "word" and line.low(step).endswith("ly"):
        step -= 1
    if line.marked(step, "negation") if step >= 0 else False:
        step -= 1
    return line.low(step) in BE or line.low(at + 1) in {"by", "as", "from", "of"}


def _ends_or_goes_on(line: Line, index: int) -> bool:
    return index >= len(line.chunks) or line.low(index) in CONTINUATIONS


def _bare_subject(line: Line, at: int) -> Party | None:
    """A single capitalised word right before a verb that only people do: "Okafor resigns"."""
    step = at - 1
    while step > 0 and line.low(step) in BE | {"to", "has", "had", "will", "reportedly", "also"}:
        step -= 1
    if line.low(step) == ",":  # "Okafor, 44, resigned"
        step = clause_start(line, at)
        step = step if line.low(step + 1) == "," else at
    if line.kind(step) != "name" or step < clause_start(line, at):
        return None
    chunk = line.chunks[step]
    if not chunk.sure or is_place(chunk) or line.low(step - 1) in {"at", "of", "from", "in", "the"}:
        return None
    return Party(people=(step,))


def _dangling(line: Line, at: int) -> Party | None:
    """ "After leaving Acme, X …": the subject comes after the comma."""
    if line.low(at - 1) not in BACK or not line.low(at).split()[0].endswith("ing"):
        return None
    commas = [i for i in range(at, len(line.chunks)) if line.low(i) == ","]
    people = (
        [i for i in range(commas[0], len(line.chunks)) if line.kind(i) == "person"]
        if commas
        else []
    )
    return Party(people=(people[0],)) if people else None


def _own(line: Line, at: int) -> Party | None:
    """ "Resigning as Acme's CEO": a headline without a subject is the writer's own."""
    opens = at == 0 or line.kind(at - 1) == "mark" or line.low(at - 1) == "and"
    if line.chunks[at].low.split()[0].endswith("ing") and opens:
        return Party(first_person=True)
    return None
