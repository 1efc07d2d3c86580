"""Events: many articles about one departure become one event that keeps what each of them says.

Here is decided which event a departure belongs to and what has changed in it since; what to
believe of the claims is `claims`. docs/semantics.md gives the rules in words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

from monitor import claims
from monitor.language.text import HAN, fold, normalise
from monitor.model import Article, Change, Departure, Event, Facts, Kind, Reason, Status
from monitor.watch import Watch

EPISODE_WINDOW = timedelta(days=90)
UNNAMED_WINDOW = timedelta(days=7)

# Why an alert is raised when a field becomes known.
_KNOWN = {
    "left_on": Reason.DATE,
    "destination": Reason.DESTINATION,
    "successor": Reason.SUCCESSOR,
}
_FINAL = {Status.DENIED: Reason.DENIED, Status.CONFIRMED: Reason.CONFIRMED}
_MAX_SLUG = 60
_STEM = 5  # letters by which "research" and "researcher" are one word

_COMPANY_LATIN = re.compile(
    r"(?:[\s,]+(?:inc|ltd|llc|plc|corp|corporation|co|company|group|holdings?|limited"
    r"|technolog(?:y|ies))\.?)+$",
    re.IGNORECASE,
)
_COMPANY_HAN = re.compile("(?:股份|有限|责任|公司|集团|控股|科技|技术)+$")
_ALL_HAN = re.compile(f"[{HAN}]+$")
_HAN_RUN = re.compile(f"[{HAN}]{{2,}}")
_LATIN_WORD = re.compile("[a-z0-9]{2,}")
# What every leader's role says, so that sharing it tells nothing of whose role it is.
_ROLE_HAN = re.compile(
    "负责人|联合创始人|创始人|总经理|副总裁|总裁|首席|董事长|董事|高管|主管|总监|主任|团队|部门"
    "|业务|研究员|科学家|工程师|核心|成员|一号位|执行官|技术官"
)
_ROLE_LATIN = frozenset(
    {"an", "and", "at", "chief", "co", "cofounder", "director", "executive", "for", "founder"}
    | {"former", "general", "head", "in", "lead", "leader", "manager", "member", "of", "officer"}
    | {"on", "president", "senior", "svp", "team", "the", "vice", "vp", "who"}
)


def person_key(value: Facts) -> str | None:
    """The key of the person: the watch list's id, or else the folded name; ``None``: unnamed."""
    return value.person_id or (fold(value.person) if value.person else None)


def organization_key(value: Facts, watch: Watch) -> str | None:
    """The key of the organization's family: the id of its root, or else the folded name without
    words such as 公司 or Inc.; ``None``: not known."""
    if value.organization_id:
        return watch.root(value.organization_id)
    return _company(value.organization) if value.organization else None


def resolve(
    article: Article,
    departures: Sequence[Departure],
    *,
    open_events: Sequence[Event],
    watch: Watch,
    window: timedelta = EPISODE_WINDOW,
) -> tuple[Change, ...]:
    """What the article's departures do to the events: at most one Change an event.

    ``open_events`` are the events that share a person or an organization with any departure, and
    whose ids must not be given again. ``window`` is how far apart two articles, or the dates they
    give, may be and still be about one departure. Departures told as background change nothing,
    nor do those that name neither person nor organization: nothing would tell them apart.
    """
    scope = _Scope(article=article, watch=watch, window=window)
    events = {event.id: event for event in open_events}
    changes: dict[str, Change] = {}
    main = [one for one in departures if one.main and (one.person or one.organization)]
    for departure in sorted(main, key=lambda one: one.person is None):  # so that names come first
        found = scope.event_of(departure, list(events.values()))
        event = found or _opened(departure, article, taken=events)
        told = changes.get(event.id)
        after = _heard(event, departure, scope=scope, again=told is not None)
        before = told.before if told else found
        changes[event.id] = Change(
            event=after,
            before=before,
            departure=told.departure if told else departure,
            reasons=tuple(_reasons(before, after)),
        )
        events[event.id] = after
    return tuple(changes.values())


def as_departure(event: Event, departure: Departure) -> Departure:
    """The event as a rule sees it: the article's departure, with the event's status and the
    event's values where the article has none."""
    filled = {
        name: getattr(event, name)
        for name in (
            *("person", "person_id", "organization", "organization_id", "organization_aliases"),
            *("role", "left_on", "destination", "successor", "reason"),
        )
        if not getattr(departure, name)
    }
    return replace(
        departure,
        **filled,
        status=event.status,
        kind=event.kind if departure.kind is Kind.DEPARTED else departure.kind,
        is_leader=event.is_leader or departure.is_leader,
        about_ai=event.about_ai or departure.about_ai,
    )


# --- which event -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scope:
    """The article that is being resolved, and how far its departures look for their events."""

    article: Article
    watch: Watch
    window: timedelta

    def event_of(self, departure: Departure, events: Sequence[Event]) -> Event | None:
        """The event that the departure belongs to; ``None`` if there is none, or no telling."""
        if not departure.person:
            return self._unnamed(departure, events)
        theirs = [
            event
            for event in events
            if _same_person(departure, event) and self._same_episode(departure, event)
        ]
        known = [one for one in theirs if self._same_organization(departure, one)]
        loose = [one for one in theirs if not (departure.organization and one.organization)]
        return self._nearest(known or loose) or self._taken_over(departure, events)

    def _unnamed(self, departure: Departure, events: Sequence[Event]) -> Event | None:
        """The one event of the organization whose role fits; an unnamed one before a named one."""
        fitting = [event for event in events if self._fits(departure, event)]
        own = [event for event in fitting if self._told_in(event)]
        unnamed = [event for event in fitting if not event.person]
        return next((group[0] for group in (own, unnamed, fitting) if len(group) == 1), None)

    def _taken_over(self, departure: Departure, events: Sequence[Event]) -> Event | None:
        """The one unnamed event that the named departure gives its name to."""
        unnamed = [one for one in events if not one.person and self._fits(departure, one)]
        return unnamed[0] if len(unnamed) == 1 else None

    def _fits(self, departure: Departure, event: Event) -> bool:
        return (
            self._distance(event) <= UNNAMED_WINDOW
            and self._same_organization(departure, event)
            and _roles_fit(departure, event)
        )

    def _nearest(self, events: Sequence[Event]) -> Event | None:
        """The event that this very article told of before, or else the latest."""
        return max(
            events, key=lambda one: (self._told_in(one), one.last_seen_at, one.id), default=None
        )

    def _told_in(self, event: Event) -> bool:
        return any(claim.article_id == self.article.id for claim in event.claims)

    def _distance(self, event: Event) -> timedelta:
        """How far the article lies outside the time in which the event was told of."""
        at = self.article.at
        return max(event.first_seen_at - at, at - event.last_seen_at, timedelta())

    def _same_episode(self, departure: Departure, event: Event) -> bool:
        """Whether the articles, or the days they give, lie within one window.

        Days that contradict each other do not part what was told at one time: that is a conflict.
        """
        told = (event.first_seen_at.date(), event.last_seen_at.date())
        here = [(self.article.at.date(),) * 2, *_days(departure.left_on)]
        there = [told, *_days(event.left_on)]
        return any(_gap(one, other) <= self.window for one in here for other in there)

    def _same_organization(self, departure: Departure, event: Event) -> bool:
        keys = (organization_key(departure, self.watch), organization_key(event, self.watch))
        if None in keys or keys[0] == keys[1]:
            return None not in keys
        if departure.organization_id and event.organization_id:
            return False
        ours, theirs = (_companies(value) for value in (departure, event))
        return not ours.isdisjoint(theirs) or any(
            _part_of(one, other) for one in ours for other in theirs
        )


def _same_person(departure: Departure, event: Event) -> bool:
    if departure.person_id and event.person_id:
        return departure.person_id == event.person_id
    return bool(departure.person and event.person and fold(departure.person) == fold(event.person))


def _companies(value: Facts) -> set[str]:
    return {_company(name) for name in (value.organization, *value.organization_aliases) if name}


def _company(name: str) -> str:
    """The folded name without its legal form and generic words, unless nothing else is left."""
    bare = _COMPANY_HAN.sub("", _COMPANY_LATIN.sub("", normalise(name).text.strip()))
    return fold(bare if len(bare) > 1 else name)


def _part_of(one: str, other: str) -> bool:
    """Whether one Chinese name holds the other. Latin ones are words and hold others by chance."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 1 and bool(_ALL_HAN.match(shorter)) and shorter in longer


def _roles_fit(departure: Departure, event: Event) -> bool:
    """Whether both may mean one role: one wording within the other, or one topic.

    Without any role only two unnamed ones fit: a name must not be given on so little.
    """
    if not departure.role or not event.role:
        return departure.role == event.role and not departure.person and not event.person
    shorter, longer = sorted((fold(departure.role), fold(event.role)), key=len)
    return shorter in longer or not _topics(departure.role).isdisjoint(_topics(event.role))


def _topics(role: str) -> set[str]:
    """What the role is about: stems of its Latin words and pairs of its Han characters, without
    what any leader's role says."""
    text = normalise(role).text.lower()
    words = set(_LATIN_WORD.findall(text)) - _ROLE_LATIN
    runs = _HAN_RUN.findall(_ROLE_HAN.sub(" ", text))
    pairs = {run[start : start + 2] for run in runs for start in range(len(run) - 1)}
    return {word[:_STEM] for word in words} | pairs


def _days(left_on: str | None) -> list[tuple[date, date]]:
    """The first and the last day that an ISO 8601 prefix allows; none for a 30 February."""
    if not left_on:
        return []
    year, month, day = (*(int(part) for part in left_on.split("-")), 0, 0)[:3]
    try:
        last_day = day or monthrange(year, month or 12)[1]
        return [(date(year, month or 1, day or 1), date(year, month or 12, last_day))]
    except ValueError:
        return []


def _gap(one: tuple[date, date], other: tuple[date, date]) -> timedelta:
    return max(one[0] - other[1], other[0] - one[1], timedelta())


# --- what it says ----------------------------------------------------------------------------


def _opened(departure: Departure, article: Article, *, taken: Mapping[str, Event]) -> Event:
    """An event that nobody has told of yet. Its id is its month, person and organization."""
    precise = departure.left_on and len(departure.left_on) >= len("2025-04")
    month = departure.left_on[:7] if departure.left_on and precise else f"{article.at:%Y-%m}"
    person = departure.person_id or _slug(departure.person or "unnamed")
    organization = departure.organization_id or _slug(departure.organization or "")
    stem = "-".join(part for part in (month, person, organization) if part)
    return Event(
        id=next(one for one in _numbered(stem) if one not in taken),
        status=departure.status,
        first_seen_at=article.at,
        last_seen_at=article.at,
    )


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    for number in count(2):
        yield f"{stem}-{number}"


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", normalise(name).text.lower())[:_MAX_SLUG].strip("-")


def _heard(event: Event, departure: Departure, *, scope: _Scope, again: bool) -> Event:
    """The event after the departure. What the article said before an edit is forgotten, unless it
    is from another departure of the same reading (``again``)."""
    article = scope.article
    said = [claim for claim in event.claims if claim.article_id == article.id]
    others = [claim for claim in event.claims if again or claim.article_id != article.id]
    at = min([article.at, *(claim.claimed_at for claim in said)])
    known = claims.ordered([*others, *claims.made(departure, article, at=at)])
    who = departure if departure.person_id and not event.person_id else event
    told: tuple[Event | Departure, ...] = (event, departure)
    where = max(told, key=lambda one: _depth(one, scope.watch))
    return replace(
        event,
        status=claims.status(known),
        first_seen_at=min(event.first_seen_at, at),
        last_seen_at=max(event.last_seen_at, at),
        person=who.person or departure.person,
        person_id=who.person_id or departure.person_id,
        organization=where.organization,
        organization_id=where.organization_id,
        organization_aliases=where.organization_aliases,
        role=claims.best(known, "role"),
        kind=Kind(claims.best(known, "kind") or Kind.DEPARTED),
        left_on=claims.best(known, "left_on"),
        destination=claims.best(known, "destination"),
        successor=claims.best(known, "successor"),
        reason=claims.best(known, "reason"),
        is_leader=event.is_leader or departure.is_leader,
        about_ai=event.about_ai or departure.about_ai,
        conflicts=tuple(field for field in _KNOWN if claims.disputed(known, field)),
        claims=known,
    )


def _depth(value: Facts, watch: Watch) -> tuple[int, int]:
    """How exactly the organization is known: a unit deep in a known family, a known one, a name."""
    family = watch.family(value.organization_id) if value.organization_id else ()
    return len(family), len(value.organization or "")


# --- what changed ----------------------------------------------------------------------------


def _reasons(before: Event | None, after: Event) -> Iterator[Reason]:
    if before is None:
        yield Reason.NEW
        return
    if after.status is not before.status and after.status in _FINAL:
        yield _FINAL[after.status]
    if set(after.conflicts) - set(before.conflicts):
        yield Reason.CONFLICT
    if _corrected(before, after):
        yield Reason.CORRECTION
    for field, reason in _KNOWN.items():
        if _level(field, getattr(after, field)) > _level(field, getattr(before, field)):
            yield reason


def _corrected(before: Event, after: Event) -> bool:
    """Whether something that was told turned out otherwise, or nobody turned out to be somebody."""
    pairs = [(field, getattr(before, field), getattr(after, field)) for field in _KNOWN]
    wrong = any(
        old and new and not claims.agree(field, old, other=new) for field, old, new in pairs
    )
    return wrong or bool(after.person and not before.person)


def _level(field: str, value: str | None) -> int:
    """0: not at all, 1: vaguely, 2: well."""
    return 0 if value is None else 1 if claims.vague(field, value) else 2
