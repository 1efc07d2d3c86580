"""The Chinese grammar: what one sentence tells of departures.

A sentence is taken apart (`zh_scan`); each trigger in it is asked who leaves (`zh_subjects`), what
is left (`zh_employer`) and what else is told (`zh_fields`). A trigger that fails a condition is
turned away with the name of the condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from monitor.language import zh_fields as fields
from monitor.language.draft import Draft, Heard, Scene, Span, Turned
from monitor.language.lexicon import Hit
from monitor.language.text import HAN, Sentence
from monitor.language.zh_employer import object_of_exit, organization
from monitor.language.zh_scan import Role, Scan, scan
from monitor.language.zh_subjects import Leaver, Nobody, is_many, leavers
from monitor.model import Kind, Status

# No sentence of a writer has more; a list without punctuation has, and is cut short.
_MOST_TRIGGERS = 12
_CONDITIONAL = {"如果", "假如", "倘若", "假设", "一旦", "要是", "万一", "一经", "若"}
_REGISTER = re.compile("工商变更|工商登记|天眼查|企查查|法定代表人|有限公司")
_REGISTRY = Nobody("registry_change", "an entry in the company register changes")
_AT_WORK = re.compile(r"[在于](?:公司|团队|集团|[^,。;]{2,14})的?$")
_NO_OBJECT = Nobody("no_object", "what is left is no place of work")
_THE_STORY = re.compile(r"消息|传闻|此事|报道|上述|该情况|一事|说法|此为|均为|皆为|这是")


def read_sentence(sentence: Sentence, scene: Scene) -> Heard:
    """The departures that one Chinese sentence tells, and the triggers that tell of none."""
    parsed = scan(sentence, scene)
    drafts: list[Draft] = []
    turned: list[Turned] = []
    for trigger in parsed.hits.of("trigger")[:_MOST_TRIGGERS]:
        outcome = _hear(parsed, trigger)
        if isinstance(outcome, Nobody):
            span = parsed.span(trigger.start, trigger.end)
            turned.append(Turned(span, outcome.condition, outcome.note))
        else:
            drafts.extend(outcome)
    if not drafts:
        drafts.extend(_supplements(parsed))
    return Heard(
        drafts=tuple(drafts),
        turned=tuple(turned),
        people=tuple(
            parsed.shifted(person) for person in parsed.people if _is_sure(parsed, person)
        ),
        organizations=tuple(parsed.shifted(found) for found in parsed.organizations),
        roles=tuple(parsed.span(role.start, role.end) for role in parsed.roles),
    )


def _is_sure(parsed: Scan, person: Span) -> bool:
    """Whether the name is sure enough to be what later sentences leave out: it is watched, it is
    foreign, it speaks, or an organization or a role stands directly before it."""
    speaks = any(hit.start == person.end for hit in parsed.hits.of("speech"))
    if speaks or person.id or not re.fullmatch(f"[{HAN}]+", person.text):
        return True
    owners = {span.end for span in parsed.organizations} | {role.end for role in parsed.roles}
    return person.start in owners or person.start - 1 in owners


def _hear(parsed: Scan, trigger: Hit) -> tuple[Draft, ...] | Nobody:
    if refused := _refusal(parsed, trigger):
        return refused
    found = leavers(parsed, trigger)
    if isinstance(found, Nobody):
        return found
    by_person = any(leaver.person for leaver in found)
    if trigger.has("exit") and not object_of_exit(parsed, trigger, by_person=by_person):
        return _NO_OBJECT
    target = fields.role_object(parsed, trigger)
    kept = [leaver for leaver in found if not _refused(parsed, trigger, leaver, target)]
    if not kept:
        reasons = (_refused(parsed, trigger, leaver, target) for leaver in found)
        return next(reason for reason in reasons if reason is not None)
    return tuple(_draft(parsed, trigger, leaver, target) for leaver in kept)


def _refusal(parsed: Scan, trigger: Hit) -> Nobody | None:
    """Why the trigger tells of no departure whoever its subject is."""
    if any(d.start <= trigger.start < d.end for d in parsed.hits.of("decoy")):
        return Nobody("other_sense", "part of an expression that is about something else")
    if _is_hypothetical(parsed, trigger):
        return Nobody(
            "hypothetical", "wished, feared, asked for or on a condition; not told as fact"
        )
    if trigger.term.kind is Kind.STEPPED_DOWN and _REGISTER.search(parsed.text):
        return _REGISTRY
    if trigger.has("exit") and not object_of_exit(parsed, trigger, by_person=True):
        return _NO_OBJECT
    if trigger.has("place") and not _AT_WORK.search(parsed.text, 0, trigger.start):
        return Nobody("other_sense", "the last day of something else")
    return None


def _refused(parsed: Scan, trigger: Hit, leaver: Leaver, target: Role | None) -> Nobody | None:
    """Why the trigger tells of no departure of this leaver."""
    role = target or leaver.role
    watched = leaver.person is not None and leaver.person.id is not None
    if role is not None and role.hit.has("registry"):
        return _REGISTRY
    if role is not None and role.hit.has("board") and not watched:
        return Nobody("board_seat", "a seat on the board, not a post in the organization")
    if leaver.person is None and not _leads(role) and fields.negation(parsed, trigger):
        return Nobody("negated", "said not to happen, of nobody in particular")
    if trigger.has("title") and not _adjoins(parsed, trigger, leaver):
        return Nobody("other_sense", "nobody stands directly before it")
    return None


def _leads(role: Role | None) -> bool:
    return role is not None and role.hit.has("leader") and not role.hit.has("vague")


def _adjoins(parsed: Scan, trigger: Hit, leaver: Leaver) -> bool:
    subject = leaver.person or leaver.role
    return subject is not None and 0 <= trigger.start - subject.end <= 14


def _is_hypothetical(parsed: Scan, trigger: Hit) -> bool:
    index = parsed.clause(trigger.start)
    start, end = parsed.clauses[index]
    for hit in parsed.hits.of("hypothetical"):
        if hit.end > trigger.start:
            continue
        if hit.has("near"):
            holds = hit.end == trigger.start
        elif hit.has("start"):
            holds = any(hit.start == clause[0] for clause in parsed.clauses)
        elif hit.term.text in _CONDITIONAL:
            holds = True
        else:
            holds = start <= hit.start
        if holds:
            return True
    return bool(re.match(r"(?:的?可能性|的?风险|与否|吗\?)", parsed.text[trigger.end : end + 1]))


def _draft(parsed: Scan, trigger: Hit, leaver: Leaver, target: Role | None) -> Draft:
    status, marker = fields.status(parsed, trigger)
    role = target or leaver.role or fields.earlier_role(parsed, trigger)
    return Draft(
        trigger=parsed.span(trigger.start, trigger.end),
        sentence=parsed.sentence,
        person=parsed.shifted(leaver.person) if leaver.person else None,
        organization=organization(parsed, trigger, leaver),
        role=parsed.span(role.start, role.end) if role else None,
        kind=trigger.term.kind,
        status=status,
        marker=parsed.span(marker.start, marker.end) if marker else None,
        left_on=fields.left_on(parsed, trigger),
        destination=fields.destination(parsed, trigger),
        successor=fields.successor(parsed, leaver.person),
        reason=fields.reason(parsed, trigger),
        background=fields.is_background(parsed, trigger, leaver),
        strength=_strength(parsed, trigger, leaver),
    )


def _strength(parsed: Scan, trigger: Hit, leaver: Leaver) -> float:
    """The trigger's own, less for a subject carried over, for no name, for many people at once."""
    strength = trigger.term.strength
    if leaver.carried:
        strength *= 0.85
    if leaver.person is None:
        strength *= 0.8
        if leaver.role is not None and is_many(parsed, leaver.role):
            strength *= 0.8
    return strength


def _supplements(parsed: Scan) -> Iterator[Draft]:
    """More about a departure told elsewhere: where the person goes, who takes over, what is said
    of the news. Only about the person that the story is of, or who is named here."""
    person = _spoken_of(parsed)
    if person is None:
        return
    for hit in parsed.hits.of("join", "succeed"):
        joined = fields.destination(parsed, hit) if _is_next(parsed, hit) else None
        follower = fields.successor(parsed, person) if hit.term.sort == "succeed" else None
        if joined or follower:
            more = _supplement(parsed, hit, person)
            yield replace(more, destination=joined, successor=follower)
    if answer := _answer(parsed):
        status = Status.DENIED if answer.term.sort == "denied" else Status.CONFIRMED
        more = _supplement(parsed, answer, person)
        yield replace(more, status=status, marker=more.trigger)


def _supplement(parsed: Scan, hit: Hit, person: Span) -> Draft:
    word = parsed.span(hit.start, hit.end)
    return Draft(trigger=word, sentence=parsed.sentence, person=person, supplement=True)


def _is_next(parsed: Scan, hit: Hit) -> bool:
    """Whether a verb of joining tells of what comes now, not of an earlier stage of a career."""
    before = parsed.text[parsed.clauses[parsed.clause(hit.start)][0] : hit.start]
    return hit.term.sort == "join" and re.search("[已将即现拟会正]", before) is not None


def _spoken_of(parsed: Scan) -> Span | None:
    """Who a sentence without a departure is about: the story's person, unless it names others."""
    topic = parsed.scene.topic_person
    if topic is None:
        return None
    start = parsed.text[:12]
    if any(person.text == topic.text for person in parsed.people) or re.search("[他她其]", start):
        return topic
    return topic if not parsed.people or parsed.hits.of("succeed") else None


def _answer(parsed: Scan) -> Hit | None:
    """A word that confirms or denies the news itself: 公司回应称消息属实."""
    if not _THE_STORY.search(parsed.text):
        return None
    if denials := parsed.hits.of("denied"):
        return denials[0]
    if parsed.hits.of("rumour"):
        return None
    sure = {"属实", "证实", "确认", "承认"}
    return next((hit for hit in parsed.hits.of("confirmed") if hit.term.text in sure), None)
