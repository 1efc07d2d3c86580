"""Cutting an English sentence into the chunks of a `line_en.Line`.

Watched names come first, then triggers, then roles with the words that belong to them, and last
the runs of capitalised words that are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from monitor.language.draft import Scene
from monitor.language.gazetteer import names_of
from monitor.language.given_names import GIVEN_NAMES
from monitor.language.lexicon import Hit, Term, extended
from monitor.language.lexicon_en import LEXICON
from monitor.language.line_en import Chunk, ChunkKind, Line
from monitor.language.names_en import PARTICLES, Word, is_common, read_run
from monitor.language.text import Sentence
from monitor.language.vocabulary_en import FIELDS, ORGANIZATION_ENDS, STAFF
from monitor.language.wordlist import words

_TOKEN = re.compile(
    r"(?P<word>(?:[A-Za-z]\.){2,}|[A-Z]\.(?= [A-Z])|[^\W_]+(?:[-'&/.+@][^\W_]+)*)|(?P<mark>\S)"
)
_CLITIC = re.compile(r"'(?:s|S|m|re|ll|ve|d)$")
# The newspaper at the end of an aggregated headline: "… (Jo Bloggs/The Paper)".
_BYLINE = re.compile(r"\s\([^()]*\)\s*$")
# "US-trained", "Oslo-based": capitals, and no name.
_ADJECTIVE = re.compile(r"-[a-z]+$")
# Capitals in front of these show the start of a sentence, not a name.
_FUNCTION_WORDS = words(
    """
    a an the this that these those i he she it we they you his her its our their my your who
    what when where why how if as at by for from in of off on out over to up with and or but nor
    so yet not no is are was were be been has have had do does did will would can could may
    might must should after before since while amid despite during until because although though
    now then here there also just only even still again today yesterday tomorrow monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august
    september october november december former ex says said new more all both most many some any
    three two four five six seven eight nine ten first former exclusive breaking report sources
    source update according mr mr. ms ms. mrs mrs. dr dr. sir
    """
)
# Roles that are verbs as well.
_VERBAL_ROLES = words("lead head chair partner")
_BEFORE_VERB = words("to will would can could and who i we they helps help 'll")
# Roles that need no field before them.
_WHOLE_ROLES = words("ceo cto coo cfo cpo cso cio cmo president chairman chairwoman chair veteran")
_LED = words(
    """
    led leads leading headed heads ran runs oversaw oversees managed manages
    """
)
_ENDS_ROLE = words(
    """
    at in of on to for from by with as and or but who which that after before since until while
    amid over under is are was were will has have had
    """
)


@dataclass(slots=True)
class _Labels:
    """Which token belongs to which chunk, while the line is built."""

    tokens: list[Chunk]
    chunk_of: list[int]
    made: list[Chunk]
    text: str
    lowercase: bool  # typed without any capitals, which then show nothing

    def free(self, index: int) -> bool:
        return 0 <= index < len(self.tokens) and self.chunk_of[index] < 0

    def put(self, first: int, last: int, *, chunk: Chunk) -> None:
        for index in range(first, last + 1):
            self.chunk_of[index] = len(self.made)
        self.made.append(chunk)

    def line(self) -> tuple[Chunk, ...]:
        chunks: list[Chunk] = []
        seen = -1
        for index, token in enumerate(self.tokens):
            made = self.chunk_of[index]
            if made < 0:
                chunks.append(token)
            elif made != seen:
                chunks.append(self.made[made])
            seen = made
        return tuple(chunks)


def read_line(sentence: Sentence, scene: Scene) -> Line:
    """Cut a sentence into chunks; what the watch list knows comes before what only looks so."""
    text = sentence.text
    if sentence.in_title and (byline := _BYLINE.search(text)):
        text = text[: byline.start()]
    tokens = list(_tokens(text))
    lowercase = text.islower()
    title_case = lowercase or _is_title_case(tokens)
    labels = _Labels(tokens, [-1] * len(tokens), [], text, lowercase)
    starts = {token.start: index for index, token in enumerate(tokens)}
    ends = {token.end: index for index, token in enumerate(tokens)}
    hits = extended(LEXICON, scene.watch).hits(text)
    roles = frozenset(hit.start for hit in hits.of("role"))
    names = _label_mentions(labels, scene, edges=(starts, ends), roles=roles)
    hits = hits.without(names)
    _label_hits(labels, hits.of("trigger"), edges=(starts, ends))
    _label_roles(labels, hits.of("role"), edges=(starts, ends), text=text)
    _label_runs(labels, text, title_case=title_case)
    chunks = tuple(_known(chunk, scene) for chunk in _joined_roles(labels.line(), text))
    return Line(sentence, scene, chunks, hits, title_case)


def _joined_roles(chunks: tuple[Chunk, ...], text: str) -> list[Chunk]:
    """ "lead" and "developer" side by side are one role."""
    joined: list[Chunk] = []
    for chunk in chunks:
        before = joined[-1] if joined else None
        if before and before.kind == chunk.kind == "role" and chunk.start == before.end + 1:
            said = text[before.start : chunk.end]
            term = before.term if before.has("leader") else chunk.term
            joined[-1] = Chunk("role", before.start, chunk.end, said, said.lower(), term=term)
        else:
            joined.append(chunk)
    return joined


def _known(chunk: Chunk, scene: Scene) -> Chunk:
    """A surname alone is the person that the article has named in full; and some names that look
    like nothing, or like a person's, are well-known companies'."""
    if chunk.id or not (chunk.kind == "name" or (chunk.kind == "person" and not chunk.sure)):
        return chunk
    topic = scene.topic_person
    if topic is not None and topic.said.split()[-1] == chunk.text:
        return replace(chunk, kind="person", sure=True, id=topic.id, value=topic.said)
    if names_of(chunk.text) and not chunk.text.islower():
        return replace(chunk, kind="organization", sure=True)
    return chunk


def _tokens(text: str) -> Iterator[Chunk]:
    quoted = False
    for match in _TOKEN.finditer(text):
        word = match["word"]
        if word is None:
            mark = match["mark"]
            after_s = mark == "'" and text[match.start() - 1 : match.start()] in {"s", "S", "z"}
            if mark == "'" and not after_s:
                quoted = not quoted
            kind: ChunkKind = "possessive" if after_s and not quoted else "mark"
            yield Chunk(kind, match.start(), match.end(), mark, mark)
            continue
        clitic = _CLITIC.search(word)
        cut = match.start() + (clitic.start() if clitic else len(word))
        if cut > match.start():
            base = text[match.start() : cut]
            yield Chunk(
                "number" if base[0].isdigit() else "word", match.start(), cut, base, base.lower()
            )
        if clitic:
            kind = "possessive" if clitic[0].lower() == "'s" else "word"
            yield Chunk(kind, cut, match.end(), clitic[0], clitic[0].lower())


def _is_title_case(tokens: list[Chunk]) -> bool:
    """Whether nearly every longer word begins with a capital, so that capitals show nothing."""
    longer = [t for t in tokens[1:] if t.kind == "word" and len(t.text) >= 4]
    capitals = sum(1 for token in longer if token.text[0].isupper())
    return len(longer) >= 2 and capitals >= 0.75 * len(longer)


_Edges = tuple[dict[int, int], dict[int, int]]


def _label_mentions(
    labels: _Labels, scene: Scene, *, edges: _Edges, roles: frozenset[int]
) -> list[tuple[int, int]]:
    """The watched names; an organization's takes a following "Labs" or "AI" with it."""
    starts, ends = edges
    text = labels.text
    taken: list[tuple[int, int]] = []
    for mention in scene.mentions:
        first, last = starts.get(mention.start), ends.get(mention.end)
        said = text[mention.start : mention.end]
        if (
            first is None
            or last is None
            or (said.islower() and not labels.lowercase and is_common(said))
        ):
            continue
        identity = mention.id
        if mention.kind == "organization":
            while _extends(labels, last, roles):
                last += 1
            if last > first and _is_of_role(labels, last, roles):
                last -= 1
                identity = _named(text[mention.start : labels.tokens[last].end], scene) or identity
        end = labels.tokens[last].end
        taken.append((mention.start, end))
        said = text[mention.start : end]
        labels.put(
            first,
            last,
            chunk=Chunk(mention.kind, mention.start, end, said, said.lower(), id=identity),
        )
    return taken


def _named(said: str, scene: Scene) -> str | None:
    """The watched organization whose name ``said`` is, from end to end."""
    mentions = scene.watch.mentions(said)
    return next((m.id for m in mentions if m.start == 0 and m.end == len(said)), None)


def _extends(labels: _Labels, last: int, roles: frozenset[int]) -> bool:
    """Whether the next token belongs to the organization, and not to a role: "Acme AI chief"."""
    following = labels.tokens[last + 1 : last + 2]
    if not following or following[0].low not in ORGANIZATION_ENDS:
        return False
    return following[0].text[:1].isupper() and not _leads_to_role(labels, last + 1, roles)


def _is_of_role(labels: _Labels, last: int, roles: frozenset[int]) -> bool:
    """Whether a field in small letters is no end of a name: "research" in "Acme research head"."""
    own = labels.tokens[last].text.islower() and not labels.lowercase
    return own and _leads_to_role(labels, last, roles)


def _leads_to_role(labels: _Labels, index: int, roles: frozenset[int]) -> bool:
    """Whether nothing but fields stands from ``index`` to a role: "AI research head"."""
    for token in labels.tokens[index:]:
        if token.start in roles:
            return True
        if not _is_field(token):
            return False
    return False


def _label_hits(labels: _Labels, hits: Iterable[Hit], *, edges: _Edges) -> None:
    starts, ends = edges
    for hit in hits:
        first, last = starts.get(hit.start), ends.get(hit.end)
        if first is None or last is None or not labels.free(first) or not labels.free(last):
            continue
        low = hit.term.text.lower()
        text = labels.tokens[first].text if first == last else low
        labels.put(
            first, last, chunk=Chunk("trigger", hit.start, hit.end, text, low, term=hit.term)
        )


def _label_roles(labels: _Labels, hits: Iterable[Hit], *, edges: _Edges, text: str) -> None:
    starts, ends = edges
    for hit in hits:
        first, last = starts.get(hit.start), ends.get(hit.end)
        if first is None or last is None or not labels.free(first) or not labels.free(last):
            continue
        if _is_verb(labels, first, last=last):
            continue
        first, last = _widen_left(labels, first, hit=hit), _widen_right(labels, last)
        start, end = labels.tokens[first].start, labels.tokens[last].end
        said = text[start:end]
        labels.put(first, last, chunk=Chunk("role", start, end, said, said.lower(), term=hit.term))
    for index in range(1, len(labels.tokens)):
        if labels.tokens[index].low in _LED and labels.tokens[index - 1].low == "who":
            _label_led(labels, index, text=text)


def _is_verb(labels: _Labels, first: int, *, last: int) -> bool:
    """ "to lead", "will head" and "partner with" are no roles."""
    if first != last or labels.tokens[first].low not in _VERBAL_ROLES:
        return False
    before = labels.tokens[first - 1].low if first else ""
    if before in FIELDS and before not in _BEFORE_VERB:
        return False
    after = labels.tokens[last + 1].low if last + 1 < len(labels.tokens) else ""
    return before in _BEFORE_VERB or after in {"to", "with", "the", "its", "a"}


def _widen_left(labels: _Labels, first: int, *, hit: Hit) -> int:
    while labels.free(first - 1) and _is_field(labels.tokens[first - 1]):
        if _is_of_name(labels, first - 1, hit=hit):
            break
        first -= 1
    return first


def _is_of_name(labels: _Labels, index: int, *, hit: Hit) -> bool:
    """Whether "AI" closes an organization's name: "Acme AI CEO", but "Acme AI chief"."""
    if labels.tokens[index].low not in ORGANIZATION_ENDS or not labels.free(index - 1):
        return False
    before, role = labels.tokens[index - 1], hit.term.text
    whole = " " in role or "founder" in role or role in _WHOLE_ROLES
    return whole and before.text[0].isupper() and before.low not in FIELDS


def _widen_right(labels: _Labels, last: int) -> int:
    """Take "of research", "of AI safety" along, but not "of Acme"."""
    if last + 2 >= len(labels.tokens) or labels.tokens[last + 1].low not in {"of", "for"}:
        return last
    index = last + 2
    if labels.tokens[last + 1].low == "for" and not _is_field(labels.tokens[index]):
        return last
    if labels.tokens[index].low in {"the", "its"}:
        index += 1
    end = last
    while labels.free(index) and index <= last + 7 and _belongs(labels, index):
        if labels.tokens[index].low not in {"and", "&"}:
            end = index
        index += 1
    return end


def _belongs(labels: _Labels, index: int) -> bool:
    token = labels.tokens[index]
    if token.low in {"and", "&"}:
        return index + 1 < len(labels.tokens) and _is_field(labels.tokens[index + 1])
    if token.kind != "word" or token.low in _ENDS_ROLE:
        return False
    following = labels.tokens[index + 1] if index + 1 < len(labels.tokens) else None
    if following and following.kind == "possessive":
        return False
    return _is_field(token) or (token.text.islower() and token.low not in _FUNCTION_WORDS)


def _is_field(token: Chunk) -> bool:
    if token.kind != "word":
        return False
    return token.low in FIELDS or ("-" in token.text and token.text.islower())


def _label_led(labels: _Labels, index: int, *, text: str) -> None:
    """ "who led large language models at …" says a role with a verb."""
    last = index
    while labels.free(last + 1) and last < index + 8:
        token = labels.tokens[last + 1]
        if token.kind not in {"word", "number"} or token.low in _ENDS_ROLE:
            break
        last += 1
    if last == index:
        return
    start, end = labels.tokens[index].start, labels.tokens[last].end
    said = text[start:end]
    term = Term(said.lower(), "role", notes=words("leader verbal"))
    labels.put(index, last, chunk=Chunk("role", start, end, said, said.lower(), term=term))


def _label_runs(labels: _Labels, text: str, *, title_case: bool) -> None:
    """Runs of capitalised words are names of something."""
    index = 0
    while index < len(labels.tokens):
        if not _opens_run(labels, index, title_case=title_case):
            index += 1
            continue
        last = index
        while _continues_run(labels, last + 1, title_case=title_case):
            last += 1
        while last > index and labels.tokens[last].low in PARTICLES:
            last -= 1
        _label_run(labels, range(index, last + 1), text=text, title_case=title_case)
        index = last + 1


def _label_run(labels: _Labels, run: range, *, text: str, title_case: bool) -> None:
    words = [
        Word(_capital(labels.tokens[i].text), labels.tokens[i].start, labels.tokens[i].end)
        for i in run
    ]
    at = {labels.tokens[i].start: i for i in run} | {labels.tokens[i].end: i for i in run}
    said = text[words[0].start : words[-1].end]
    if names_of(said) and not said.islower():
        chunk = Chunk("organization", words[0].start, words[-1].end, said, said.lower())
        labels.put(run[0], run[-1], chunk=chunk)
        return
    for named in read_run(words, title_case=title_case):
        said = text[named.start : named.end]
        chunk = Chunk(named.look, named.start, named.end, said, said.lower(), sure=named.sure)
        labels.put(at[named.start], at[named.end], chunk=chunk)


def _capital(word: str) -> str:
    """A word of a text typed without capitals, as if it had one."""
    return word[0].upper() + word[1:] if word.islower() and word not in PARTICLES else word


def _opens_run(labels: _Labels, index: int, *, title_case: bool) -> bool:
    token = labels.tokens[index]
    if not labels.free(index) or token.kind not in {"word", "number"}:
        return False
    capital = token.text != token.low or labels.lowercase
    if not capital or token.low in _FUNCTION_WORDS or _ADJECTIVE.search(token.text):
        return False
    if token.low in STAFF or (token.low in FIELDS and token.low not in GIVEN_NAMES and title_case):
        return False
    doubtful = title_case or index == 0 or labels.tokens[index - 1].kind == "mark"
    if not doubtful or token.low in GIVEN_NAMES or names_of(token.text):
        return True
    return not is_common(token.text)


def _continues_run(labels: _Labels, index: int, *, title_case: bool) -> bool:
    if not labels.free(index):
        return False
    token = labels.tokens[index]
    if token.low in PARTICLES and token.text.islower():
        return index + 1 < len(labels.tokens) and labels.tokens[index + 1].text[:1].isupper()
    capital = token.text[:1].isupper() or (labels.lowercase and token.kind == "word")
    if token.kind not in {"word", "number"} or not capital:
        return token.text == "&" and _continues_run(labels, index + 1, title_case=title_case)
    if token.low in _FUNCTION_WORDS or (token.low in STAFF and title_case):
        return False
    after_given = labels.tokens[index - 1].low in GIVEN_NAMES
    return not (title_case and is_common(token.text) and not after_given)
