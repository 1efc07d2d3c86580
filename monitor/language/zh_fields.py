"""What is told of a departure in its Chinese sentence: when, where to, why, how sure."""

from __future__ import annotations

import re

from monitor.language.dates import DateSpan, find_dates
from monitor.language.draft import Span
from monitor.language.lexicon import Hit
from monitor.language.zh_employer import ends_of, leads_to
from monitor.language.zh_scan import Role, Scan
from monitor.language.zh_subjects import Leaver
from monitor.model import Kind, Status

_REASON = re.compile(
    r"(?:因|因为|由于|出于)(?P<said>[^,。;:!?因]{2,20}?(?:原因|考虑|需要|变动|调整|年龄|不合|分歧|理由|到龄|退休))"
)
_LASTED = re.compile(r"[已近约超]?[一二两三四五六七八九十多数半\d]+(?:余|多)?个?[年月]")
_UNNAMED = re.compile(r"[某一另](?:家|个|互联网|海外|大厂)?")
_VENTURE = re.compile(
    r"(?:离职|离任|辞职|出走|转而|开始|选择|下场|,|\s|曝|[A-Za-z])(?P<said>创业)(?!公司|板|者|团队)"
    r"|投身[^,。;]{0,10}(?P<cause>创业)"
    r"|(?P<found>创立|创办|成立|自立门户)[^,。;]{0,14}(?:公司|企业|$)"
)
_AFTERWARDS = re.compile(r"(?:之|以)?后(?!续)|(?:之|以)?前(?!往|夕宣布)|以来|期间|时(?!间|任)")
_ASKED = re.compile(r"[了吗]{0,2}\?")
_BEFORE_THAT = {"此前", "早前", "先前", "在此之前", "早些时候", "去年", "前年", "当年"}
_DISCUSSED = re.compile(r"谈(?!判)[^,。;]{0,8}$")


def destination(scan: Scan, trigger: Hit) -> Span | None:
    """The next organization, if named: after 加入, 跳槽至 …; or 创业, if nothing else is."""
    if trigger.term.text.startswith("挖"):
        return _poacher(scan, trigger)
    for hit in scan.hits.of("join"):
        if hit.start < trigger.start or _told_as_past(scan, hit):
            continue
        after = scan.text[hit.end : hit.end + 4]
        named = [o for o in scan.organizations if leads_to(scan, hit, o)]
        if named and not _UNNAMED.match(after) and not _LASTED.match(scan.text, named[0].end):
            return scan.shifted(named[0])
    venture = _VENTURE.search(scan.text, max(0, trigger.start))
    if venture is None:
        return None
    return scan.span(*venture.span(venture.lastgroup or 0), value="创业")


def _poacher(scan: Scan, trigger: Hit) -> Span | None:
    """X in X挖走Y, and in Y被X挖走."""
    start = scan.clauses[scan.clause(trigger.start)][0]
    passive = scan.text.rfind("被", start, trigger.start)
    low = passive if passive >= 0 else start
    actors = [o for o in scan.organizations if low <= o.start and o.end <= trigger.start]
    return scan.shifted(actors[0]) if actors else None


def _told_as_past(scan: Scan, hit: Hit) -> bool:
    start = scan.clauses[scan.clause(hit.start)][0]
    return bool(re.search(r"(?:19|20)\d\d ?年|曾|此前|当年|早年", scan.text[start : hit.start]))


def successor(scan: Scan, leaver: Span | None) -> Span | None:
    """Who takes over from ``leaver``, if named: 由X接替, X接任."""
    for hit in scan.hits.of("succeed"):
        start, _ = scan.clauses[scan.clause(hit.start)]
        before = [p for p in scan.people if start <= p.start and p.end <= hit.start]
        if not before or hit.start - before[-1].end > 8:
            continue
        if leaver is None or before[-1].text != leaver.text:
            return scan.shifted(before[-1])
    return None


def reason(scan: Scan, trigger: Hit) -> Span | None:
    """The reason given, without 因."""
    index = scan.clause(trigger.start)
    start = scan.clauses[max(0, index - 1)][0]
    match = _REASON.search(scan.text, start, trigger.end)
    return scan.span(match.start("said"), match.end("said")) if match else None


def left_on(scan: Scan, trigger: Hit) -> Span | None:
    """When it takes effect: the date of the verb's clause, of one that is a date alone, or of
    the clause before."""
    published = scan.scene.published_on
    dates = find_dates(scan.text, published_on=published, lang="zh")
    index = scan.clause(trigger.start)
    near = [d for d in dates if _of_trigger(scan, d, trigger, index)]
    chosen = _closest(near, trigger)
    if chosen is None:
        return None
    return scan.span(chosen.start, chosen.end, value=chosen.value)


def _of_trigger(scan: Scan, date: DateSpan, trigger: Hit, index: int) -> bool:
    place = scan.clause(date.start)
    low, high = min(date.end, trigger.end), max(date.start, trigger.start)
    between = scan.hits.within(low, high, "join", "succeed", "appoint")
    if between or re.search(
        r"(?:年|月|日)?(?:加入|入职|毕业|成立|出生)", scan.text[date.end : date.end + 6]
    ):
        return False
    start, end = scan.clauses[place]
    if _is_of_report(scan, date, trigger):
        return False
    if place == index:
        return True
    if place < index and not (scan.text[start : date.start] + scan.text[date.end : end]).strip(
        " \0"
    ):
        return True
    return place == index + 1 and "生效" in scan.text[date.end : end]


def _is_of_report(scan: Scan, date: DateSpan, trigger: Hit) -> bool:
    """Whether the day is that of the news: 5月4日,有消息称X离职; X今日宣布离职."""
    if date.end > trigger.start or len(date.value) < len("2025-04-30"):
        return False
    told = scan.hits.within(date.end, trigger.start, "confirmed", "speech", "rumour")
    received = re.search("收到|提交|递交", scan.text[date.end : trigger.start])
    return bool(told or received) and not scan.hits.within(date.end, trigger.start, "join")


def _closest(dates: list[DateSpan], trigger: Hit) -> DateSpan | None:
    before = [d for d in dates if d.end <= trigger.start]
    after = [d for d in dates if d.start >= trigger.end]
    return before[-1] if before else (after[0] if after else None)


def status(scan: Scan, trigger: Hit) -> tuple[Status | None, Hit | None]:
    """How sure the sentence is and the word that tells: denied, else rumour, else confirmed."""
    if denial := _denial(scan, trigger):
        return Status.DENIED, denial
    confirmations = scan.hits.of("confirmed")
    if _ASKED.match(scan.text, trigger.end):
        return Status.RUMOURED, trigger
    answered = [hit for hit in confirmations if _answers(scan, hit, trigger)]
    reply = _reply(scan, trigger)
    rumours = [hit for hit in scan.hits.of("rumour") if _is_rumour(scan, hit, trigger)]
    if reply and not any(hit.start > reply.start for hit in rumours):
        return Status.CONFIRMED, reply
    if rumours and not answered:
        return Status.RUMOURED, rumours[0]
    return (Status.CONFIRMED, confirmations[0]) if confirmations else (None, None)


def _reply(scan: Scan, trigger: Hit) -> Hit | None:
    """The word by which somebody answers to news and tells it: 针对…离职,公司回应称…离职."""
    for hit in scan.hits.within(0, trigger.start, "speech"):
        asked = scan.hits.within(0, hit.start, "trigger")
        if hit.term.text == "回应" and asked:
            return hit
    return None


def _answers(scan: Scan, hit: Hit, trigger: Hit) -> bool:
    """Whether a later clause confirms what was a rumour: 传…离职,官方回应:属实."""
    start, _ = scan.clauses[scan.clause(hit.start)]
    return hit.term.text in {"属实", "证实", "承认"} and start > trigger.end


def _denial(scan: Scan, trigger: Hit) -> Hit | None:
    if negated := negation(scan, trigger):
        return negated
    denials = [hit for hit in scan.hits.of("denied") if _is_denial(scan, hit, trigger)]
    return denials[0] if denials else None


def _is_denial(scan: Scan, hit: Hit, trigger: Hit) -> bool:
    """Not what denies something else; nor 仍在职 of one who only gives up a role."""
    if hit.has("stays") and trigger.term.kind is Kind.STEPPED_DOWN:
        return False
    return "竞业" not in scan.text[hit.end : hit.end + 12]


def negation(scan: Scan, trigger: Hit) -> Hit | None:
    """The negation directly before the verb, if there is one."""
    for hit in scan.hits.of("negation"):
        between = scan.text[hit.end : trigger.start]
        if hit.end <= trigger.start and re.fullmatch(
            r"(?:正式|立即|近期|计划|打算|会|有|从|在|要|任何|的| |申请|被|[「」\"])*", between
        ):
            return hit
    return None


def _is_rumour(scan: Scan, hit: Hit, trigger: Hit) -> bool:
    start, end = scan.clauses[scan.clause(hit.start)]
    if hit.has("opening"):
        return not scan.text[start : hit.start].strip("再又 ")
    if hit.has("label"):
        return hit.end == end and hit.start == start and hit.start < trigger.start
    if hit.has("near"):
        return start == scan.clauses[scan.clause(trigger.start)][0] and hit.end <= trigger.start
    return True


def is_background(scan: Scan, trigger: Hit, leaver: Leaver) -> bool:
    """Whether the sentence tells the departure as something past, on the way to other news."""
    index = scan.clause(trigger.start)
    start, _ = scan.clauses[index]
    if any(_AFTERWARDS.match(scan.text, end) for end in ends_of(scan, trigger)):
        return True
    if (
        scan.text[trigger.end : trigger.end + 1] == "的"
        and leaver.person
        and leaver.person.start > trigger.end
    ):
        return not re.search(r"即将|刚刚|近日|将$", scan.text[start : trigger.start])
    before = scan.clauses[index - 1] if index else (start, start)
    opening = scan.text[slice(*before)].strip(), scan.text[start : trigger.start][:4]
    if opening[0] in _BEFORE_THAT or opening[1].startswith(tuple(_BEFORE_THAT)):
        return True
    subject = leaver.person or leaver.role
    since = max(start, subject.end if subject and subject.end <= trigger.start else start)
    if scan.hits.within(since, trigger.start, "past"):  # 曾 before the name is about a career
        return True
    return bool(scan.hits.of("retelling")) or bool(
        _DISCUSSED.search(scan.text, start, trigger.start)
    )


def role_object(scan: Scan, trigger: Hit) -> Role | None:
    """The role that 辞去, 卸任, 退出 or 免去 names as its object."""
    end = scan.clauses[scan.clause(trigger.start)][1]
    start = trigger.end
    if trigger.has("office"):
        people = [p for p in scan.people if start <= p.start and p.end <= end]
        if len(people) > 1:  # each has a role of his own
            return None
        start = people[0].end if people else start
    elif not (trigger.has("role") or trigger.has("exit")):
        return None
    after = [r for r in scan.roles if start <= r.start and r.end <= end]
    specific = [r for r in after if not r.hit.has("generic")]
    leading = [r for r in specific if r.hit.has("leader")]
    return next(iter(leading or specific), None)


def earlier_role(scan: Scan, trigger: Hit) -> Role | None:
    """The role of a later clause that looks back: X离职,此前为…负责人."""
    for role in scan.roles:
        before = scan.text[trigger.end : role.start]
        if role.start > trigger.end and re.search(
            r"(?:此前|曾|原)(?:为|任|担任|是|出任|系)[^,]{0,12}$", before
        ):
            return role
    return None
