"""Word lists, compiled once into one automaton and found in one pass over a text.

A `Term` is a word with what it does: its ``sort`` ("trigger", "role", "rumour" …) and ``notes``
for the grammar that asked for it. `Lexicon.hits` gives the terms of a text by sort. The lists
themselves are data: `lexicon_zh` and `lexicon_en`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from monitor.language.text import is_whole, lower, normalise
from monitor.model import Kind
from monitor.watch import Watch


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase in normal form, letter case apart.

    ``strength`` between 0 and 1 says how far the word alone can be trusted to mean its sort.
    ``notes`` are marks that only the grammar of its language reads.
    """

    text: str
    sort: str
    kind: Kind = Kind.DEPARTED
    strength: float = 1.0
    notes: frozenset[str] = frozenset()


def terms(
    sort: str,
    listing: str,
    *notes: str,
    kind: Kind = Kind.DEPARTED,
    strength: float = 1.0,
) -> tuple[Term, ...]:
    """Terms that share all but their text; ``listing`` parts them by white space, and an
    underscore stands for a space within one."""
    marks = frozenset(notes)
    return tuple(
        Term(text.replace("_", " "), sort, kind, strength, marks) for text in listing.split()
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A term in a text: ``text[start:end]``."""

    start: int
    end: int
    term: Term

    def has(self, note: str) -> bool:
        """Whether the term carries the note."""
        return note in self.term.notes


class Hits:
    """The terms of one text, each sort from left to right and without overlaps within it."""

    __slots__ = ("_sorts",)

    def __init__(self, sorts: dict[str, tuple[Hit, ...]]) -> None:
        self._sorts = sorts

    def of(self, *sorts: str) -> tuple[Hit, ...]:
        """The hits of the sorts, in the order of the text."""
        if len(sorts) == 1:
            return self._sorts.get(sorts[0], ())
        found = (hit for sort in sorts for hit in self._sorts.get(sort, ()))
        return tuple(sorted(found, key=lambda hit: (hit.start, hit.end)))

    def within(self, start: int, end: int, *sorts: str) -> tuple[Hit, ...]:
        """The hits of the sorts that lie wholly in ``start:end``."""
        return tuple(hit for hit in self.of(*sorts) if start <= hit.start and hit.end <= end)

    def without(self, spans: Iterable[tuple[int, int]]) -> Hits:
        """These hits less those that overlap one of the spans: no word is read inside a name."""
        taken = tuple(spans)
        if not taken:
            return self
        return Hits(
            {sort: tuple(h for h in hits if _free(h, taken)) for sort, hits in self._sorts.items()}
        )

    def __bool__(self) -> bool:
        return any(self._sorts.values())

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.of(*self._sorts))


class Lexicon:
    """Terms compiled for one pass; Latin terms match whole words, Han terms anywhere."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._automaton = ahocorasick_rs.AhoCorasick([lower(term.text) for term in self.terms])

    def hits(self, text: str) -> Hits:
        """The terms in ``text`` (normal form): of each sort the leftmost and longest."""
        return Hits({sort: tuple(hits) for sort, hits in self._longest(lower(text)).items()})

    def found(self, text: str) -> bool:
        """Whether any term stands in ``text``: the cheap question before the dear ones."""
        return bool(self._raw(lower(text)))

    def _longest(self, lowered: str) -> dict[str, list[Hit]]:
        sorts: dict[str, list[Hit]] = {}
        for start, end, term in sorted(self._raw(lowered), key=lambda raw: (raw[0], -raw[1])):
            hits = sorts.setdefault(term.sort, [])
            if not hits or start >= hits[-1].end:
                hits.append(Hit(start, end, term))
        return sorts

    def _raw(self, lowered: str) -> list[tuple[int, int, Term]]:
        matches = self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        return [
            (start, end, self.terms[index])
            for index, start, end in matches
            if is_whole(lowered, start, end)
        ]


@lru_cache(maxsize=16)
def extended(lexicon: Lexicon, watch: Watch) -> Lexicon:
    """The lexicon with the roles and expressions of the watch list; compiled once for each pair.

    Roles become terms of sort "role", with the note "leader" if they lead; expressions become
    terms of sort "trigger", with the notes "weak" and "exit" if they need an organization as
    their object. What the lexicon knows already stays as it is there.
    """
    known = {(lower(term.text), term.sort) for term in lexicon.terms}
    added = [t for t in _of_watch(watch) if (lower(t.text), t.sort) not in known]
    return Lexicon((*lexicon.terms, *added)) if added else lexicon


def _of_watch(watch: Watch) -> Iterator[Term]:
    for role in watch.roles:
        notes = frozenset({"leader"} if role.leader else ())
        yield Term(normalise(role.name).text, "role", notes=notes)
    for expression in watch.expressions:
        notes = frozenset(() if expression.strong else {"weak", "exit"})
        strength = 1.0 if expression.strong else 0.5
        text = normalise(expression.text).text
        yield Term(text, "trigger", expression.kind, strength, notes)


def _free(hit: Hit, spans: tuple[tuple[int, int], ...]) -> bool:
    return all(hit.end <= start or hit.start >= end for start, end in spans)
