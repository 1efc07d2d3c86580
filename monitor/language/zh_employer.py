"""What is left: the organization of a departure, in its Chinese sentence.

It is the object of the verb, else the employer worded before the one who leaves, else what the
clause, the sentence or the story is about. What somebody joins afterwards is none of these.
"""

from __future__ import annotations

import re

from monitor.language.draft import Span
from monitor.language.lexicon import Hit
from monitor.language.text import HAN
from monitor.language.zh_scan import COUNTED, Scan
from monitor.language.zh_subjects import Leaver

_WORKPLACE = re.compile(
    r"了?(?:[该其原本]?(?:公司|团队|岗位|职位|职务|实验室|集团|大厂|老东家|东家|董事会|管理层|部门)"
    r"|[^,。;!?]{0,10}(?:管理层|董事会|职务|岗位))"
)
_MARKET = re.compile(
    r"[^,。;]{0,6}?(?:市场|业务|群聊|历史|联盟|协议|服务|平台账号|应用商店|赛道|竞争|群(?!众))"
)
_JOINED = re.compile(r"[了在于其\s\0]*")
_SHORT_NAME = re.compile(rf"了?(?P<name>[{HAN}]{{2,5}}?)(?=$|[,:。;!?]|之?后|创业|的)")
_ORIGIN = re.compile(rf"从(?P<name>[{HAN}]{{2,6}})$")
# Characters that no name of an employer has: 离开仅一年, 从该集团离职.
_NO_NAME = re.compile("[一二两三四五六七八九十半多几仅约近了的该本原老]")
_BARE = re.compile(r"了?(?:的消息|的传闻|的原因|\s*$|\s*\.|[,。!;])")


def organization(scan: Scan, trigger: Hit, leaver: Leaver) -> Span | None:
    """What is left: the object of the verb, else the employer worded before the leaver, else the
    organization that the clause, the sentence or the story is about. ``None`` if none is named."""
    candidates = [o for o in scan.organizations if not _is_destination(scan, o, trigger)]
    for choose in (_object, _origin, _employer, _nearest):
        if found := choose(scan, trigger, leaver, candidates):
            return scan.shifted(found)
    return scan.scene.topic_organization


def object_of_exit(scan: Scan, trigger: Hit, *, by_person: bool) -> bool:
    """Whether what follows 离开 or 退出 is a place of work: an organization, a post, 公司; for
    somebody named also a name that nothing is known of, if it is no place."""
    rest = scan.text[trigger.end : trigger.end + 20]
    if _MARKET.match(rest):
        return False
    starts = [span.start for span in scan.organizations] + [role.start for role in scan.roles]
    named = any(
        0 <= start - trigger.end <= 3 and _JOINED.fullmatch(scan.text, trigger.end, start)
        for start in starts
    )
    if named or _WORKPLACE.match(rest) or (by_person and _unknown_object(scan, trigger)):
        return True
    bare = _BARE.match(rest) or scan.text[: trigger.start].endswith(("的", "其"))
    return bool(bare) and not trigger.has("strict")


def is_join(scan: Scan, trigger: Hit) -> bool:
    """Whether the verb's object is the next employer, not the one that is left: 跳槽, 转而加入."""
    return bool(scan.hits.within(trigger.start, trigger.end, "join"))


def _is_destination(scan: Scan, span: Span, trigger: Hit) -> bool:
    """Whether the person joins it after leaving; what was joined before is what is left now."""
    later = [hit for hit in scan.hits.of("join") if hit.start >= trigger.start]
    return any(leads_to(scan, hit, span) for hit in later)


def leads_to(scan: Scan, hit: Hit, span: Span) -> bool:
    """Whether the organization is what 加入 or 跳槽 has as its object."""
    if not 0 <= span.start - hit.end <= 12:
        return False
    between = scan.text[hit.end : span.start]
    return not re.search(r"[,。;:!?|任]", between)


def _object(scan: Scan, trigger: Hit, leaver: Leaver, found: list[Span]) -> Span | None:
    """离开X, 离职X, 辞去X的CEO职务, 解雇X."""
    end = scan.clauses[scan.clause(trigger.start)][1]
    if trigger.has("takes") or is_join(scan, trigger):
        return None
    for span in found:
        between = scan.text[trigger.end : span.start]
        if trigger.end <= span.start < end and _JOINED.fullmatch(between):
            return span
    unknown = _unknown_object(scan, trigger) if trigger.has("exit") else None
    if unknown and any(p.start < unknown.end and unknown.start < p.end for p in scan.people):
        return None  # who leaves a boss leaves the boss's organization, which is not named here
    return unknown


def _origin(scan: Scan, trigger: Hit, leaver: Leaver, found: list[Span]) -> Span | None:
    """从X离职, 在X的最后一天."""
    start = scan.clauses[scan.clause(trigger.start)][0]
    for span in found:
        if start < span.start and span.end <= trigger.start:
            before = scan.text[max(start, span.start - 2) : span.start].rstrip()
            if before.endswith(("从", "在", "与", "和")) and trigger.start - span.end <= 8:
                return span if before.endswith(("从", "在")) else None
    unknown = _ORIGIN.search(scan.text, start, trigger.start)
    if (
        unknown is None
        or _NO_NAME.search(unknown.group("name"))
        or any(p.start < unknown.end() and unknown.start() < p.end for p in found)
    ):
        return None
    return Span(*unknown.span("name"), unknown.group("name"))


def _employer(scan: Scan, trigger: Hit, leaver: Leaver, found: list[Span]) -> Span | None:
    """The organization that the leaver's title or name follows at once."""
    role = leaver.role
    if role is None and leaver.person is not None and not leaver.carried:
        return next((o for o in found if _follows(scan, o.end, leaver.person.start)), None)
    if role is None or role.former:
        return None
    return next((o for o in found if _follows(scan, o.end, role.start) or o.end == role.end), None)


def _follows(scan: Scan, end: int, start: int) -> bool:
    return 0 <= start - end <= 6 and COUNTED.fullmatch(scan.text, end, start) is not None


def _nearest(scan: Scan, trigger: Hit, leaver: Leaver, found: list[Span]) -> Span | None:
    """The last one before the verb that is no former employer, else the first of the rest."""
    if trigger.has("takes") and trigger.has("weak"):
        return None  # who stands before 挖走 is the next employer
    before = [o for o in found if o.end <= trigger.start]
    present = [o for o in before if not _is_former(scan, o)]
    if present:
        return present[-1]
    if before and scan.scene.topic_organization is None:
        return before[-1]
    if scan.scene.topic_organization is not None:
        return None
    after = [o for o in found if o.start >= trigger.end and not _is_former(scan, o)]
    return after[0] if after else None


def _is_former(scan: Scan, span: Span) -> bool:
    if scan.text[: span.start].rstrip().endswith(("前", "原", "曾任", "曾在", "加入", "毕业于")):
        return True
    return scan.text[span.end : span.end + 2].lstrip().startswith(("前", "原"))


def _unknown_object(scan: Scan, trigger: Hit) -> Span | None:
    """A short name that fills the clause after 离开: 离开远岫, 离开远岫后."""
    match = None if trigger.has("strict") else _SHORT_NAME.match(scan.text, trigger.end)
    if match is None or _NO_NAME.search(match.group("name")):
        return None
    start, end = match.span("name")
    words = scan.hits.of("place", "domain", "staff", "role", "notname", "trigger", "follower")
    if any(word.start < end and start < word.end for word in words):
        return None
    return Span(start, end, match.group("name"))


def ends_of(scan: Scan, trigger: Hit) -> list[int]:
    """Where the verb ends, and where its object does: 离职|后, 离开X|后."""
    objects = [
        span.end
        for span in scan.organizations
        if span.start >= trigger.end and _JOINED.fullmatch(scan.text, trigger.end, span.start)
    ]
    return [trigger.end, *objects]
