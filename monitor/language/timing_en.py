"""When, by an English sentence, somebody left or will leave."""

from __future__ import annotations

import re
from datetime import date

from monitor.language.clauses_en import clause_end
from monitor.language.dates import DateSpan, find_dates
from monitor.language.draft import Span
from monitor.language.line_en import Line

# A verb between a trigger and a date takes the date to itself.
_OTHER_VERB = re.compile(
    r"\b(?:join(?:s|ed)?|sa(?:id|ys)|t(?:old|ells)|announc(?:ed|es)|confirm(?:ed|s)|report(?:ed|s)"
    r"|found(?:ed|s)|since|launch(?:ed|es)|start(?:ed|s)|post(?:ed|s)|wrote|writes|publish(?:ed|es)"
    r"|named|hired|appointed|after|ahead of|according|seen|became|worked|spent|raised|filed)\b",
    re.IGNORECASE,
)
# What took effect so many months before its publication is no news.
_OLD_MONTHS = 4


def find_left_on(line: Line, at: int) -> Span | None:
    """The date of the departure: in the trigger's clause, with no other verb between."""
    text, trigger = line.sentence.text, line.chunks[at]
    dates = find_dates(text, published_on=line.scene.published_on, lang="en")
    if not dates:
        return None
    end = line.chunks[min(clause_end(line, at), len(line.chunks)) - 1].end
    after = [d for d in dates if trigger.end <= d.start <= end]
    before = [d for d in dates if d.end <= trigger.start]
    effective = [
        d for d in dates if text[: d.start].lower().endswith(("effective ", "effective on "))
    ]
    if effective:
        return _date_span(line, effective[0])
    for found in (*after, *reversed(before)):
        if _is_of_trigger(line, at, found=found):
            return _date_span(line, found)
    return None


def _is_of_trigger(line: Line, at: int, *, found: DateSpan) -> bool:
    """Whether no other verb stands between the date and the trigger, nor before an early date."""
    text, trigger = line.sentence.text, line.chunks[at]
    if found.start >= trigger.end:
        between = text[trigger.end : found.start]
    else:
        clause = max(text.rfind(mark, 0, found.start) for mark in ",;:(")
        between = text[clause + 1 : trigger.start]
    return (
        len(between) < 80
        and not _OTHER_VERB.search(between)
        and not _trigger_between(line, at, found=found)
    )


def _trigger_between(line: Line, at: int, *, found: DateSpan) -> bool:
    place = line.chunks[at].start
    low, high = min(place, found.start), max(place, found.start)
    return any(
        chunk.kind == "trigger" and low < chunk.start < high and chunk.start != place
        for chunk in line.chunks
    )


def _date_span(line: Line, found: DateSpan) -> Span:
    return line.span_of(found.start, found.end, value=found.value)


def is_old(left: Span | None, published_on: date | None) -> bool:
    """Whether a departure lies so far back that it is no news."""
    if left is None or left.value is None or published_on is None:
        return False
    year, _, rest = left.value.partition("-")
    if not rest:
        return int(year) < published_on.year
    month = int(rest[:2])
    months = (published_on.year - int(year)) * 12 + published_on.month - month
    return months > _OLD_MONTHS
