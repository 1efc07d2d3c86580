"""An article in, the departures it tells out: the one door of the language room.

The text is normalised, and a text without a trigger costs one pass of an automaton. Sentences
with a trigger, and those around them, are read by the grammar of their language; what they tell
is merged and looked up in the watch list, and every value keeps the characters it was read from.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from monitor.language import en, lexicon_en, lexicon_zh, zh
from monitor.language.draft import Draft, Heard, Scene, Span, Turned
from monitor.language.gazetteer import names_of
from monitor.language.lexicon import Lexicon, extended
from monitor.language.lexicon_ai import AI
from monitor.language.merge import Group, merge
from monitor.language.text import HAN, Normal, Sentence, detect, normalise, sentences
from monitor.model import (
    Article,
    Departure,
    Evidence,
    Kind,
    Person,
    Reading,
    Refusal,
    Status,
    Tier,
)
from monitor.watch import Mention, Watch

# Sentences read before one with a trigger, for whom it speaks of, and after, for what follows.
_LOOK_BACK = 2
_LOOK_AHEAD = 3
_SHORT_NAME = re.compile(f"[{HAN}]{{2,3}}")
# "director" holds "cto" as letters only.
_RESEARCH = re.compile(
    "科学家|研究|算法|技术|(?<![a-z])cto(?![a-z])|scientist|research|technology", re.IGNORECASE
)
# Sentences with a trigger that are read of one article: more is no news but a list or an attack.
_MOST_SENTENCES = 100
# A role told by what somebody did: "led large models", 负责大模型.
_LED = re.compile(r"\b(?:led|leads|leading|headed|heads|oversaw|ran|runs)\b|负责|领导|带领|主导")
# Words about AI in a body, from which on the article is about it.
_AI_WORDS = 2


class Reader:
    """Reads articles for departures with one watch list; holds no state between articles."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._lexicons = {
            "zh": extended(lexicon_zh.LEXICON, watch),
            "en": extended(lexicon_en.LEXICON, watch),
        }
        words = (term for lexicon in self._lexicons.values() for term in lexicon.terms)
        self._gate = Lexicon(dict.fromkeys(term for term in words if term.sort == "trigger"))

    def read(self, article: Article) -> Reading:
        """What ``article`` tells of departures. Offsets count characters of ``article.content``."""
        content = article.content
        lang = article.lang or detect(content)
        normal = normalise(content)
        if not self._gate.found(normal.text):
            return Reading(lang=lang)
        page = _Page(article=article, content=content, normal=normal, watch=self._watch)
        heard = list(self._hear(page))
        turned = [turned for one in heard for turned in one.turned]
        drafts = list(_without_register([draft for one in heard for draft in one.drafts], turned))
        groups = merge(
            drafts, watch=self._watch, published_on=page.published_on, title_end=page.title_end
        )
        return Reading(
            lang=lang,
            departures=tuple(self._departure(group, page) for group in groups),
            refusals=tuple(page.refusal(one) for one in turned),
        )

    def _hear(self, page: _Page) -> Iterator[Heard]:
        """Read the sentences worth reading, carrying along who and what the story is about."""
        topic = _Topic()
        for sentence in self._worth_reading(page):
            scene = Scene(
                watch=self._watch,
                mentions=page.mentions(sentence),
                published_on=page.published_on,
                topic_person=topic.person,
                topic_organization=topic.organization,
                topic_role=topic.role,
            )
            grammar = zh if sentence.lang == "zh" else en
            heard = grammar.read_sentence(sentence, scene)
            topic = topic.after(heard)
            yield heard

    def _worth_reading(self, page: _Page) -> Iterator[Sentence]:
        every = list(sentences(page.normal.text, title_end=page.title_end))
        found = (i for i, sentence in enumerate(every) if self._gate.found(sentence.text))
        told = set(islice(found, _MOST_SENTENCES))
        near = {i + step for i in told for step in range(-_LOOK_BACK, _LOOK_AHEAD + 1)}
        for index, sentence in enumerate(every):
            if index in near or sentence.in_title:
                yield sentence

    def _departure(self, group: Group, page: _Page) -> Departure:
        spans = _spans(group, self._watch)
        person, organization, role = spans["person"], spans["organization"], spans["role"]
        status, _ = group.status()
        if page.article.tier is Tier.OFFICIAL and status is not Status.DENIED:
            status = Status.CONFIRMED
        left_on = spans["left_on"]
        about_ai = _about_ai(role, page)
        watched = self._watched(spans, about_ai=about_ai)
        return Departure(
            status=status,
            main=group.main,
            person=self._person_name(person, page),
            person_id=watched.id if watched else None,
            organization=self._organization_name(organization, page),
            organization_id=organization.id if organization else None,
            organization_aliases=self._aliases(organization, page),
            role=page.said(role),
            kind=group.kind,
            left_on=left_on.value if left_on else None,
            destination=self._organization_name(spans["destination"], page),
            successor=self._person_name(spans["successor"], page),
            reason=page.said(spans["reason"]),
            score=_score(group, spans),
            is_leader=self._is_leader(watched, role),
            about_ai=about_ai,
            evidence=tuple(page.evidence(name, span) for name, span in spans.items() if span),
        )

    def _person_name(self, span: Span | None, page: _Page) -> str | None:
        """The canonical name, but as the article writes it where that is in the other script: who
        reads of 奥特曼 looks for 奥特曼. The id tells that both are one person."""
        said = page.said(span)
        known = self._watch.people.get(span.id) if span and span.id else None
        return known.name if known and said and detect(known.name) == detect(said) else said

    def _organization_name(self, span: Span | None, page: _Page) -> str | None:
        known = self._watch.organizations.get(span.id) if span and span.id else None
        return known.name if known else page.said(span)

    def _aliases(self, span: Span | None, page: _Page) -> tuple[str, ...]:
        """The names of the organization and those above it; for one that is not watched, those
        that the gazetteer knows, with the product that stood for it."""
        if span is None:
            return ()
        if span.id:
            return self._watch.aliases(span.id)
        known = names_of(span.said)
        return tuple(dict.fromkeys((*known, page.original(span)[2]))) if known else ()

    def _watched(self, spans: Mapping[str, Span | None], *, about_ai: bool) -> Person | None:
        """The watched person that is meant, unless all that is told speaks of a namesake.

        Many share a Chinese name of two or three characters. One who leaves an organization of
        another family, which is not about AI, in a role that is not about AI or research, is
        somebody else.
        """
        person, organization, role = spans["person"], spans["organization"], spans["role"]
        known = self._watch.people.get(person.id) if person and person.id else None
        if known is None or person is None or organization is None or known.organization is None:
            return known
        shared = _SHORT_NAME.fullmatch(person.text) and not about_ai
        if not shared or (role and _RESEARCH.search(role.text)):
            return known
        left = organization.id
        kin = left and self._watch.root(left) == self._watch.root(known.organization)
        return known if left and (kin or self._watch.is_ai(left)) else None

    def _is_leader(self, watched: Person | None, role: Span | None) -> bool:
        """Whether the role leads; without a role, whether the watched person's does."""
        said = role.text if role else watched.role if watched else None
        if said is None:
            return False
        hits = self._lexicons[detect(said)].hits(normalise(said).text).of("role")
        return any(hit.has("leader") for hit in hits) or _LED.search(said) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Topic:
    """Whom and what the story is about so far."""

    person: Span | None = None
    organization: Span | None = None
    role: Span | None = None

    def after(self, heard: Heard) -> _Topic:
        told = [draft for draft in heard.drafts if not draft.supplement]
        people = [d.person for d in reversed(told) if d.person] or heard.people
        employers = [d.organization for d in reversed(told) if d.organization]
        roles = [d.role for d in reversed(told) if d.role] or heard.roles
        return replace(
            self,
            person=people[0] if people else self.person,
            organization=next(iter((*employers, *heard.organizations)), self.organization),
            role=roles[0] if roles else self.role,
        )


class _Page:
    """One article with its normal form and the way back from it."""

    def __init__(self, *, article: Article, content: str, normal: Normal, watch: Watch) -> None:
        self.article = article
        self.normal = normal
        self.published_on: date | None = (
            article.published_at.date() if article.published_at else None
        )
        origins = normal.origins
        length = len(article.title)
        self.title_end = length if origins is None else bisect_left(origins, length)
        self._content = content
        self._mentions = watch.mentions(normal.text)
        self._starts = [mention.start for mention in self._mentions]

    def mentions(self, sentence: Sentence) -> tuple[Mention, ...]:
        """The watched names that lie within the sentence, counted from its start."""
        start, end = sentence.start, sentence.start + len(sentence.text)
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(
            Mention(one.start - start, one.end - start, one.kind, one.id, one.product)
            for one in self._mentions[first:last]
            if one.end <= end
        )

    def said(self, span: Span | None) -> str | None:
        """The span's meaning, or else its characters as the article writes them."""
        if span is None:
            return None
        return span.value if span.value is not None else self.original(span)[2]

    def original(self, span: Span) -> tuple[int, int, str]:
        """Where the span stands in the article, and its characters there."""
        start, end = self.normal.origin(span.start, span.end)
        return start, end, self._content[start:end]

    def evidence(self, name: str, span: Span) -> Evidence:
        start, end, text = self.original(span)
        return Evidence(field=name, start=start, end=end, text=text)

    def refusal(self, turned: Turned) -> Refusal:
        start, end, text = self.original(turned.trigger)
        return Refusal(
            condition=turned.condition, note=turned.note, start=start, end=end, text=text
        )


def _without_register(drafts: Sequence[Draft], turned: Sequence[Turned]) -> Iterator[Draft]:
    """Leave out roles given up, once the article shows that it tells of the company register."""
    register = any(one.condition == "registry_change" for one in turned)
    for draft in drafts:
        if not register or draft.kind is not Kind.STEPPED_DOWN or draft.marker:
            yield draft


def _spans(group: Group, watch: Watch) -> dict[str, Span | None]:
    """The fields of a departure and the characters each is read from."""
    return {
        "person": group.person,
        "organization": group.organization(watch),
        "role": group.role,
        "kind": group.best[0].trigger,
        "left_on": group.left_on,
        "destination": group.destination(watch),
        "successor": group.pick(lambda draft: draft.successor),
        "reason": group.pick(lambda draft: draft.reason),
        "status": group.status()[1],
    }


def _score(group: Group, spans: dict[str, Span | None]) -> float:
    """How far the reading can be trusted: the wording, and how much of it is known."""
    wording = max(draft.strength for draft in group.drafts)
    known = 0.6 + sum(
        weight
        for name, weight in (("person", 0.2), ("organization", 0.1), ("role", 0.1))
        if spans[name]
    )
    return round(min(1.0, wording * known), 3)


def _about_ai(role: Span | None, page: _Page) -> bool:
    """Whether the role, the title or a good part of the body speaks of AI."""
    if role is not None and AI.found(role.text):
        return True
    text = page.normal.text
    if AI.found(text[: page.title_end]):
        return True
    return len(AI.hits(text[page.title_end :]).of("ai")) >= _AI_WORDS
