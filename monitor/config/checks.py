"""What one table of the configuration says about another: ids used twice, references that lead
nowhere, circles of parents, names that two entries claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from monitor.config.tables import Table, nearest
from monitor.errors import Mistake
from monitor.language.text import fold


def ids(tables: Iterable[Table]) -> frozenset[str]:
    """The ids of ``tables``, of those with other mistakes too."""
    return frozenset(table.id for table in tables if table.id is not None)


def used_twice(tables: Iterable[Table]) -> Iterator[Mistake]:
    """A mistake for each id that an earlier table has already."""
    first: dict[str, Table] = {}
    for table in tables:
        if table.id is None:
            continue
        if table.id in first:
            message = f'the id "{table.id}" is taken by {first[table.id].place}'
            yield table.mistake(message, "id")
        first.setdefault(table.id, table)


def asked_twice(feeds: Iterable[Table]) -> Iterator[Mistake]:
    """A mistake for each feed whose address an earlier one has already."""
    first: dict[str, Table] = {}
    for table in feeds:
        url = table.content.get("url")
        if not isinstance(url, str):
            continue
        key = _address(url)
        if key in first:
            yield table.mistake(f"the same address as the feed at {first[key].place}", "url")
        first.setdefault(key, table)


def _address(url: str) -> str:
    """``url`` with its scheme and host, where letter case does not count, in lower case."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()


def dangling(
    tables: Iterable[Table], key: str, *, noun: str, known: Iterable[str]
) -> Iterator[Mistake]:
    """A mistake for each reference under ``key``, one id or a list of them, that is not known."""
    names = frozenset(known)
    for table in tables:
        value = table.content.get(key)
        for steps, reference in _references(key, value):
            if reference not in names:
                message = f'no {noun} has the id "{reference}"{nearest(reference, names)}'
                yield table.mistake(message, *steps)


def _references(key: str, value: object) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield (key,), value
    elif isinstance(value, list):
        for number, reference in enumerate(value):
            if isinstance(reference, str):
                yield (key, number), reference


def circles(organizations: Sequence[Table]) -> Iterator[Mistake]:
    """A mistake for each organization that is, by way of its parents, its own parent."""
    parents = {table.id: table.content.get("parent") for table in organizations}
    for table in organizations:
        chain: list[object] = [table.id]
        while (parent := parents.get(_text(chain[-1]))) and parent not in chain:
            chain.append(parent)
        if table.id is not None and parent == table.id:
            circle = " → ".join(str(member) for member in (*chain, parent))
            yield table.mistake(f"parents go round in a circle: {circle}", "parent")


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def claimed_twice(tables: Iterable[Table]) -> Iterator[Mistake]:
    """A warning for each name or alias that an earlier table claims for another id."""
    first: dict[str, Table] = {}
    for table in tables:
        for steps, name in _names(table):
            owner = first.setdefault(fold(name), table)
            if owner.id != table.id:
                message = f'"{name}" is also a name of "{owner.id}" at {owner.place}'
                yield table.mistake(message, *steps)


def _names(table: Table) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for key in ("name", "aliases", "products"):
        yield from _references(key, table.content.get(key))


def unknown_subjects(
    rules: Iterable[Table], known: Mapping[str, Iterable[str]]
) -> Iterator[Mistake]:
    """A warning for each id in a rule's condition that the watch list does not have.

    ``known`` holds the ids for each field of a condition that takes ids.
    """
    names = {field: frozenset(values) for field, values in known.items()}
    for rule in rules:
        for steps, key, reference in _tested(("when",), rule.content.get("when")):
            if key in names and reference not in names[key]:
                message = f'the watch list has no "{reference}"{nearest(reference, names[key])}'
                yield rule.mistake(message, *steps)


def _tested(
    steps: tuple[str | int, ...], condition: object
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every string in a condition, with the path to it and the field that it is compared to."""
    if isinstance(condition, dict):
        for key, value in condition.items():
            for where, reference in _references(key, value):
                yield (*steps, *where), key, reference
            yield from _tested((*steps, key), value)
    elif isinstance(condition, list):
        for number, part in enumerate(condition):
            yield from _tested((*steps, number), part)
