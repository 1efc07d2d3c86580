"""What stands where in one Chinese sentence, found before anybody asks who leaves.

Offsets count characters of the sentence. Names are found before the small words: a marker inside
a name is no marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitor.language.draft import Scene, Span
from monitor.language.lexicon import Hit, Hits, extended
from monitor.language.lexicon_zh import LEXICON
from monitor.language.names import find_people
from monitor.language.organizations import find_organizations
from monitor.language.text import HAN, Sentence
from monitor.watch import Mention

_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,20}\]")
_CLAUSE_END = re.compile(rf"[,:|/#【】;。!?\n丨]+|(?<=[{HAN}]) +(?=[{HAN}])")
# Words that stay words inside what could be a name, because they decide what a name is.
_ROLE_GAP = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+&\- ]*|[与和及、&/]| ")
_ROLE_STOP = set(
    "的了在被将已是称曝传于从由把给让对向有也就都又这那其他她它为至到近现新再因后前原曾继"
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role as the sentence words it, with what it is a role of.

    ``former``: 前 or 原 stands before it. ``hit`` is the noun at its end.
    """

    start: int
    end: int
    hit: Hit
    former: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One sentence taken apart. ``text`` has its brackets blanked with ``\\0``."""

    text: str
    sentence: Sentence
    scene: Scene
    hits: Hits
    clauses: tuple[tuple[int, int], ...]
    people: tuple[Span, ...]
    organizations: tuple[Span, ...]
    roles: tuple[Role, ...]

    def clause(self, at: int) -> int:
        """The index of the clause that the offset lies in."""
        return next(i for i, (_, end) in enumerate(self.clauses) if at <= end)

    def span(self, start: int, end: int, *, value: str | None = None) -> Span:
        """A span of this sentence in offsets of the whole article."""
        offset = self.sentence.start
        said = self.sentence.text[start:end]
        return Span(start + offset, end + offset, said, value)

    def inward(self, span: Span) -> Span:
        """A span of the article in offsets of this sentence; negative for an earlier one's."""
        offset = self.sentence.start
        return Span(span.start - offset, span.end - offset, span.text, span.value, span.id)

    def shifted(self, local: Span) -> Span:
        """A span found in this sentence, in offsets of the whole article."""
        offset = self.sentence.start
        return Span(local.start + offset, local.end + offset, local.text, local.value, local.id)


def scan(sentence: Sentence, scene: Scene) -> Scan:
    """Find clauses, names, organizations, roles and small words of the sentence."""
    text = _BRACKETS.sub(lambda match: "\0" * len(match.group()), sentence.text)
    hits = extended(LEXICON, scene.watch).hits(text)
    mentions = [m for m in map(lambda m: _local(m, sentence), scene.mentions) if m.end <= len(text)]
    mentions = [m for m in mentions if "\0" not in text[m.start : m.end]]
    organizations = find_organizations(text, hits=hits, mentions=mentions, watch=scene.watch)
    known = [
        Span(m.start, m.end, text[m.start : m.end], id=m.id) for m in mentions if m.kind == "person"
    ]
    people = find_people(text, hits=hits, known=known, organizations=organizations)
    masked = hits.without((span.start, span.end) for span in people)
    return Scan(
        text=text,
        sentence=sentence,
        scene=scene,
        hits=masked,
        clauses=tuple(_clauses(text)),
        people=people,
        organizations=organizations,
        roles=tuple(_roles(text, masked, organizations)),
    )


def _local(mention: Mention, sentence: Sentence) -> Mention:
    start, end = mention.start - sentence.start, mention.end - sentence.start
    return Mention(start, end, mention.kind, mention.id, mention.product)


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE_END.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if start < len(text) or start == 0:
        yield start, len(text)


def _roles(text: str, hits: Hits, organizations: tuple[Span, ...]) -> Iterator[Role]:
    nouns = hits.of("role")
    reader = _RoleReader(text, hits, organizations)
    floor = 0
    for index, hit in enumerate(nouns):
        following = nouns[index + 1] if index + 1 < len(nouns) else None
        if following and _one_role(text, hit, following):
            continue  # 董事长兼CEO is one role, worded at its last noun
        start = reader.start(_first(nouns, index, text), floor)
        yield Role(start, hit.end, hit, reader.is_former(start))
        floor = hit.end


def _first(nouns: tuple[Hit, ...], index: int, text: str) -> int:
    while index and _one_role(text, nouns[index - 1], nouns[index]):
        index -= 1
    return nouns[index].start


def _one_role(text: str, left: Hit, right: Hit) -> bool:
    between = text[left.end : right.start]
    return not right.has("generic") and between in {"", "兼", "兼任", "兼职"}


class _RoleReader:
    """How far to the left a role phrase reaches: to its organization, or over known modifiers."""

    def __init__(self, text: str, hits: Hits, organizations: tuple[Span, ...]) -> None:
        self.text = text
        self.domains = {hit.end: hit.start for hit in hits.of("domain")}
        self.organizations = {span.end: span.start for span in organizations}
        self.words = hits.of("trigger", "rumour", "confirmed", "speech", "join", "appoint", "role")

    def start(self, noun: int, floor: int) -> int:
        at = noun
        while (further := self._further(at, floor)) is not None:
            at = further
        return self._to_organization(at, floor)

    def _further(self, at: int, floor: int) -> int | None:
        if at <= floor or at in self.organizations:
            return None
        if at in self.domains and self.domains[at] >= floor:
            return self.domains[at]
        gap = re.search(r"(?:[A-Za-z0-9][A-Za-z0-9.+&\-]*| |[与和及、&/])$", self.text[floor:at])
        if gap is None or at - len(gap.group()) in self.organizations:
            return None
        before = at - len(gap.group())
        if before in self.domains or gap.group()[0].isascii() and gap.group()[0] != " ":
            return before
        return None

    def _to_organization(self, at: int, floor: int) -> int:
        for end in reversed(self.organizations):
            between = self.text[end:at]
            if floor <= end <= at and len(between) <= 14 and self._plain(end, at):
                return end + len(between) - len(between.lstrip())
        return at

    def _plain(self, start: int, end: int) -> bool:
        if any(c in _ROLE_STOP or not (c.isalnum() or c in " &/-") for c in self.text[start:end]):
            return False
        return not any(start <= hit.start < end for hit in self.words)

    def is_former(self, start: int) -> bool:
        before = self.text[:start].rstrip()
        if before.endswith(("前", "原", "前任", "曾任", "时任", "前任的")):
            return not before.endswith(("此前", "之前", "以前", "日前", "目前", "当前"))
        owner = self.organizations.get(len(before))
        if owner is None:
            return False
        return self.text[:owner].rstrip().endswith(("前", "原", "曾任", "时任"))
