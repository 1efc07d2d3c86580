"""What stands where in one Chinese sentence, found before anybody asks who leaves.

Offsets count characters of the sentence. Names are found before the small words: a marker inside
a name is no marker.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from monitor.language.draft import Scene, Span
from monitor.language.lexicon import Hit, Hits, extended
from monitor.language.lexicon_zh import LEXICON
from monitor.language.names import find_people, is_name_like
from monitor.language.organizations import find_organizations, label, unnamed_before
from monitor.language.text import HAN, Sentence

_BRACKETS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,20}\]")
_CLAUSE_END = re.compile(rf"[,:|/#【】;。!?\n丨]+|(?<=[{HAN}]) +(?=[{HAN}])")
_ROLE_GAP = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9.+&\-]*| |[与和及、&/])$")
# "三名" in 三名高管 is no part of the role.
COUNTED = re.compile(
    r"\s*(?:又?[一二两三四五六七八九十多数几\d]+(?:余|多)?[名位个]|多名|多位|数名)?\s*"
)
_PROPER = re.compile(r"[A-Z][a-z]+\w*")
_FORMERLY = ("前", "原", "前任", "曾任", "时任")
_Clauses = tuple[tuple[int, int], ...]
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
    clauses: _Clauses
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
    clauses = tuple(_clauses(text))
    mentions = [
        mention
        for mention in scene.mentions
        if mention.end <= len(text) and "\0" not in text[mention.start : mention.end]
    ]
    organizations = find_organizations(text, hits=hits, mentions=mentions, watch=scene.watch)
    known = [
        Span(m.start, m.end, text[m.start : m.end], id=m.id) for m in mentions if m.kind == "person"
    ]
    reader = _RoleReader(text, hits, organizations, clauses)
    organizations = _with_unnamed(reader, known, in_title=sentence.in_title)
    people = find_people(text, hits=hits, known=known, organizations=organizations)
    masked = hits.without((span.start, span.end) for span in people)
    return Scan(
        text=text,
        sentence=sentence,
        scene=scene,
        hits=masked,
        clauses=clauses,
        people=people,
        organizations=organizations,
        roles=tuple(_RoleReader(text, masked, organizations, clauses).roles()),
    )


def _with_unnamed(
    reader: _RoleReader, people: Iterable[Span], *, in_title: bool
) -> tuple[Span, ...]:
    """The organizations with those that only their place tells: before a role, before a colon."""
    text, hits = reader.text, reader.hits
    new = [
        unnamed_before(text, role.start, reader.clause_start(role.start), hits=hits)
        for role in reader.roles()
        if not (role.hit.has("vague") or role.hit.has("generic"))
    ]
    if in_title and (named := label(text, hits=hits)) and not is_name_like(named.text):
        new.append(named)
    found = list(reader.spans)
    dismissing = {hit.end for hit in hits.of("trigger") if hit.has("takes")}
    for span in new:
        if span and span.start in dismissing and is_name_like(span.text):
            continue  # whom 免去 takes the role from
        if span and all(span.end <= o.start or o.end <= span.start for o in (*found, *people)):
            found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _CLAUSE_END.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if start < len(text) or start == 0:
        yield start, len(text)


def _one_role(text: str, left: Hit, right: Hit) -> bool:
    between = text[left.end : right.start]
    return not right.has("generic") and between in {"", "兼", "兼任", "兼职"}


class _RoleReader:
    """Reads roles: how far to the left a role reaches, to its organization or over the words that
    it is a role of."""

    def __init__(
        self, text: str, hits: Hits, organizations: tuple[Span, ...], clauses: _Clauses
    ) -> None:
        self.text = text
        self.hits = hits
        self.spans = organizations
        self._clauses = clauses
        self._domains = {hit.end: hit.start for hit in hits.of("domain")}
        self._organizations = {span.end: span.start for span in organizations}
        self._words = hits.of(
            "trigger", "rumour", "confirmed", "denied", "speech", "join", "appoint", "role", "staff"
        )

    def roles(self) -> Iterator[Role]:
        """The roles of the text; those that touch are one, worded at its last noun."""
        nouns = self.hits.of("role")
        floor = 0
        first = 0
        for index, hit in enumerate(nouns):
            if index + 1 < len(nouns) and _one_role(self.text, hit, nouns[index + 1]):
                continue  # 董事长兼CEO
            noun = nouns[first].start
            start = self._start(noun, max(floor, self.clause_start(noun)))
            yield Role(start, hit.end, hit, self._is_former(start))
            floor, first = hit.end, index + 1

    def clause_start(self, at: int) -> int:
        return next(start for start, end in self._clauses if at <= end)

    def _start(self, noun: int, floor: int) -> int:
        at = noun
        while (further := self._further(at, floor, noun)) is not None:
            at = further
        return self._to_organization(at, floor)

    def _further(self, at: int, floor: int, noun: int) -> int | None:
        if at <= floor or at in self._organizations:
            return None
        if at in self._domains and self._domains[at] >= floor:
            return self._domains[at]
        gap = _ROLE_GAP.search(self.text, floor, at)
        if gap is None or gap.start() in self._organizations:
            return None
        if gap.start() in self._domains:
            return gap.start()
        word = gap.group()
        proper = at == noun and _PROPER.fullmatch(word)  # Figuro in Figuro创始人 is the employer
        return gap.start() if word[0].isascii() and word != " " and not proper else None

    def _to_organization(self, at: int, floor: int) -> int:
        for end in reversed(self._organizations):
            if floor <= end <= at and at - end <= 14 and self._plain(end, at):
                skipped = COUNTED.match(self.text, end, at)
                return skipped.end() if skipped else end
        return at

    def _plain(self, start: int, end: int) -> bool:
        if any(c in _ROLE_STOP or not (c.isalnum() or c in " &/-") for c in self.text[start:end]):
            return False
        return not any(start <= hit.start < end for hit in self._words)

    def _is_former(self, start: int) -> bool:
        before = self.text[:start].rstrip()
        if before.endswith(_FORMERLY):
            return not before.endswith(("此前", "之前", "以前", "日前", "目前", "当前"))
        owner = self._organizations.get(len(before))
        return owner is not None and self.text[:owner].rstrip().endswith(_FORMERLY)
