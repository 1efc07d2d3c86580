"""The compiled watch list: who and what is known by name, found in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import ahocorasick_rs

from monitor.language.text import is_whole, lower, normalise
from monitor.model import Expression, Organization, Person, Role


@dataclass(frozen=True, slots=True)
class Mention:
    """A watched name in a text: ``text[start:end]``. ``product``: the name is a product's, which
    stands for its maker."""

    start: int
    end: int
    kind: Literal["person", "organization"]
    id: str
    product: bool = False


class Watch:
    """People, organizations, roles and expressions that the configuration names.

    It is built from plain values, which travel to another process where it is built again.
    """

    def __init__(
        self,
        *,
        people: Iterable[Person] = (),
        organizations: Iterable[Organization] = (),
        roles: Iterable[Role] = (),
        expressions: Iterable[Expression] = (),
    ) -> None:
        self.people = {person.id: person for person in people}
        self.organizations = {organization.id: organization for organization in organizations}
        self.roles = tuple(roles)
        self.expressions = tuple(expressions)
        self._terms = list(self._gather())
        self._automaton = ahocorasick_rs.AhoCorasick([term for term, _ in self._terms])
        self._family = lru_cache(maxsize=None)(self._ancestors)

    def _gather(self) -> Iterator[tuple[str, tuple[Literal["person", "organization"], str, bool]]]:
        for person in self.people.values():
            for name in person.names:
                yield normalise(name).text.lower(), ("person", person.id, False)
        for organization in self.organizations.values():
            for name in organization.names:
                yield normalise(name).text.lower(), ("organization", organization.id, False)
            for name in organization.products:
                yield normalise(name).text.lower(), ("organization", organization.id, True)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The watched names in ``text`` (normal form), leftmost and longest first, not overlapping.

        Latin names match whole words, Han names anywhere; letter case does not count.
        """
        lowered = lower(text)
        hits = self._automaton.find_matches_as_indexes(lowered, overlapping=True)
        whole = [hit for hit in hits if is_whole(lowered, hit[1], hit[2])]
        found: list[Mention] = []
        for index, start, end in sorted(whole, key=lambda hit: (hit[1], -hit[2])):
            if not found or start >= found[-1].end:
                kind, identity, product = self._terms[index][1]
                found.append(Mention(start, end, kind, identity, product))
        return tuple(found)

    def family(self, organization_id: str) -> tuple[str, ...]:
        """The organization, its parent, and so on up to the root. Unknown ids stand alone."""
        return self._family(organization_id)

    def root(self, organization_id: str) -> str:
        """The organization at the top of the family."""
        return self.family(organization_id)[-1]

    def is_ai(self, organization_id: str) -> bool:
        """Whether the organization, or any above it, is marked as being about AI."""
        known = (self.organizations.get(member) for member in self.family(organization_id))
        return any(member.ai for member in known if member)

    def aliases(self, organization_id: str) -> tuple[str, ...]:
        """Every name of the organization and of those above it, the canonical one first."""
        known = (self.organizations.get(member) for member in self.family(organization_id))
        return tuple(dict.fromkeys(name for member in known if member for name in member.names))

    def _ancestors(self, organization_id: str) -> tuple[str, ...]:
        members = [organization_id]
        while (known := self.organizations.get(members[-1])) and known.parent:
            if known.parent in members:
                break
            members.append(known.parent)
        return tuple(members)
