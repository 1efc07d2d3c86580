"""Archives read as if they had been news: find departures, resolve events, raise alerts.

Nothing is sent and nothing is kept: the database lives in memory. Articles count in the order of
their dates, ``now`` being the article's own time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from monitor import articles as identity
from monitor.errors import ParseError
from monitor.language.reader import Reader
from monitor.match import matched
from monitor.model import Alert, Article, Feed, Reading
from monitor.parse.archive import Document, is_archive, read_archive
from monitor.reading import Arrival
from monitor.record import Policy, Recorded, record
from monitor.store import MEMORY, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """One archived article: what it tells, which rules that passes by itself, and what it did.

    ``event_id`` is the event of its first departure told as news, ``None`` if it has none.
    """

    id: str
    reading: Reading
    rules: tuple[str, ...] = ()
    event_id: str | None = None
    alerts: tuple[Alert, ...] = ()


def documents(paths: Iterable[Path], *, faults: list[ParseError]) -> Iterator[Document]:
    """The articles of files, and of what can be read in whole folders, in order of name.

    Those without an id take the feed's or the file's name. What is wrong with a file is added to
    ``faults``, and the others are read all the same.
    """
    for file in _files(paths):
        if not file.is_file():  # a pipe would have us wait for ever
            faults.append(ParseError(f"{file}: not a file"))
            continue
        try:
            for document in read_archive(str(file), file.read_bytes()):
                if isinstance(document, ParseError):
                    faults.append(document)
                else:
                    yield replace(document, id=document.id or document.item.guid or str(file))
        except OSError as error:
            faults.append(ParseError(f"{file}: {error.strerror}"))
        except ParseError as error:
            faults.append(error)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (
                one for one in sorted(path.rglob("*")) if _is_meant(one.relative_to(path), one)
            )
        else:
            yield path


def _is_meant(inside: Path, file: Path) -> bool:
    """Whether a file found in a folder is an archive that nobody has hidden."""
    hidden = any(part.startswith(".") for part in inside.parts)
    return not hidden and file.is_file() and is_archive(file.name)


def scan(found: Iterable[Document], *, policy: Policy, now: datetime) -> list[Scanned]:
    """Read the articles and replay those that tell of departures; one result each, in order.

    ``now`` stands for the date of articles that have none.
    """
    reader = Reader(policy.watch)
    scanned: list[Scanned] = []
    telling: dict[int, Arrival] = {}  # by the place of its result
    for document in found:
        arrival = arrival_of(document, reader=reader, now=now)
        if arrival.reading.departures:
            telling[len(scanned)] = arrival
        scanned.append(_scanned(document, arrival, policy=policy))
    recorded = _replay(telling.values(), policy)
    for place, arrival in telling.items():
        scanned[place] = _with_effects(scanned[place], recorded[arrival.article.id])
    return scanned


def arrival_of(document: Document, *, reader: Reader, now: datetime) -> Arrival:
    """The document as an article that has just come in and been read.

    Each stands for itself, as if it had come from a feed of its own: two archived articles are one
    only if the archive gives them one id, or else one text.
    """
    feed_id = document.id or f"{identity.fingerprint(document.item):x}"
    feed = Feed(id=feed_id, url="", tier=document.tier, lang=document.lang)
    article = identity.article(document.item, feed=feed, seen_at=now)
    return Arrival(article=article, reading=reader.read(article))


def verdict(article: Article, reading: Reading, *, policy: Policy) -> tuple[str, ...]:
    """The rules that the article's departures pass by themselves."""
    passed = [
        rule.id
        for departure in reading.departures
        for rule in matched(departure, article, rules=policy.rules, watch=policy.watch)
    ]
    return tuple(dict.fromkeys(passed))


def _replay(arrivals: Iterable[Arrival], policy: Policy) -> Mapping[str, Recorded]:
    """Record the arrivals as they happened; what became of each, by article id."""
    store = Store.open(MEMORY)
    try:
        with store.transaction() as db:
            recorded: dict[str, Recorded] = {}
            for arrival in sorted(arrivals, key=lambda one: one.article.at):
                outcome = record(db, arrival, policy=policy, now=arrival.article.at)
                recorded.setdefault(arrival.article.id, outcome)
            return recorded
    finally:
        store.close()


def _scanned(document: Document, arrival: Arrival, *, policy: Policy) -> Scanned:
    return Scanned(
        id=document.id or arrival.article.id,
        reading=arrival.reading,
        rules=verdict(arrival.article, arrival.reading, policy=policy),
    )


def _with_effects(scanned: Scanned, recorded: Recorded) -> Scanned:
    event_id = recorded.changes[0].event.id if recorded.changes else None
    return replace(scanned, event_id=event_id, alerts=recorded.alerts)
