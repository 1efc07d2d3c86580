"""The words of the house: frozen values and enums that pass between the rooms.

Instants end in ``_at`` and are aware UTC ``datetime``; spans of time are ``timedelta``.
``None`` means "not known" or "not said", never "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

Lang = Literal["zh", "en"]


class Tier(StrEnum):
    """How near a source is to the fact; from most to least trusted."""

    OFFICIAL = "official"
    PRESS = "press"
    SOCIAL = "social"


class Status(StrEnum):
    """How sure a departure is. See docs/semantics.md."""

    RUMOURED = "rumoured"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DENIED = "denied"


class Kind(StrEnum):
    """In what way somebody leaves; ``DEPARTED`` when the text does not tell."""

    RESIGNED = "resigned"
    STEPPED_DOWN = "stepped_down"
    DISMISSED = "dismissed"
    RETIRED = "retired"
    DEPARTED = "departed"


class Severity(StrEnum):
    """How loudly a rule speaks; from loudest to quietest."""

    CRITICAL = "critical"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Reason(StrEnum):
    """Why an alert was raised, or why one was not (the second group)."""

    NEW = "new"
    CONFIRMED = "confirmed"
    DENIED = "denied"
    DESTINATION = "destination"
    DATE = "date"
    SUCCESSOR = "successor"
    CONFLICT = "conflict"
    CORRECTION = "correction"

    NO_CHANGE = "no_change"
    NO_RULE = "no_rule"
    BACKGROUND = "background"
    TOO_OLD = "too_old"


class FeedHealth(StrEnum):
    """What `feeds list` calls the state of a feed."""

    NEW = "new"
    OK = "ok"
    QUIET = "quiet"
    BROKEN = "broken"
    BLOCKED = "blocked"
    GONE = "gone"
    PAUSED = "paused"


class DeliveryState(StrEnum):
    """Where one alert stands with one channel."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"


# --- feeds ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as the configuration names it. ``interval`` is the lower bound between two polls."""

    id: str
    url: str
    tier: Tier = Tier.PRESS
    lang: Lang | None = None
    interval: timedelta = timedelta(minutes=60)
    paused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the server gave for conditional requests, byte for byte as ASCII text, quotes included.

    Source: RFC 9110, sections 8.8 and 13.
    """

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of a feed between polls.

    ``window`` holds the 64-bit fingerprints of the items in the last complete parse: an item
    whose fingerprint is in it is byte for byte the same and is not read again.
    ``failures`` counts polls since the last success. ``error`` names the last failure.
    """

    feed_id: str
    validators: Validators = Validators()
    body_hash: int | None = None
    window: frozenset[int] = frozenset()
    polled_at: datetime | None = None
    success_at: datetime | None = None
    next_due_at: datetime | None = None
    new_item_at: datetime | None = None
    failures: int = 0
    error: str | None = None
    health: FeedHealth = FeedHealth.NEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """How long the publisher asks us to stay away; ``retry_after`` binds, the others advise."""

    max_age: timedelta | None = None
    retry_after: timedelta | None = None
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A complete answer with a body. ``url`` is the address it came from after redirects."""

    url: str
    body: bytes
    content_type: str | None = None
    validators: Validators = Validators()
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The server says that nothing changed (304)."""

    hints: Hints = Hints()


# --- articles ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed or archive as parsed: plain text, no markup, nothing decided yet.

    ``published_at`` is ``None`` when the entry gives no date that can be believed.
    """

    title: str
    text: str = ""
    guid: str | None = None
    url: str | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    """A feed document read. ``complete`` is false when the document was cut off: its items are
    good, but its validators must not be kept, or the missing items would never come."""

    items: tuple[Item, ...]
    complete: bool = True
    ttl: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article under the identity by which it is known.

    ``identities`` are 64-bit hashes; two articles of one feed that share any of them are one.
    ``fingerprint`` is a 64-bit hash of everything the publisher wrote; it differs after an edit.
    """

    id: str
    title: str
    seen_at: datetime
    text: str = ""
    url: str | None = None
    feed_id: str = ""
    tier: Tier = Tier.PRESS
    lang: Lang | None = None
    published_at: datetime | None = None
    identities: tuple[int, ...] = ()
    fingerprint: int = 0

    @property
    def content(self) -> str:
        """Title and body as one text; all evidence offsets count its characters."""
        return f"{self.title}\n{self.text}" if self.text else self.title

    @property
    def at(self) -> datetime:
        """When it was published, or else first seen."""
        return self.published_at or self.seen_at


# --- departures ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """``text`` is ``article.content[start:end]``: the characters that ``field`` was read from."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is told of one person leaving: by one article (`Departure`), or by all (`Event`).

    ``person``, ``organization``, ``role``, ``destination``, ``successor`` and ``reason`` are as
    articles write them, or the canonical name where the watch list knows the alias (a person's
    only if it is in the same script).
    ``left_on`` is an ISO 8601 prefix: ``2025``, ``2025-04`` or ``2025-04-30``.
    ``is_leader``: the role led something. ``about_ai``: the role or the article is about AI.
    """

    status: Status
    person: str | None = None
    person_id: str | None = None
    organization: str | None = None
    organization_id: str | None = None
    organization_aliases: tuple[str, ...] = ()
    role: str | None = None
    kind: Kind = Kind.DEPARTED
    left_on: str | None = None
    destination: str | None = None
    successor: str | None = None
    reason: str | None = None
    is_leader: bool = False
    about_ai: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure(Facts):
    """One person leaving one organization, or a leading role in it, as one article tells it.

    ``main`` is false for a departure told as background. ``score`` is between 0 and 1.
    """

    main: bool
    score: float = 1.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A word that might have told of a departure, and the first condition that it failed.

    ``condition`` is a stable name (``negated``, ``hypothetical``, ``no_person`` …); ``note`` says
    it for a reader. Offsets count characters of ``article.content``.
    """

    condition: str
    note: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was understood of one article."""

    lang: Lang
    departures: tuple[Departure, ...] = ()
    refusals: tuple[Refusal, ...] = ()


# --- the watch list ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is watched. ``organization`` is an organization's id."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    organization: str | None = None
    role: str | None = None
    as_of: str | None = None
    source: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """An organization or a unit of one. ``parent`` is an organization's id.

    ``ai``: its business, or this unit's, is AI. ``products`` are names that stand for it in news.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    parent: str | None = None
    ai: bool = False
    source: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role that the reader should know besides its own lexicon."""

    name: str
    leader: bool = True
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A departure expression that the reader should know besides its own lexicon.

    ``strong`` ones tell of a departure with a person or a role alone; the others also need an
    organization as their object.
    """

    text: str
    kind: Kind = Kind.DEPARTED
    strong: bool = True
    source: str | None = None


# --- events and alerts ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value that one article gives for one field of an event."""

    field: str
    value: str
    article_id: str
    status: Status
    tier: Tier
    claimed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Facts):
    """One departure in the world: one person, one organization, one occasion.

    The facts are the best-sourced value of each; ``claims`` keep every value.
    ``conflicts`` names the fields whose claims cannot all be true.
    """

    id: str
    first_seen_at: datetime
    last_seen_at: datetime
    conflicts: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one departure in one article did to an event. ``before`` is ``None`` for a new one.

    ``reasons`` are the changes that a reader would act on, most important first; empty if none.
    """

    event: Event
    before: Event | None
    departure: Departure
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """The decision to tell people of an event. ``rules`` are all rules it answers, ``rule`` the
    most severe of them; ``channels`` are the channels to deliver to."""

    id: str
    event_id: str
    article_id: str
    reason: Reason
    rule: str
    severity: Severity
    raised_at: datetime
    rules: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    previous: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article as an alert cites it."""

    article_id: str
    title: str
    feed_id: str
    tier: Tier
    url: str | None = None
    published_at: datetime | None = None
    lang: Lang | None = None
