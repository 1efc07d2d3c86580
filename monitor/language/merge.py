"""From what single sentences tell to the departures that the article tells: each one once.

Drafts of one person are one departure, unless they are about different organizations and one of
them is background. A draft without a name ("视觉负责人离职" in a title) joins the person whose role
it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from monitor.language.draft import Draft, Span
from monitor.language.lexicon_zh import VAGUE_ROLES
from monitor.language.text import fold
from monitor.model import Kind, Status
from monitor.watch import Watch

# A departure that took effect longer ago than this is background in a body, and in a title.
_FRESH_IN_BODY = timedelta(days=30)
_FRESH_IN_TITLE = timedelta(days=180)
# Characters of the body after which a departure that the title does not tell is an aside.
_ASIDE_AFTER = 600
_BESIDE = re.compile(r"[\s,]*(?:at|of|from|for|的|'s)?\s*")
_WHOLE_DATE = len("2025-04-30")


@dataclass(slots=True)
class Group:
    """The drafts of one departure, in the order of the article."""

    drafts: list[Draft] = field(default_factory=list)
    supplements: list[Draft] = field(default_factory=list)

    @property
    def best(self) -> list[Draft]:
        """News before background, title before body, sure wording before unsure."""
        return sorted(
            self.drafts,
            key=lambda d: (d.background, not d.sentence.in_title, -d.strength, d.trigger.start),
        )

    @property
    def main(self) -> bool:
        return any(not draft.background for draft in self.drafts)

    def pick(self, choose: Callable[[Draft], Span | None]) -> Span | None:
        """The first value that the drafts give, the best draft first, then the supplements; of
        news not what its background tells, which may be of an earlier stage of the career."""
        told = [draft for draft in self.best if not draft.background] or self.best
        found = (choose(draft) for draft in (*told, *self.supplements))
        return next((span for span in found if span is not None), None)

    def destination(self, watch: Watch) -> Span | None:
        """Where the person goes next: not the organization that is left, nor a part of it."""
        left = self.organization(watch)
        return self.pick(
            lambda draft: (
                draft.destination
                if draft.destination and not (left and related(left, draft.destination, watch))
                else None
            )
        )

    def all(self, choose: Callable[[Draft], Span | None]) -> list[Span]:
        """Every value that the drafts give, the best draft's first."""
        return [span for draft in self.best if (span := choose(draft)) is not None]

    @property
    def person(self) -> Span | None:
        """The name in its longest spelling: the full name, where one is given."""
        names = self.all(lambda draft: draft.person)
        watched = [name for name in names if name.id]
        return max(watched or names, key=lambda name: len(name.text), default=None)

    @property
    def role(self) -> Span | None:
        """The first role that says what was led, as told of the person by name if it is;
        高管 and 核心成员 only if nothing else is said."""
        told = sorted(self.best, key=lambda draft: (draft.background, draft.person is None))
        roles = [draft.role for draft in told if draft.role is not None]
        return next((role for role in roles if not is_vague(role)), roles[0] if roles else None)

    @property
    def kind(self) -> Kind:
        return next((d.kind for d in self.best if d.kind is not Kind.DEPARTED), Kind.DEPARTED)

    def organization(self, watch: Watch) -> Span | None:
        """The first organization named, or a unit of it or its full name, if another draft gives
        that."""
        named = [draft for draft in self.best if draft.organization]
        chosen = named[0].organization if named else None
        for draft in named[1:]:
            other = draft.organization
            if chosen and other and _adjoins(draft) and _is_more_exact(other, chosen, watch):
                chosen = other
        return chosen

    @property
    def left_on(self) -> Span | None:
        """The first date that the best drafts give; a more precise one of the same month or year
        replaces it."""
        dates = [span for span in self.all(lambda draft: draft.left_on) if span.value]
        chosen = dates[0] if dates else None
        for other in dates[1:]:
            if chosen and other.said.startswith(chosen.said):
                chosen = other
        return chosen

    def status(self) -> tuple[Status, Span | None]:
        """How sure the article is: a denial, unless the title confirms; a confirmation anywhere;
        a rumour; else the article's own word."""
        first = self.best[0]
        if first.status is Status.CONFIRMED and first.sentence.in_title:
            return Status.CONFIRMED, first.marker
        news = [draft for draft in self.best if not draft.background]
        for told in ([*news, *self.supplements], self.best):
            for status in (Status.DENIED, Status.CONFIRMED, Status.RUMOURED):
                for draft in told:
                    if draft.status is status:
                        return status, draft.marker
        return Status.REPORTED, None


def merge(
    drafts: Sequence[Draft], *, watch: Watch, published_on: date | None, title_end: int
) -> list[Group]:
    """The departures told by ``drafts``, which come in the order of the article."""
    marked = [_placed(draft, published_on) for draft in _without_asides(drafts, title_end)]
    groups: list[Group] = []
    for draft in marked:
        if draft.person is not None and not draft.supplement:
            _add(groups, draft, watch)
    for draft in marked:
        if draft.person is None and not draft.supplement:
            _add_nameless(groups, draft, watch)
    for draft in marked:
        if draft.supplement:
            _supplement(groups, draft)
    return sorted(groups, key=lambda group: group.drafts[0].trigger.start)


def is_vague(role: Span) -> bool:
    """Whether the role says only that somebody matters, not what for."""
    return role.text.endswith(VAGUE_ROLES)


def _placed(draft: Draft, published_on: date | None) -> Draft:
    """The draft, marked as background if it took effect long before the article."""
    if published_on is None or draft.left_on is None or draft.left_on.value is None:
        return draft
    fresh = _FRESH_IN_TITLE if draft.sentence.in_title else _FRESH_IN_BODY
    if _last_day(draft.left_on.value) >= published_on - fresh:
        return draft
    return _as_background(draft)


def _as_background(draft: Draft) -> Draft:
    return replace(draft, background=True)


def _without_asides(drafts: Sequence[Draft], title_end: int) -> Iterable[Draft]:
    """Mark what stands deep in a body whose title tells of no departure, unless it is dated."""
    titled = any(d.sentence.in_title and not d.supplement for d in drafts)
    for draft in drafts:
        deep = draft.sentence.start > title_end + _ASIDE_AFTER
        told_as_news = draft.status is not None or draft.left_on is not None
        yield _as_background(draft) if deep and not titled and not told_as_news else draft


def _last_day(value: str) -> date:
    """The last day that an ISO 8601 prefix can mean."""
    if len(value) == _WHOLE_DATE:
        return date.fromisoformat(value)
    year, _, month = value.partition("-")
    if not month or month == "12":
        return date(int(year), 12, 31)
    return date(int(year), int(month) + 1, 1) - timedelta(days=1)


def _add(groups: list[Group], draft: Draft, watch: Watch) -> None:
    for group in groups:
        if _same_person(group.person, draft.person) and _same_occasion(group, draft, watch):
            group.drafts.append(draft)
            return
    groups.append(Group([draft]))


def _same_person(left: Span | None, right: Span | None) -> bool:
    """Equal names, or one the end or beginning of the other: Schulman, John Schulman."""
    if left is None or right is None:
        return False
    if left.id and right.id:
        return left.id == right.id
    one, other = sorted((fold(left.text), fold(right.text)), key=len)
    return len(one) > 1 and (other.startswith(one) or other.endswith(one))


def _same_occasion(group: Group, draft: Draft, watch: Watch) -> bool:
    """Whether the draft can be about the departure of the group: what is news in one article is
    one departure; what is background and dated may be an earlier one, from elsewhere."""
    if draft.left_on is None or (group.main and not draft.background):
        return True
    known = next((told.organization for told in group.best if _names_its_own(told)), None)
    if known is None or draft.organization is None or not _names_its_own(draft):
        return True
    return related(known, draft.organization, watch)


def _names_its_own(draft: Draft) -> bool:
    """Whether the organization stands in the draft's own sentence, not carried from another."""
    return draft.organization is not None and draft.organization.start >= draft.sentence.start


def related(left: Span, right: Span, watch: Watch) -> bool:
    """Whether two names can be one organization: same family, or one name within the other."""
    if left.id and right.id:
        return watch.root(left.id) == watch.root(right.id)
    one, other = sorted((fold(left.text), fold(right.text)), key=len)
    return one in other


def _add_nameless(groups: list[Group], draft: Draft, watch: Watch) -> None:
    """Join the people whose role it is; else the only one it can be; else a departure without
    a name, once for each role."""
    near = [group for group in groups if _same_occasion(group, draft, watch)]
    named = [group for group in near if group.person]
    by_role = [group for group in near if _same_role(group, draft)]
    main = [group for group in named if group.main]
    for candidates in (by_role, main if len(main) == 1 or _is_many(draft) else [], named[:1]):
        if candidates:
            candidates[0].drafts.append(draft)
            return
    if not draft.background:
        groups.append(Group([draft]))


def _is_many(draft: Draft) -> bool:
    """Whether the draft may speak of several people at once: 多位高管."""
    return draft.role is None or is_vague(draft.role)


def _adjoins(draft: Draft) -> bool:
    """Whether the organization stands beside the role or the name: Y主管X, "head of X at Y"."""
    if draft.organization is None:
        return False
    start, end = draft.organization.start, draft.organization.end
    beside = [span for span in (draft.role, draft.person) if span is not None]
    gaps = [(end, span.start) if end <= span.start else (span.end, start) for span in beside]
    return any(_BESIDE.fullmatch(_between(draft, low, high)) for low, high in gaps)


def _between(draft: Draft, start: int, end: int) -> str:
    """The text between two offsets, which counts as far away outside of the draft's sentence."""
    offset = draft.sentence.start
    return draft.sentence.text[start - offset : end - offset] if offset <= start <= end else "…"


def _is_more_exact(span: Span, than: Span, watch: Watch) -> bool:
    """Whether ``span`` names a unit of the organization ``than``, or the same one in full."""
    if span.id and than.id:
        return span.id != than.id and than.id in watch.family(span.id)
    longer = len(fold(span.said)) > len(fold(than.said))
    return than.id is None and longer and fold(span.said).startswith(fold(than.said))


def _same_role(group: Group, draft: Draft) -> bool:
    if draft.role is None:
        return False
    wanted = fold(draft.role.text)
    roles = [fold(role.text) for role in group.all(lambda told: told.role)]
    return any(wanted in role or role in wanted for role in roles)


def _supplement(groups: list[Group], draft: Draft) -> None:
    for group in groups:
        if _same_person(group.person, draft.person):
            group.supplements.append(draft)
            return
