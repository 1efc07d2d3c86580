"""What the grammars hand to the reader: a departure as one sentence tells it.

All offsets count characters of the normal form of the whole article (see `text.Normal`), not of
the sentence, so that drafts of different sentences can be merged.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from monitor.language.text import Sentence
from monitor.model import Kind, Status
from monitor.watch import Mention, Watch


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of the normal form. ``value`` is what they mean, if not what they say:
    a canonical date, an organization without its suffix."""

    start: int
    end: int
    text: str
    value: str | None = None
    id: str | None = None  # of the watch list's person or organization, when it is known there

    @property
    def said(self) -> str:
        return self.value if self.value is not None else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A departure as one sentence tells it. ``status`` is ``None`` when the sentence has no marker;
    ``marker`` is the word that gave it. ``background``: told as the past of somebody, not as news.
    ``strength`` between 0 and 1: how far the wording alone can be trusted.
    ``supplement``: no departure by itself, only more about one told elsewhere in the article
    ("She will be succeeded by …", "他已加入…"); ``trigger`` is then the verb that tells it."""

    trigger: Span
    sentence: Sentence
    person: Span | None = None
    organization: Span | None = None
    role: Span | None = None
    kind: Kind = Kind.DEPARTED
    status: Status | None = None
    marker: Span | None = None
    left_on: Span | None = None
    destination: Span | None = None
    successor: Span | None = None
    reason: Span | None = None
    background: bool = False
    strength: float = 1.0
    supplement: bool = False


@dataclass(frozen=True, slots=True)
class Turned:
    """A trigger that told of no departure: the first ``condition`` it failed, and why in words."""

    trigger: Span
    condition: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a grammar may look at beside the sentence itself.

    ``mentions`` are those within the sentence, their offsets counted from its start. ``topic`` is
    the last person and organization that earlier sentences spoke of (title first), for "he", "the
    company" and left-out subjects.
    """

    watch: Watch
    mentions: tuple[Mention, ...]
    published_on: date | None
    topic_person: Span | None = None
    topic_organization: Span | None = None
    topic_role: Span | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """All that a grammar made of one sentence; ``people`` and ``organizations`` set the topic for
    the next one, whether or not anybody left."""

    drafts: tuple[Draft, ...] = ()
    turned: tuple[Turned, ...] = ()
    people: tuple[Span, ...] = ()
    organizations: tuple[Span, ...] = ()
    roles: tuple[Span, ...] = ()
