"""Which organizations a Chinese sentence names: watched, well known, or told by their form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from monitor.language.draft import Span
from monitor.language.gazetteer import maker_of
from monitor.language.lexicon import Hits
from monitor.language.text import HAN
from monitor.watch import Mention, Watch

# fmt: off
_SUFFIX = "|".join((
    "科技", "智能", "汽车", "集团", "股份", "研究院", "研究所", "实验室", "大学", "银行", "证券",
    "基金", "保险", "资本", "半导体", "生物", "控股", "国际", "医药", "网络", "电子", "通信",
    "信息", "动力", "能源", "传媒", "航空", "出行", "微电子", "光电", "创投", "医疗", "互娱",
    "数科", "智算", "时代", "智行",
))
# fmt: on
_LEGAL = "(?:集团|股份)?(?:有限)?(?:公司)?"
_FORM = re.compile(rf"((?:[{HAN}]{{2,4}}?|[A-Z][A-Za-z0-9.]+ ?))(?:{_SUFFIX}){_LEGAL}")
_TAIL = re.compile(rf"(?:{_SUFFIX}|计算)?{_LEGAL}")
_LATIN_FORM = re.compile(
    r"(?<![A-Za-z0-9])(?!AI )[A-Z][A-Za-z0-9]+ "
    r"(?:AI|Labs?|Robotics|Technologies|Motors|Research)(?![A-Za-z0-9])"
)
_NAME = re.compile(rf"[{HAN}]{{2,7}}|[A-Z][A-Za-z0-9.]+(?: [A-Z][A-Za-z0-9.]+)?")
_WHAT_KIND = re.compile(r".*(?:公司|企业|品牌|平台|独角兽|厂商|巨头|机构|网站)")
_LABEL = re.compile(rf"([{HAN}A-Za-z]{{3,8}}):")
_FUNCTION = set(
    "的了在被将已是称曝传与和及或个等从由把给让对向也就都又这那其他她它们之某为于家名位款只项"
    "一二三四五六七八九十"
)
# Characters that belong to a description, not to a name: 该行, 前任, 大股东, 分管副 …
_DESCRIPTIVE = set("该任副仍现新前原父母子女妻股下旗组再又曾本各多数几两首")
# fmt: off
_BEGIN_SORTS = (
    "anchor", "rumour", "confirmed", "denied", "speech", "join", "former", "appoint", "media",
    "retelling", "succeed", "past", "trigger", "follower",
)
# fmt: on
# fmt: off
_TAKEN_SORTS = (
    "role", "trigger", "staff", "notname", "decoy", "rumour", "confirmed", "join", "succeed",
    "appoint", "speech", "denied", "hypothetical", "past", "follower", "negation",
)
# fmt: on
_MARK = re.compile(r"[\s,.:;!?。、/|#\"'()\[\]【】「」『』《》<>~\-\x00]")
# What may stand between two names of one organization: 阿里 通义实验室.
_GLUE = re.compile(r" ?(?:集团|公司|旗下)? ?")


def find_organizations(
    text: str, *, hits: Hits, mentions: Iterable[Mention], watch: Watch
) -> tuple[Span, ...]:
    """The organizations named in one sentence, from left to right, without overlaps.

    Names that touch are one organization, the most specific that the watch list knows of them:
    阿里 + 通义实验室. ``id`` is set for those on the watch list. Offsets are those of ``text``.
    """
    found = [
        Span(m.start, m.end, text[m.start : m.end], id=m.id)
        for m in mentions
        if m.kind == "organization"
    ]
    domains = {hit.start for hit in hits.of("domain")}
    for start, end in (
        *_well_known(text, hits, domains),
        *_by_form(text, hits),
        *_latin_forms(text),
    ):
        _place(text, found, Span(start, end, text[start:end]), domains)
    return _joined(text, sorted(found, key=lambda span: span.start), watch)


def unnamed_before(text: str, role_start: int, clause_start: int, *, hits: Hits) -> Span | None:
    """What stands between the start of a clause and a role, if it can be the name of an employer
    that nothing else tells: 横琴人寿 in 横琴人寿总经理."""
    begins = hits.within(clause_start, role_start, *_BEGIN_SORTS)
    borders = [h.end for h in begins if h.term.sort != "anchor" or h.term.text in _FUNCTION]
    start = max([clause_start, *borders])
    sort = _WHAT_KIND.search(text, start, role_start)
    start = sort.end() if sort else start
    name = text[start:role_start].strip()
    start = text.find(name, start)
    if not _NAME.fullmatch(name) or not _FUNCTION.union(_DESCRIPTIVE).isdisjoint(name):
        return None
    words = hits.of("role", "domain", "trigger", "staff", "notname", "decoy", "follower", "media")
    if any(h.start < start + len(name) and start < h.end and h.end - h.start > 1 for h in words):
        return None
    return Span(start, start + len(name), name)


def label(text: str, *, hits: Hits) -> Span | None:
    """The company that an announcement's title begins with: 达仁堂:总经理…辞职."""
    match = _LABEL.match(text)
    if match is None or not hits.within(match.end(), len(text), "role"):
        return None
    words = hits.within(0, match.end(1), "role", "domain", "trigger", "staff", "media", "speech")
    speaks = hits.within(0, match.end(1), "rumour", "confirmed", "denied")
    if speaks or any(hit.end - hit.start > 1 for hit in words):
        return None
    return Span(0, match.end(1), match.group(1))


def _place(text: str, found: list[Span], new: Span, domains: set[int]) -> None:
    """Add a name unless it overlaps a known one; a longer form of a known name replaces it."""
    inside = [span for span in found if new.start <= span.start and span.end <= new.end]
    if any(s.start < new.end and new.start < s.end for s in found if s not in inside):
        return
    if any(span.end < new.end and span.end in domains for span in inside):
        return  # 百度 + 智能驾驶 is a field of work, no longer name
    for span in inside:
        found.remove(span)
    identity = inside[-1].id if inside else None
    value = None if identity else maker_of(new.text)
    found.append(Span(new.start, new.end, new.text, value, identity))


def _well_known(text: str, hits: Hits, domains: set[int]) -> Iterator[tuple[int, int]]:
    """Names of the gazetteer, with the legal form that follows: 阿里云 + 计算公司."""
    for hit in hits.of("organization"):
        tail = _TAIL.match(text, hit.end) if hit.end not in domains else None
        yield hit.start, tail.end() if tail else hit.end


def _by_form(text: str, hits: Hits) -> Iterator[tuple[int, int]]:
    """Two to four characters or a Latin name before 科技, 汽车, 集团 … where a name may begin."""
    begins = {hit.end for hit in hits.of(*_BEGIN_SORTS)}
    taken = [(hit.start, hit.end) for hit in hits.of(*_TAKEN_SORTS) if hit.end - hit.start > 1]
    domains = [(hit.start, hit.end) for hit in hits.of("domain") if hit.end - hit.start > 1]
    starts = [i for i in range(len(text)) if _opens(text, i, begins)]
    for start in starts:
        match = _FORM.match(text, start)
        if match is None or any(character in _FUNCTION for character in match.group(1)):
            continue
        name_end = match.end(1)
        blocked = any(a < match.end() and start < b for a, b in taken)
        if not blocked and not any(a < name_end and start < b for a, b in domains):
            yield match.span()


def _latin_forms(text: str) -> Iterator[tuple[int, int]]:
    """Landing AI, Larkmoor Labs: a Latin name that ends like a company's."""
    return (match.span() for match in _LATIN_FORM.finditer(text))


def _opens(text: str, at: int, begins: set[int]) -> bool:
    return at == 0 or at in begins or bool(_MARK.match(text[at - 1]))


def _joined(text: str, spans: list[Span], watch: Watch) -> tuple[Span, ...]:
    joined: list[Span] = []
    for span in spans:
        if joined and _touch(text, joined[-1], span):
            joined[-1] = _union(text, joined[-1], span, watch)
        else:
            joined.append(span)
    return tuple(joined)


def _touch(text: str, left: Span, right: Span) -> bool:
    gap = text[left.end : right.start]
    return len(gap) <= 4 and _GLUE.fullmatch(gap) is not None


def _union(text: str, left: Span, right: Span, watch: Watch) -> Span:
    """One span for two touching names, known by the one that is part of the other."""
    identity = right.id or left.id
    if left.id and right.id and right.id in watch.family(left.id):
        identity = left.id
    return Span(left.start, right.end, text[left.start : right.end], id=identity)
