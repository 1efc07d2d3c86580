"""What the files of watch/ say, read with all their mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.config.checks import (
    circles,
    claimed_twice,
    dangling,
    ids,
    unknown_subjects,
    used_twice,
)
from monitor.config.entries import (
    ExpressionEntry,
    OrganizationEntry,
    PersonEntry,
    RoleEntry,
    RuleEntry,
    WatchSettings,
)
from monitor.config.tables import Table, read_entry, read_top, tables_at
from monitor.errors import Mistake, RuleError
from monitor.match import Rule
from monitor.model import Expression, Organization, Person, Role

_ARRAYS = ("people", "organizations", "roles", "expressions", "rules")


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchTables:
    """The tables of all watch files together, by their sort."""

    people: tuple[Table, ...] = ()
    organizations: tuple[Table, ...] = ()
    roles: tuple[Table, ...] = ()
    expressions: tuple[Table, ...] = ()
    rules: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchList:
    """Who and what is watched."""

    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    roles: tuple[Role, ...] = ()
    expressions: tuple[Expression, ...] = ()


def watch_tables(documents: Sequence[Table], mistakes: list[Mistake]) -> WatchTables:
    """Gather the tables of ``documents`` in the order of the files."""
    for top in documents:
        read_top(WatchSettings, top, arrays=_ARRAYS, mistakes=mistakes)
    return WatchTables(
        **{
            key: tuple(table for top in documents for table in tables_at(top, key, mistakes))
            for key in _ARRAYS
        }
    )


def read_watch(tables: WatchTables, mistakes: list[Mistake]) -> WatchList:
    """The watch list; entries with mistakes are left out of it."""
    people = [read_entry(PersonEntry, table, mistakes) for table in tables.people]
    organizations = [
        read_entry(OrganizationEntry, table, mistakes) for table in tables.organizations
    ]
    roles = [read_entry(RoleEntry, table, mistakes) for table in tables.roles]
    expressions = [read_entry(ExpressionEntry, table, mistakes) for table in tables.expressions]
    return WatchList(
        people=tuple(entry.person() for entry in people if entry),
        organizations=tuple(entry.organization() for entry in organizations if entry),
        roles=tuple(entry.role() for entry in roles if entry),
        expressions=tuple(entry.expression() for entry in expressions if entry),
    )


def read_rules(
    tables: Iterable[Table], *, channels: tuple[str, ...], mistakes: list[Mistake]
) -> tuple[Rule, ...]:
    """The rules, compiled; ``channels`` are those of a rule that names none."""
    rules = []
    for table in tables:
        entry = read_entry(RuleEntry, table, mistakes)
        try:
            if entry:
                rules.append(entry.rule(all_channels=channels))
        except RuleError as error:
            mistakes.extend(table.mistake_at(one.path, one.message) for one in error.problems)
    return tuple(rules)


def own_mistakes(tables: WatchTables) -> Iterator[Mistake]:
    """Ids used twice and parents that go round in a circle."""
    for group in (tables.people, tables.organizations, tables.rules):
        yield from used_twice(group)
    yield from circles(tables.organizations)


def lost_references(tables: WatchTables, *, channels: Iterable[str]) -> Iterator[Mistake]:
    """References to channels that nobody has configured."""
    yield from dangling(tables.rules, "channels", noun="channel", known=channels)


def warnings(tables: WatchTables) -> Iterator[Mistake]:
    """What is allowed and seldom meant."""
    yield from claimed_twice(tables.people)
    yield from claimed_twice(tables.organizations)
    listed = ids(tables.organizations)
    yield from dangling(tables.people, "organization", noun="organization", known=listed)
    yield from dangling(tables.organizations, "parent", noun="organization", known=listed)
    known = {"person_id": ids(tables.people), "organization_id": ids(tables.organizations)}
    yield from unknown_subjects(tables.rules, known)
