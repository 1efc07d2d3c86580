"""Commands that read texts: `scan` for archives, `explain` for one text."""

from __future__ import annotations

import asyncio
import dataclasses
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from monitor.cli.app import App, cell, json_option, pass_app, print_json, shared_options
from monitor.clock import utc_now
from monitor.config import Config
from monitor.errors import ParseError
from monitor.fetch import Fetcher
from monitor.language.reader import Reader
from monitor.match import Failure, Rule
from monitor.match import explain as first_failure
from monitor.model import Departure, Feed, Fetched, Item, Validators
from monitor.parse.archive import Document
from monitor.parse.charset import decode
from monitor.parse.page import read_page
from monitor.reading import Arrival
from monitor.record import Policy
from monitor.scan import Scanned, arrival_of, documents, verdict
from monitor.scan import scan as scan_documents

_SHOWN = ("organization", "role", "left_on", "destination", "successor", "reason", "kind", "status")


@click.command()
@click.argument(
    "paths",
    metavar="PATH...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True),
)
@json_option
@shared_options
@pass_app
def scan(app: App, paths: tuple[Path, ...], as_json: bool) -> None:
    """Read archived articles and print the departures found; needs no network, sends nothing.

    PATH is JSONL, a feed, JSON Feed, Markdown or plain document, HTML page, a folder, or gzip of
    these. What cannot be read is named on standard error, and the status is 1.
    """
    policy = _policy(app.config())
    faults: list[ParseError] = []
    listed = _with_progress(documents(paths, faults=faults))
    found = scan_documents(listed, policy=policy, now=utc_now())
    for one in found:
        if as_json:
            print_json(_scanned_row(one))
        elif one.reading.departures:
            click.echo(click.style(cell(one.id), bold=True))
            _print_departures(one.reading.departures)
    if not as_json:
        telling = sum(any(d.main for d in one.reading.departures) for one in found)
        alerts = sum(len(one.alerts) for one in found)
        click.echo(f"articles {len(found)}, with departures {telling}, alerts {alerts}", err=True)
    for fault in faults:
        click.echo(f"monitor: {fault}", err=True)
    if faults:
        raise SystemExit(1)


def _policy(config: Config) -> Policy:
    return Policy(
        rules=config.rules,
        watch=config.watch(),
        language=config.settings.language,
        max_age=None,
    )


def _with_progress(found: Iterator[Document]) -> Iterator[Document]:
    """The same documents, with a bar on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        return found
    listed = list(found)

    def advancing() -> Iterator[Document]:
        with click.progressbar(listed, file=sys.stderr, label="reading") as bar:
            yield from bar

    return advancing()


def _scanned_row(one: Scanned) -> dict[str, object]:
    return {
        "id": one.id,
        "lang": one.reading.lang,
        "departures": [dataclasses.asdict(departure) for departure in one.reading.departures],
        "matched_rules": one.rules,
        "event": one.event_id,
        "raised": [{"alert": alert.id, "reason": alert.reason} for alert in one.alerts],
    }


@click.command()
@click.argument("what", metavar="TEXT|FILE|URL")
@json_option
@shared_options
@pass_app
def explain(app: App, what: str, as_json: bool) -> None:
    """Say what is found in a text, from which characters, by which rule, and what spoke against it.

    For what is not found, the first condition that failed.
    """
    config = app.config()
    policy = _policy(config)
    reader = Reader(policy.watch)
    for document in _documents(what, config):
        arrival = arrival_of(document, reader=reader, now=utc_now())
        if as_json:
            print_json(_explained(arrival, policy))
        else:
            _print_explained(arrival, policy)


def _documents(what: str, config: Config) -> Iterable[Document]:
    if what.startswith(("http://", "https://")):
        return _fetched(what, config)
    path = Path(what)
    if len(what) < 1000 and "\n" not in what and path.is_file():
        faults: list[ParseError] = []
        found = list(documents([path], faults=faults))
        if faults:
            raise faults[0]
        return found
    return [Document(item=Item(title=what.strip(), published_at=utc_now()))]


def _fetched(url: str, config: Config) -> Iterable[Document]:
    async def fetch() -> Fetched:
        async with Fetcher(config.settings.network) as fetcher:
            answer = await fetcher.fetch(Feed(id="explain", url=url), Validators())
        assert isinstance(answer, Fetched)  # noqa: S101  # nothing was asked conditionally
        return answer

    answer = asyncio.run(fetch())
    return [Document(item=read_page(decode(answer.body).text, url=answer.url))]


def _explained(arrival: Arrival, policy: Policy) -> dict[str, object]:
    """All that `explain` says, as one JSON object."""
    article, reading = arrival.article, arrival.reading
    return {
        "title": article.title,
        "lang": reading.lang,
        "departures": [
            dataclasses.asdict(departure)
            | {"rules": [_rule_row(*pair) for pair in _verdicts(departure, arrival, policy)]}
            for departure in reading.departures
        ],
        "refusals": [dataclasses.asdict(refusal) for refusal in reading.refusals],
        "matched_rules": verdict(article, reading, policy=policy),
    }


def _verdicts(
    departure: Departure, arrival: Arrival, policy: Policy
) -> Iterator[tuple[Rule, Failure | None]]:
    """Each rule, with the first test that keeps the departure from passing it, if any."""
    for rule in policy.rules:
        yield (
            rule,
            first_failure(rule.condition, departure, arrival.article, watch=policy.watch),
        )


def _rule_row(rule: Rule, failure: Failure | None) -> dict[str, object]:
    row: dict[str, object] = {"rule": rule.id, "passed": failure is None}
    return row if failure is None else row | {"failed": failure.path, "seen": failure.seen}


def _print_explained(arrival: Arrival, policy: Policy) -> None:
    reading = arrival.reading
    _print_text(arrival)
    for departure in reading.departures:
        _print_departures([departure])
        for rule, failure in _verdicts(departure, arrival, policy):
            if failure is None:
                click.echo(f"  rule {rule.id}: " + click.style("passes", fg="green"))
            else:
                click.echo(f"  rule {rule.id}: fails {failure.path} (seen: {failure.seen})")
    for refusal in reading.refusals:
        mark = click.style(refusal.text, fg="yellow")
        click.echo(
            f"not a departure: {mark} at {refusal.start}: {refusal.note} ({refusal.condition})"
        )
    if not reading.departures and not reading.refusals:
        click.echo("nothing: no word in the text tells of a departure (no_trigger)")


def _print_text(arrival: Arrival) -> None:
    """The text with what was read from it underlined; long stretches without any are cut."""
    content = arrival.article.content
    marked = {
        index
        for departure in arrival.reading.departures
        for one in departure.evidence
        for index in range(one.start, one.end)
    }
    for line in _lines(content):
        if any(index in marked for index in line):
            text = "".join(
                click.style(cell(content[i]), underline=True, bold=True)
                if i in marked
                else cell(content[i])
                for i in line
            )
            click.echo(text)


def _lines(content: str) -> Iterator[range]:
    """The lines of a text, as ranges of its characters."""
    start = 0
    for line in content.splitlines(keepends=True):
        yield range(start, start + len(line.rstrip("\r\n")))
        start += len(line)


def _print_departures(departures: Iterable[Departure]) -> None:
    for departure in departures:
        background = "" if departure.main else " (background)"
        name = departure.person or "somebody unnamed"
        click.echo(f"{click.style(cell(name), bold=True)}{background}")
        for field in _SHOWN:
            if value := getattr(departure, field):
                spans = [e for e in departure.evidence if e.field == field]
                where = (
                    f"  [{spans[0].start}:{spans[0].end} {cell(spans[0].text)}]" if spans else ""
                )
                click.echo(f"  {field.replace('_', ' ')}: {cell(value)}{where}")
        click.echo(f"  score: {departure.score:.2f}")
