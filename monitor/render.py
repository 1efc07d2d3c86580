"""What people and programs are given to read: a sentence, and the webhook's body.

Nothing is said that the event does not hold: what is not known is left out, never guessed.
The body's form is `channels/webhook.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import overload

from monitor import claims
from monitor.language.text import detect, fold
from monitor.model import Alert, Event, Kind, Lang, Source, Status

SCHEMA = "1"
MAX_BODY_BYTES = 20_000
_MAX_TITLE, _MAX_URL, _MAX_VALUE, _MAX_QUOTE, _MAX_SENTENCE = 300, 1_500, 120, 200, 800
_MAX_DISPUTED = 3  # values of one field in a sentence
_MAX_RULES = 20
# How many sources and quotes are listed, and by what all lengths are divided: the first that fits.
_SIZES = ((20, 1), (10, 1), (5, 1), (2, 1), (1, 1), (1, 2), (1, 4), (1, 8))

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ZH_OPENING = {
    Status.RUMOURED: "据未经证实的消息，",
    Status.REPORTED: "据报道，",
    Status.CONFIRMED: "已获证实：",
    Status.DENIED: "已被否认：",
}
_ZH_VERB = {
    Kind.RESIGNED: "辞职",
    Kind.STEPPED_DOWN: "卸任",
    Kind.DISMISSED: "被免职",
    Kind.RETIRED: "退休",
    Kind.DEPARTED: "离职",
}
_ZH_FIELD = {"left_on": "时间", "destination": "去向", "successor": "接任者"}

_EN_OPENING = {
    Status.RUMOURED: "According to unconfirmed reports, ",
    Status.REPORTED: "According to reports, ",
    Status.CONFIRMED: "It is confirmed that ",
    Status.DENIED: "It has been denied that ",
}
# Past, future, and without a day that would tell which.
_EN_VERB = {
    Kind.RESIGNED: ("resigned from", "will resign from", "is resigning from"),
    Kind.STEPPED_DOWN: ("stepped down at", "will step down at", "is stepping down at"),
    Kind.DISMISSED: ("was dismissed from", "will be dismissed from", "is being dismissed from"),
    Kind.RETIRED: ("retired from", "will retire from", "is retiring from"),
    Kind.DEPARTED: ("left", "will leave", "is leaving"),
}
_EN_FIELD = {"left_on": "date", "destination": "next stop", "successor": "successor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The characters of an article from which a field was read."""

    field: str
    text: str
    article_id: str


def explanation(event: Event, lang: Lang, *, sources: int) -> str:
    """One sentence that says who leaves what, when, for what, how surely, and what is disputed.

    ``sources`` is the number of articles that tell of it.
    """
    sentence = _chinese(event, sources) if lang == "zh" else _english(event, sources)
    return _cap(sentence, _MAX_SENTENCE)


# --- Chinese ---------------------------------------------------------------------------------


def _chinese(event: Event, sources: int) -> str:
    when = f"于{_zh_date(event.left_on)}" if event.left_on else ""
    parts = [_zh_subject(event) + when + _ZH_VERB[event.kind]]
    if event.destination:
        parts.append(_spaced("去向为", event.destination))
    if event.successor:
        parts.append(_spaced("由", event.successor, "接任"))
    if event.reason:
        parts.append(f"给出的原因是“{_cap(event.reason, _MAX_VALUE)}”")
    disputes = [
        f"{_ZH_FIELD[field]}说法不一：{'、'.join(given)}" for field, given in _disputes(event, "zh")
    ]
    notes = [f"{sources}个来源", *disputes]
    return f"{_ZH_OPENING[event.status]}{'，'.join(parts)}（{'；'.join(notes)}）。"


def _zh_subject(event: Event) -> str:
    role, organization = event.role or "", event.organization or ""
    if fold(role).startswith(fold(organization)):
        organization = ""
    if role and detect(role) == "en" and not role.isupper():  # "CEO" is Chinese enough
        who = event.person or "一名未具名人士"
        return _spaced(f"{organization}的" if organization else "", who) + f"（{role}）"
    return _spaced(organization, *((role, event.person) if event.person else (_nobody(role),)))


def _nobody(role: str) -> str:
    return _spaced("一名未具名的", role or "人士")


def _zh_date(prefix: str) -> str:
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(prefix.split("-"), "年月日", strict=False)
    )


def _spaced(*parts: str) -> str:
    """The parts written together, as Chinese is, with a space where two Latin words would meet."""
    text = ""
    for part in parts:
        seam = text[-1:].isascii() and part[:1].isascii()
        text += f" {part}" if text and part and seam else part
    return text


# --- English ---------------------------------------------------------------------------------


def _english(event: Event, sources: int) -> str:
    person = event.person or "an unnamed person"
    role = f" ({event.role})" if event.role else ""
    parts = [f"{person}{role} {_en_verb(event)}"]
    if event.destination:
        parts.append(f"next stop: {event.destination}")
    if event.successor:
        parts.append(f"successor: {event.successor}")
    if event.reason:
        parts.append(f'reason given: "{_cap(event.reason, _MAX_VALUE)}"')
    disputes = [
        f"{_EN_FIELD[field]} disputed: {' or '.join(given)}"
        for field, given in _disputes(event, "en")
    ]
    notes = ["1 source" if sources == 1 else f"{sources} sources", *disputes]
    return f"{_EN_OPENING[event.status]}{'; '.join(parts)} ({'; '.join(notes)})."


def _en_verb(event: Event) -> str:
    """What happened to the organization and when, as seen from the last article about it."""
    past, future, open_ended = _EN_VERB[event.kind]
    if not event.left_on:
        verb = open_ended
    else:
        day = event.last_seen_at.date().isoformat()
        verb = future if event.left_on > day[: len(event.left_on)] else past
    what = f"{verb} {event.organization}" if event.organization else _intransitive(verb)
    return f"{what} {_en_date(event.left_on)}" if event.left_on else what


def _intransitive(verb: str) -> str:
    return verb.removesuffix(" from").removesuffix(" at")


def _en_date(prefix: str, *, preposition: bool = True) -> str:
    year, month, day = (*prefix.split("-"), "", "")[:3]
    if day:
        return f"{'on ' if preposition else ''}{_MONTHS[int(month) - 1]} {int(day)}, {year}"
    date = f"{_MONTHS[int(month) - 1]} {year}" if month else year
    return f"in {date}" if preposition else date


def _disputes(event: Event, lang: Lang) -> Iterator[tuple[str, list[str]]]:
    """The fields in conflict, each with the best-sourced of the values given for it."""
    for field in event.conflicts:
        given = claims.values(event.claims, field)[:_MAX_DISPUTED]
        yield field, [_written(field, value, lang=lang) for value in given]


def _written(field: str, value: str, *, lang: Lang) -> str:
    if field != "left_on":
        return _cap(value, _MAX_VALUE)
    return _zh_date(value) if lang == "zh" else _en_date(value, preposition=False)


# --- the webhook's body ----------------------------------------------------------------------


def payload(
    alert: Alert,
    *,
    event: Event,
    sources: Sequence[Source],
    quotes: Sequence[Quote],
    lang: Lang,
) -> dict[str, object]:
    """The webhook's body, which is at most MAX_BODY_BYTES long as JSON, however it is escaped.

    ``sources`` and ``quotes`` come with the most telling first; the last ones are left out when
    there are too many, and ``sources_total`` still counts them.
    """
    sentence = explanation(event, lang, sources=len(sources))
    for listed, divisor in _SIZES:
        body: dict[str, object] = {
            "schema": SCHEMA,
            "alert": _alert(alert),
            "event": _event(event, divisor),
            "sources": [_source(source, divisor) for source in sources[:listed]],
            "sources_total": len(sources),
            "evidence": [_quote(quote, divisor) for quote in quotes[:listed]],
            "explanation": _cap(sentence, _MAX_SENTENCE // divisor),
        }
        if len(json.dumps(body)) <= MAX_BODY_BYTES:
            break
    return body


def _alert(alert: Alert) -> dict[str, object]:
    return {
        "id": alert.id,
        "reason": alert.reason.value,
        "raised_at": _instant(alert.raised_at),
        "rule": alert.rule,
        "rules": list(alert.rules[:_MAX_RULES]),
        "severity": alert.severity.value,
        "previous": alert.previous,
    }


def _event(event: Event, divisor: int) -> dict[str, object]:
    most = _MAX_VALUE // divisor
    return {
        "id": event.id,
        "person": _cap(event.person, most),
        "person_id": event.person_id,
        "organization": _cap(event.organization, most),
        "organization_id": event.organization_id,
        "role": _cap(event.role, most),
        "kind": event.kind.value,
        "left_on": event.left_on,
        "destination": _cap(event.destination, most),
        "successor": _cap(event.successor, most),
        "reason": _cap(event.reason, most),
        "status": event.status.value,
        "first_seen_at": _instant(event.first_seen_at),
        "last_seen_at": _instant(event.last_seen_at),
        "conflicts": list(event.conflicts),
    }


def _source(source: Source, divisor: int) -> dict[str, object]:
    fits = source.url is not None and len(source.url) <= _MAX_URL // divisor
    return {
        "article": source.article_id,
        "title": _cap(source.title, _MAX_TITLE // divisor),
        "url": source.url if fits else None,  # half an address leads nowhere
        "feed": source.feed_id,
        "tier": source.tier.value,
        "published": _instant(source.published_at) if source.published_at else None,
        "language": source.lang,
    }


def _quote(quote: Quote, divisor: int) -> dict[str, object]:
    return {
        "field": quote.field,
        "text": _cap(quote.text, _MAX_QUOTE // divisor),
        "article": quote.article_id,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@overload
def _cap(text: str, most: int) -> str: ...
@overload
def _cap(text: None, most: int) -> None: ...
def _cap(text: str | None, most: int) -> str | None:
    """At most so many whole characters on one line, with an ellipsis for what is cut off."""
    if text is None:
        return None
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
