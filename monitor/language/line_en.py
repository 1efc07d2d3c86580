"""An English sentence as a line of chunks: names, roles, triggers, and the plain words between.

The grammar in `en` walks along this line and never looks at letters again; `phrases_en` builds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from monitor.language.draft import Scene, Span
from monitor.language.lexicon import Hits, Term
from monitor.language.text import Sentence
from monitor.language.vocabulary_en import PLACES

ChunkKind = Literal[
    "person", "organization", "name", "role", "trigger", "word", "number", "mark", "possessive"
]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some characters of the sentence, as one thing. ``sure``: a name that looks like what it is
    said to be without help from its neighbours."""

    kind: ChunkKind
    start: int
    end: int
    text: str
    low: str
    sure: bool = True
    id: str | None = None
    term: Term | None = None
    value: str | None = None

    def has(self, note: str) -> bool:
        """Whether the word list marks this chunk so."""
        return self.term is not None and note in self.term.notes


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence in chunks. ``hits`` are the words of the lexicon outside of names."""

    sentence: Sentence
    scene: Scene
    chunks: tuple[Chunk, ...]
    hits: Hits
    title_case: bool

    def span(self, chunk: Chunk, value: str | None = None) -> Span:
        """A chunk as a span of the whole article."""
        value = value or chunk.value
        return self.span_of(chunk.start, chunk.end, value=value, identity=chunk.id)

    def span_of(
        self, start: int, end: int, *, value: str | None = None, identity: str | None = None
    ) -> Span:
        """``start:end`` of the sentence as a span of the whole article."""
        base = self.sentence.start
        return Span(base + start, base + end, self.sentence.text[start:end], value, identity)

    def low(self, index: int) -> str:
        """The chunk's lower-case text; empty outside of the line."""
        return self.chunks[index].low if 0 <= index < len(self.chunks) else ""

    def kind(self, index: int) -> str:
        """The chunk's kind; empty outside of the line."""
        return self.chunks[index].kind if 0 <= index < len(self.chunks) else ""

    def marked(self, index: int, *sorts: str) -> bool:
        """Whether a term of one of the sorts covers the chunk."""
        chunk = self.chunks[index]
        hits = self.hits.of(*sorts)
        return any(hit.start <= chunk.start and chunk.end <= hit.end for hit in hits)


def is_place(chunk: Chunk) -> bool:
    """Whether the name is a place's or a people's."""
    return any(word in PLACES for word in chunk.low.replace(".", ". ").split()) or (
        chunk.low in PLACES
    )
