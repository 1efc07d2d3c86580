"""Claims: what each article says of an event, and what to believe of it.

Everything here is worked out from the claims and the times at which they were made, never from
the order in which they came in. docs/semantics.md gives the rules in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import combinations

from monitor.language.text import fold, normalise
from monitor.model import Article, Claim, Departure, Kind, Status, Tier

# What a denied departure still says: who it would have been.
_ALWAYS = ("person", "organization", "role", "status")
_CLAIMED = (*_ALWAYS, "kind", "left_on", "destination", "successor", "reason")
# Next stations that name nobody: they contradict no named one and are shown only without one.
_VAGUE = re.compile(
    r"^(?:某|一家|另一|其他|自主?创|创业|创办|海外|国外|大厂|互联网)"
    r"|\b(?:start-?up|own (?:company|firm|venture)|another|rival|competitor|unnamed)\b",
    re.IGNORECASE,
)


def made(departure: Departure, article: Article, *, at: datetime) -> Iterator[Claim]:
    """The claims that the departure makes, as of ``at``."""
    for field in _CLAIMED:
        value = getattr(departure, field)
        if value and value is not Kind.DEPARTED:
            yield Claim(
                field=field,
                value=str(value),
                article_id=article.id,
                status=departure.status,
                tier=article.tier,
                claimed_at=at,
            )


def ordered(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims without repetition, in the one order that they have, earliest first."""
    return tuple(sorted(set(claims), key=_in_order))


def _in_order(claim: Claim) -> tuple[datetime, str, str, str, str]:
    return claim.claimed_at, claim.article_id, claim.field, claim.value, claim.status


def _trust(claim: Claim) -> int:
    """0 for the most trusted tier."""
    return list(Tier).index(claim.tier)


def status(claims: Iterable[Claim]) -> Status:
    """The status after all that was said, taken in the order of time. There must be a claim."""
    words = sorted((claim for claim in claims if claim.field == "status"), key=_in_order)
    standing = words[0]
    for word in words[1:]:
        if _overrules(word, standing):
            standing = word
    return standing.status


def _overrules(word: Claim, standing: Claim) -> bool:
    """Hearsay gives way to anything and a report to a word from those concerned. A denial gives
    way to a confirmation, and a confirmation to a denial that is as well sourced."""
    final = word.status in {Status.CONFIRMED, Status.DENIED}
    if standing.status is Status.CONFIRMED:
        return final and _trust(word) <= _trust(standing)
    if standing.status is Status.DENIED:
        return word.status is Status.CONFIRMED
    return final or standing.status is Status.RUMOURED


def _said(claims: Iterable[Claim], field: str) -> Iterator[Claim]:
    """The claims for a field. A departure that is denied has no date, no destination and so on."""
    for claim in claims:
        if claim.field == field and (field in _ALWAYS or claim.status is not Status.DENIED):
            yield claim


def values(claims: Iterable[Claim], field: str) -> tuple[str, ...]:
    """The values that are claimed for the field, the one to believe first.

    That is one that names somebody, comes from the more trusted tier, is asserted rather than
    hearsay, and was first said later: to repeat an old value does not make it newer.
    """
    sources: dict[str, tuple[tuple[bool, int, bool], Claim]] = {}
    for claim in ordered(_said(claims, field)):
        worth = (vague(field, claim.value), _trust(claim), claim.status is Status.RUMOURED)
        if claim.value not in sources or worth < sources[claim.value][0]:
            sources[claim.value] = (worth, claim)
    latest = sorted(sources.values(), key=lambda source: _in_order(source[1]), reverse=True)
    return tuple(claim.value for _, claim in sorted(latest, key=lambda source: source[0]))


def best(claims: Iterable[Claim], field: str) -> str | None:
    """The value to show: the best-sourced, as precisely as any claim that agrees with it."""
    found = values(claims, field)
    agreeing = [value for value in found if agree(field, found[0], other=value)]
    named = [value for value in agreeing if not vague(field, value)]
    return max(named or agreeing, key=len, default=None)


def agree(field: str, one: str, *, other: str) -> bool:
    """Whether both values can be true at once."""
    if field == "left_on":
        return one.startswith(other) or other.startswith(one)
    if field in {"kind", "reason"}:
        return one == other
    shorter, longer = sorted((fold(one), fold(other)), key=len)
    return shorter in longer or vague(field, one) or vague(field, other)


def vague(field: str, value: str) -> bool:
    """Whether the value names nobody: a next station such as 某大厂 or a start-up."""
    return field == "destination" and bool(_VAGUE.search(normalise(value).text))


def disputed(claims: Iterable[Claim], field: str) -> bool:
    """Whether two articles give values none of which can both be true."""
    said: dict[str, set[str]] = {}
    for claim in _said(claims, field):
        said.setdefault(claim.article_id, set()).add(claim.value)
    different = {frozenset(given) for given in said.values()}
    return any(
        not any(agree(field, a, other=b) for a in one for b in other)
        for one, other in combinations(different, 2)
    )
