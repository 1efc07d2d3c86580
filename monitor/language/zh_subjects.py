"""Who leaves: the subject or object of each trigger of a Chinese sentence.

The leaver of 离职 is the last name before it in its clause with those joined to it, a role if no
name is there, else the subject carried over from an earlier clause or sentence. The leaver of
罢免 is its object, unless 被 stands before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from monitor.language.draft import Span
from monitor.language.lexicon import Hit
from monitor.language.zh_scan import Role, Scan

_JOINING = re.compile(r"[\s\0]*(?:[、和与及]|以及|,)[\s\0]*")
_OWNED = re.compile(
    r"的?(?:旗下|手下|麾下|嫡系|盟友|旧部|团队|的|公司|领导的|带领的|身边|亲信|前夫|前妻)"
)
_RECIPIENT = re.compile(r"(?:由|向|对|与|跟|同|被|遭|给|替|为|据|让)$")
_PRONOUN = re.compile(
    r"我(?!们|国|市|省|司)|[他她其](?!们|他|实|中|余|间)|本人|自己|此人|两人|二人|三人"
)
# What may stand between a subject that is left out and its verb.
_THIN = re.compile(
    r"[已将也于因在正式宣布从即将近日今日昨日日前目前日月年号上下午本周末底初半中旬刚刚低调主动选择决定最终此前再度"
    r"同期突然\d\s\0\-~至今还又都曾会要拟计划打算申请提出完成办理但而并且随后后来其他她本人自己的与和对"
    r"个人家庭身体健康原因工作调动公司集团]*"
)
_PASSIVE = re.compile(r"[被遭](?![爆曝传指])(?:[^被遭]{0,8})$")
_DISPOSAL = re.compile(r"(?:将|把|要求|令)")
_ATTRIBUTE = re.compile(
    r"的(?!消息|传闻|传言|报道|原因|决定|事|影响|可能|时候|真相|背后|说法|话题|风波|内幕)"
)
_LIST = re.compile(r"\s*(?::|,?其?中?包括|,?分别[是为]|,他们是|,即)\s*")
_HOLDS = re.compile(r"[\0 ,]*|(?:此前|曾|原|现|时)?(?:担任|任|是|为)")
_MANY = re.compile(
    r"(?:[二两三四五六七八九十多数几\d]+(?:余|多)?[名位个]|多名|多位|数名|一批|大批|集体|等人)"
)


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who leaves by one trigger: a name, a role, or both; ``carried`` from elsewhere."""

    person: Span | None
    role: Role | None
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Nobody:
    """Why a trigger has no leaver."""

    condition: str
    note: str


def leavers(scan: Scan, trigger: Hit) -> tuple[Leaver, ...] | Nobody:
    """The leavers of the trigger, or why there are none. Offsets are those of the sentence:
    negative for a person carried over from an earlier one."""
    clause_start, clause_end = scan.clauses[scan.clause(trigger.start)]
    if trigger.has("takes"):
        return _taken(scan, trigger, clause_start, clause_end)
    if _ATTRIBUTE.match(scan.text[trigger.end : trigger.end + 3]):
        return _attributed(scan, trigger, clause_start, clause_end)
    return _before(scan, trigger, clause_start)


def _taken(scan: Scan, trigger: Hit, start: int, end: int) -> tuple[Leaver, ...] | Nobody:
    """The object of a verb such as 罢免: after it, between 将 and it, or before 被."""
    before = scan.text[start : trigger.start]
    if trigger.has("office") and not scan.hits.within(trigger.end, end, "role"):
        return Nobody("no_object", "what is taken away is no post")
    if _ATTRIBUTE.match(scan.text[trigger.end : trigger.end + 3]):
        return _attributed(scan, trigger, start, end)
    if passive := _PASSIVE.search(before):
        return _before(scan, trigger, start, limit=start + passive.start())
    if disposal := list(_DISPOSAL.finditer(before)):
        people = _people(scan, start + disposal[-1].end(), trigger.start)
        if people:
            return _leavers(scan, people)
    people = _people(scan, trigger.end, end)
    if people:
        return _leavers(scan, people)
    roles = [role for role in _roles(scan, trigger.end, end) if not role.former]
    staff = scan.hits.within(trigger.end, end, "staff") or [r for r in roles if r.hit.has("junior")]
    if roles and not staff and not re.match("[其他她]", scan.text[trigger.end : trigger.end + 1]):
        return (Leaver(None, roles[0]),)
    return Nobody("staff", "the object is unnamed staff") if staff else _NO_ONE


_NO_ONE = Nobody("no_person", "no name and no role stands as the one who leaves")


def _attributed(scan: Scan, trigger: Hit, start: int, end: int) -> tuple[Leaver, ...] | Nobody:
    """离职的…是 X, 即将离任的首席产品官 X: the name after it; or the one before in X 离职的 Y."""
    people = _people(scan, trigger.end, min(end, trigger.end + 45))
    if people:
        return _leavers(scan, people[:1])
    before = _people(scan, start, trigger.start)
    if before and _is_subject(scan, before[-1], trigger.start):
        return _leavers(scan, before[-1:])
    return Nobody("attributive", "says what somebody is like, not what happens")


def _before(
    scan: Scan, trigger: Hit, start: int, *, limit: int | None = None
) -> tuple[Leaver, ...] | Nobody:
    end = trigger.start if limit is None else limit
    if speaker := _speaker(scan, start, end):
        return speaker
    people = _people(scan, start, end)
    while people and not _is_subject(scan, people[-1], end):
        people = people[:-1]
    roles = _roles(scan, start, end)
    staff = scan.hits.within(start, end, "staff")
    latest = roles[-1] if roles else None
    if people and (latest is None or _belongs(scan, people[-1], latest)):
        if staff and staff[-1].start >= people[-1].end:
            return Nobody("staff", "those who leave are unnamed staff")
        return _leavers(scan, _chain(scan, people))
    if staff and (latest is None or staff[-1].end > latest.end):
        return Nobody("staff", "those who leave are unnamed staff")
    if latest is not None and end - latest.end <= 14:
        if listed := _listed(scan, trigger):
            return listed
        if latest.hit.has("junior"):
            return Nobody("staff", "those who leave are unnamed staff")
        return tuple(Leaver(None, role) for role in _role_chain(scan, roles))
    return _carried(scan, trigger, start, end)


def _listed(scan: Scan, trigger: Hit) -> tuple[Leaver, ...]:
    """The people that a list after the verb names: 三名高管离职:A、B和C."""
    start = _LIST.match(scan.text, trigger.end)
    if start is None:
        return ()
    people = _people(scan, start.end(), len(scan.text))
    first = next((p for p in people if _titled(scan, start.end(), p)), None)
    if first is None:
        return ()
    listed = [first]
    for left, right in _neighbours(people[people.index(first) :]):
        if not _are_joined(scan, left, right):
            break
        listed.append(right)
    return _leavers(scan, listed)


def _titled(scan: Scan, start: int, person: Span) -> bool:
    """Whether nothing but the person's titles stands between ``start`` and the name."""
    titles = _titles_before(scan, person)
    return start in {person.start, *(role.start for role in titles)} or any(
        span.start == start and span.end <= person.start for span in scan.organizations
    )


def _speaker(scan: Scan, start: int, end: int) -> tuple[Leaver, ...]:
    """The one who says it of himself: 芯片主管告诉员工他不会离职."""
    spoken = scan.hits.within(start, end, "speech")
    if not spoken or not re.search(r"[他她自](?:们|己)?", scan.text[spoken[-1].end : end]):
        return ()
    before = _people(scan, start, spoken[0].start)
    if before:
        return _leavers(scan, before[-1:])
    roles = _roles(scan, start, spoken[0].start)
    return (Leaver(None, roles[-1]),) if roles else ()


def _is_subject(scan: Scan, person: Span, end: int) -> bool:
    """Whether the name can be who leaves, rather than who hears, succeeds, owns or tells it."""
    before = scan.text[max(0, person.start - 2) : person.start]
    after = scan.text[person.end : end]
    if _RECIPIENT.search(before) or _OWNED.match(after):
        return False
    if any(hit.start - person.end <= 2 for hit in scan.hits.within(person.end, end, "succeed")):
        return False
    speech = [h for h in scan.hits.within(person.end, end, "speech") if h.start == person.end]
    return not speech or len(scan.text[speech[0].end : end]) <= 6


def _belongs(scan: Scan, person: Span, role: Role) -> bool:
    """Whether the last role before the verb is the last person's own: 总监 X, or X 总监."""
    return role.start <= person.start or scan.text[person.end : role.start].strip() in {"", "作为"}


def _carried(scan: Scan, trigger: Hit, start: int, end: int) -> tuple[Leaver, ...] | Nobody:
    """The subject left out, or a pronoun: of an earlier clause, else of an earlier sentence."""
    pronoun = _PRONOUN.search(scan.text, start, end)
    if not (pronoun or _THIN.fullmatch(_without_words(scan, start, end))):
        return _NO_ONE
    earlier = [clause for clause in reversed(scan.clauses) if clause[1] <= start]
    for clause in earlier:
        people = [p for p in _people(scan, *clause) if _is_subject(scan, p, clause[1])]
        if people:
            return _leavers(scan, _chain(scan, people), carried=True)
        roles = [role for role in _roles(scan, *clause) if not role.former]
        if roles and clause[1] - roles[-1].end <= 3:
            return (Leaver(None, roles[-1], carried=True),)
    mentioned = _people(scan, 0, start) if pronoun else []
    if mentioned:  # 团队由X领导,他…
        return _leavers(scan, mentioned[-1:], carried=True)
    if scan.scene.topic_person is not None:
        return (Leaver(scan.inward(scan.scene.topic_person), None, carried=True),)
    return _NO_ONE


def _without_words(scan: Scan, start: int, end: int) -> str:
    """The text less its markers, dates and organizations."""
    letters = list(scan.text[start:end])
    known = scan.hits.within(start, end, "rumour", "confirmed", "negation", "past", "denied")
    owners = [span for span in scan.organizations if start <= span.start and span.end <= end]
    for low, high in [(word.start, word.end) for word in known] + [
        (o.start, o.end) for o in owners
    ]:
        letters[low - start : high - start] = " " * (high - low)
    return "".join(letters)


def _people(scan: Scan, start: int, end: int) -> list[Span]:
    return [span for span in scan.people if start <= span.start and span.end <= end]


def _roles(scan: Scan, start: int, end: int) -> list[Role]:
    return [
        role
        for role in scan.roles
        if start <= role.hit.start and role.end <= end and not role.hit.has("generic")
    ]


def _chain(scan: Scan, people: list[Span]) -> list[Span]:
    """The last name and those joined to it: 董事长甲、行长乙."""
    chain = people[-1:]
    for left, right in reversed(_neighbours(people)):
        if not _are_joined(scan, left, right):
            break
        chain.insert(0, left)
    return chain


def _neighbours(people: list[Span]) -> list[tuple[Span, Span]]:
    return list(pairwise(people))


def _are_joined(scan: Scan, left: Span, right: Span) -> bool:
    """Whether 、 or 和 stands between two names, with nothing else but the second one's title."""
    joining = _JOINING.match(scan.text, left.end, right.start)
    if joining is None:
        return False
    owner = next((role for role in scan.roles if role.end == right.start), None)
    rest = right.start if owner is None else owner.start
    return not scan.text[joining.end() : rest].strip()


def _role_chain(scan: Scan, roles: list[Role]) -> list[Role]:
    """The last role and one joined to it by 与 or 和, which is another person's."""
    if len(roles) > 1 and scan.text[roles[-2].end : roles[-1].start].strip() in {"与", "和", "及"}:
        return roles[-2:]
    return roles[-1:]


def _leavers(scan: Scan, people: list[Span], *, carried: bool = False) -> tuple[Leaver, ...]:
    return tuple(Leaver(person, role_of(scan, person), carried) for person in people)


def role_of(scan: Scan, person: Span) -> Role | None:
    """The role worded directly before or after the name; one that is not former if there is one."""
    chain = _titles_before(scan, person)
    current = [role for role in chain if not role.former]
    if current or chain:
        return (current or chain)[0]
    after = [r for r in scan.roles if r.start >= person.end and not r.hit.has("generic")]
    return next((role for role in after[:1] if _held(scan, person, role)), None)


def _held(scan: Scan, person: Span, role: Role) -> bool:
    """Whether a role after a name is that person's: X,总裁; X此前担任某公司总裁."""
    owner = next((o for o in scan.organizations if o.end == role.start), None)
    start = owner.start if owner and owner.start >= person.end else role.start
    return _HOLDS.fullmatch(scan.text, person.end, start) is not None


def _titles_before(scan: Scan, person: Span) -> list[Role]:
    """商业化负责人 X, and 副总裁 in 副总裁、商业化负责人 X; the nearest first."""
    found: list[Role] = []
    at = person.start
    for role in reversed([role for role in scan.roles if role.end <= person.start]):
        between = scan.text[role.end : at].strip(" \0\"'「」“”")
        if between not in {"", "、", "、前", "、原", "兼", "的", "前", "、时任"}:
            break
        found.append(role)
        at = role.start
    return found


def is_many(scan: Scan, role: Role) -> bool:
    """Whether the role stands for several people at once: 多位高管."""
    return bool(_MANY.search(scan.text[max(0, role.start - 6) : role.end]))
